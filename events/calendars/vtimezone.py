"""Time zones as calendars define them (RFC 5545, 3.6.5), derived from the IANA database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from events.clock import ahead_of_utc

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def vtimezone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The zone from a day before `first` to a day after `last`, two moments.

    icalendar makes these too, but an hour late when clocks go forward: it gives the onset in the time
    after the change, where RFC 5545 requires the time before it.
    """
    first, last = first.astimezone(UTC) - DAY, last.astimezone(UTC) + DAY
    component = Timezone()
    component.add("TZID", zone.key)
    component.add_component(_observance(zone, first, before=first))
    for moment in _changes(zone, first, last):
        component.add_component(_observance(zone, moment, before=moment - SECOND))
    return component


def _observance(zone: ZoneInfo, moment: datetime, before: datetime) -> TimezoneStandard | TimezoneDaylight:
    local, clocks_before = moment.astimezone(zone), before.astimezone(zone)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observance.DTSTART = (moment + ahead_of_utc(clocks_before)).replace(tzinfo=None)
    observance.TZOFFSETFROM = ahead_of_utc(clocks_before)
    observance.TZOFFSETTO = ahead_of_utc(local)
    observance.add("TZNAME", local.tzname())
    return observance


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The moments at which clocks go forward or back; no place does so twice within a day."""

    def offset(moment: datetime) -> timedelta:
        return ahead_of_utc(moment.astimezone(zone))

    day = first
    while day < last:
        early, late = day, day + DAY
        if offset(early) != offset(late):
            while late - early > SECOND:
                middle = early + (late - early) // 2
                early, late = (middle, late) if offset(middle) == offset(early) else (early, middle)
            yield late.replace(microsecond=0)
        day += DAY
