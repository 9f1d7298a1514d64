from calendar import MONDAY, Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from events.models import Event


@dataclass
class Day:
    date: date
    is_inside: bool  # of the month shown; the others fill its first and last week
    going_on: list[Event]  # which have stood on an earlier day of the month
    events: list[Event]  # which stand here first


def weeks(year: int, month: int, events: Iterable[Event]) -> list[list[Day]]:
    """The weeks of a month, Monday first; an event appears on each of its days."""
    first: defaultdict[date, list[Event]] = defaultdict(list)
    going_on: defaultdict[date, list[Event]] = defaultdict(list)
    for event in events:
        day = max(event.first_day, date(year, month, 1))
        first[day].append(event)
        while (day := day + timedelta(days=1)) <= event.last_day and day.month == month:
            going_on[day].append(event)
    return [
        [Day(day, day.month == month, going_on[day], first[day]) for day in week]
        for week in Calendar(MONDAY).monthdatescalendar(year, month)
    ]
