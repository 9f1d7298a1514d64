from django.shortcuts import get_object_or_404, redirect
from django.views.generic import ListView, TemplateView

from events.models import Country, Event, Organisation, Participation, Person

MAX_RECORDS = 24


class CountryList(TemplateView):
    template_name = "events/countries.html"

    def get_context_data(self, **kwargs):
        countries = Country.objects.public().with_numbers()
        return super().get_context_data(
            members=countries.filter(is_member=True).by_name(),
            others=countries.filter(is_member=False).by_name(),
            **kwargs,
        )


class CountryPage(ListView):
    """A country: the events held there or with people from there, those people, and its organisations."""

    template_name = "events/country.html"
    paginate_by = 12

    def get(self, request, code):
        public = Country.objects.public().with_numbers()
        self.country = get_object_or_404(public, code=code.upper())
        if code != code.lower():
            return redirect(self.country, permanent=True)
        return super().get(request)

    def get_queryset(self):
        everyone = Participation.objects.counted().filter(country=self.country)
        events = Event.objects.published().with_country(self.country)
        return events.counting(everyone).for_cards().latest_first()

    def get_context_data(self, **kwargs):
        people = Person.objects.seen_in(Participation.objects.listed().filter(country=self.country))
        organisations = Organisation.objects.public().filter(country=self.country).by_name()
        return super().get_context_data(
            country=self.country,
            people=people[:MAX_RECORDS],
            people_count=people.count(),
            organisations=organisations[:MAX_RECORDS],
            organisations_count=organisations.count(),
            **kwargs,
        )
