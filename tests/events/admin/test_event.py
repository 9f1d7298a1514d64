"""The form of an event, its list, and who may use them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Country, Event, EventKind, EventOrganisation, Session
from publishing.models import State
from tests import forms
from tests.events.officers import ADD, LIST, TEXTS, WHEN, change, make_member, people
from tests.factories import make_event, make_organisation, make_participation, make_person, make_session
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def new(**changes):
    return TEXTS | WHEN | {"kind": EventKind.objects.get(slug="forum").pk} | changes


def test_times_are_those_of_the_place(client, officer):
    response = forms.send(client, ADD, **new())

    event = Event.objects.get()
    assert forms.messages(response) == ["“Forum” was saved as a draft."]
    # Almaty was six hours ahead of UTC until 1 March 2024, five since.
    assert (event.starts_at, event.ends_at) == (
        datetime(2024, 5, 6, 4, tzinfo=UTC),
        datetime(2024, 5, 7, 12, 30, tzinfo=UTC),
    )
    shown = forms.fields(client.get(change(event)))
    assert {name: shown[name] for name in WHEN} == WHEN
    assert event.officer == officer


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_day": "2024-05-05"}, "The event ends before it starts."),
        ({"last_day": "", "end_time": "08:00"}, "The event ends before it starts."),
        ({"start_time": ""}, "Enter a time, or tick that the event has dates only."),
        ({"first_day": "0001-01-01", "last_day": ""}, "Enter a year between 1900 and 2200."),
        ({"first_day": "9999-12-31", "last_day": ""}, "Enter a year between 1900 and 2200."),
        (
            {"time_zone": "Asia/Atlantis"},
            "“Asia/Atlantis” is not a time zone. Enter one such as Asia/Almaty, or UTC.",
        ),
        (
            {"time_zone": "America/New_York", "first_day": "2024-03-10", "start_time": "02:30"},
            "02:30 does not exist on 2024-03-10 in America/New_York, because the clocks go forward. "
            "Enter another time.",
        ),
        (
            {"time_zone": "America/New_York", "first_day": "2024-02-01", "last_day": "2024-11-03"}
            | {"end_time": "01:30"},
            "01:30 happens twice on 2024-11-03 in America/New_York, because the clocks go back. Enter "
            "another time, or give this one in UTC.",
        ),
    ],
)
def test_impossible_times_are_refused_with_a_sentence(client, officer, changes, sentence):
    response = forms.send(client, ADD, **new(**changes))

    assert forms.errors(response) == [sentence]
    assert forms.fields(response)["title_en"] == "Forum"
    assert not Event.objects.exists()


def test_midnight_ends_the_last_day(client, officer):
    forms.send(client, ADD, **new(last_day="", end_time="00:00"))

    event = Event.objects.get()
    assert (event.last_day.isoformat(), event.local_end.isoformat()) == (
        "2024-05-06",
        "2024-05-07T00:00:00+05:00",
    )
    shown = forms.fields(client.get(change(event)))
    assert (shown["last_day"], shown["end_time"]) == ("2024-05-06", "00:00")


def test_all_day_event_ignores_times(client, officer):
    forms.send(client, ADD, **new(all_day="on", start_time="25:99", end_time="08:00"))

    event = Event.objects.get()
    assert (event.local_start.isoformat(), event.local_end.isoformat()) == (
        "2024-05-06T00:00:00+05:00",
        "2024-05-08T00:00:00+05:00",
    )


@pytest.mark.parametrize("day", ["2024-03-30", "2024-03-31"])
def test_all_day_event_beside_a_midnight_that_clocks_skip(client, officer, day):
    forms.send(client, ADD, **new(all_day="on", time_zone="Asia/Beirut", first_day=day, last_day=""))

    event = Event.objects.get()
    assert (event.first_day.isoformat(), event.last_day.isoformat()) == (day, day)


def test_other_zone_keeps_the_hours_of_event_and_sessions(client, officer):
    event = make_event()
    session = make_session(event)

    forms.send(client, change(event), time_zone="Asia/Tashkent")

    event, session = Event.objects.get(), Session.objects.get(pk=session.pk)
    assert f"{event.local_start:%H:%M} {event.local_end:%H:%M}" == "09:00 17:00"
    assert event.starts_at == session.starts_at == datetime(2023, 7, 27, 4, tzinfo=UTC)


def test_address_without_a_title_is_refused_where_the_title_stands(client, officer):
    event = make_event()
    material = {
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "recording",
        "materials-0-url": "https://example.org/film",
        "materials-0-order": "0",
    }

    response = forms.send(client, change(event), **material)

    assert forms.errors(response) == ["Enter a title for the link that visitors can read."]


def test_organisation_named_twice_is_refused_with_a_sentence(client, officer):
    event, organisation = make_event(), make_organisation()
    rows = {"parts-TOTAL_FORMS": "2"}
    for number in range(2):
        rows |= {
            f"parts-{number}-organisation": organisation.pk,
            f"parts-{number}-part": "host",
            f"parts-{number}-order": number,
        }

    response = forms.send(client, change(event), **rows)

    assert forms.errors(response) == ["This organisation already has this role at the event."]
    assert not EventOrganisation.objects.exists()


def test_reader_sees_the_event_without_its_people(client):
    client.force_login(make_member("Editors"))
    event = make_event()
    make_participation(event, make_person("Aigul Sentinel"), roles=[("speaker", make_session(event))])

    page = client.get(change(event))

    shown = page.content.decode()
    assert ("09:00" in shown, "Sentinel" in shown, "Participants" in shown) == (True, False, False)
    assert client.get(people(event)).status_code == 403
    assert client.get(f"{LIST}{event.pk}/speakers/").status_code == 403
    assert client.post(people(event), {"save": "1"}).status_code == 403


def test_speakers_of_an_event_in_the_trash_are_named_without_links(client, officer):
    event = make_event()
    one = make_participation(event, make_person("Aigul Sentinel"), roles=[("speaker", make_session(event))])
    leads = [
        f'href="/admin/events/participation/{one.pk}/change/"',
        f'href="{LIST}{event.pk}/speakers/?session=',
    ]

    def shown():
        page = client.get(change(event)).content.decode()
        return ["Aigul Sentinel" in page, *(lead in page for lead in leads)]

    before = shown()
    event.move_to_trash()

    assert (before, shown()) == ([True, True, True], [True, False, False])


def test_list_shows_the_newest_first_and_finds_upcoming(client, officer):
    make_event("Old")
    soon = datetime.now(tz=UTC) + timedelta(days=3)
    make_event("Next", starts_at=soon, ends_at=soon + timedelta(hours=2))

    assert forms.rows(client.get(LIST)) == ["Next Symposium", "Old Symposium"]
    assert forms.rows(client.get(LIST, {"time": "upcoming"})) == ["Next Symposium"]
    assert forms.rows(client.get(LIST, {"time": "past"})) == ["Old Symposium"]


def test_queries_of_list_and_form_do_not_grow(client, officer):
    def count(address):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    def fill(title, number):
        event = make_event(title)
        for each in range(number):
            session = make_session(event, f"Session {each}")
            make_participation(event, make_person(f"Person {title}{each}"), roles=[("speaker", session)])
        return event

    one = fill("One", 1)
    client.get(LIST)
    before = count(LIST), count(change(one))
    many = fill("Many", 4)

    assert (count(LIST), count(change(many))) == before


def test_next_edition_is_a_draft_with_chosen_parts(client, officer):
    event = make_event(summary_en="About trade", venue_en="Hall")
    event.topics.add("Trade")
    make_participation(event, roles=[("speaker", make_session(event))])
    EventOrganisation.objects.create(event=event, organisation=make_organisation())

    response = client.post(
        f"{LIST}{event.pk}/next-edition/",
        {"title": "Second symposium", "first_day": "2024-07-25", "parts": ["place", "programme"]},
        follow=True,
    )

    copy = Event.objects.get(title_en="Second symposium")
    assert forms.messages(response) == [
        "“Second symposium” was created as a draft. It follows “Symposium on trade”. Participants were "
        "not copied."
    ]
    assert (copy.state, copy.previous_edition, copy.venue_en) == (State.DRAFT, event, "Hall")
    assert not copy.summary_en
    assert copy.local_start.isoformat() == "2024-07-25T09:00:00+08:00"
    assert [session.local_start for session in copy.sessions.all()] == [copy.local_start]
    assert (copy.participations.count(), copy.parts.count(), copy.topics.count()) == (0, 0, 1)
    assert (copy.uid == event.uid, copy.slug == event.slug, event.sessions.count()) == (False, False, 1)


def test_zones_offered_first_are_those_of_the_members(client, officer):
    Country.objects.filter(code="MN").update(is_member=False)
    Country.objects.filter(code="FR").update(is_member=True)  # its zone is not known as a member's

    group = tree_of(client.get(ADD)).xpath("//select[@id='id_time_zone']/optgroup")[0]

    labels = [option.text.strip() for option in group]
    assert labels[:2] == ["UTC", "Afghanistan: Asia/Kabul"]
    assert len(labels) == 11
    assert [label for label in labels if "Mongolia" in label or "MN" in label] == []


def test_registration_closes_with_its_last_day_at_the_place(client, officer):
    forms.send(client, ADD, **new(last_day_to_register="2024-02-28"))

    event = Event.objects.get()
    # Almaty was six hours ahead of UTC until 1 March 2024.
    assert event.registration_until == datetime(2024, 2, 28, 18, tzinfo=UTC)
    assert forms.fields(client.get(change(event)))["last_day_to_register"] == "2024-02-28"
    forms.send(client, change(event), last_day_to_register="")
    event.refresh_from_db()
    assert event.registration_until is None


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2024-05-08", "Registration would close after the event."),
        ("0001-01-01", "Enter a year between 1900 and 2200."),
    ],
)
def test_impossible_last_day_to_register_is_refused(client, officer, day, sentence):
    response = forms.send(client, ADD, **new(last_day_to_register=day, participation_en="Open to all."))

    assert forms.errors(response) == [sentence]
    assert forms.fields(response)["participation_en"] == "Open to all."
    assert not Event.objects.exists()
