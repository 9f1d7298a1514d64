"""Forms of address in three languages."""

import pytest
from django.utils import translation

from events.naming.honorifics import addressed, translated


@pytest.mark.parametrize(
    ("honorific", "english", "russian", "chinese"),
    [
        ("Dr.", "Dr. Li", "Д-р Li", "Li博士"),
        ("Prof", "Prof Li", "Проф. Li", "Li教授"),
        ("Ms.", "Ms. Li", "Г-жа Li", "Li女士"),
        ("Miss", "Miss Li", "Г-жа Li", "Li女士"),
        ("H.E. Mr.", "H.E. Mr. Li", "Е. П. г-н Li", "Li先生阁下"),
        ("H.E. Dr. ", "H.E. Dr. Li", "Е. П. д-р Li", "Li博士阁下"),
        ("Assoc. Prof. Dr.", "Assoc. Prof. Dr. Li", "Доц. д-р Li", "Li博士副教授"),
        ("г-жа", "Ms. Li", "Г-жа Li", "Li女士"),
        ("Господин", "Mr. Li", "Господин Li", "Li先生"),
        ("教授", "Prof. Li", "Проф. Li", "Li教授"),
        ("先生阁下", "Mr. H.E. Li", "Г-н Е. П. Li", "Li先生阁下"),
        ("Ing. Dr.", "Ing. Dr. Li", "Д-р Li", "Li博士"),
        ("Sir", "Sir Li", "Li", "Li"),
        ("Drs", "Drs Li", "Li", "Li"),
        ("", "Li", "Li", "Li"),
    ],
)
def test_form_of_address_is_in_the_language_of_the_page(honorific, english, russian, chinese):
    for language, expected in (("en", english), ("ru", russian), ("zh-hans", chinese)):
        with translation.override(language):
            assert addressed("Li", honorific, language) == expected


def test_form_of_address_alone():
    with translation.override("ru"):
        assert [translated(each) for each in ("H.E. Dr.", "Sir", "")] == ["Е. П. д-р", "", ""]
