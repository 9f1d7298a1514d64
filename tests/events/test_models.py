from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.models import (
    EventOrganisation,
    GalleryPicture,
    Material,
    Organisation,
    Participation,
    ParticipationRole,
    Session,
)
from tests.factories import (
    country,
    make_document,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_session,
)

pytestmark = pytest.mark.django_db

START = datetime(2023, 7, 27, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def refuses(name, make):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def test_days_are_those_of_the_place():
    late = datetime(2023, 7, 27, 18, tzinfo=UTC)
    event = make_event(starts_at=late, ends_at=late + HOUR)

    assert (event.first_day, event.last_day) == (date(2023, 7, 28), date(2023, 7, 28))
    assert f"{event.local_start:%H:%M %z}" == "02:00 +0800"


def test_event_until_midnight_does_not_reach_into_the_next_day():
    midnight = datetime(2023, 7, 27, 16, tzinfo=UTC)

    assert make_event(ends_at=midnight).last_day == date(2023, 7, 27)
    assert make_event(ends_at=midnight + timedelta(microseconds=1)).last_day == date(2023, 7, 28)
    assert make_event(ends_at=midnight).is_multi_day is False


def test_all_day_event_has_the_days_between_its_midnights():
    event = make_event(
        starts_at=datetime(2023, 7, 27, 16, tzinfo=UTC),
        ends_at=datetime(2023, 7, 29, 16, tzinfo=UTC),
        all_day=True,
    )

    assert (event.first_day, event.last_day) == (date(2023, 7, 28), date(2023, 7, 29))


@pytest.mark.parametrize(
    ("now", "running", "past"),
    [
        (START - timedelta(microseconds=1), False, False),
        (START, True, False),
        (START + HOUR - timedelta(microseconds=1), True, False),
        (START + HOUR, False, True),
    ],
)
def test_event_runs_from_its_first_moment_to_before_its_last(now, running, past):
    event = make_event(starts_at=START, ends_at=START + HOUR)

    with time_machine.travel(now, tick=False):
        assert (event.is_running, event.is_past) == (running, past)


@pytest.mark.parametrize(
    ("changes", "now", "shown"),
    [
        ({"join_url_shown": True}, START, True),
        ({"join_url_shown": True}, START - timedelta(days=99), True),
        ({"join_url_shown": False}, START, False),
        ({"join_url_shown": True}, START + HOUR, False),
        ({"join_url_shown": True, "status": "cancelled"}, START, False),
    ],
)
def test_address_to_join_is_public_only_while_wanted_and_of_use(changes, now, shown):
    address = "https://meet.example.org/1"
    event = make_event(starts_at=START, ends_at=START + HOUR, join_url=address, **changes)

    with time_machine.travel(now, tick=False):
        assert event.public_join_url == (address if shown else "")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("end_follows_start", {"ends_at": START}),
        ("shown_join_url_exists", {"join_url_shown": True}),
        ("choices_known", {"mode": "by post"}),
        ("choices_known", {"status": "maybe"}),
        ("has_title", {"title_en": ""}),
    ],
)
def test_database_refuses_an_impossible_event(name, changes):
    refuses(f"events_event_{name}", lambda: make_event(**changes))


def test_event_is_not_its_own_previous_edition():
    event = make_event()
    event.previous_edition = event

    refuses("events_event_not_its_own_edition", event.save)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Feed", "event-feed"),
        ("calendars", "event-calendars"),
        ("Preview", "event-preview"),
        ("2023", "event-2023"),
        ("2023!", "event-2023"),
        ("Forum 2023", "forum-2023"),
    ],
)
def test_address_never_takes_the_place_of_another_page(title, slug):
    assert make_event(title).slug == slug


@pytest.mark.parametrize("slug", ["past", "Feed", "calendars", "embed", "preview", "2023"])
def test_address_of_another_page_is_refused(slug):
    event = make_event(slug=slug)

    with pytest.raises(ValidationError, match=f"uses the address /events/{slug}/"):
        event.full_clean()
    event.slug = f"{slug}-and-more"
    event.full_clean()


def test_identifier_of_calendars_never_changes():
    event = make_event()
    uid = event.uid

    event.title_en, event.slug = "Another", "another"
    event.save()
    event.refresh_from_db()

    assert event.uid == uid
    assert make_event("Second").uid != uid


def test_rows_of_an_event_stand_there_once():
    event, host, picture = make_event(), make_organisation(), make_picture()
    EventOrganisation.objects.create(event=event, organisation=host)
    GalleryPicture.objects.create(event=event, picture=picture)

    refuses(
        "organisation_part_once", lambda: EventOrganisation.objects.create(event=event, organisation=host)
    )
    refuses("gallery_picture_once", lambda: GalleryPicture.objects.create(event=event, picture=picture))
    EventOrganisation.objects.create(event=event, organisation=host, part="donor")


def test_session_ends_after_it_starts():
    event = make_event()

    refuses("events_session_ends", lambda: make_session(event, ends_at=event.starts_at))


def test_session_has_the_clocks_of_its_event():
    session = make_session(make_event())

    assert f"{session.local_start:%H:%M}–{session.local_end:%H:%M}" == "09:00–10:00"


def test_material_is_a_document_or_an_address():
    event, document = make_event(), make_document("Agenda")
    both = {"document": document, "url": "https://example.org/a"}

    refuses("material_is_document_or_address", lambda: Material.objects.create(event=event, **both))
    refuses("material_is_document_or_address", lambda: Material.objects.create(event=event))
    kept = Material.objects.create(event=event, document=document)
    assert (kept.label, kept.address) == ("Agenda", document.url)


