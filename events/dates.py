"""Dates and times in the reader's language: our own patterns, with names of months, days and cities from
CLDR.

CLDR changes its patterns from year to year, and pages that used them would change too.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names, get_timezone_location
from django.utils.translation import get_language, gettext, pgettext_lazy

from events.clock import ahead_of_utc


class Patterns(NamedTuple):
    """A language's date patterns, in CLDR notation. A pair is for the first and the last day.

    A no-break space keeps a dash at the end of its line, and «г.» beside its year.
    """

    day: str
    long_day: str
    month: str
    short_month: str
    short_day: str
    moment: str
    days_of_a_month: tuple[str, str]
    days_of_a_year: tuple[str, str]
    days_of_two_years: tuple[str, str]


ENGLISH = Patterns(
    day="d MMMM y",
    long_day="EEEE, d MMMM y",
    month="LLLL y",
    short_month="LLL",
    short_day="d MMM",
    moment="d MMMM, HH:mm",
    days_of_a_month=("d–", "d MMMM y"),
    days_of_a_year=("d MMMM\u00a0– ", "d MMMM y"),
    days_of_two_years=("d MMMM y\u00a0– ", "d MMMM y"),
)
RUSSIAN = Patterns(
    day="d MMMM y\u00a0г.",
    long_day="EEEE, d MMMM y\u00a0г.",
    month="LLLL y\u00a0г.",
    short_month="LLL",
    short_day="d MMM",
    moment="d MMMM, HH:mm",
    days_of_a_month=("d–", "d MMMM y\u00a0г."),
    days_of_a_year=("d MMMM\u00a0– ", "d MMMM y\u00a0г."),
    days_of_two_years=("d MMMM y\u00a0г.\u00a0– ", "d MMMM y\u00a0г."),
)
CHINESE = Patterns(
    day="y年M月d日",
    long_day="y年M月d日EEEE",
    month="y年M月",
    short_month="M月",
    short_day="M月d日",
    moment="M月d日 HH:mm",
    days_of_a_month=("y年M月d日至", "d日"),
    days_of_a_year=("y年M月d日至", "M月d日"),
    days_of_two_years=("y年M月d日至", "y年M月d日"),
)
YEAR = re.compile("y年|[ \u00a0]y(\u00a0г\\.)?")  # in these patterns
MAX_DAYS = 10_000  # kept as they are written
LANGUAGES = {"en": ("en_GB", ENGLISH), "ru": ("ru", RUSSIAN), "zh-hans": ("zh_Hans_CN", CHINESE)}

# Cities that CLDR names after another one, or spells anew in English from time to time.
CITIES = {
    "Asia/Shanghai": pgettext_lazy("time zone", "Beijing"),
    "Asia/Urumqi": pgettext_lazy("time zone", "Urumqi"),
    "Asia/Qyzylorda": pgettext_lazy("time zone", "Kyzylorda"),
    "Asia/Hovd": pgettext_lazy("time zone", "Khovd"),
}


def locale() -> Locale:
    return Locale.parse(_language()[0])


def patterns() -> Patterns:
    return _language()[1]


def _language() -> tuple[str, Patterns]:
    return LANGUAGES.get(get_language(), LANGUAGES["en"])


def long_day(day: date) -> str:
    """Thursday, 27 July 2023. As a heading: with a capital also where days of the week have none."""
    text = format_date(day, patterns().long_day, locale())
    return text[0].upper() + text[1:]


def days(first: date, last: date) -> str:
    """27 July 2023; 28–29 July 2023; 30 December 2023 – 2 January 2024."""
    return _days(get_language(), first, last)


def days_of_year(first: date, last: date) -> str:
    """The same below the year as a heading: 27 July; 28–29 July. Two years are named in any case."""
    return _days(get_language(), first, last, is_year_known=True)


@lru_cache(maxsize=MAX_DAYS)
def _days(_language: str | None, first: date, last: date, is_year_known: bool = False) -> str:
    if first == last:
        pair = (patterns().day, "")
    elif first.year != last.year:
        pair = patterns().days_of_two_years
    elif first.month != last.month:
        pair = patterns().days_of_a_year
    else:
        pair = patterns().days_of_a_month
    if is_year_known and first.year == last.year:
        pair = YEAR.sub("", pair[0]), YEAR.sub("", pair[1])
    return "".join(
        format_date(day, pattern, locale()) for day, pattern in zip((first, last), pair, strict=True)
    )


def hours(start: datetime, end: datetime) -> str:
    """09:00–17:00, or with the days where it lasts longer: 27 July, 09:00 – 28 July, 17:00."""
    if (end - timedelta(microseconds=1)).date() == start.date():
        return f"{start:%H:%M}–{end:%H:%M}"
    first, last = (
        format_datetime(moment, patterns().moment, moment.tzinfo, locale()) for moment in (start, end)
    )
    return f"{first}\u00a0– {last}"


def month_of(day: date) -> str:
    """July 2023."""
    return format_date(day, patterns().month, locale())


def short_month(day: date) -> str:
    return _short_month(get_language(), day)


@lru_cache(maxsize=MAX_DAYS)
def _short_month(_language: str | None, day: date) -> str:
    return format_date(day, patterns().short_month, locale()).rstrip(".")


def short_day(day: date) -> str:
    """13 Dec."""
    return _short_day(get_language(), day)


@lru_cache(maxsize=MAX_DAYS)
def _short_day(_language: str | None, day: date) -> str:
    return format_date(day, patterns().short_day, locale()).rstrip(".")


def weekdays() -> list[tuple[str, str]]:
    """Monday to Sunday, each as short and full name."""
    short, whole = (get_day_names(width, "stand-alone", locale()) for width in ("abbreviated", "wide"))
    return [(short[number], whole[number]) for number in range(7)]


def clocks(start: datetime, end: datetime) -> str:
    """The name of the local time and its offset from UTC: Beijing time (UTC+8), New York time (UTC−4, later
    UTC−5).
    """
    zone = str(start.tzinfo)
    if zone == "UTC":
        return "UTC"
    city = CITIES.get(zone) or get_timezone_location(start, locale(), return_city=True)
    first, last = offset(start), offset(end)
    if first != last:
        first = gettext("%(first)s, later %(last)s") % {"first": first, "last": last}
    return gettext("%(city)s time (%(offset)s)") % {"city": city, "offset": first}


def offset(moment: datetime) -> str:
    """UTC+8, UTC+4:30, UTC−4."""
    minutes = round(ahead_of_utc(moment) / timedelta(minutes=1))
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
