"""Events as iCalendar files (RFC 5545) in the active language: events in, bytes out.

SEQUENCE follows the event's version, which grows with every save. The admin saves an event together with
its sessions, so a change in the programme counts too.

There is no METHOD, because with PUBLISH RFC 5546 requires an ORGANIZER, which is an email address; and
there is no ATTENDEE, so files contain no names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Component, vDuration, vText
from icalendar import Event as CalendarEvent

from events.calendars.vtimezone import vtimezone
from events.choices import Mode, Status
from events.models import Event
from events.naming import cities

PRODUCT = "-//CAREC Institute//Events//EN"
REFRESH_INTERVAL = timedelta(hours=6)
UTC = ZoneInfo("UTC")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STATUS = {Status.POSTPONED: "TENTATIVE", Status.CANCELLED: "CANCELLED"}
# What RFC 5545 (3.1) and its readers take for the end of a line, and what no text may hold.
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Text(vText):
    """Any text as a TEXT value (3.3.11); the library's own takes a backslash before an N for a line break."""

    ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, CONTROLS.sub("", BREAKS.sub("\n", text)))

    def to_ical(self) -> bytes:
        return self.translate(self.ESCAPES).encode()


def event_file(event: Event) -> bytes:
    return _file([event], _calendar())


def calendar_file(events: Iterable[Event], name: str) -> bytes:
    """A calendar to subscribe to; `events` need their kind, country and topics. Equal events give equal
    bytes.
    """
    calendar = _calendar()
    calendar.add("NAME", Text(name))
    calendar.add("X-WR-CALNAME", Text(name))  # NAME of RFC 7986 for the many that don't know it
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH_INTERVAL, params={"VALUE": "DURATION"}))
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH_INTERVAL))
    return _file(list(events), calendar)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    return calendar


def _file(events: list[Event], calendar: Calendar) -> bytes:
    components = [_component(event) for event in events]
    # A calendar holds one component at least (3.6), even before the first event.
    for component in (*_time_zones(events), *components) or [vtimezone(UTC, EPOCH, EPOCH)]:
        calendar.add_component(component)
    return calendar.to_ical(sorted=False)


def _time_zones(events: list[Event]) -> list[Component]:
    """A VTIMEZONE for each time zone of the events, covering no more than the time needed."""
    moments: defaultdict[ZoneInfo, list[datetime]] = defaultdict(list)
    for event in events:
        if not event.all_day and event.zone != UTC:
            moments[event.zone] += [event.starts_at, event.ends_at]
    zones = sorted(moments.items(), key=lambda item: item[0].key)
    return [vtimezone(zone, min(used), max(used)) for zone, used in zones]


def _component(event: Event) -> CalendarEvent:
    component = CalendarEvent()
    component.add("UID", Text(event.uid))
    component.add("SEQUENCE", event.version - 1)
    component.add("DTSTAMP", event.updated_at)
    component.add("LAST-MODIFIED", event.updated_at)
    start, end = _span(event)
    component.add("DTSTART", start)
    component.add("DTEND", end)
    component.add("STATUS", STATUS.get(event.status, "CONFIRMED"))
    component.add("SUMMARY", Text(_summary(event)))
    component.add("DESCRIPTION", Text(_description(event)))
    if place := _place(event):
        component.add("LOCATION", Text(place))
    topics = [topic.name for topic in event.topic_list]
    component.add("CATEGORIES", [Text(name) for name in (event.kind.name, *topics)])
    component.add("URL", _address(event))
    return component


def _span(event: Event) -> tuple[date | datetime, date | datetime]:
    """Dates, where the end is the day after the last (3.6.1), or times in the event's zone."""
    if event.all_day:
        return event.first_day, event.last_day + timedelta(days=1)
    # A time that clocks show twice means the first of the two (3.3.5), so the second is written in UTC.
    return (
        event.starts_at if event.local_start.fold else event.local_start,
        event.ends_at if event.local_end.fold else event.local_end,
    )


def _summary(event: Event) -> str:
    """The title with the event's status, because some calendars don't show STATUS."""
    words = {
        Status.POSTPONED: gettext("Postponed: %(title)s"),
        Status.MOVED_ONLINE: gettext("Moved online: %(title)s"),
        Status.CANCELLED: gettext("Cancelled: %(title)s"),
    }
    return words.get(event.status, "%(title)s") % {"title": event.title}


def _description(event: Event) -> str:
    join = event.public_join_url and gettext("Join online: %(address)s") % {"address": event.public_join_url}
    return "\n\n".join(part for part in (event.summary, event.status_note, join, _address(event)) if part)


def _place(event: Event) -> str:
    if event.held == Mode.ONLINE:
        return str(Mode.ONLINE.label)
    return gettext(", ").join(part for part in (event.venue, cities.place_of(event).unescape()) if part)


def _address(event: Event) -> str:
    return settings.SITE_URL + event.get_absolute_url()
