"""Organisations that a list names: which known ones are meant, and which are proposed."""

import pytest

from events.models import Organisation
from events.participants_import import deciding
from events.participants_import.uploading import name_columns
from tests.events.participants_import.lists import checked, run
from tests.factories import country, make_event, make_organisation

pytestmark = pytest.mark.django_db


def proposed(organisation, code="") -> list[tuple]:
    """Name and country of each organisation that is proposed for the one of a row, the likeliest first."""
    batch = checked(make_event(), [["Bek Umarov", "", organisation, code, "", ""]])
    known = Organisation.objects.select_related("country").in_bulk()
    found = [known[pk] for pk, _likeness in batch.organisations.get().candidates]
    return [(each.name_en, each.country.code if each.country else "") for each in found]


def test_ministry_of_another_country_is_not_proposed():
    for code in ("KZ", "GE"):
        make_organisation("Ministry of Finance and Economy", country=country(code))
    make_organisation("Ministry of Finance, Secretariat")

    assert proposed("Ministry of Finance", "GE") == [
        ("Ministry of Finance and Economy", "GE"),
        ("Ministry of Finance, Secretariat", ""),
    ]


def test_ministry_of_another_country_is_neither_meant_nor_proposed():
    make_organisation("Ministry of Finance", country=country("KZ"))

    assert proposed("Ministry of Finance", "GE") == []
    assert proposed("Ministry of Finances", "GE") == []


def test_organisation_of_the_country_of_the_row_is_proposed_first():
    make_organisation("Institute for Trade", country=country("KZ"))
    make_organisation("Institute on Trade Policy", country=country("GE"))

    assert proposed("Institute of Trade", "GE") == [
        ("Institute on Trade Policy", "GE"),
        ("Institute for Trade", "KZ"),
    ]


def test_word_in_common_is_not_enough_to_be_proposed():
    make_organisation("National University of Technology and Design")
    make_organisation("ADB Institute of Tokyo")

    assert (proposed("University"), proposed("ADB")) == ([], [])


def test_each_name_is_compared_whole_however_many_an_organisation_has():
    known = make_organisation(
        "Central Asia Regional Economic Cooperation", aliases=["Institute for Trade", "Центр торговли"]
    )

    assert proposed("Institute of Trade") == [(known.name_en, "")]


def test_choice_of_an_organisation_outlives_a_mapping_that_names_none():
    known = make_organisation("Institute for Trade")
    batch = checked(make_event(), [["Bek Umarov", "", "Institute of Trade", "", "", ""]])
    deciding.choose_organisations(batch, {batch.organisations.get().pk: str(known.pk)})
    columns = batch.columns

    name_columns(batch, ["full_name", *[""] * 5], {})
    unnamed = [entry.is_named for entry in run(batch).organisations.all()]
    name_columns(batch, columns, {})

    entry = run(batch).organisations.get()
    assert (unnamed, entry.is_named, entry.chosen, entry.organisation) == ([False], True, True, known)
