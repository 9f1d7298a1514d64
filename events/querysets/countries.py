from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from events.querysets.alphabet import place
from publishing import languages
from publishing.querysets import count_rows
from publishing.statements.lists import Rows


class CountryQuerySet(models.QuerySet):
    def members(self):
        return self.filter(is_member=True)

    def public(self):
        """Members, and every country that hosted a published event or had participants at one."""
        events = apps.get_model("events.Event").objects.published()
        participations = apps.get_model("events.Participation").objects
        came = participations.counted().filter(event__in=events, country=OuterRef("pk"))
        held = events.filter(country=OuterRef("pk"))
        return self.filter(Q(is_member=True) | Exists(held) | Exists(came))

    def by_name(self) -> list:
        """Countries in the alphabetical order of the reader's language. No other code orders countries."""
        language = languages.current()
        return sorted(self, key=lambda country: place(country.name, language))

    def of(self, rows):
        """The countries of at least one of these rows: events, participations or organisations."""
        return self.filter(Exists(rows.filter(country=OuterRef("pk"))))

    def with_numbers(self):
        """Adds `events_held`, and `people`: how many different people came from there, whether listed or not.

        People who are only expected, or were expected at a cancelled event, do not count. `has_events`
        says whether there are any events, past or future.
        """
        events = apps.get_model("events.Event").objects.published()
        participations = apps.get_model("events.Participation").objects
        came = participations.counted().filter(event__in=events.took_place())
        return self.annotate(
            events_held=count_rows(events.held_on_site(), "country"),
            people=count_rows(came, "country", different="person"),
            has_events=Exists(events.filter(country=OuterRef("pk"))),
        )

    def with_records(self, number: int):
        """Adds `listed_people` and `organisations_count`, how many with pages of their own are from there;
        and `first_organisations`, that `number` of them.
        """
        listed = apps.get_model("events.Participation").objects.listed()
        organisations = apps.get_model("events.Organisation").objects.public()
        own = organisations.filter(country=OuterRef("pk")).by_name()
        return self.annotate(
            listed_people=count_rows(listed, "country", different="person"),
            organisations_count=count_rows(organisations, "country"),
            first_organisations=Rows(own[:number]),
        )
