"""Headings, countries, choices and names in three languages."""

import pytest

from events.choices import Answer, Gender, OrganisationType, PresenceMode, Role
from events.participants_import.columns.headings import HEADINGS
from events.participants_import.columns.meanings import mapping_of
from events.participants_import.columns.vocabulary import meaning
from events.participants_import.countries import Countries
from events.participants_import.guessing import guess_all
from events.participants_import.names import from_full, from_parts, without_honorific


class Few:
    """Countries of which a test needs no more."""

    codes = {"Китай": "CN", "KZ": "KZ", "China": "CN"}
    find = codes.get

    @staticmethod
    def nearest(text):
        return ""


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
    assert HEADINGS.guess(heading) == field


def test_field_is_guessed_once_and_by_content_too():
    headings = ["Name", "E-mail", "E-mail 2", "Where from", "Notes"]
    rows = [["Bek", "a@b.org", "c@d.org", "Китай", "x"], ["Ali", "", "", "KZ", ""]]

    guessed = guess_all(headings, rows, {}, Few)

    assert guessed == ["full_name", "email", "", "country", ""]


def test_column_of_some_dashes_is_guessed_by_its_other_texts():
    rows = [["Bek", "–"], ["Ali", "-"], ["Olga", "olga@example.org"]]

    assert guess_all(["Name", "Notes"], rows, {}, Few) == ["full_name", "email"]


def test_what_the_source_remembers_goes_first():
    headings = ["Name", "Notes", "E-mail"]

    remembered = mapping_of(headings, ["native_name", "job_title", ""])

    assert guess_all(headings, [["a", "b", "c"]], remembered, Few) == [
        "native_name",
        "job_title",
        "",
    ]


def test_two_headings_that_are_remembered_for_one_field_share_it_not():
    remembered = {"mail": "email", "address": "email"}

    assert guess_all(["Name", "Address", "Mail"], [], remembered, Few) == ["full_name", "email", ""]


def test_column_without_a_usable_text_leaves_its_meaning_to_the_next():
    """As Microsoft Forms writes the answers of people who were not signed in."""
    headings = ["ID", "Email", "Name", "Your e-mail", "Full name as in passport", "Country", "Страна"]
    rows = [
        ["1", "anonymous", "", "bek@example.org", "Bek Umarov", "Narnia", "Китай"],
        ["2", "anonymous", "", "-", "Aigul Saparova", "", ""],
    ]

    assert guess_all(headings, rows, {}, Few) == ["", "", "", "email", "full_name", "", "country"]


def test_heading_over_wrong_texts_only_is_not_used_and_an_empty_column_is():
    assert guess_all(["Name", "E-mail"], [["Bek", "anonymous"]], {}, Few) == ["full_name", ""]
    assert guess_all(["Name", "E-mail"], [["Bek", ""]], {}, Few) == ["full_name", "email"]


def test_name_beside_a_family_name_is_the_given_name():
    beside = guess_all(["Name", "Surname"], [["Bek", "Umarov"]], {}, Few)
    within = guess_all(["Name", "Surname"], [["Bek Umarov", "Umarov"]], {}, Few)

    assert (beside, within) == (["given_name", "family_name"], ["full_name", "family_name"])


def test_full_name_in_a_second_script_is_the_native_name():
    rows = [["王伟", "Wang Wei"], ["李华", "Li Hua"]]

    assert guess_all(["姓名", "英文姓名"], rows, {}, Few) == ["native_name", "full_name"]


def test_columns_of_a_list_without_headings_are_guessed_by_their_texts():
    rows = [
        ["1", "Aigul Saparova", "Institute of Trade", "a@example.org", "China", "Chief Editor"],
        ["2", "Bek Umarov", "Ministry of Finance", "b@example.org", "KZ", "Chief Editor"],
        ["3", "王小明", "ADB", "c@example.org", "Китай", "Chief Editor"],
    ]

    guessed = guess_all([f"Column {letter}" for letter in "ABCDEF"], rows, {}, Few)

    assert guessed == ["", "full_name", "", "email", "country", ""]


def test_consent_to_data_processing_is_not_taken_for_another_even_if_remembered():
    heading = "Согласие на обработку персональных данных"

    assert guess_all(["ФИО", heading], [["Бек", "да"]], mapping_of([heading], ["consent"]), Few) == [
        "full_name",
        "",
    ]


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
