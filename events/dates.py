"""Dates and times in the reader's language, by the patterns of CLDR (through Babel)."""

from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names, get_timezone_location
from django.utils.translation import get_language, gettext, pgettext

LOCALES = {"en": "en_GB", "ru": "ru", "zh-hans": "zh_Hans_CN"}
BEIJING = "Asia/Shanghai"  # the clocks of all of China, which nobody names after Shanghai


def locale() -> Locale:
    return Locale.parse(LOCALES.get(get_language(), "en_GB"))


def long_day(day: date) -> str:
    """Thursday, 27 July 2023."""
    return format_date(day, "full", locale())


def days(first: date, last: date) -> str:
    """27 July 2023; 28–29 July 2023; 30 December 2023 – 2 January 2024."""
    if first == last:
        return format_date(first, "long", locale())
    changing = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale().interval_formats["yMMMd"][changing]
    return "".join(
        format_date(day, pattern.replace("MMM", "MMMM"), locale())
        for day, pattern in zip((first, last), patterns, strict=True)
    )


def hours(start: datetime, end: datetime) -> str:
    """09:00–17:00, or with the days where it lasts longer: 27 July, 09:00 – 28 July, 17:00."""
    if (end - timedelta(microseconds=1)).date() == start.date():
        return f"{start:%H:%M}–{end:%H:%M}"
    pattern = str(locale().datetime_formats["medium"])
    first, last = (
        pattern.format(f"{moment:%H:%M}", format_skeleton("MMMMd", moment, locale=locale()))
        for moment in (start, end)
    )
    return f"{first} – {last}"


def month_of(day: date) -> str:
    """July 2023."""
    return format_skeleton("yMMMM", day, locale=locale())


def short_month(day: date) -> str:
    return format_date(day, "LLL", locale()).rstrip(".")


def weekdays() -> list[tuple[str, str]]:
    """Monday to Sunday, each as short and whole name."""
    short, whole = (get_day_names(width, "stand-alone", locale()) for width in ("abbreviated", "wide"))
    return [(short[number], whole[number]) for number in range(7)]


def clocks(start: datetime, end: datetime) -> str:
    """Whose time it is, and how far from UTC: Beijing time (UTC+8), New York time (UTC−4, later UTC−5)."""
    zone = start.tzinfo.key
    if zone == "UTC":
        return "UTC"
    city = get_timezone_location(start, locale(), return_city=True)
    if zone == BEIJING:
        city = pgettext("time zone", "Beijing")
    first, last = offset(start), offset(end)
    if first != last:
        first = gettext("%(first)s, later %(last)s") % {"first": first, "last": last}
    return gettext("%(city)s time (%(offset)s)") % {"city": city, "offset": first}


def offset(moment: datetime) -> str:
    """UTC+8, UTC+4:30, UTC−4."""
    minutes = round(moment.utcoffset().total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
