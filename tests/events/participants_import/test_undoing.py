"""What undoing keeps, because somebody changed or used it since."""

import pytest
from django.db import connection
from django.utils.translation import override

from events.models import Person
from events.participants_import.undoing import undo
from tests.events.participants_import.lists import applied
from tests.events.participants_import.test_applying import BEK
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db


def test_undoing_keeps_what_was_changed_or_used_since_and_says_so():
    event = make_event()
    batch = applied(
        event, [BEK, ["Nino Beridze", "", "", "GE", "", ""], ["Olga Kim", "", "", "KZ", "Expert", ""]]
    )
    bek, nino, olga = (Person.objects.get(family_name=name) for name in ("Umarov", "Beridze", "Kim"))
    nino.biography = "<p>An economist.</p>"
    nino.save()
    make_participation(make_event("Later"), bek)
    here = olga.participations.get()
    here.attended = "yes"
    here.save()

    batch = undo(batch.pk, None)

    assert batch.report == [
        f"participant “{here}” was kept: it has been changed since.",
        "person “Nino Beridze” was kept: it has been changed since.",
        "person “Bek Umarov” was kept: something else now refers to it.",
        "person “Olga Kim” was kept: something else now refers to it.",
    ]
    assert [str(each) for each in event.participations.all()] == [str(here)]


def test_undoing_keeps_what_was_translated_since():
    batch = applied(make_event(), [BEK])
    bek = Person.objects.get()
    bek.biography_ru = "<p>Экономист.</p>"
    bek.save()

    batch = undo(batch.pk, None)

    assert batch.report == ["person “Bek Umarov” was kept: it has been changed since."]


def test_undoing_is_the_same_in_another_language():
    make_organisation("Institute of Trade", name_ru="Институт торговли")
    event = make_event()
    batch = applied(event, [BEK])

    with override("ru"):
        batch = undo(batch.pk, None)

    assert (batch.report, event.participations.count()) == ([], 0)


def test_report_of_an_undoing_is_in_the_order_of_the_list():
    event = make_event()
    names = ["Ali Umarov", "Bek Karimov", "Gio Beridze", "Ivan Petrov", "Olga Kim", "Wei Zhang"]
    with connection.cursor() as cursor:  # a set of these numbers begins with 8192
        cursor.execute("ALTER SEQUENCE events_person_id_seq RESTART WITH 8189")
    batch = applied(event, [[name, "", "", "KZ", "", ""] for name in names])
    for person in Person.objects.all():
        person.biography = "<p>An economist.</p>"
        person.save()

    batch = undo(batch.pk, None)

    assert batch.report == [f"person “{name}” was kept: it has been changed since." for name in names]


def test_role_added_since_keeps_its_participant():
    event = make_event()
    batch = applied(event, [BEK])
    here = event.participations.get()
    here.roles.create(role="moderator", session=make_session(event))

    batch = undo(batch.pk, None)

    assert batch.report[0] == f"participant “{here}” was kept: it has roles that were added or changed since."
    assert sorted(role.role for role in here.roles.all()) == ["moderator", "speaker"]


def test_field_changed_since_is_kept_and_the_others_put_back():
    event = make_event()
    person = make_person(emails=["aigul@example.org"])
    here = make_participation(event, person, country=country("KZ"))
    batch = applied(event, [["Aigul Saparova", "aigul@example.org", "ADB", "KZ", "Director", ""]])
    here.refresh_from_db()
    here.job_title_en = "Minister"
    here.save()

    batch = undo(batch.pk, None)

    here.refresh_from_db()
    assert (here.job_title_en, here.organisation) == ("Minister", None)
    assert batch.report == [
        f"participant “{here}” was kept: its field “job title [en]” has been changed since."
    ]
