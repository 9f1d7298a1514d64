"""The lists of events: what stands in which, the choice of a visitor, pages and years."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, EventKind
from publishing.models import State
from tests.factories import country, make_event, make_picture
from tests.markup import compact, tree_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def at(title, days, **changes):
    """An event that begins so many days from now and lasts one."""
    start = NOW + days * DAY
    return make_event(title, **({"starts_at": start, "ends_at": start + DAY} | changes))


def titles(events):
    return [event.title for event in events]


def shown(client, query=""):
    """The titles of what is to come and of what was."""
    pages = [client.get(f"{address}{query}") for address in ("/events/", "/events/past/")]
    assert [page.status_code for page in pages] == [200, 200]
    coming, past = (
        titles(page.context[name]) for page, name in zip(pages, ("events", "page_obj"), strict=True)
    )
    return coming, past


def on_page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return titles(response.context["page_obj"])


def test_lists_part_what_runs_and_comes_from_what_was(client):
    at("Next year", 300)
    at("Now", -0.5)
    at("Soon", 2)
    at("Yesterday", -2)
    at("Long ago", -900)
    at("Hidden", 1, state=State.DRAFT)

    assert shown(client) == (["Now", "Soon", "Next year"], ["Yesterday", "Long ago"])
    assert client.get("/events/").content.decode().count("badge--running") == 1


def tabs(client, address):
    """The words and the address of each, and which is the present one."""
    [nav] = [node for node in tree_of(client.get(address)).iter("nav") if node.get("class") == "tabs"]
    return [
        (" ".join("".join(link.itertext()).split()), link.get("href"), link.get("aria-current"))
        for link in nav
    ]


def test_tabs_count_what_is_chosen_and_keep_the_choice(client):
    for days, mode in ((3, "online"), (5, "hybrid"), (-3, "online"), (-5, "online")):
        at(f"Event {days}", days, mode=mode)

    assert tabs(client, "/events/") == [
        ("Upcoming 2", "/events/", "page"),
        ("Past 2", "/events/past/", None),
    ]
    assert tabs(client, "/events/past/?mode=online&page=1") == [
        ("Upcoming 1", "/events/?mode=online", None),
        ("Past 2", "/events/past/?mode=online", "page"),
    ]


def test_event_changes_lists_at_the_second_it_ends(client):
    event = at("Now", -0.5)

    with time_machine.travel(event.ends_at - timedelta(microseconds=1), tick=False):
        before = shown(client), tabs(client, "/events/")[0][0]
    with time_machine.travel(event.ends_at, tick=False):
        after = shown(client), tabs(client, "/events/")[0][0]

    assert before == ((["Now"], []), "Upcoming 1")
    assert after == (([], ["Now"]), "Upcoming 0")


def test_a_date_is_said_once(client):
    at("Course", 3, ends_at=NOW + 40 * DAY)

    [card] = tree_of(client.get("/events/")).iter("article")
    said = [node for node in card.iter() if "2026" in (node.text or "") and node.get("aria-hidden") is None]

    assert [node.text for node in said] == ["7 March\xa0– 13 April 2026"]
    block = [node.text for node in card.iter("span") if node.get("class", "").startswith("date-block")]
    assert block == ["7", "Mar", "– 13 Apr", "2026"]


def test_past_events_stand_under_their_years(client):
    for title, days in (("Last week", -7), ("Week before", -14), ("Two years ago", -730)):
        at(title, days)

    page = compact(client.get("/events/past/"))

    headings = re.findall(r"<h[34][^>]*><a [^>]*>([^<]+)<", page.partition("event-section")[2])
    assert headings == ["2026", "Last week", "Week before", "2024", "Two years ago"]


def test_cancelled_event_does_not_run(client):
    at("Now", -0.5, status="cancelled")

    page = client.get("/events/").content.decode()

    assert page.count("badge--cancelled") == 1
    assert "badge--running" not in page


def test_past_events_come_in_pages(client):
    at("Soon", 2)
    for number in range(14):
        at(f"Past {number}", -2 - number)

    assert on_page(client, "/events/past/?page=2") == ["Past 12", "Past 13"]
    for page in ("3", "0", "-1", "x", "%00"):
        assert client.get(f"/events/past/?page={page}").status_code == 404


def test_pages_where_past_events_stood_before_lead_there(client):
    for number in range(14):
        at(f"Past {number}", -2 - number, mode="online")

    moved = client.get("/ru/events/?mode=online&page=2")

    assert (moved.status_code, moved.headers["Location"]) == (301, "/ru/events/past/?mode=online&page=2")
    assert len(on_page(client, moved.headers["Location"])) == 2
    assert client.get("/events/?page=1").status_code == 200


def test_year_shows_what_was_and_comes_in_it_by_the_clocks_of_the_place(client):
    at("Spring", -2)
    at("Autumn", 200)
    new_year = datetime(2025, 12, 31, 18, tzinfo=UTC)
    make_event("New Year in Beijing", starts_at=new_year, ends_at=new_year + DAY / 24)
    make_event("Draft", starts_at=NOW - 999 * DAY, ends_at=NOW, state=State.DRAFT)

    assert on_page(client, "/events/2026/") == ["Autumn", "Spring", "New Year in Beijing"]
    for year in ("2025", "2023", "0000", "0001", "9999", "99999"):
        assert client.get(f"/events/{year}/").status_code == 404


def world():
    """Four events, each of which differs from the first in one thing."""
    same = {"country": country("KZ"), "mode": "online"}
    first, *others = (
        at("All", -2, **same),
        at("Kind", -3, **same, kind=EventKind.objects.get(slug="workshop")),
        at("Country", -4, **(same | {"country": country("UZ")})),
        at("Mode", 4, **(same | {"mode": "hybrid"})),
    )
    first.topics.add("Water")
    for each in others:
        each.topics.add("Water")
    at("Topic", -5, **same).topics.add("Trade")


@pytest.mark.parametrize(
    ("query", "upcoming", "past"),
    [
        ("kind=symposium", ["Mode"], ["All", "Country", "Topic"]),
        ("country=kz", ["Mode"], ["All", "Kind", "Topic"]),
        ("topic=water", ["Mode"], ["All", "Kind", "Country"]),
        ("mode=online", [], ["All", "Kind", "Country", "Topic"]),
        ("kind=symposium&country=kz&topic=water&mode=online", [], ["All"]),
        ("kind=workshop&topic=trade", [], []),
        ("", ["Mode"], ["All", "Kind", "Country", "Topic"]),
    ],
)
def test_choice_acts_on_both_lists(client, query, upcoming, past):
    world()

    assert shown(client, f"?{query}") == (upcoming, past)


def test_event_moved_online_is_found_and_shown_as_online(client):
    at("Moved", -2, mode="in_person", status="moved_online", country=country("KZ"), city_en="Almaty")
    at("Here", -3, mode="in_person", country=country("KZ"), city_en="Almaty")

    page = client.get("/events/past/?mode=online").content.decode()

    assert shown(client, "?mode=online") == ([], ["Moved"])
    assert shown(client, "?mode=in_person") == ([], ["Here"])
    assert "Almaty" not in page


def test_choice_acts_on_a_year(client):
    world()

    assert on_page(client, "/events/2026/?kind=workshop") == ["Kind"]
    page = client.get("/events/2026/?kind=workshop&topic=trade").content.decode()
    assert "No events in 2026 match your choice." in page


def test_nothing_found_is_said(client):
    world()

    coming, past = (
        client.get(f"/events/{part}?kind=workshop&topic=trade").content.decode() for part in ("", "past/")
    )

    assert "No upcoming events match your choice." in coming
    assert "No past events match your choice." in past


@pytest.mark.parametrize("name", ["kind", "country", "topic", "mode"])
@pytest.mark.parametrize("value", ["nothing", "%00", "'%20OR%201=1", "💧", "%ff", "KZ", "visit"])
def test_value_that_no_event_has_is_no_choice(client, name, value):
    world()

    assert shown(client, f"?{name}={value}") == shown(client)
    assert client.get(f"/events/?{name}={value}&{name}=x&other=1").status_code == 200


def test_only_what_published_events_have_can_be_chosen(client):
    world()
    hidden = at("Draft", 1, kind=EventKind.objects.get(slug="visit"), country=country("GE"), mode="in_person")
    hidden.topics.add("Secret")
    Event.objects.filter(pk=hidden.pk).update(state=State.DRAFT)

    choices = client.get("/events/").context["filter"].choices

    assert {choice.name: [value for value, _label in choice.options] for choice in choices} == {
        "kind": ["symposium", "workshop"],
        "country": ["kz", "uz"],
        "topic": ["trade", "water"],
        "mode": ["online", "hybrid"],
    }


def test_chosen_list_is_a_form_of_the_whole_one(client):
    world()

    page = client.get("/ru/events/?kind=workshop&page=1").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/ru/events/">' in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert '<option value="workshop" selected>' in page
    assert "noindex" not in client.get("/events/").content.decode()


def test_pages_keep_the_choice(client):
    for number in range(14):
        at(f"Past {number}", -2 - number, mode="online")

    page = client.get("/events/past/?mode=online&kind=nothing").content.decode()

    assert 'href="?mode=online&amp;page=2"' in page


def count(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address", ["/events/", "/events/past/", "/events/2026/", "/events/2026/03/", "/events/feed/", "/"]
)
def test_lists_take_as_many_queries_for_nine_events_as_for_two(client, address):
    picture = make_picture()

    def make():
        for days in (-0.5, -2, 3):
            at(f"Event {days}", days, lead_picture=picture).topics.add("Water")

    make()
    few = count(client, address)
    make()
    make()

    assert count(client, address) == few
    assert few <= 13


def test_front_page_names_the_next_three_events(client):
    for days in (4, 3, 2, 1, -3):
        at(f"In {days} days", days)
    at("Draft", 0.5, state=State.DRAFT)

    assert titles(client.get("/").context["next"]) == ["In 1 days", "In 2 days", "In 3 days"]
