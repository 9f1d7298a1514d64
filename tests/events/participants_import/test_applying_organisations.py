"""Which organisations a list brings, and what it calls those that are known."""

import pytest

from events.models import Organisation, Participation
from events.participants_import import deciding
from events.participants_import.applying import apply
from events.participants_import.undoing import undo
from tests.events.participants_import.lists import checked, checksum
from tests.factories import make_event, make_organisation

pytestmark = pytest.mark.django_db
BEK = ["Bek Umarov", "bek@example.org", "Institute of Trade", "Uzbekistan", "Expert", "Speaker"]


def test_choosing_another_organisation_is_one_more_name_of_it():
    known = make_organisation("Institute for Trade")
    batch = checked(make_event(), [BEK])
    before = checksum()
    deciding.choose_organisations(batch, {batch.organisations.get().pk: str(known.pk)})

    apply(batch.pk, None)

    known.refresh_from_db()
    assert (known.aliases, Organisation.objects.count()) == (["Institute of Trade"], 1)
    undo(batch.pk, None)
    assert checksum() == before


def test_two_names_in_a_list_for_one_chosen_organisation_are_both_its_names_and_undone():
    known = make_organisation("Institute for Trade")
    rows = [["Aigul Saparova", "", "Trade Research", "", "", ""], ["Dina Bekova", "", "TRI", "", "", ""]]
    batch = checked(make_event(), rows)
    before = checksum()
    deciding.choose_organisations(batch, {each.pk: str(known.pk) for each in batch.organisations.all()})

    apply(batch.pk, None)

    known.refresh_from_db()
    assert (sorted(known.aliases), Organisation.objects.count()) == (["TRI", "Trade Research"], 1)
    assert known.names_key == "for institute trade | research trade | tri"
    undo(batch.pk, None)
    assert checksum() == before


def test_organisation_that_two_entries_would_create_is_created_once():
    """A ministry belongs to its country; where the type is not said, the home of all rows is the country."""
    headings = ["Full name", "Organisation", "Country", "Type of organisation"]
    rows = [
        ["Aigul Saparova", "Steppe Data", "Kazakhstan", ""],
        ["Dina Bekova", "STEPPE DATA", "Kazakhstan", "Government"],
    ]
    batch = checked(make_event(), rows, headings)

    apply(batch.pk, None)

    made = Organisation.objects.get()
    assert batch.organisations.count() == 2
    assert list(batch.organisations.values_list("organisation", flat=True)) == [made.pk, made.pk]
    assert set(Participation.objects.values_list("organisation", flat=True)) == {made.pk}


def test_organisation_that_exists_in_other_letters_is_not_created_again():
    known = make_organisation("STEPPE data")
    batch = checked(make_event(), [["Aigul Saparova", "", "Steppe Data", "", "", ""]])
    deciding.choose_organisations(batch, {batch.organisations.get().pk: "new"})

    apply(batch.pk, None)

    assert Participation.objects.get().organisation == known
    assert Organisation.objects.count() == 1
