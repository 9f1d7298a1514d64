"""The times at which content changes by itself: an item appears or is taken down, an event begins or ends, a
day does. A model names the fields that hold such times, each with an index, in `MOMENTS`.
"""

from datetime import datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.utils import timezone


class Moments(NamedTuple):
    """Of one table, as POSIX times: when its content last changed by itself, and when it will next."""

    last: float
    next: float


def moments_at(now: datetime) -> dict[str, Moments]:
    """The moments around `now` of each table that has any."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"now": now})
        return {table: Moments(last, following) for table, last, following in cursor.fetchall()}


def start_of_day(now: datetime) -> float:
    return datetime.combine(timezone.localdate(now), time.min, timezone.get_current_timezone()).timestamp()


def end_of_day(now: datetime) -> float:
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, timezone.get_current_timezone()).timestamp()


@cache
def _statement() -> str:
    timed = {model: getattr(model, "MOMENTS", ()) for model in apps.get_models()}
    return " UNION ALL ".join(
        _moments_of(model._meta.db_table, columns) for model, columns in timed.items() if columns
    )


def _moments_of(table: str, columns: tuple[str, ...]) -> str:
    """Reads of any number of rows the two of each column that an index has next to `now`."""
    last = ", ".join(
        f"(SELECT max({name}) FROM {table} WHERE {name} <= %(now)s)"  # noqa: S608  names of ours
        for name in columns
    )
    following = ", ".join(
        f"(SELECT min({name}) FROM {table} WHERE {name} > %(now)s)"  # noqa: S608  names of ours
        for name in columns
    )
    return (
        f"SELECT '{table}', coalesce(extract(epoch FROM greatest({last})), 0)::float, "  # noqa: S608  names of ours
        f"coalesce(extract(epoch FROM least({following})), 'infinity')::float"
    )
