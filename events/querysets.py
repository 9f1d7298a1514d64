from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, DateField, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, ExtractYear
from django.utils import timezone

from events.choices import Answer, Role
from events.matching import key
from publishing.querysets import PublishableQuerySet


class LocalDay(Cast):
    """The date of a moment by the clocks of the event's own time zone."""

    def __init__(self, moment):
        local = Func(F("time_zone"), moment, function="timezone", output_field=models.DateTimeField())
        super().__init__(local, DateField())


class EventQuerySet(PublishableQuerySet):
    def upcoming(self, now=None):
        """Events that are not over at `now`, running ones included, in the order they begin."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        """Every event that is not upcoming, the latest first; `is_past` is the twin."""
        return self.filter(ends_at__lte=now or timezone.now()).latest_first()

    def latest_first(self):
        return self.order_by("-starts_at", "-pk")

    def in_year(self, year: int):
        """Events that begin in that year on the clocks of their place; none for a year no date can be in."""
        if not MINYEAR < year < MAXYEAR:
            return self.none()
        return self.alias(first_day_there=LocalDay(F("starts_at"))).filter(first_day_there__year=year)

    def in_month(self, year: int, month: int):
        """Events of which at least one day, on the clocks of their place, lies in the month."""
        if not MINYEAR < year < MAXYEAR:
            return self.none()
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        last_moment = F("ends_at") - Value(timedelta(microseconds=1))
        return self.alias(
            first_day_there=LocalDay(F("starts_at")), last_day_there=LocalDay(last_moment)
        ).filter(first_day_there__lte=last, last_day_there__gte=first)

    def years(self) -> list[int]:
        """The years in which the events of this queryset begin, newest first."""
        found = self.annotate(year=ExtractYear(LocalDay(F("starts_at")))).order_by()
        return sorted(found.values_list("year", flat=True).distinct(), reverse=True)

    def about(self, topic):
        return self.filter(topics=topic)

    def for_cards(self):
        """What a list of events shows, in a constant number of queries."""
        return (
            self.without_bodies().select_related("lead_picture", "kind", "country").prefetch_related("topics")
        )

    def for_page(self):
        """What an event's own page shows, its participants apart."""
        return self.select_related(
            "lead_picture", "kind", "country", "series", "previous_edition"
        ).prefetch_related(
            "topics",
            "parts__organisation__logo",
            "parts__organisation__country",
            "gallery_entries__picture",
            "sessions",
            "materials__document",
        )


class ParticipationQuerySet(models.QuerySet):
    def listed(self):
        """Those whom visitors may see by name; `is_listed` is the twin. No other code may decide this."""
        events = self.model._meta.get_field("event").related_model
        return self.filter(consent=Answer.YES, event__in=events.objects.published())

    def in_order(self):
        """By hand where staff gave a number, then by the first of their roles, country and name."""
        roles = self.model._meta.get_field("roles").related_model
        rank = Case(
            *(When(role=role, then=Value(place)) for place, role in enumerate(Role.values)),
            default=Value(len(Role.values)),
        )
        first = roles.objects.filter(participation=OuterRef("pk")).order_by(rank).values(rank=rank)[:1]
        return self.annotate(role_rank=Subquery(first)).order_by(
            F("order").asc(nulls_last=True),
            F("role_rank").asc(nulls_last=True),
            F("country__name").asc(nulls_last=True),
            "person__family_name",
            "person__given_name",
            "pk",
        )

    def for_lists(self):
        """What a list of participants shows, in a constant number of queries."""
        return self.select_related("person__photo", "organisation", "country").prefetch_related("roles")


class CloseNames(models.QuerySet):
    def named_like(self, text: str):
        """Those of a close name in any script and order of its parts, the closest first."""
        wanted = key(text)
        if not wanted:
            return self.none()
        return (
            self.filter(names_key__trigram_word_similar=wanted)
            .annotate(likeness=TrigramWordSimilarity(wanted, "names_key"))
            .order_by("-likeness", "pk")
        )


def _listed(model, **where):
    participations = model._meta.get_field("participations").related_model
    return Exists(participations.objects.listed().filter(**where))


class PersonQuerySet(CloseNames):
    def public(self):
        """People who are listed at one published event at least."""
        return self.filter(_listed(self.model, person=OuterRef("pk")))

    def for_cards(self):
        return self.select_related("photo")


class OrganisationQuerySet(CloseNames):
    def public(self):
        """Hosts, donors and partners of published events, and the organisations of listed participants."""
        parts = self.model._meta.get_field("parts").related_model
        events = parts._meta.get_field("event").related_model
        named = parts.objects.filter(event__in=events.objects.published(), organisation=OuterRef("pk"))
        return self.filter(Exists(named) | _listed(self.model, organisation=OuterRef("pk")))


class CountryQuerySet(models.QuerySet):
    def members(self):
        return self.filter(is_member=True)

    def public(self):
        """Members, and every country that held a published event or sent a listed participant."""
        events = self.model._meta.get_field("events").related_model
        held = Exists(events.objects.published().filter(country=OuterRef("pk")))
        return self.filter(Q(is_member=True) | held | _listed(self.model, country=OuterRef("pk")))
