"""Texts that are not understood: told once, corrected at once, and seldom an obstacle."""

import pytest

from events.models import Participation, Person
from events.participants_import import deciding
from events.participants_import.applying import apply
from events.participants_import.odd_cells import correct, odd_texts
from tests.events.participants_import.lists import applied, checked, row, verdicts
from tests.factories import country, make_event, make_participation, make_person

pytestmark = pytest.mark.django_db
HEADINGS = ["Full name", "Country", "Mode", "Consent to be listed", "Role"]
ROWS = [
    ["Bek Umarov", "Narnia", "by boat", "yes", "Speaker"],
    ["Aigul Saparova", "Narnia", "by boat", "", ""],
    ["Nino Beridze", "Georgia", "by boat", "perhaps", "Queen"],
    ["Olga Kim", "Kazakhstan", "Online", "yes", "Queen; Press"],
    ["-", "Narnia", "", "", ""],
]


def told(batch):
    return [(odd.field, odd.text, odd.numbers, odd.is_refused) for odd in odd_texts(batch)]


def test_each_text_is_told_once_with_its_rows_and_what_refuses_rows_first():
    batch = checked(make_event(), ROWS, HEADINGS)

    assert verdicts(batch) == ["rejected", "rejected", "new", "new", "rejected"]
    assert told(batch) == [
        ("country", "Narnia", [2, 3, 6], True),
        ("mode", "by boat", [2, 3, 4], False),
        ("consent", "perhaps", [4], False),
        ("role", "Queen", [4], False),
        ("role", "Queen; Press", [5], False),
    ]


def test_one_answer_corrects_all_equal_cells_of_a_column():
    batch = checked(make_event(), ROWS, HEADINGS)

    number = correct(
        batch,
        {("country", "Narnia"): "Uzbekistan", ("mode", "by boat"): "In person", ("role", "Queen"): "-"},
    )

    assert (number, verdicts(batch)) == (4, ["new", "new", "new", "new", "rejected"])
    assert [(each.values["country"], each.values["mode"]) for each in batch.rows.all()[:3]] == [
        ("UZ", "in_person"),
        ("UZ", "in_person"),
        ("GE", "in_person"),
    ]
    assert told(batch) == [("consent", "perhaps", [4], False), ("role", "Queen; Press", [5], False)]


def test_odd_text_is_no_silence_that_a_default_may_fill():
    defaults = {"mode": "online", "consent": "yes", "role": "delegate"}

    batch = applied(make_event(), ROWS[2:4], HEADINGS, defaults)

    facts = {
        each.person.family_name: (each.mode, each.consent, [role.role for role in each.roles.all()])
        for each in Participation.objects.filter(event=batch.event)
    }
    assert facts == {"Beridze": ("unknown", "no", ["delegate"]), "Kim": ("online", "yes", ["press"])}


def test_reasons_are_in_words_and_not_in_codes():
    event = make_event()
    make_participation(event, make_person("Bek Umarov"), country=country("KZ"))
    rows = [
        ["Bek Umarov", "b@example.org", "Georgia", "Online", "female"],
        ["Bek Umarov", "b@example.org", "Georgia", "In person", "male"],
    ]
    batch = checked(event, rows, ["Full name", "E-mail", "Country", "Mode", "Gender"])
    for number in (2, 3):
        deciding.decide(batch, {number: f"person:{Person.objects.get().pk}"}, {})

    said = " ".join(row(batch, 2).changes + row(batch, 3).changes)

    assert [
        word for word in ("in_person", "KZ", "GE", "“male”", "“female”", "“online”") if word in said
    ] == []
    assert "country: Kazakhstan → Georgia" in said
    assert "“In person” was not used because the first row says “Online”" in said


FARSI = "فرشته جوزجانی"


def test_name_in_arabic_letters_waits_for_its_latin_spelling():
    batch = checked(make_event(), [[FARSI, "Afghanistan", "", "", ""]], HEADINGS)
    waiting = row(batch, 2)

    deciding.decide(batch, {}, {2: {"given_name": "Fereshta", "family_name": "Jawzjani"}})
    apply(batch.pk, None)

    assert (waiting.verdict, sorted(waiting.errors)) == ("rejected", ["family_name", "given_name"])
    assert waiting.errors["given_name"].startswith(f"“{FARSI}” is in Arabic script, which leaves out vowels.")
    person = Person.objects.get()
    assert (person.given_name, person.family_name, person.native_name) == ("Fereshta", "Jawzjani", FARSI)


def test_parts_of_a_name_in_arabic_letters_wait_for_a_full_latin_name():
    given, family = FARSI.split()
    batch = checked(make_event(), [[given, family]], ["First name", "Last name"])
    waiting = row(batch, 2)

    deciding.decide(batch, {}, {2: {"full_name": "Fereshta Jawzjani"}})

    values = row(batch, 2).values
    assert list(waiting.errors) == ["full_name"]
    assert (values["given"], values["family"], values["native"]) == ("Fereshta", "Jawzjani", FARSI)


def test_who_is_known_by_a_name_in_arabic_letters_needs_no_latin_one():
    person = make_person("Fereshta Jawzjani", native_name=FARSI)
    make_participation(make_event("Before"), person, country=country("AF"))

    batch = checked(make_event(), [[FARSI, "Afghanistan", "", "", ""]], HEADINGS)
    found = row(batch, 2)

    assert (
        found.errors,
        person.pk in {found.person_id, *(each.get("person") for each in found.candidates)},
    ) == (
        {},
        True,
    )


def test_namesake_of_arabic_letters_waits_for_a_latin_spelling_when_staff_call_them_new():
    person = make_person("Fereshta Jawzjani", native_name=FARSI)
    make_participation(make_event("Before"), person, country=country("AF"))
    batch = checked(make_event(), [[FARSI, "Afghanistan", "", "", ""]], HEADINGS)

    deciding.decide(batch, {2: "new"}, {})
    waiting = row(batch, 2)
    deciding.decide(batch, {}, {2: {"given_name": "Freshta", "family_name": "Jowzjani"}})

    assert (waiting.verdict, sorted(waiting.errors)) == ("rejected", ["family_name", "given_name"])
    assert row(batch, 2).verdict == "new"
    apply(batch.pk, None)
    assert sorted(each.name for each in Person.objects.all()) == ["Fereshta Jawzjani", "Freshta Jowzjani"]


def test_namesake_of_a_known_woman_is_asked_for_latin_letters_each_time_he_is_checked():
    """His name is known, and only then it turns out that she is not meant."""
    her = make_person("Fereshta Jawzjani", native_name=FARSI, honorific="Ms.")
    make_participation(make_event(), her, country=country("AF"))
    headings = ["Full name", "Gender", "Country", "Job title"]
    batch = checked(make_event("Forum"), [[FARSI, "male", "Georgia", "Expert"]], headings)
    asked = row(batch, 2).errors

    deciding.decide(batch, {}, {2: {"job_title": "Adviser"}})

    assert sorted(asked) == ["family_name", "given_name"]
    assert (row(batch, 2).errors, row(batch, 2).verdict) == (asked, "rejected")
