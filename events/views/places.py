from typing import NamedTuple

from django.db.models import Count
from django.http import Http404
from django.views.generic import TemplateView

from events.models import Country, Event, Participation, Person
from events.views.records import RecordPage
from freshness.keeping import kept
from publishing.statements.lists import Rows
from publishing.statements.pages import KeyedRecordPaginator
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

MAX_RECORDS = 24
MAX_PEOPLE = 12  # of each kind
MAX_YEARS = 15


@kept
def countries() -> list[Country]:
    """Those with pages, with their numbers, in the alphabetical order of the reader's language."""
    return Country.objects.public().with_numbers().by_name()


class CountryList(TemplateView):
    template_name = "events/countries.html"

    def get_context_data(self, **kwargs):
        members = [country for country in countries() if country.is_member]
        others = [country for country in countries() if not country.is_member]
        return super().get_context_data(members=members, others=others, **kwargs)


@kept
def public_country(code: str) -> Country | None:
    return Country.objects.public().with_numbers().with_records(MAX_RECORDS).filter(code=code).first()


class Year(NamedTuple):
    """A row of a chart and of the table beside it."""

    label: str
    number: int  # of different people from the country
    held: int


@kept
def years_of_country(country: int) -> list[Year]:
    """From the first year with an event there or with people from there to the last one."""
    events = Event.objects.published()
    came = Participation.objects.counted().filter(country=country)
    people = events.took_place().filter(participations__in=came)
    here = events.held_on_site().filter(country=country)
    people_in = dict(
        people.by_year(number=Count("participations__person", distinct=True)).values_list("year", "number")
    )
    held_in = dict(here.by_year(number=Count("pk")).values_list("year", "number"))
    if not (years := people_in.keys() | held_in.keys()):
        return []
    return [
        Year(str(year), people_in.get(year, 0), held_in.get(year, 0))
        for year in range(max(years), max(min(years), max(years) - MAX_YEARS + 1) - 1, -1)
    ]


@kept
def people_of_country(country: int) -> Country:
    # Where hardly anyone spoke, the server looks at everyone by name until it has found as many.
    [found] = people_from_country(country=country)
    return found


@prepared
def people_from_country():
    """A row with `speakers` and `others`, both by name."""
    listed = Participation.objects.listed().filter(country=Parameter("country"))
    people = Person.objects.seen_in(listed).by_name()
    return Country.objects.filter(pk=Parameter("country")).annotate(
        speakers=Rows(people.on_stage_in(listed)[:MAX_PEOPLE]),
        others=Rows(people.off_stage_in(listed)[:MAX_PEOPLE]),
    )


class CountryPage(RecordPage):
    """A country: the events held there or with people from there, those people, and its organisations."""

    template_name = "events/country.html"

    def get(self, request, code):
        return super().get(request, code)

    def find(self, code):
        country = public_country(code.upper())
        if not country:
            raise Http404
        return country

    def address_of(self, country):
        return country.code.lower()

    def get_paginator(self, rows, per_page, **_words):
        return KeyedRecordPaginator(rows, per_page, type(self), self.record.pk)

    def rows(self, country):
        came = Participation.objects.counted().filter(country=country)
        return Event.objects.published().with_country(country).counting(came).for_cards().latest_first()

    def get_context_data(self, **kwargs):
        people = people_of_country(self.record.pk)
        return super().get_context_data(
            country=self.record,
            speakers=people.speakers,
            others=people.others,
            years=years_of_country(self.record.pk),
            organisations=self.record.first_organisations,
            **kwargs,
        )
