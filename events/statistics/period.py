"""Figures across events in a period: attendances and different people."""

from datetime import date
from functools import partial
from typing import NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext

from events.choices import UNKNOWN
from events.models import Country, Event, EventKind, Participation
from events.querysets.events import EventQuerySet, LocalDay
from events.statistics.event import narrow


class Tally(NamedTuple):
    """`people` counts each person once, however many of the `attendances` are theirs.

    `newcomers` are people who had not been at any earlier event of any kind.
    """

    events: int = 0
    attendances: int = 0
    people: int = 0
    newcomers: int = 0


class Line(NamedTuple):
    value: str | int
    label: str
    tally: Tally


class Report(NamedTuple):
    """Figures across events. A line of `countries` counts the events with participants from there.

    `events` holds each event, the latest first, with its attendances. `cells` maps a country value and a
    year to their tally, where there is one.
    """

    total: Tally
    years: list[Line]
    kinds: list[Line]
    countries: list[Line]
    cells: dict[tuple[str | int, str | int], Tally]
    events: list[tuple[Event, int]]


def held(first: date, last: date, kind: EventKind | None = None) -> EventQuerySet:
    """Events that begin in the period, both days included, in local time.

    Published or not, except those in the trash and those that were cancelled or postponed.
    """
    days = LocalDay(F("starts_at"))
    events = _kept().alias(first_day_there=days).filter(first_day_there__range=(first, last))
    return events.filter(kind=kind) if kind else events


def _kept() -> EventQuerySet:
    return Event.objects.outside_trash().not_called_off()


def report(events: EventQuerySet, attended: str = "") -> Report:
    """The figures for these events; with `attended`, a value of Answer, only participants with that value
    count.
    """
    counted = narrow(Participation.objects.filter(event__in=_kept()), {"attended": attended})
    debuts = counted.order_by("person_id", "event__starts_at", "event_id").distinct("person_id")
    rows = counted.filter(event__in=events.values("pk")).annotate(
        year=ExtractYear(LocalDay(F("event__starts_at"), zone="event__time_zone"))
    )
    tallies = partial(_tallies, rows, debuts)
    years = dict(_count(events.annotate(year=ExtractYear(LocalDay(F("starts_at")))), "year"))
    kinds = dict(_count(events, "kind"))
    of_years, of_kinds, of_countries = (tallies(by) for by in ("year", "event__kind", "country__code"))
    of_events = tallies("event")
    return Report(
        total=Tally(sum(years.values()), *tallies()[()][1:]),
        years=[
            Line(year, str(year), of_years.get((year,), Tally())._replace(events=count))
            for year, count in sorted(years.items())
        ],
        kinds=[
            Line(kind.pk, kind.name, of_kinds.get((kind.pk,), Tally())._replace(events=kinds[kind.pk]))
            for kind in EventKind.objects.filter(pk__in=kinds)
        ],
        countries=_country_lines({code: tally for (code,), tally in of_countries.items()}),
        cells={
            (code or UNKNOWN, year): tally for (code, year), tally in tallies("country__code", "year").items()
        },
        events=[
            (event, of_events.get((event.pk,), Tally()).attendances)
            for event in events.latest_first().without_bodies().select_related("kind", "country")
        ],
    )


def _count(events: EventQuerySet, by: str):
    return events.order_by().values_list(by).annotate(Count("pk"))


def _tallies(rows, debuts, *by: str) -> dict[tuple, Tally]:
    """The tally of each combination of values; without `by`, that of all rows under the key ().

    `debuts` are each person's participation in their first event.
    """
    figures = {
        "events_there": Count("event", distinct=True),
        "attendances": Count("pk"),
        "people": Count("person", distinct=True),
        "newcomers": Count("pk", filter=Q(pk__in=debuts.values("pk"))),
    }
    if not by:
        return {(): Tally(**_named(rows.aggregate(**figures)))}
    found = rows.order_by().values(*by).annotate(**figures)
    return {tuple(row.pop(name) for name in by): Tally(**_named(row)) for row in found}


def _named(row: dict) -> dict:
    return {"events": row.pop("events_there"), **row}


def _country_lines(tallies: dict[str | None, Tally]) -> list[Line]:
    """The countries with most people first, and always the unknown, last."""
    found = Country.objects.filter(code__in=[code for code in tallies if code])
    lines = [Line(country.code, country.name, tallies[country.code]) for country in found]
    lines.sort(key=lambda line: (-line.tally.people, line.label))
    return [*lines, Line(UNKNOWN, gettext("Unknown"), tallies.get(None, Tally()))]
