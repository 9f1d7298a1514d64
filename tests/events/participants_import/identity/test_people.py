"""Whom a row means, and why."""

import pytest

from events.models import Person
from events.participants_import import deciding
from events.participants_import.applying import apply
from events.participants_import.identity.evidence import weight_of_name
from tests.events.participants_import.lists import HEADINGS, applied, checked, row, verdicts
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db


def known(name="Aigul Saparova", code="KZ", organisation=None, gender="female", **changes):
    """A researcher who took part in another event, for a country and an organisation."""
    person = make_person(name, **changes)
    event = make_event("Workshop of last year")
    make_participation(event, person, country=country(code), organisation=organisation, gender=gender)
    return person


def test_row_of_nobody_known_is_new():
    batch = checked(make_event(), [["Aigul Saparova", "aigul@example.org", "", "Kazakhstan", "Expert", ""]])

    assert verdicts(batch) == ["new"]
    assert row(batch, 2).reason == "No one with this name or email address is known."


@pytest.mark.parametrize(
    ("cells", "verdict", "reason"),
    [
        (["A. Saparova", "AIGUL@example.org", "", "", "", ""], "matched", "Same email."),
        (["Aygul Saparova", "aigul@example.org", "ADB", "UZ", "Head", ""], "matched", "Same email."),
        (["AIGUL SAPAROVA", "", "MoT", "", "", ""], "matched", "Same name and organisation."),
        (
            ["Saparova Aigul", "", "MoT", "哈萨克斯坦", "", ""],
            "matched",
            "Same name in another order or script, same organisation.",
        ),
        (["Aigul Saparova", "", "", "KZ", "", ""], "possible", "Same name and country."),
        (
            ["Aigul Saparova", "a@b.org", "ADB", "KZ", "Driver", ""],
            "possible",
            "Same name and country; different email, organisation and job title.",
        ),
        (
            ["Aigul Saparova", "", "MoT", "KZ", "Driver", ""],
            "possible",
            "Same name, organisation and country; different job title.",
        ),
        (
            ["Mr. Aigul Saparova", "", "MoT", "", "", ""],
            "possible",
            "Same name and organisation; different gender.",
        ),
        (
            ["Aigul Saparovna", "", "MoT", "KZ", "", ""],
            "possible",
            "Similar name; same organisation and country.",
        ),
        (["Bek Umarov", "aigul@example.org", "", "", "", ""], "possible", "Same email; different name."),
        (["Dina Saparova", "aigul@example.org", "", "", "", ""], "possible", "Same email; different name."),
        (["Aigul Saparovna", "a@b.org", "ADB", "Uzbekistan", "", ""], "new", None),
        (["Rustam Karimov", "rustam@example.org", "MoT", "KZ", "", ""], "new", None),
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
        reason or "No one with this name or email address is known.",
    )


def test_cyrillic_name_meets_its_latin_spelling():
    trade = make_organisation("Ministry of Trade")
    person = known("Rustam Abdullaev", "UZ", trade, gender="male")

    batch = checked(make_event(), [["Абдуллаев Рустам", "", "Ministry of Trade", "Узбекистан", "", ""]])

    assert row(batch, 2).person == person
    assert row(batch, 2).changes == ["added to the event", "name in native script: Абдуллаев Рустам"]


def test_other_spelling_that_becomes_the_name_in_its_own_script_is_no_other_spelling():
    person = make_person("Aigul Saparova", aliases=["Айгуль Сапарова"], emails=["aigul@example.org"])

    applied(make_event(), [["Aigul Saparova (Айгуль Сапарова)", "aigul@example.org", "", "", "", ""]])

    person.refresh_from_db()
    assert (person.native_name, person.aliases) == ("Айгуль Сапарова", [])


def test_four_people_of_one_name_stay_four():
    rows = [
        ["Wei Wang", "wang.wei@tsinghua.example.cn", "Tsinghua University", "China", "", ""],
        ["Wei Wang", "wei.wang@pku.example.cn", "Peking University", "China", "", ""],
        ["王伟", "wwei@nju.example.cn", "Nanjing University", "China", "", ""],
        ["汪薇", "wangwei9@fudan.example.cn", "Fudan University", "China", "", ""],
    ]

    batch = checked(make_event(), rows)

    assert verdicts(batch) == ["new", "possible", "possible", "possible"]
    deciding.decide_all(batch, "new")
    assert verdicts(batch) == ["new"] * 4
    apply(batch.pk, None)
    assert [person.emails for person in Person.objects.order_by("pk")] == [[each[1]] for each in rows]


def test_other_characters_are_another_name():
    known("Wei Wang", "CN", make_organisation("Fudan University"), native_name="王伟", gender="unknown")

    batch = checked(make_event(), [["汪薇", "", "Fudan University", "China", "", ""]])

    assert (row(batch, 2).verdict, row(batch, 2).reason) == (
        "possible",
        "Same name, organisation and country; different name in native script.",
    )


def test_two_of_one_name_at_one_organisation_are_asked_about():
    university = make_organisation("Tsinghua University")
    for _number in range(2):
        known("Wei Wang", "CN", university, gender="unknown")

    batch = checked(make_event(), [["Wei Wang", "", "Tsinghua University", "China", "", ""]])

    assert (row(batch, 2).verdict, row(batch, 2).reason) == (
        "possible",
        "This could be one of several people.",
    )


def test_what_differs_from_one_of_two_namesakes_is_no_proof_of_the_other():
    university = make_organisation("Tsinghua University")
    for gender in ("female", "unknown"):
        known("Wei Wang", "CN", university, gender=gender)

    batch = checked(make_event(), [["Mr. Wei Wang", "", "Tsinghua University", "China", "", ""]])

    assert (row(batch, 2).verdict, len(row(batch, 2).candidates)) == ("possible", 2)


@pytest.mark.parametrize(
    ("name", "verdict"), [("Madina Karimova", "matched"), ("Marina Karimova", "possible")]
)
def test_close_name_at_a_shared_address_is_asked_about(name, verdict):
    known("Madina Karimova", emails=["info@ministry.example"])

    batch = checked(make_event(), [[name, "info@ministry.example", "", "KZ", "", ""]])

    assert verdicts(batch) == [verdict]


def test_the_fewer_are_known_the_more_a_name_says():
    few, many = weight_of_name(1, 300), weight_of_name(1, 20_000)

    assert (few, many) == (9, 6)
    assert weight_of_name(4, 20_000) == 2


@pytest.mark.parametrize("cell", ["Georgia", "ГРУЗИЯ", "Georgia (2):"])
@pytest.mark.parametrize("column", [0, 1, 6])
def test_country_alone_in_a_row_is_a_heading_and_no_person(cell, column):
    heading = [""] * 7
    heading[column] = cell
    heading[column - 1] = "1"

    batch = checked(make_event(), [heading, ["Nino Beridze", *[""] * 6]], [*HEADINGS, "№"])

    assert verdicts(batch) == ["rejected", "new"]
    assert row(batch, 2).errors == {
        "full_name": "This row contains only the name of a country, like a heading."
    }


@pytest.mark.parametrize("total", [["合计", "6人"], ["Total", "6 persons"], ["Итого: 6 человек", ""]])
def test_total_with_a_number_beside_it_is_no_person(total):
    batch = checked(make_event(), [[*total, "", "", "", ""], ["Nino Beridze", *[""] * 5]])

    assert verdicts(batch) == ["rejected", "new"]
    assert row(batch, 2).errors == {"full_name": "This row contains a total, not a person."}


def test_person_called_like_a_country_is_known_by_the_rest_of_the_row():
    batch = checked(make_event(), [["Georgia", "georgia@example.org", "", "", "", ""]])

    assert verdicts(batch) == ["new"]


def test_name_typed_into_a_heading_makes_it_a_person():
    batch = checked(make_event(), [["Georgia", "", "", "", "", ""]])

    deciding.decide(batch, {}, {2: {"full_name": "Georgia"}})

    assert verdicts(batch) == ["new"]
