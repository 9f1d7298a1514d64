"""What the texts of a row mean."""

import pytest

from events.models import Organisation, Participation, Person
from events.participants_import.cells import understand
from events.participants_import.columns.meanings import FIELDS
from events.participants_import.countries import Countries

pytestmark = pytest.mark.django_db


def understood(**texts):
    values, errors, _notes = understand(dict.fromkeys(FIELDS, "") | texts, {}, Countries())
    return values, errors


@pytest.mark.parametrize("text", ["-", "–", "—", "n/a", "N/A", "нет", "Нет", "无"])
def test_dash_in_any_column_is_an_empty_cell(text):
    own = {"full_name", "attended", "consent"}  # a row needs a name, and “нет” may be an answer

    values, errors = understood(full_name="Bek Umarov", **dict.fromkeys(FIELDS.keys() - own, text))

    expected, _errors = understood(full_name="Bek Umarov")
    assert (values, errors) == (expected, {})


@pytest.mark.parametrize(("text", "answer"), [("-", ""), ("—", ""), ("无", ""), ("нет", "no"), ("Нет", "no")])
def test_dash_is_no_answer_and_no_in_russian_is_one(text, answer):
    values, errors = understood(full_name="Bek Umarov", attended=text, consent=text)

    assert (values["attended"], values["consent"], errors) == (answer, answer, {})


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Иә", "жоқ"),  # Kazakh
        ("ооба", "жок"),  # Kyrgyz
        ("ha", "yo‘q"),  # Uzbek
        ("ҳа", "йўқ"),
        ("бале", "не"),  # Tajik
        ("hawa", "ýok"),  # Turkmen
        ("bəli", "xeyr"),  # Azerbaijani
        ("დიახ", "არა"),  # Georgian
        ("тийм", "үгүй"),  # Mongolian
        ("ہاں", "نہیں"),  # Urdu
        ("بله", "نخیر"),  # Dari
    ],
)
def test_answers_are_understood_in_languages_of_the_region(yes, no):
    answers = [understood(full_name="Bek Umarov", consent=text) for text in (yes, no)]

    assert [(values["consent"], errors) for values, errors in answers] == [("yes", {}), ("no", {})]


@pytest.mark.parametrize("text", ["unknown", "Не указано", "未知", "unknown, Unknown"])
def test_role_said_to_be_unknown_is_none(text):
    values, errors = understood(full_name="Bek Umarov", role=text)

    assert (values["role"], errors) == ([], {})


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("job_title", Participation._meta.get_field("job_title")),
        ("organisation", Organisation._meta.get_field("name")),
        ("given_name", Person._meta.get_field("given_name")),
        ("family_name", Person._meta.get_field("family_name")),
        ("native_name", Person._meta.get_field("native_name")),
    ],
)
def test_text_is_as_long_as_its_column_at_most(field, column):
    name = {"given_name": "Bek", "family_name": "Umarov"}

    _values, errors = understood(**name | {field: "x" * column.max_length})
    _values, errors_of_longer = understood(**name | {field: "x" * (column.max_length + 1)})

    assert errors == {}
    assert errors_of_longer == {field: f"“{'x' * 40}…” is longer than {column.max_length} characters."}


def test_dash_for_a_part_of_the_name_leaves_the_other_part():
    values, errors = understood(given_name="Sukarno", middle_name="–", family_name="-")

    assert (values["given"], values["family"], errors) == ("Sukarno", "", {})


def test_row_of_dashes_has_no_name():
    _values, errors = understood(full_name="–", email="–")

    assert errors == {"full_name": "There is no name in this row."}


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (
            {"full_name": "Айгуль Сапарова", "native_name": "Aigul Saparova"},
            ("Aigul", "Saparova", "Айгуль Сапарова"),
        ),
        ({"full_name": "Aigul Saparova", "native_name": "Aigul Saparova"}, ("Aigul", "Saparova", "")),
        ({"native_name": "Aigul Saparova"}, ("Aigul", "Saparova", "")),
        ({"native_name": "王小明", "full_name": "王小明"}, ("Xiaoming", "Wang", "王小明")),
        ({"full_name": "Xiaoming Wang", "native_name": "王小明"}, ("Xiaoming", "Wang", "王小明")),
        ({"full_name": "Aigul Saparova / Айгуль Сапарова"}, ("Aigul", "Saparova", "Айгуль Сапарова")),
        ({"full_name": "Айгуль Сапарова (Aigul Saparova)"}, ("Aigul", "Saparova", "Айгуль Сапарова")),
        ({"full_name": "Nino Beridze ნინო ბერიძე"}, ("Nino", "Beridze", "ნინო ბერიძე")),
        ({"full_name": "А. Saparova"}, ("A.", "Saparova", "")),
        ({"full_name": "Aziza Rəhimova"}, ("Aziza", "Rəhimova", "")),
        (
            {"given_name": "Айгуль", "family_name": "Сапарова", "full_name": "Aigul Saparova"},
            ("Aigul", "Saparova", "Сапарова Айгуль"),
        ),
        (
            {"given_name": "Aigul", "family_name": "Saparova", "native_name": "Айгуль Сапарова"},
            ("Aigul", "Saparova", "Айгуль Сапарова"),
        ),
    ],
)
def test_name_goes_to_the_field_of_its_script_whatever_the_heading(texts, name):
    values, errors = understood(**texts)

    assert ((values["given"], values["family"], values["native"]), errors) == (name, {})


