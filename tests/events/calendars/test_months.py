import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from events.models import EventKind
from publishing.models import State
from tests.factories import make_event
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def at(title, month, day, days=1, year=2023, **changes):
    """An event from 9 o'clock in Beijing to 17 o'clock of its last day."""
    start = datetime(year, month, day, 1, tzinfo=UTC)
    return make_event(title, starts_at=start, ends_at=start + DAY * (days - 1) + DAY / 3, **changes)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return tree_of(response)


def words(node):
    return " ".join("".join(node.itertext()).split())


def bars(tree):
    """Of each week with bars its lanes: the title and the number of days of each bar, or the days without."""
    return [
        [
            [("".join(words(link) for link in cell.iter("a")), int(cell.get("colspan"))) for cell in row]
            for row in list(week)[1:]
        ]
        for week in tree.iter("tbody")
        if len(week) > 1
    ]


def test_month_is_a_table_with_a_caption_and_headed_columns(client):
    at("Forum", 7, 27)

    table = next(read(client, "/events/2023/07/").iter("table"))

    assert words(table.find("caption")) == "Events: July 2023"
    heads = list(table.iter("th"))
    assert [head.get("scope") for head in heads] == ["col"] * 7
    assert [head.find("abbr").get("title") for head in heads][::6] == ["Monday", "Sunday"]
    rows = [week[0] for week in table.iter("tbody")]
    assert [len(row) for row in rows] == [7] * 6
    days = [time.get("datetime") for time in table.iter("time")]
    assert days == [f"2023-07-{day:02}" for day in range(1, 32)]
    assert [cell.find("time") is None for cell in rows[0]] == [True] * 5 + [False] * 2


def test_event_of_several_days_is_one_bar_beside_those_that_meet_it(client):
    at("Visit", 7, 26, days=3)
    at("Forum", 7, 27)
    at("Debate", 7, 29)
    at("Hidden", 7, 28, state=State.DRAFT)

    assert bars(read(client, "/events/2023/07/")) == [
        [
            [("", 2), ("Visit", 3), ("Debate", 1), ("", 1)],
            [("", 3), ("Forum", 1), ("", 3)],
        ]
    ]


def test_bar_goes_on_in_the_next_week_where_the_keyboard_does_not_stop_again(client):
    at("Course", 7, 22, days=3)

    tree = read(client, "/events/2023/07/")

    assert bars(tree) == [[[("", 5), ("Course", 2)]], [[("Course", 1), ("", 6)]]]
    links = [link for cell in tree.iter("td") for link in cell.iter("a")]
    assert [link.get("tabindex") for link in links] == [None, "-1"]


def test_event_across_months_stands_in_both_and_can_be_reached_in_both(client):
    at("Course", 7, 30, days=4)

    july, august = (read(client, f"/events/2023/0{month}/") for month in (7, 8))

    assert bars(july) == [[[("", 6), ("Course", 1)]], [[("Course", 1), ("", 6)]]]
    assert bars(august) == [[[("", 1), ("Course", 2), ("", 4)]]]
    assert [link.get("tabindex") for cell in august.iter("td") for link in cell.iter("a")] == [None]


def test_event_around_a_new_year_stands_in_both_years(client):
    at("Course", 12, 31, days=2)

    assert bars(read(client, "/events/2023/12/")) == [[[("", 6), ("Course", 1)]]]
    assert bars(read(client, "/events/2024/01/")) == [[[("Course", 1), ("", 6)]]]


def test_day_is_that_on_the_clocks_of_the_place(client):
    late = datetime(2023, 7, 27, 18, tzinfo=UTC)
    make_event(starts_at=late, ends_at=late + DAY / 24)
    make_event("Lisbon", starts_at=late, ends_at=late + DAY / 24, time_zone="Europe/Lisbon")

    found = bars(read(client, "/events/2023/07/"))

    assert found == [[[("", 4), ("Symposium on trade", 1), ("", 2)], [("", 3), ("Lisbon", 1), ("", 3)]]]


