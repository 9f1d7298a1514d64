"""What the texts of a row mean."""

import pytest

from events.participants_import.cells import understand
from events.participants_import.columns import FIELDS
from events.participants_import.countries import Countries

pytestmark = pytest.mark.django_db


def understood(**texts):
    return understand(dict.fromkeys(FIELDS, "") | texts, {}, Countries())


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


def test_dash_for_a_part_of_the_name_leaves_the_other_part():
    values, errors = understood(given_name="Sukarno", middle_name="–", family_name="-")

    assert (values["given"], values["family"], errors) == ("Sukarno", "", {})


def test_row_of_dashes_has_no_name():
    _values, errors = understood(full_name="–", email="–")

    assert errors == {"full_name": "There is no name in this row."}