@pytest.mark.parametrize(
    ("texts", "honorific"),
    [
        ({"full_name": "Dr. Wang Xiaoming", "native_name": "王小明先生"}, "Dr."),
        ({"full_name": "Wang Xiaoming", "native_name": "王小明先生"}, ""),
        ({"given_name": "Dr. Bek", "family_name": "Umarov", "honorific": "Prof."}, "Prof."),
    ],
)
def test_form_of_address_is_taken_from_the_first_name_only(texts, honorific):
    values, _errors = understood(**texts)

    assert (values["honorific"], values["native"]) == (honorific, "王小明" if "native_name" in texts else "")


def test_form_of_address_before_a_family_name_is_no_part_of_it():
    values, _errors = understood(given_name="Пётр", family_name="г-н Ёлкин")

    found = [values[name] for name in ("honorific", "given", "family", "native")]
    assert found == ["г-н", "Pyotr", "Yolkin", "Ёлкин Пётр"]


@pytest.mark.parametrize(
    ("field", "text", "value", "end"),
    [
        ("mode", "maybe", "", "It is left out."),
        ("gender", "yes", "", "It is left out."),
        ("organisation_type", "big", "", "It is left out."),
        ("attended", "partly", "", "It is left out."),
        ("role", "King; Speaker", ["speaker"], "It is left out."),
        ("consent", "only my institute", "no", "It counts as “no”."),
    ],
)
def test_odd_text_of_a_fact_is_left_out_with_a_note(field, text, value, end):
    texts = dict.fromkeys(FIELDS, "") | {"full_name": "Bek Umarov", field: text}

    values, errors, notes = understand(texts, {}, Countries())

    assert (values[field], values["odd"], errors, list(notes)) == (value, [field], {}, [field])
    assert notes[field].endswith(end)


@pytest.mark.parametrize(
    "text", ["线上/线下", "гибрид", "Hybrid", "In person and online", "Очно + онлайн", "混合"]
)
def test_both_ways_at_once_are_a_mode(text):
    values, errors = understood(full_name="Bek Umarov", mode=text)

    assert (values["mode"], errors) == ("hybrid", {})


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ({"full_name": "王伟（组长）"}, ("Wei", "Wang", "王伟")),
        ({"full_name": "Wei Wang (组长)"}, ("Wei", "Wang", "")),
        ({"full_name": "王伟（Wang Wei）"}, ("Wei", "Wang", "王伟")),
        ({"full_name": "Aigul Saparova (Speaker)"}, ("Aigul", "Saparova", "")),
        ({"full_name": "iPhone (Aigul Saparova)"}, ("Aigul", "Saparova", "")),
        ({"full_name": "Иванов Иван (эксперт)"}, ("Ivan", "Ivanov", "Иванов Иван")),
        ({"given_name": "姜泽楷"}, ("Zekai", "Jiang", "姜泽楷")),
        ({"given_name": "泽楷", "family_name": "姜"}, ("Zekai", "Jiang", "姜泽楷")),
        ({"full_name": "Ёдгоров Бахтиёр"}, ("Bakhtiyor", "Yodgorov", "Ёдгоров Бахтиёр")),
        ({"full_name": "Горбачёв Семён"}, ("Semyon", "Gorbachev", "Горбачёв Семён")),
        ({"full_name": "ХАСАНОВ ЁДГОР"}, ("YODGOR", "KHASANOV", "ХАСАНОВ ЁДГОР")),
        ({"full_name": "فرشته جوزجانی"}, ("", "", "فرشته جوزجانی")),
        ({"given_name": "فرشته", "family_name": "جوزجانی"}, ("", "", "فرشته جوزجانی")),
        ({"full_name": "Fereshta Jawzjani (فرشته جوزجانی)"}, ("Fereshta", "Jawzjani", "فرشته جوزجانی")),
    ],
)
def test_name_is_told_from_what_stands_beside_it(texts, name):
    values, errors = understood(**texts)

    assert ((values["given"], values["family"], values["native"]), errors) == (name, {})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"full_name": "Бай Синьюэ"}, ("Xinyue", "Bai", True, "")),
        ({"full_name": "Бай Синьюэ", "native_name": "白新月"}, ("Xinyue", "Bai", True, "白新月")),
        ({"family_name": "Люй", "given_name": "Ху"}, ("Hu", "Lu", True, "")),
        ({"full_name": "Lyu Hu (Люй Ху)"}, ("Lyu", "Hu", False, "")),
        ({"full_name": "Айгуль Мамут"}, ("Aygul", "Mamut", False, "Айгуль Мамут")),
    ],
)
def test_cyrillic_name_of_somebody_from_china_is_read_as_pinyin(texts, expected):
    values, errors = understood(country="China", **texts)

    assert errors == {}
    assert tuple(values[name] for name in ("given", "family", "family_first", "native")) == expected


def test_cyrillic_name_of_somebody_from_elsewhere_stays():
    values, _errors = understood(full_name="Ли Анна", country="Uzbekistan")

    assert (values["given"], values["family"], values["native"]) == ("Li", "Anna", "Ли Анна")