def test_today_is_marked_by_the_clocks_of_the_institute(client):
    at("Forum", 7, 27, publish_at=datetime(2022, 1, 1, tzinfo=UTC))

    def marked(moment):
        with time_machine.travel(moment, tick=False):
            times = read(client, "/events/2023/07/").iter("time")
        return [time.get("datetime") for time in times if time.get("aria-current") == "date"]

    # The institute is eight hours ahead of UTC.
    assert marked("2023-07-27T15:59Z") == ["2023-07-27"]
    assert marked("2023-07-27T16:00Z") == ["2023-07-28"]
    assert marked("2023-08-27T15:59Z") == []


def test_kinds_are_told_by_a_word_in_each_bar_and_a_legend(client):
    at("Forum", 7, 27, kind=EventKind.objects.get(slug="forum"))
    at("Course", 7, 3, kind=EventKind.objects.get(slug="training"))

    tree = read(client, "/events/2023/07/")

    def kinds(tag):
        found = [node for node in tree.iter(tag) if "kind" in node.get("class", "").split()]
        return {words(node): node.get("class").split()[-1] for node in found}

    assert kinds("li") == {"Forum": "kind--0", "Training": "kind--1"}
    assert kinds("div") == {"Training Course": "kind--1", "Forum Forum": "kind--0"}


def test_small_windows_have_a_list_of_the_same_events(client):
    at("Visit", 7, 26, days=3)
    at("Forum", 7, 27)

    [listed] = [
        node for node in read(client, "/events/2023/07/").iter("div") if node.get("class") == "month-list"
    ]

    assert [words(title) for title in listed.iter("h2")] == ["Visit", "Forum"]


def test_links_lead_to_the_nearest_months_with_events(client):
    for month in (1, 3, 9):
        at("Forum", month, 5)
    at("Hidden", 6, 5, state=State.DRAFT)

    def beside(month):
        links = read(client, f"/events/2023/{month:02}/").iter("a")
        return {link.get("rel"): link.get("href") for link in links if link.get("rel")}

    assert beside(3) == {"prev": "/events/2023/01/", "next": "/events/2023/09/"}
    assert beside(1) == {"next": "/events/2023/03/"}
    assert beside(9) == {"prev": "/events/2023/03/"}


def test_month_without_events_between_others_names_the_next_one(client):
    at("Forum", 1, 5)
    at("Last forum", 9, 25)
    at("Next forum", 9, 5)

    [sentence] = [node for node in read(client, "/events/2023/04/").iter("p") if node.get("class") == "empty"]

    assert words(sentence) == "There are no events in this month. The next one: Next forum, 5 September 2023."


@pytest.mark.parametrize(
    "address",
    ["0000/01", "0001/01", "9999/12", "2023/00", "2023/13", "2023/7", "2022/12", "2023/10", "02023/07"],
)
def test_month_outside_the_events_is_not_found(client, address):
    at("Forum", 1, 5)
    at("Forum", 9, 5)

    assert client.get(f"/events/{address}/").status_code == 404


def test_nobody_walks_along_the_months_for_ever(client):
    at("First", 1, 5, year=1994)
    at("Last", 9, 5, year=2031)
    waiting, seen = ["/events/"], set()

    while waiting:
        address = waiting.pop()
        seen.add(address)
        linked = {link.get("href") for link in read(client, address).iter("a")}
        waiting += [found for found in linked if re.match(r"/events/\d", found) and found not in seen]

    assert seen == {"/events/", "/events/1994/", "/events/2031/", "/events/1994/01/", "/events/2031/09/"}


def test_list_opens_the_present_month_or_the_nearest(client):
    for month in (1, 9):
        at("Forum", month, 5, publish_at=datetime(2022, 1, 1, tzinfo=UTC))

    for now, month in (("2023-01-20", 1), ("2023-04-01", 9), ("2024-04-01", 9)):
        with time_machine.travel(f"{now}T00:00Z"):
            opened = client.get("/events/").context["month"]
        assert (now, opened.month) == (now, month)


def test_cancelled_event_is_marked(client):
    at("Forum", 7, 27, status="cancelled")

    [cell] = [node for node in read(client, "/events/2023/07/").iter("td") if "Forum" in words(node)]

    assert words(cell) == "Symposium Forum Cancelled"
