"""The programme on the form of an event."""

from datetime import UTC, datetime, timedelta

import pytest

from events.models import EventKind, Material, Session
from tests import forms
from tests.events.officers import ADD, TEXTS, WHEN, change
from tests.factories import make_event, make_session
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def new(**changes):
    return TEXTS | WHEN | {"kind": EventKind.objects.get(slug="forum").pk} | changes


def row(**values):
    """A new first session, as the form sends it."""
    values = {"day": "", "start_time": "10:00", "end_time": "11:00", "kind": "session"} | values
    return {"sessions-TOTAL_FORMS": "1"} | {f"sessions-0-{name}": value for name, value in values.items()}


def test_session_without_a_day_is_on_the_first(client, officer):
    event = make_event()

    forms.send(client, change(event), **row(title_en="Opening", title_ru="Открытие"))

    session = Session.objects.get()
    assert (session.local_start.isoformat(), session.title_ru) == ("2023-07-27T10:00:00+08:00", "Открытие")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"day": "2023-07-28"}, "The event is on 27 July 2023; this session is not."),
        ({"end_time": "09:30"}, "A session must end after it starts, on the same day."),
        ({"title_en": ""}, "This field is required."),
    ],
)
def test_impossible_session_is_refused_with_a_sentence(client, officer, values, sentence):
    event = make_event()

    response = forms.send(client, change(event), **row(**({"title_en": "Opening"} | values)))

    assert forms.errors(response) == [sentence]
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("event", "of_event"),
    [
        ({"first_day": ""}, ["First day"]),
        ({"last_day": "2024-05-05"}, ["Last day"]),
        ({"start_time": "", "end_time": ""}, ["Starts at", "Ends at"]),
        ({"time_zone": "Asia/Atlantis", "start_time": ""}, ["Starts at", "Time zone"]),
        ({"time_zone": "Asia/Atlantis", "last_day": "", "end_time": "08:00"}, ["Ends at", "Time zone"]),
        ({"last_day": "2024-05-05", "start_time": ""}, ["Starts at", "Last day"]),
        ({"title_en": ""}, ["Title (English)"]),
    ],
)
def test_mistakes_of_event_and_programme_are_told_at_once(client, officer, event, of_event):
    session = row(title_en="", end_time="09:30", day="2024-05-06")

    response = forms.send(client, ADD, **new(**event) | session)

    summary = next(
        node for node in tree_of(response).iter("ul") if node.get("class") == "error-summary-links"
    )
    assert [link.text for link in summary.iter("a")] == [
        *of_event,
        "Programme, row 1, Until",
        "Programme, row 1, Title (English)",
    ]


def test_session_of_another_day_without_a_title_is_told_both(client, officer):
    event = make_event()

    response = forms.send(client, change(event), **row(title_en="", day="2023-07-28"))

    assert sorted(forms.errors(response)) == [
        "The event is on 27 July 2023; this session is not.",
        "This field is required.",
    ]


def test_programme_moves_along_when_the_event_is_put_off(client, officer):
    event = make_event(ends_at=datetime(2023, 7, 28, 9, tzinfo=UTC))
    first = make_session(event)
    later = {"starts_at": first.starts_at + timedelta(days=1), "ends_at": first.ends_at + timedelta(days=1)}
    make_session(event, "Second day", **later)

    response = forms.send(client, change(event), first_day="2023-09-07", last_day="2023-09-08")

    assert forms.messages(response)[0] == "2 sessions were moved with the event."
    assert [f"{each.local_start:%m-%d %H:%M}" for each in event.sessions.all()] == [
        "09-07 09:00",
        "09-08 09:00",
    ]


def test_session_that_is_on_the_right_day_already_stays_there(client, officer):
    event = make_event(starts_at=datetime(2023, 7, 26, 1, tzinfo=UTC))
    start = datetime(2023, 7, 27, 1, tzinfo=UTC)
    session = make_session(event, starts_at=start, ends_at=start + timedelta(hours=1))

    forms.send(client, change(event), first_day="2023-07-27")

    session.refresh_from_db()
    assert session.local_start.isoformat() == "2023-07-27T09:00:00+08:00"


def test_session_across_midnight_keeps_its_end_when_something_else_changes(client, officer):
    event = make_event(ends_at=datetime(2023, 7, 28, 9, tzinfo=UTC))
    start = datetime(2023, 7, 27, 14, tzinfo=UTC)
    session = make_session(event, starts_at=start, ends_at=start + timedelta(hours=4))

    forms.send(client, change(event), **{"sessions-0-title_en": "Night walk"})

    session.refresh_from_db()
    assert (session.title_en, session.ends_at) == ("Night walk", start + timedelta(hours=4))


def test_materials_offer_sessions_of_this_event_only(client, officer):
    event = make_event()
    own, other = make_session(event, "Own"), make_session(make_event("Other"), "Foreign")
    material = {
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "recording",
        "materials-0-url": "https://example.org/film",
        "materials-0-title_en": "Film",
        "materials-0-order": "0",
    }

    refused = forms.send(client, change(event), **material, **{"materials-0-session": other.pk})
    forms.send(client, change(event), **material, **{"materials-0-session": own.pk})

    assert forms.errors(refused) == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
    assert Material.objects.get().session == own
