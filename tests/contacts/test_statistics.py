from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from contacts.models import Topic
from contacts.states import State
from contacts.statistics import figures, in_words
from tests.contacts.desk import LIST, words
from tests.factories import make_inquiry
from tests.forms import errors
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

PAGE = f"{LIST}figures/"
MONDAY = datetime(2026, 5, 4, 2, tzinfo=UTC)  # 10 o'clock in TIME_ZONE; due on the Monday after
NOW = MONDAY + timedelta(days=30)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def answered_after(hours, **changes):
    values = {"received_at": MONDAY, "state": State.ANSWERED}
    return make_inquiry(first_answered_at=MONDAY + timedelta(hours=hours), **(values | changes))


def table(found, slug):
    [chosen] = [each for each in found.tables if each.slug == slug]
    return {label: count for label, count in chosen.numbers if count}


def test_figures_count_what_came_in_by_everything():
    topic = Topic.objects.create(name_en="Training")
    make_inquiry(received_at=MONDAY, kind="question", topic=topic, state=State.NEW)
    make_inquiry(received_at=MONDAY, kind="question", language="ru", state=State.OPEN)
    make_inquiry(received_at=MONDAY + timedelta(days=60), kind="commendation", state=State.CLOSED)
    make_inquiry(received_at=MONDAY, kind="commendation", state=State.SPAM)

    found = figures(*YEAR, now=NOW)

    assert (found.total, found.spam, found.answered, found.closed_without_answer) == (3, 1, 0, 1)
    assert table(found, "kind") == {"Question": 2, "Commendation": 1}
    assert table(found, "topic") == {"Training": 1, "No topic": 2}
    assert table(found, "language") == {"English": 2, "Russian": 1}
    assert table(found, "state") == {"New": 1, "Open": 1, "Closed": 1}
    assert [each.numbers for each in found.tables if each.slug == "month"] == [
        [("2026-05", 2), ("2026-06", 0), ("2026-07", 1)]
    ]


@pytest.mark.parametrize(
    ("received", "count"),
    [
        (datetime(2026, 5, 3, 15, 59, 59, tzinfo=UTC), 0),
        (datetime(2026, 5, 3, 16, tzinfo=UTC), 1),  # midnight in TIME_ZONE
        (datetime(2026, 5, 5, 15, 59, 59, tzinfo=UTC), 1),
        (datetime(2026, 5, 5, 16, tzinfo=UTC), 0),
    ],
)
def test_period_is_whole_days_of_the_time_zone(received, count):
    make_inquiry(received_at=received)

    assert figures(date(2026, 5, 4), date(2026, 5, 5)).total == count


@pytest.mark.parametrize(
    ("hours", "median", "nine_of_ten"),
    [
        ([], None, None),
        ([5], 5, 5),
        ([1, 2, 3, 40], 2, 40),
        ([*range(1, 11)], 5, 9),
        ([*range(1, 12)], 6, 10),
    ],
)
def test_times_to_the_first_answer(hours, median, nine_of_ten):
    for each in hours:
        answered_after(each)

    found = figures(*YEAR, now=NOW)

    in_hours = [time and time / timedelta(hours=1) for time in (found.median, found.nine_of_ten)]
    assert in_hours == [median, nine_of_ten]


def test_promise_is_kept_until_the_last_minute_of_the_fifth_working_day():
    last_minute = (datetime(2026, 5, 11, 15, 59, tzinfo=UTC) - MONDAY) / timedelta(hours=1)
    answered_after(last_minute)
    answered_after(last_minute + 0.1)

    found = figures(*YEAR, now=NOW)

    assert (found.in_time, found.late, found.share_in_time) == (1, 1, 0.5)


