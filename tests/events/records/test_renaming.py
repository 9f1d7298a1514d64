from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Participation
from events.records.renaming import Renaming
from tests.factories import make_event, make_participation, make_person

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)


def make_past(person, years=1, **changes):
    start = timezone.now() - years * YEAR
    event = make_event(f"Of {years} years ago", starts_at=start, ends_at=start + timedelta(hours=8))
    return make_participation(event, person, **changes)


def make_next(person):
    start = timezone.now() + YEAR
    return make_participation(make_event("Next", starts_at=start, ends_at=start + YEAR), person)


def rename(person, correct_past=False, **changes):
    for column, value in changes.items():
        setattr(person, column, value)
    renaming = Renaming(person)
    renaming.save(correct_past=correct_past)
    person.refresh_from_db()
    return renaming


def shown(*participations):
    return [Participation.objects.get(pk=each.pk).full_name for each in participations]


@pytest.mark.parametrize(
    ("correct_past", "past"), [(False, "Ms. Nino Beridze"), (True, "Ms. Nino Kapanadze")]
)
def test_past_lists_change_only_if_they_are_corrected(correct_past, past):
    person = make_person("Nino Beridze", honorific="Ms.")
    before, soon = make_past(person), make_next(person)

    rename(person, correct_past, family_name="Kapanadze")

    assert shown(before, soon) == [past, "Ms. Nino Kapanadze"]


def test_former_names_become_other_spellings():
    person = make_person("Nino Beridze", native_name="ნინო ბერიძე", aliases=["N. B."])

    rename(person, family_name="Kapanadze", native_name="ნინო კაპანაძე")

    assert person.aliases == ["N. B.", "Nino Beridze", "ნინო ბერიძე"]
    assert person.names_key == "kapanadze nino | b n | beridze nino"


def test_way_back_to_a_former_name_takes_it_from_the_other_spellings():
    person = make_person("Nino Beridze", native_name="ნინო ბერიძე")
    rename(person, family_name="Kapanadze", native_name="ნინო კაპანაძე")

    rename(person, family_name="Beridze", native_name="ნინო ბერიძე")

    assert person.aliases == ["Nino Kapanadze", "ნინო კაპანაძე"]
    assert person.names_key == "beridze nino | kapanadze nino"


def test_list_written_by_hand_or_under_an_older_name_is_left_alone():
    person = make_person("Nino Beridse")
    old = make_past(person, 9, given_name="Nino", family_name="Kapanadze")
    by_hand = make_past(person, 2, given_name="N.", family_name="Beridse")
    misspelt = make_past(person, 1)

    renaming = rename(person, correct_past=True, honorific="Dr.", family_name="Beridze")

    assert [event.title for event in renaming.past_events] == ["Of 1 years ago"]
    assert shown(old, by_hand, misspelt) == ["Nino Kapanadze", "N. Beridse", "Dr. Nino Beridze"]


def test_parts_of_a_name_are_corrected_each_for_itself():
    person = make_person("Nino Beridse", honorific="Dr.")
    as_miss, as_doctor = make_past(person, 9, honorific="Ms."), make_past(person, 1)

    rename(person, correct_past=True, honorific="Prof.", family_name="Beridze", native_name="ნინო")

    assert shown(as_miss, as_doctor) == ["Ms. Nino Beridze", "Prof. Nino Beridze"]
    assert set(Participation.objects.values_list("native_name", flat=True)) == {"ნინო"}


def test_saving_without_another_name_leaves_all_lists_alone():
    person = make_person("Nino Beridze")
    make_past(person)

    renaming = rename(person, correct_past=True, biography="<p>An economist.</p>")

    assert (renaming.past_events, person.aliases, person.biography) == ([], [], "<p>An economist.</p>")
