import pytest

from bench import chart

TEXT = """
| of something else | b |
|---|---|
| this | 1 |

| | article | home |
|---|---|---|
| this site | 2.5 | 7 |
| Wagtail | 10.0 | |
| plain Django | 5 | |
| target | 1 | |
"""


def test_figures_are_those_of_pages_that_all_systems_have():
    assert chart.figures(TEXT) == [("article", [2.5, 10, 5])]


def test_rows_of_other_systems_are_refused():
    with pytest.raises(ValueError, match="Drupal"):
        chart.figures(TEXT.replace("Wagtail", "Drupal"))


def test_picture_of_the_docs_shows_the_table_beside_it():
    assert chart.PICTURE.read_text() == chart.drawn(chart.TABLE.read_text())
