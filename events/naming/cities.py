"""Cities in the reader's language: as staff wrote them, or as `cities.csv` has them.

No place is told in two languages (“Baku, Азербайджан”): a city without a name in the page's language is left
out where the country is known.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from anyascii import anyascii
from django.utils.translation import pgettext
from markupsafe import Markup, escape

from publishing import languages

FILE = Path(__file__).with_name("cities.csv")  # capitals, and where conferences of the region meet
OTHER_SPELLING = "|"


def city_of(event) -> str:
    """The city of an event as its page shows it; needs `country`."""
    language = languages.current()
    if not event.city or language == languages.ENGLISH or getattr(event, languages.column("city", language)):
        return event.city
    code = event.country.code if event.country else ""
    return translated(event.city, code, language) or ("" if code else event.city)


def place_of(event, link: Markup | None = None) -> Markup:
    """City and country, as far as they are known, in the order of the page's language, escaped: “Baku,
    Azerbaijan”, “阿塞拜疆巴库”. A link to the country may stand for its name.
    """
    country = event.country.name if event.country else ""
    city = city_of(event)
    if city and country and city != country:
        return escape(pgettext("place", "%(city)s, %(country)s")) % {"city": city, "country": link or country}
    return escape(link or country or city)


def translated(city: str, country: str, language: str) -> str:
    """The name in that language of a city written in English; empty if the table does not have it."""
    return _table().get((country, _folded(city)), {}).get(language, "")


@cache
def _table() -> Mapping[tuple[str, str], dict[str, str]]:
    """By the code of the country and the name; without a country, cities whose name no other has."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    with FILE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for name in map(_folded, row[languages.ENGLISH].split(OTHER_SPELLING)):
                found[row["country"], name] = row
                found["", name] = {} if ("", name) in found else row
    return found


def _folded(name: str) -> str:
    return re.sub("[^a-z]", "", anyascii(name).lower())
