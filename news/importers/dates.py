"""The date line of a press release, in the spellings staff use."""

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names

YEARS = range(1990, 2101)
MONTH_LANGUAGES = ("en", "ru")  # whose names of months are read, as Babel calls them

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
CHINESE = re.compile(r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]")
DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[^\W\d]+)\.?,? (?P<year>\d{4})(?: ?(?:г\.?|года))?",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.IGNORECASE
)
NUMBERS_ONLY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")


def parse_date(text: str) -> date:
    """The date in `text`; ValueError with a sentence for staff if there is none or it is ambiguous.

    English and Russian months by name, 2023-07-27 and 2023年7月27日. A numeric date with slashes or dots is
    always refused, even when the day is past the 12th: staff who see one accepted would trust the next, which
    might be read as another day.
    """
    line = " ".join(text.split())
    for pattern in (ISO, CHINESE, DAY_FIRST, MONTH_FIRST):
        if found := pattern.fullmatch(line):
            month = _month(found["month"])
            if month is not None:
                return _day(int(found["year"]), month, int(found["day"]), line)
    if NUMBERS_ONLY.fullmatch(line):
        raise ValueError(
            f"the date “{text}” can be read in two ways. "
            "Write the month as a word (27 July 2023) or the year first (2023-07-27)."
        )
    raise ValueError(f"the date is expected here (such as 27 July 2023), but it reads “{_short(text)}”.")


def _month(word: str) -> int | None:
    return int(word) if word.isdigit() else _months().get(word.casefold())


@cache
def _months() -> dict[str, int]:
    names = {"sept": 9}
    for locale in MONTH_LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found = get_month_names(width, context, locale)
                names |= {name.casefold().rstrip("."): number for number, name in found.items()}
    return names


def _day(year: int, month: int, day: int, line: str) -> date:
    if year not in YEARS:
        raise ValueError(
            f"the year of the date “{line}” is expected to lie between {YEARS[0]} and {YEARS[-1]}."
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no such day as “{line}”.") from None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
