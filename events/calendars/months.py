"""A month in weeks: an event of several days is one bar in each, below those that it meets."""

from calendar import MONDAY, Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events.models import Event

DAYS_OF_A_WEEK = 7


@dataclass
class Day:
    date: date
    is_inside: bool  # of the month shown; the others fill its first and last week


@dataclass
class Bar:
    """An event on its days in one week; without an event, so many days between bars."""

    event: Event | None
    days: int
    goes_on: bool = False  # it stood in an earlier week of this month
    leads_on: bool = False  # it stands in a later week


@dataclass
class Week:
    days: list[Day]
    lanes: list[list[Bar]]  # each as wide as the week


def weeks(year: int, month: int, events: Iterable[Event]) -> list[Week]:
    """The weeks of a month, Monday first; `events` are ordered by their beginning."""
    events = list(events)
    return [_week(days, month, events) for days in Calendar(MONDAY).monthdatescalendar(year, month)]


def _week(days: list[date], month: int, events: list[Event]) -> Week:
    inside = [day for day in days if day.month == month]
    first, last = inside[0], inside[-1]
    lanes: list[list[tuple[date, date, Event]]] = []
    for event in events:
        start, end = max(event.first_day, first), min(event.last_day, last)
        if start <= end:
            free = next((lane for lane in lanes if lane[-1][1] < start), None)
            if free is None:
                lanes.append(free := [])
            free.append((start, end, event))
    shown = [Day(day, day.month == month) for day in days]
    return Week(shown, [_bars(lane, days) for lane in lanes])


def _bars(lane: list[tuple[date, date, Event]], days: list[date]) -> list[Bar]:
    bars: list[Bar] = []
    place = 0
    for start, end, event in lane:
        begin = days.index(start)
        if begin > place:
            bars.append(Bar(None, begin - place))
        place = days.index(end) + 1
        goes_on = event.first_day < start and start.day > 1
        bars.append(Bar(event, place - begin, goes_on, event.last_day > end))
    if place < DAYS_OF_A_WEEK:
        bars.append(Bar(None, DAYS_OF_A_WEEK - place))
    return bars
