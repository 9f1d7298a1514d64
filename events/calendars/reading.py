"""Reads the events of an iCalendar file (RFC 5545) as rows of text."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, InvalidCalendar
from icalendar.timezone import tzid_from_tzinfo

from events.clock import zone_names
from events.tables.lines import UnreadableError, tidy

STATUS = {"CANCELLED": "cancelled", "CONFIRMED": "scheduled"}
INSTANT = timedelta(microseconds=1)


def read(data: bytes) -> list[dict[str, str | int]]:
    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError):  # whatever the parser raises over damaged lines
        raise UnreadableError(_("The calendar is damaged and can’t be read.")) from None
    rows = []
    for calendar in calendars:
        zone = str(calendar.get("X-WR-TIMEZONE", ""))
        zone = zone if zone in zone_names() else ""
        rows += [_row(event, zone) for event in calendar.events]
    return [row | {"number": number} for number, row in enumerate(rows, start=1)]


def _row(event: Event, zone: str) -> dict[str, str]:
    place = _text(event, "LOCATION")
    row = {
        "uid": _text(event, "UID"),
        "title_en": _text(event, "SUMMARY"),
        "text_en": str(event.get("DESCRIPTION", "")).strip(),
        "venue_en": "" if _is_address(place) else place,
        "join_url": place if _is_address(place) else "",
        "status": STATUS.get(_text(event, "STATUS").upper(), ""),
    }
    try:
        return row | _times(event, zone)
    except (UnreadableError, InvalidCalendar, ValueError, TypeError, AttributeError) as error:
        sentence = str(error) if isinstance(error, UnreadableError) else _("Its dates can’t be read.")
        return row | {"fault": sentence}


def _times(event: Event, zone: str) -> dict[str, str]:
    if "RRULE" in event or "RDATE" in event or "RECURRENCE-ID" in event:
        raise UnreadableError(_("It repeats. Please enter each of its dates as a separate event."))
    start, end = event.start, event.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):  # the library refuses one of each
        return _days(start, end - timedelta(days=1), zone)
    if start.tzinfo is not None:
        name = tzid_from_tzinfo(start.tzinfo) or ""
        if name not in zone_names() or (name == "UTC" and zone):
            name = zone or "UTC"
        start, end, zone = start.astimezone(ZoneInfo(name)), end.astimezone(ZoneInfo(name)), name
        if _is_shown_twice(start) or _is_shown_twice(end):
            start, end, zone = start.astimezone(UTC), end.astimezone(UTC), "UTC"
    clocks = {"start_time": start.strftime("%H:%M:%S"), "end_time": end.strftime("%H:%M:%S")}
    return _days(start.date(), (end - INSTANT).date(), zone) | clocks


def _is_shown_twice(time: datetime) -> bool:
    return time.replace(fold=0).utcoffset() != time.replace(fold=1).utcoffset()


def _days(first: date, last: date, zone: str) -> dict[str, str]:
    return {"first_day": first.isoformat(), "last_day": last.isoformat(), "time_zone": zone}


def _text(event: Event, name: str) -> str:
    return tidy(str(event.get(name, "")))


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))
