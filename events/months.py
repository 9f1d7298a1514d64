from calendar import MONDAY, Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from events.models import Event


@dataclass
class Day:
    date: date
    is_inside: bool  # of the month shown; the others fill its first and last week
    events: list[Event]


def weeks(year: int, month: int, events) -> list[list[Day]]:
    """The weeks of a month, Monday first; an event stands on each of its days."""
    on = {}
    for event in events:
        day = max(event.first_day, date(year, month, 1))
        while day <= event.last_day and day.month == month:
            on.setdefault(day, []).append(event)
            day += timedelta(days=1)
    return [
        [Day(day, day.month == month, on.get(day, [])) for day in week]
        for week in Calendar(MONDAY).monthdatescalendar(year, month)
    ]
