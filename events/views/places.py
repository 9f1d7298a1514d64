from django.http import Http404
from django.views.generic import TemplateView

from events.models import Country, Event, Participation, Person
from events.views.records import RecordPage
from freshness.keeping import kept
from publishing.statements.pages import KeyedRecordPaginator
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

MAX_RECORDS = 24


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


@prepared
def people_from_country():
    listed = Participation.objects.listed().filter(country=Parameter("country"))
    return Person.objects.seen_in(listed)[:MAX_RECORDS]


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
        return super().get_context_data(
            country=self.record,
            people=people_from_country(country=self.record.pk),
            organisations=self.record.first_organisations,
            **kwargs,
        )
