"""Headings, countries, choices and names in three languages."""

import pytest

from events.choices import Answer, Gender, OrganisationType, PresenceMode, Role
from events.participants_import.columns import guess, guess_all, mapping_of
from events.participants_import.countries import Countries
from events.participants_import.names import from_full, from_parts, without_honorific
from events.participants_import.vocabulary import meaning


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-mail *", "email"),
        ("Эл. почта", "email"),
        ("电子邮箱", "email"),
        ("FIRST_NAME", "given_name"),
        ("Фамилия", "family_name"),
        ("Ф.И.О.", "full_name"),
        ("姓名", "full_name"),
        ("工作单位 (Organization)", "organisation"),
        ("Страна / Country", "country"),
        ("Должность", "job_title"),
        ("Registration time", ""),
        ("", ""),
    ],
)
def test_heading_is_guessed(heading, field):
    assert guess(heading) == field


def test_field_is_guessed_once_and_by_content_too():
    headings = ["Name", "E-mail", "E-mail 2", "Where from", "Notes"]
    rows = [["Bek", "a@b.org", "c@d.org", "Китай", "x"], ["Ali", "", "", "KZ", ""]]

    guessed = guess_all(headings, rows, {}, {"Китай": 1, "KZ": 1}.get)

    assert guessed == ["full_name", "email", "", "country", ""]


def test_column_of_some_dashes_is_guessed_by_its_other_texts():
    rows = [["Bek", "–"], ["Ali", "-"], ["Olga", "olga@example.org"]]

    assert guess_all(["Name", "Notes"], rows, {}, {}.get) == ["full_name", "email"]


def test_what_the_source_remembers_goes_first():
    headings = ["Name", "Notes", "E-mail"]

    remembered = mapping_of(headings, ["native_name", "job_title", ""])

    assert guess_all(headings, [["a", "b", "c"]], remembered, lambda text: False) == [
        "native_name",
        "job_title",
        "",
    ]


def test_two_headings_that_are_remembered_for_one_field_share_it_not():
    remembered = {"mail": "email", "address": "email"}

    assert guess_all(["Name", "Address", "Mail"], [], remembered, {}.get) == ["full_name", "email", ""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kazakhstan", "KZ"),
        ("РК", "KZ"),
        ("哈萨克斯坦", "KZ"),
        ("KAZ", "KZ"),
        ("KR", "KR"),
        ("КР", "KG"),
        ("kr", None),
        ("КНР", "CN"),
        ("People’s Republic of China", "CN"),
        ("  kyrgyz   republic ", "KG"),
        ("Кыргызстан / Kyrgyzstan", "KG"),
        ("Korea (Republic of)", "KR"),
        ("Narnia", None),
        ("", None),
    ],
)
def test_country_is_found_by_any_name(text, code):
    assert Countries().find(text) == code


@pytest.mark.django_db
def test_country_that_may_be_meant_is_named():
    assert [Countries().nearest(text) for text in ("Uzbekstan", "Narnia")] == ["Uzbekistan", ""]


@pytest.mark.parametrize(
    ("choices", "text", "value"),
    [
        (Role, "Спикер", "speaker"),
        (Role, "主持人", "moderator"),
        (Role, "OPENING SPEAKER", "opening_speaker"),
        (Role, "King", None),
        (PresenceMode, "Очно", "in_person"),
        (PresenceMode, "线上", "online"),
        (Answer, "Да", "yes"),
        (Answer, "否", "no"),
        (Answer, "1", "yes"),
        (Answer, "N/A", "unknown"),
        (Gender, "ж", "female"),
        (Gender, "男", "male"),
        (OrganisationType, "НПО", "civil_society"),
    ],
)
def test_choice_is_understood(choices, text, value):
    assert meaning(choices, text) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aigul Saparova", ("Aigul", "Saparova", False, "")),
        ("SAPAROVA Aigul", ("Aigul", "Saparova", False, "")),
        ("Saparova, Aigul", ("Aigul", "Saparova", False, "")),
        ("B. Umarov", ("B.", "Umarov", False, "")),
        ("Sukarno", ("", "Sukarno", False, "")),
        ("王小明", ("Xiaoming", "Wang", True, "王小明")),
        ("欧阳娜娜", ("Nana", "Ouyang", True, "欧阳娜娜")),
        ("Wang Xiaoming (王小明)", ("Xiaoming", "Wang", True, "王小明")),
        ("Сапарова Айгуль Маратовна", ("Aygul Maratovna", "Saparova", False, "Сапарова Айгуль Маратовна")),
        ("Айгуль Сапарова", ("Aygul", "Saparova", False, "Айгуль Сапарова")),
    ],
)
def test_full_name_is_taken_apart(text, name):
    assert tuple(from_full(text)) == name


def test_parts_of_a_name_are_put_together():
    assert tuple(from_parts("Айгуль", "Маратовна", "Сапарова")) == (
        "Aygul Maratovna",
        "Saparova",
        False,
        "Сапарова Айгуль Маратовна",
    )


@pytest.mark.parametrize(
    ("text", "honorific", "name"),
    [
        ("H.E. Mr. Ali Khan", "H.E. Mr.", "Ali Khan"),
        ("Dr Bek Umarov", "Dr", "Bek Umarov"),
        ("г-жа Айгуль Сапарова", "г-жа", "Айгуль Сапарова"),
        ("王小明先生", "先生", "王小明"),
        ("Drew Mrakov", "", "Drew Mrakov"),
    ],
)
def test_form_of_address_is_told_from_the_name(text, honorific, name):
    assert without_honorific(text) == (honorific, name)
