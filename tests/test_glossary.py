"""The glossary speaks as the interface does."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

ROWS = re.compile(r"^\| (?!word)([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NOT_MET = "—"  # by staff


def texts(language):
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        strings = [message.string for message in read_po(file)]
    return "\n".join("\n".join(each) if isinstance(each, tuple) else each for each in strings).lower()


@pytest.mark.parametrize(("language", "column", "ending"), [("ru", 2, 2), ("zh_Hans", 3, 0)])
def test_words_of_the_glossary_stand_in_the_interface(language, column, ending):
    """Russian words bend, so they are looked for without their last letters."""
    text = texts(language)
    rows = ROWS.findall((settings.BASE_DIR / "docs" / "glossary.md").read_text())
    words = [word for row in rows if row[column] != NOT_MET for word in re.split(r"[ ,]+", row[column])]

    assert len(rows) > 40
    assert [word for word in words if word[: len(word) - ending if len(word) > 4 else None] not in text] == []
