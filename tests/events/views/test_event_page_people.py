"""What the page of an event shows of the people at it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import Answer, PresenceMode, Role
from events.models import Country, Participation, ParticipationRole, Person, Series
from publishing.models import State
from tests.events.views.test_event_page import HOUR, LONG_AGO, classed, part, read
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_session,
    make_staff,
)

pytestmark = pytest.mark.django_db


def test_programme_names_the_speakers_of_each_session_as_they_were_then(client):
    event = make_event(ends_at=datetime(2023, 7, 28, 9, tzinfo=UTC))
    opening = make_session(event, "Opening", room_en="Hall A")
    make_session(event, "Visit", starts_at=event.ends_at - HOUR, ends_at=event.ends_at, kind="social")
    huang = make_person("Jingjing Huang", honorific="Dr.", family_name_first=True)
    speaks = make_participation(
        event, huang, [("speaker", opening), "delegate"], organisation=make_organisation("Institute")
    )
    speaks.roles.filter(role="speaker").update(topic_en="Digital tools")
    make_participation(event, make_person("Inter Preter"), [("interpreter", opening)])
    make_participation(
        event, make_person("Hidden One"), [("moderator", opening), ("speaker", opening)], consent="no"
    )

    programme = part(read(client, event), "programme-title")

    assert programme == (
        "Programme All times: Beijing time (UTC+8) "
        "Thursday, 27 July 2023 09:00–10:00 Opening Hall A "
        "HJ Speaker Dr. Huang Jingjing, Researcher, Institute Digital tools and 1 more "
        "Friday, 28 July 2023 16:00–17:00 Visit"
    )


def test_session_of_unlisted_speakers_counts_them(client):
    event = make_event()
    make_participation(event, roles=[("keynote", make_session(event))], consent="unknown")

    assert part(read(client, event), "programme-title").endswith("Opening 1 speaker")


def test_participants_are_all_counted_and_the_listed_named_in_order(client):
    event = make_event()
    for name, code, mode, consent, order in (
        ("Anna Kim", "KZ", "online", "yes", None),
        ("Boris Kim", "KZ", "in_person", "yes", 1),
        ("Hidden One", "KZ", "in_person", "no", None),
        ("Hidden Two", "UZ", "unknown", "unknown", None),
        ("Nemo Nowhere", None, "online", "yes", None),
    ):
        make_participation(
            event,
            make_person(name),
            country=code and country(code),
            mode=mode,
            consent=consent,
            order=order,
            job_title_en="",
        )

    assert part(read(client, event), "participants-title") == (
        "Participants 5 participants 2 countries 2 in person, 2 online, 1 not known "
        "Kazakhstan 3 Boris Kim Anna Kim and 1 more All events with this country: Kazakhstan "
        "Uzbekistan 1 "
        "Country not recorded 1 Nemo Nowhere"
    )


def test_participants_of_an_event_to_come_are_expected(client):
    event = make_event(publish_at=LONG_AGO)
    make_participation(event, country=country("KZ"))

    with time_machine.travel(event.starts_at - HOUR, tick=False):
        before = part(read(client, event), "participants-title")
    with time_machine.travel(event.starts_at, tick=False):
        during = part(read(client, event), "participants-title")

    assert before.startswith("Participants 1 participant expected 1 country Kazakhstan 1 ")
    assert during.startswith("Participants 1 participant 1 country Kazakhstan 1 ")


def from_types(event, **numbers):
    """So many participants from organisations of these types, as words: `government=3`."""
    for kind, number in numbers.items():
        office = make_organisation(f"Office {kind}", type=kind)
        for each in range(number):
            make_participation(event, make_person(f"{kind.title()} {each}"), organisation=office)


def test_types_of_organisations_are_told_of_an_event_that_is_over(client):
    event = make_event(publish_at=LONG_AGO)
    from_types(event, government=4, academia=3, donor=1, media=2)
    make_participation(event)

    told = part(read(client, event), "participants-title")
    with time_machine.travel(event.starts_at, tick=False):
        before = part(read(client, event), "participants-title")

    assert told.endswith("Where they work Government 4 Academia 3 Other types 3 Not known 1")
    assert "Where they work" not in before


def test_types_of_three_people_alone_are_not_told(client):
    event = make_event()
    from_types(event, government=2, media=1)

    assert "Where they work" not in part(read(client, event), "participants-title")


@pytest.mark.parametrize(
    ("status", "told"),
    [("scheduled", True), ("moved_online", True), ("postponed", False), ("cancelled", False)],
)
def test_nobody_is_counted_at_an_event_that_is_called_off(client, status, told):
    event = make_event(status=status)
    make_participation(event)
    make_participation(event, make_person("Kabir Jurazoda"), ["speaker"])

    tree = read(client, event)

    assert (part(tree, "participants-title") is not None) == told
    assert "Kabir Jurazoda" in part(tree, "speakers-title")


def test_speakers_are_shown_with_their_posts(client):
    event = make_event()
    make_participation(event, make_person("Deleg Ate"))
    make_participation(
        event,
        make_person("Kabir Jurazoda", native_name="Кабир Джуразода", photo=make_picture()),
        ["opening_speaker", "delegate"],
        country=country("TJ"),
    )

    assert part(read(client, event), "speakers-title") == (
        "Speakers and moderators Opening speaker, Delegate Kabir Jurazoda Кабир Джуразода "
        "Researcher · Tajikistan"
    )


def test_speaker_without_a_photo_has_initials(client):
    event = make_event()
    make_participation(event, make_person("Huang Jingjing"), ["speaker"])

    assert classed(read(client, event), "speaker__photo") == ["HJ"]


def test_preview_names_who_agrees_to_be_listed(client):
    event = make_event(state=State.DRAFT)
    make_participation(event, make_person("Agreed One"), ["speaker"])
    make_participation(event, make_person("Hidden One"), ["speaker"], consent="no")
    client.force_login(make_staff())

    page = client.get(f"/events/preview/{event.pk}/").content.decode()

    assert "Agreed One" in page
    assert "Hidden One" not in page


def many(event, number):
    """So many participants in one go: speakers of one session, some of them unlisted."""
    session, places = event.sessions.first(), list(Country.objects.members())
    start = event.participations.count()
    people = Person.objects.bulk_create(
        Person(given_name=f"Given{each}", family_name=f"Family{each}", slug=f"person-{each}", names_key="x")
        for each in range(start, start + number)
    )
    participations = Participation.objects.bulk_create(
        Participation(
            event=event,
            person=person,
            job_title_en="Head of Department",
            organisation_name_en="Ministry of Trade",
            country=places[each % len(places)],
            mode=PresenceMode.ONLINE if each % 3 else PresenceMode.IN_PERSON,
            consent=Answer.NO if each % 5 == 4 else Answer.YES,
        )
        for each, person in enumerate(people)
    )
    ParticipationRole.objects.bulk_create(
        ParticipationRole(participation=each, role=role, session=session if role == Role.SPEAKER else None)
        for each in participations
        for role in (Role.SPEAKER, Role.DELEGATE)
    )


def test_page_takes_as_many_queries_for_three_hundred_people_as_for_three(client):
    event = make_event(series=Series.objects.create(title_en="Forums"))
    make_session(event)
    address = event.get_absolute_url()

    def count():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    many(event, 3)
    few = count()
    many(event, 297)

    assert count() == few
    assert few <= 22


def test_two_thousand_people_have_room_on_a_page(client):
    event = make_event()
    make_session(event)
    many(event, 2000)

    text = part(read(client, event), "participants-title")

    assert text.startswith("Participants 2000 participants 11 countries 667 in person, 1333 online ")
    assert text.count("Given") == 1600
