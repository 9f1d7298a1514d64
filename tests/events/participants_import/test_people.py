"""Whom a row means, and why."""

import pytest

from events.participants_import import deciding
from tests.events.participants_import.lists import HEADINGS, checked, row, verdicts
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db


def known(name="Aigul Saparova", code="KZ", organisation=None, **changes):
    """A person who took part in another event, for a country and an organisation."""
    person = make_person(name, **changes)
    event = make_event("Workshop of last year")
    make_participation(event, person, country=country(code), organisation=organisation)
    return person


def test_row_of_nobody_known_is_new():
    batch = checked(make_event(), [["Aigul Saparova", "aigul@example.org", "", "Kazakhstan", "Expert", ""]])

    assert verdicts(batch) == ["new"]
    assert row(batch, 2).reason == "Nobody of this name or e-mail address is known."


@pytest.mark.parametrize(
    ("cells", "verdict", "reason"),
    [
        (["A. Saparova", "AIGUL@example.org", "", "", "", ""], "matched", "Same e-mail."),
        (["Aigul Saparova", "", "", "KZ", "", ""], "matched", "Same name and country."),
        (
            ["Saparova Aigul", "", "", "哈萨克斯坦", "", ""],
            "matched",
            "Same name in another order or script, same country.",
        ),
        (["AIGUL SAPAROVA", "", "MoT", "", "", ""], "matched", "Same name and organisation."),
        (["Aigul Saparova", "", "", "Uzbekistan", "", ""], "possible", "Same name; nothing else tells."),
        (["Aigul Saparovna", "", "", "Kazakhstan", "", ""], "possible", "Close name (0.81), same country."),
        (["Bek Umarov", "aigul@example.org", "", "", "", ""], "possible", "Same e-mail, another name."),
        (["Rustam Karimov", "rustam@example.org", "", "KZ", "", ""], "new", None),
    ],
)
def test_reason_of_a_match(cells, verdict, reason):
    known(
        organisation=make_organisation("Ministry of Transport", short_name_en="MoT"),
        emails=["Aigul@Example.org"],
    )

    batch = checked(make_event(), [cells])

    found = row(batch, 2)
    assert (found.verdict, found.reason) == (
        verdict,
        reason or "Nobody of this name or e-mail address is known.",
    )


def test_cyrillic_name_meets_its_latin_spelling():
    person = known("Rustam Abdullaev", "UZ")

    batch = checked(make_event(), [["Абдуллаев Рустам", "", "", "Узбекистан", "", ""]])

    assert row(batch, 2).person == person
    assert row(batch, 2).changes == ["is added to the event", "name in its own script: Абдуллаев Рустам"]


@pytest.mark.parametrize("cell", ["Georgia", "ГРУЗИЯ", "Georgia (2):"])
@pytest.mark.parametrize("column", [0, 1, 6])
def test_country_alone_in_a_row_is_a_heading_and_no_person(cell, column):
    heading = [""] * 7
    heading[column] = cell
    heading[column - 1] = "1"

    batch = checked(make_event(), [heading, ["Nino Beridze", *[""] * 6]], [*HEADINGS, "№"])

    assert verdicts(batch) == ["rejected", "new"]
    assert row(batch, 2).errors == {"full_name": "This row holds only the name of a country, as headings do."}


def test_person_called_like_a_country_is_known_by_the_rest_of_the_row():
    batch = checked(make_event(), [["Georgia", "georgia@example.org", "", "", "", ""]])

    assert verdicts(batch) == ["new"]


def test_name_typed_into_a_heading_makes_it_a_person():
    batch = checked(make_event(), [["Georgia", "", "", "", "", ""]])

    deciding.decide(batch, {}, {2: {"full_name": "Georgia"}})

    assert verdicts(batch) == ["new"]