def test_material_belongs_to_a_session_of_its_own_event_and_has_words():
    session = make_session(make_event("Other"))
    material = Material(event=make_event(), session=session, url="https://example.org/a", title_en="Talk")

    with pytest.raises(ValidationError) as foreign:
        material.clean()
    with pytest.raises(ValidationError) as wordless:
        Material(event=make_event(), url="https://example.org/a").clean()

    assert list(foreign.value.message_dict) == ["session"]
    assert list(wordless.value.message_dict) == ["title_en"]


def test_person_is_a_participant_once_with_each_role_once():
    event, person = make_event(), make_person()
    participation = make_participation(event, person, roles=["delegate"])

    refuses("participation_once_per_event", lambda: make_participation(event, person))
    again = {"participation": participation, "role": "delegate"}
    refuses("participation_role_once", lambda: ParticipationRole.objects.create(**again))
    ParticipationRole.objects.create(**again, session=make_session(event))


def test_participation_keeps_the_names_of_that_day():
    ministry = make_organisation("Ministry of Trade", name_ru="Министерство торговли")
    participation = make_participation(make_event(), organisation=ministry)

    ministry.name_en = "Ministry of Trade and Integration"
    ministry.save()
    participation.save()
    participation.refresh_from_db()

    assert participation.organisation_name_en == "Ministry of Trade"
    assert participation.organisation_name_ru == "Министерство торговли"
    assert Participation.objects.get().organisation.name_en == "Ministry of Trade and Integration"


def test_names_written_by_hand_stay():
    ministry = make_organisation("Ministry of Trade")
    participation = make_participation(
        make_event(), organisation=ministry, organisation_name_en="Ministry of Commerce"
    )

    assert participation.organisation_name_en == "Ministry of Commerce"


def test_names_are_kept_in_whatever_language_staff_work():
    ministry = make_organisation("Ministry of Trade")

    with translation.override("ru"):
        participation = make_participation(make_event(), organisation=ministry)

    assert participation.organisation_name_en == "Ministry of Trade"


def test_participation_keeps_the_spelling_of_that_day():
    person = make_person("Nino Beridze", honorific="Ms.", native_name="ნინო ბერიძე")
    one = make_participation(make_event(), person)
    [other] = Participation.objects.bulk_create([Participation(event=make_event("Forum"), person=person)])

    person.family_name, person.honorific, person.native_name = "Kapanadze", "Dr.", ""
    person.save()

    for participation in (one, other):
        participation.refresh_from_db()
        participation.save()
        assert (participation.full_name, participation.native_name, participation.initials) == (
            "Ms. Nino Beridze",
            "ნინო ბერიძე",
            "NB",
        )


def test_names_of_many_are_kept_in_as_many_queries_as_those_of_one():
    def count(number):
        people = [make_person(f"Person {number} {each}") for each in range(number)]
        rows = [
            Participation(event=event, person_id=each.pk, organisation_id=organisation.pk) for each in people
        ]
        with CaptureQueriesContext(connection) as queries:
            Participation.objects.bulk_create(rows)
        return len(queries)

    event, organisation = make_event(), make_organisation()

    assert count(5) == count(1)
    assert Participation.objects.filter(organisation_name_en="Institute of Trade").count() == 6


def test_participation_without_a_name_is_refused():
    participation = make_participation(make_event())

    refuses(
        "participation_has_name",
        lambda: Participation.objects.filter(pk=participation.pk).update(given_name="", family_name=""),
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"honorific": "Dr."}, ""),
        ({"family_name": "Kapanadze"}, "Nino Beridze"),
        ({"native_name": "Нино"}, "ნინო ბერიძე"),
        ({"family_name": "Kapanadze", "native_name": ""}, "Nino Beridze (ნინო ბერიძე)"),
        ({"family_name_first": True}, "Nino Beridze"),
    ],
)
def test_other_spelling_of_that_day(changes, told):
    person = make_person("Nino Beridze", native_name="ნინო ბერიძე")
    participation = make_participation(make_event(), person)

    for column, value in changes.items():
        setattr(person, column, value)

    assert participation.other_spelling == told


def test_roles_are_named_once_in_their_order():
    event = make_event()
    first, second = make_session(event, "One"), make_session(event, "Two")
    roles = ["delegate", ("speaker", first), ("speaker", second), "keynote"]

    assert make_participation(event, roles=roles).role_labels == ["Keynote speaker", "Speaker", "Delegate"]


def test_name_has_the_person_own_order():
    huang = make_person("Jingjing Huang", family_name_first=True, honorific="Dr.", native_name="黄静静")

    assert (huang.name, huang.full_name, str(huang)) == (
        "Huang Jingjing",
        "Dr. Huang Jingjing",
        "Huang Jingjing (黄静静)",
    )
    assert make_person("Plato").name == "Plato"
    refuses("person_has_name", lambda: make_person(""))


def test_organisation_is_there_once_in_a_country():
    make_organisation("Institute of Trade", country=country("KZ"))
    make_organisation("Institute of Trade", country=country("UZ"))
    make_organisation("World Fund")

    refuses("organisation_once", lambda: make_organisation("institute of trade", country=country("KZ")))
    refuses("organisation_once", lambda: make_organisation("WORLD FUND"))


def test_what_events_point_to_stays():
    event, person, host = make_event(), make_person(), make_organisation()
    make_participation(event, person, organisation=host)

    for kept in (person, host, event.kind, event.country):
        with pytest.raises(ProtectedError):
            kept.delete()
    event.delete()

    assert (Session.objects.count(), Participation.objects.count(), Organisation.objects.count()) == (0, 0, 1)
