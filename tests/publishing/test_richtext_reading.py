import pytest

from publishing.richtext import minutes_to_read


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("", 1),
        ("<p>" + "word " * 110 + "</p>", 1),
        ("<h2>" + "word " * 220 + "</h2><p>" + "word " * 660 + "</p>", 4),
        ("<p>" + "слово " * 660 + "</p>", 3),
        ("<p>" + "水" * 1200 + "</p>", 3),
        ("<p>" + "水" * 400 + " energy" * 220 + "</p>", 2),
    ],
)
def test_time_to_read_counts_words_and_chinese_characters(body, minutes):
    assert minutes_to_read(body) == minutes