@pytest.mark.parametrize(
    ("changes", "days", "known"),
    [
        ({"state": State.NEW}, 3, 0),
        ({"state": State.NEW}, 30, 1),
        ({"state": State.WAITING}, 30, 1),
        ({"state": State.CLOSED}, 30, 0),
    ],
)
def test_what_is_not_due_or_needs_no_answer_is_left_out_of_the_share(changes, days, known):
    make_inquiry(received_at=MONDAY, **changes)

    found = figures(*YEAR, now=MONDAY + timedelta(days=days))

    assert (found.in_time, found.late) == (0, known)
    assert found.share_in_time == (0 if known else None)


def test_date_that_staff_moved_is_not_the_promise():
    answered_after(24 * 20, due_at=NOW)

    assert figures(*YEAR, now=NOW).late == 1


def test_figures_ask_two_queries_however_many_there_are():
    def queries():
        with CaptureQueriesContext(connection) as asked:
            figures(*YEAR)
        return len(asked)

    make_inquiry(received_at=MONDAY)
    for_one = queries()
    for number in range(5):
        answered_after(number, topic=Topic.objects.create(name_en=f"Topic {number}"))

    assert for_one == queries() == 2


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (None, "–"),
        (timedelta(minutes=5), "0 h 5 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(days=2, hours=3, minutes=50), "2 d 3 h"),
    ],
)
def test_time_in_words(time, text):
    assert in_words(time) == text


def test_page_shows_the_figures_with_bars(desk):
    answered_after(30, kind="question")
    answered_after(50, kind="question")
    make_inquiry(received_at=MONDAY, kind="commendation")

    response = desk.get(PAGE, {"from": "2026-01-01", "to": "2026-12-31"})

    page = tree_of(response)
    totals = {
        words(node.find("dt")): words(node.find("dd"))
        for node in page.iter("div")
        if node.find("dt") is not None
    }
    assert totals["Inquiries"] == "3"
    assert totals["Half of first answers sent within"] == "1 d 6 h"
    [section] = [node for node in page.iter("section") if node.get("aria-labelledby") == "figures-kind"]
    rows = [(words(row.find("th")), words(row.find("td"))) for row in section.iter("tr")][1:]
    assert rows == [("Inquiry", "0"), ("Question", "2"), ("Commendation", "1")]
    assert [bar.get("width") for bar in section.iter() if bar.tag.endswith("rect")] == [
        "0.00%",
        "100.00%",
        "50.00%",
    ]


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (
            {"from": "2026-05-02", "to": "2026-05-01"},
            "The period ends before it begins. Enter a later last day.",
        ),
        ({"from": "May"}, "Enter the first day of the period, such as 2023-01-31."),
        ({"to": ""}, "Enter the last day of the period, such as 2023-01-31."),
    ],
)
def test_period_that_is_none_is_explained(desk, period, sentence):
    assert errors(desk.get(PAGE, period)) == [sentence]


def test_period_may_end_with_the_last_day_there_is(desk):
    make_inquiry()

    page = desk.get(PAGE, {"from": "0001-01-01", "to": "9999-12-31"})

    assert (page.status_code, dict(page.context["summary"])["Inquiries"]) == (200, 1)


def test_page_without_inquiries(desk):
    response = desk.get(PAGE, {"from": "1990-01-01", "to": "1990-12-31"})

    assert response.status_code == 200
    assert "No inquiries were received." in response.content.decode()


def test_workbook_holds_the_same_and_nothing_that_acts(desk):
    Topic.objects.create(name_en='=HYPERLINK("https://evil.example")\x07')
    answered_after(30, topic=Topic.objects.get())

    response = desk.get(PAGE, {"from": "2026-01-01", "to": "2026-12-31", "format": "xlsx"})

    assert response["Content-Disposition"] == 'attachment; filename="inquiries-2026-01-01-2026-12-31.xlsx"'
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Summary", "By month", "By kind", "By topic", "By language", "By state"]
    assert [cell.value for cell in book["Summary"][1]] == ["Inquiries", 1]
    topic, count = book["By topic"][2]
    assert (topic.value, topic.data_type, count.value) == ('=HYPERLINK("https://evil.example")', "s", 1)
