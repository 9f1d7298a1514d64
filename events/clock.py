"""Conversion between local times at an event's location and moments."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext


@cache
def zone_names() -> frozenset[str]:
    """Names of IANA time zones for places, and UTC, that the database server knows.

    The server finds the day of an event with its own time zone database, which may be older or lack former
    names; a single event with an unknown name would break every list of events.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_timezone_names")
        known = {name for (name,) in cursor}
    return frozenset(
        name
        for name in available_timezones() & known
        if name == "UTC"
        or ("/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/")))
    )


def check_zone(name: str) -> None:
    """Raise ValidationError with a sentence unless `name` is a time zone of the IANA database."""
    if name not in zone_names():
        raise ValidationError(
            gettext("“%(name)s” is not a time zone. Enter one such as Asia/Almaty, or UTC.") % {"name": name},
            code="zone",
        )


def moment(local: datetime, zone: str) -> datetime:
    """The moment, in UTC, at which clocks in `zone` show the naive time `local`.

    Raises ValidationError with a sentence for an unknown zone, a time that is skipped when clocks go
    forward, and one that occurs twice when they go back.
    """
    check_zone(zone)
    first = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        words = {"time": local.strftime("%H:%M"), "day": local.date().isoformat(), "zone": zone}
        if first.astimezone(UTC).astimezone(first.tzinfo).replace(tzinfo=None) == local:
            raise ValidationError(
                gettext(
                    "%(time)s happens twice on %(day)s in %(zone)s, because the clocks go back. Enter "
                    "another time, or give this one in UTC."
                )
                % words,
                code="twice",
            )
        raise ValidationError(
            gettext(
                "%(time)s does not exist on %(day)s in %(zone)s, because the clocks go forward. Enter "
                "another time."
            )
            % words,
            code="skipped",
        )
    return first.astimezone(UTC)


def ahead_of_utc(moment: datetime) -> timedelta:
    """How far the clocks of its zone are ahead; raises TypeError for a naive time, which is of no zone."""
    return moment.replace(tzinfo=UTC) - moment


def end_of(day: date, at: time) -> datetime:
    """The local end time; midnight ends the day rather than beginning it."""
    return datetime.combine(day + timedelta(days=1) if at == time.min else day, at)


def start_of_day(day: date, zone: str) -> datetime:
    """The first moment of a day, also where clocks skip its midnight or show it twice; in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
