"""What the columns of a list can mean, and guessing it from their headings and contents."""

import re
import tomllib
import unicodedata
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from events.participants_import.vocabulary import says_nothing

FIELDS = {
    "full_name": _("full name"),
    "given_name": _("given name"),
    "middle_name": _("middle name or patronymic"),
    "family_name": _("family name"),
    "native_name": _("name in its own script"),
    "honorific": _("form of address"),
    "email": _("e-mail"),
    "job_title": _("job title"),
    "organisation": _("organisation"),
    "organisation_type": _("type of organisation"),
    "country": _("country"),
    "role": _("role"),
    "mode": _("took part (in person, online)"),
    "attended": _("attended"),
    "consent": _("agrees to be listed"),
    "gender": _("gender"),
}
NAMES = ("full_name", "given_name", "family_name", "native_name")

HEADINGS = tomllib.loads((Path(__file__).parent / "headings.toml").read_text(encoding="utf-8"))
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ENOUGH = 0.6  # of the texts in a column


def heading_key(heading: str) -> str:
    """Small letters and digits with single spaces: “E-mail *” is “e mail”."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("ё", "е")
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


MEANINGS = {heading_key(word): field for field, words in HEADINGS.items() for word in words}


def guess(heading: str) -> str:
    """The field that a heading names, or the empty string. Two languages in one heading are understood."""
    whole = heading_key(heading)
    if whole in MEANINGS:
        return MEANINGS[whole]
    parts = re.split(r"[/|\n(（)）,;:：—–]", heading)
    found = {MEANINGS.get(heading_key(part)) for part in parts} - {None}
    return found.pop() if len(found) == 1 else ""


def guess_all(headings, rows, remembered, is_country) -> list[str]:
    """A field for each heading, or the empty string; none is given twice.

    First what the source remembers, then what headings say, then what the texts below look like.
    `rows` are lists of cells, `is_country` tells whether a text names a country.
    """
    fields, taken = [None] * len(headings), set()
    for index, heading in enumerate(headings):
        field = remembered.get(heading_key(heading))
        if field not in taken:
            fields[index] = field
            taken |= {field} - {None, ""}
    for index, heading in enumerate(headings):
        if fields[index] is None and (field := guess(heading)) and field not in taken:
            fields[index] = field
            taken.add(field)
    for index in range(len(headings)):
        if fields[index] is None:
            texts = [row[index] for row in rows if row[index] and not says_nothing(row[index])]
            fields[index] = _looks_like(texts, taken, is_country)
            taken.add(fields[index])
    return [field if field in FIELDS else "" for field in fields]


def _looks_like(texts, taken, is_country) -> str:
    """The field of which most texts of a column are, or the empty string."""
    for field, fits in (("email", EMAIL.fullmatch), ("country", is_country)):
        fitting = sum(bool(fits(text)) for text in texts)
        if field not in taken and texts and fitting >= ENOUGH * len(texts):
            return field
    return ""


def mapping_of(headings, columns) -> dict[str, str]:
    """What a source is to remember of a mapping on screen."""
    return {heading_key(heading): field for heading, field in zip(headings, columns, strict=True)}
