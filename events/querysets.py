from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    Exists,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear, Greatest, Least, NullIf
from django.utils import timezone
from django.utils.translation import get_language
from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname

from events.alphabet import place
from events.choices import CALLED_OFF, Answer, Mode, Role, Status
from events.matching import key
from publishing.querysets import PublishableQuerySet


class LocalDay(Cast):
    """The date of a moment by the clocks of the event's own time zone, which stands in the field `zone`."""

    def __init__(self, moment, zone="time_zone"):
        local = Func(F(zone), moment, function="timezone", output_field=models.DateTimeField())
        super().__init__(local, DateField())


def _bounds(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def biographies(prefix: str = "") -> list[str]:
    """The long texts of a person, for lists to leave in the database."""
    columns = (build_localized_fieldname("biography", code) for code in AVAILABLE_LANGUAGES)
    return [f"{prefix}{name}" for name in ("biography", *columns)]


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
        first, last = _bounds(year, month)
        return self._with_days().filter(first_day_there__lte=last, last_day_there__gte=first)

    def days_beside(self, year: int, month: int) -> tuple[date | None, date | None]:
        """The last day with an event before the month, and the first one after it."""
        first, last = _bounds(year, month)
        before = Least("last_day_there", Value(first - timedelta(days=1)))
        after = Greatest("first_day_there", Value(last + timedelta(days=1)))
        found = self._with_days().aggregate(
            before=Max(before, filter=Q(first_day_there__lt=first)),
            after=Min(after, filter=Q(last_day_there__gt=last)),
        )
        return found["before"], found["after"]

    def _with_days(self):
        last_moment = F("ends_at") - Value(timedelta(microseconds=1))
        return self.annotate(first_day_there=LocalDay(F("starts_at")), last_day_there=LocalDay(last_moment))

    def years(self) -> list[int]:
        """The years in which the events of this queryset begin, newest first."""
        found = self.annotate(year=ExtractYear(LocalDay(F("starts_at")))).order_by()
        return sorted(found.values_list("year", flat=True).distinct(), reverse=True)

    def about(self, topic):
        return self.filter(topics=topic)

    def held_as(self, mode: str):
        """Events that take place so in the end: one moved online is no longer what it was planned as."""
        moved = Q(status=Status.MOVED_ONLINE)
        return self.filter(Q(mode=mode) | moved if mode == Mode.ONLINE else Q(mode=mode) & ~moved)

    def took_place(self, now=None):
        """Those that have begun by `now` and were not called off: who is on their lists came."""
        return self.filter(starts_at__lte=now or timezone.now()).exclude(status__in=CALLED_OFF)

    def held_on_site(self, now=None):
        """Those for which people met at a place by `now`; `was_held_on_site` is the twin."""
        return self.took_place(now).exclude(status=Status.MOVED_ONLINE).exclude(mode=Mode.ONLINE)

    def around(self, subject):
        """Those that the page of a person, organisation or country leads to; of an event itself.

        Somebody who is not listed leads nowhere, save that a country counts everyone who came from there.
        """
        kind = subject._meta.model_name
        if kind == "event":
            return self.filter(pk=subject.pk)
        if kind == "country":
            return self.filter(
                Q(country=subject) | Q(pk__in=subject.participations.counted().order_by().values("event"))
            )
        shown = _listed(self.model, event=OuterRef("pk"), **{kind: subject})
        if kind == "organisation":
            shown |= Q(pk__in=subject.parts.order_by().values("event"))
        return self.filter(shown)

    def with_parts_of(self, organisation):
        """Events with `own_parts`, what the organisation did for each."""
        parts = self.model._meta.get_field("parts").related_model.objects.filter(organisation=organisation)
        return self.prefetch_related(Prefetch("parts", parts, to_attr="own_parts"))

    def counting(self, participations):
        """Events with `people`, how many of these participations each has."""
        return self.annotate(people=_count(participations, "event"))

    def edition_before(self, event):
        """The previous edition that staff named, else the one before in the series; None if there is none."""
        named = self.filter(pk=event.previous_edition_id).first() if event.previous_edition_id else None
        earlier = self.filter(series=event.series_id, starts_at__lt=event.starts_at)
        return named or (earlier.latest_first().first() if event.series_id else None)

    def edition_after(self, event):
        named = self.filter(previous_edition=event).order_by("starts_at", "pk").first()
        later = self.filter(series=event.series_id, starts_at__gt=event.starts_at)
        return named or (later.order_by("starts_at", "pk").first() if event.series_id else None)

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
    def bulk_create(self, objs, *args, **kwargs):
        """As `save()` does, keep the present names where none are kept."""
        objs = list(objs)
        models.prefetch_related_objects(objs, "person", "organisation")
        for each in objs:
            each.note_names()
        return super().bulk_create(objs, *args, **kwargs)

    def listed(self):
        """Those whom visitors may see by name; `is_listed` is the twin. No other code may decide this."""
        events = self.model._meta.get_field("event").related_model
        return self.agreed().filter(event__in=events.objects.published())

    def agreed(self):
        """Those who agree to be listed, for the preview of an event that nobody else sees yet."""
        return self.counted().filter(consent=Answer.YES)

    def counted(self):
        """Those whom visitors see as a number at least: all but who is known to have stayed away."""
        return self.exclude(attended=Answer.NO)

    def matching(self, words: str):
        """Those whose person has a close name in any script, or whose title or organisation has the words."""
        people = self.model._meta.get_field("person").related_model
        found = Q(person__in=people.objects.named_like(words).order_by().values("pk"))
        if wanted := key(words):
            found |= Q(person__names_key__contains=wanted) | Q(organisation__names_key__contains=wanted)
        for code in ("en", "ru", "zh_hans"):
            for name in ("job_title", "organisation_name"):
                found |= Q(**{f"{name}_{code}__icontains": words})
        return self.filter(found)

    def in_order(self):
        """By hand where staff gave a number, then by the first of their roles, country and name.

        Countries stand as in all other lists, in the order of the reader's language.
        """
        roles = self.model._meta.get_field("roles").related_model
        rank = Case(
            *(When(role=role, then=Value(place)) for place, role in enumerate(Role.values)),
            default=Value(len(Role.values)),
        )
        held = roles.objects.filter(participation=OuterRef("pk")).annotate(rank=rank).order_by("rank")
        countries = self.model._meta.get_field("country").related_model.objects.by_name()
        places = Value([country.pk for country in countries], ArrayField(BigIntegerField()))
        return self.annotate(role_rank=Subquery(held.values("rank")[:1])).order_by(
            F("order").asc(nulls_last=True),
            F("role_rank").asc(nulls_last=True),
            Func(places, "country", function="array_position").asc(nulls_last=True),
            "family_name",
            "given_name",
            "pk",
        )

    def latest_first(self):
        return self.order_by("-event__starts_at", "-event__pk", "pk")

    def latest_of_each_person(self):
        return self.order_by("person_id", "-event__starts_at", "-pk").distinct("person_id")

    def for_person_page(self):
        """What the page of a person shows of each appearance, in a constant number of queries."""
        events = self.model._meta.get_field("event").related_model
        return self.select_related("organisation", "country").prefetch_related(
            Prefetch("event", events.objects.without_bodies().select_related("kind", "country")),
            "roles__session__materials__document",
        )

    def for_lists(self):
        """What a list of participants shows, in a constant number of queries."""
        return (
            self.select_related("person__photo", "organisation", "country")
            .defer(*biographies("person__"))
            .prefetch_related("roles")
        )


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


def _count(rows, relation: str):
    """How many of `rows` lead to the outer row through `relation`."""
    found = rows.order_by().filter(**{relation: OuterRef("pk")}).values(relation)
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)


def _listed(model, **where):
    participations = model._meta.get_field("participations").related_model
    return Exists(participations.objects.listed().filter(**where))


class PersonQuerySet(CloseNames):
    def public(self):
        """People who are listed at one published event at least."""
        return self.filter(_listed(self.model, person=OuterRef("pk")))

    def seen_in(self, participations):
        """The people of these participations, for lists; `latest` of each is a list of the latest one."""
        shown = participations.latest_of_each_person().select_related("organisation", "country", "event")
        return (
            self.filter(Exists(participations.filter(person=OuterRef("pk"))))
            .select_related("photo")
            .defer(*biographies())
            .prefetch_related(Prefetch("participations", shown, to_attr="latest"))
        )


class OrganisationQuerySet(CloseNames):
    def public(self):
        """Hosts, donors and partners of published events, and the organisations of listed participants."""
        parts = self.model._meta.get_field("parts").related_model
        events = parts._meta.get_field("event").related_model
        named = parts.objects.filter(event__in=events.objects.published(), organisation=OuterRef("pk"))
        return self.filter(Exists(named) | _listed(self.model, organisation=OuterRef("pk")))

    def by_name(self):
        """In alphabetical order as readers see them: in English where a translation is missing."""
        own = build_localized_fieldname("name", get_language() or "en")
        return self.order_by(Coalesce(NullIf(F(own), Value("")), F("name_en")), "pk")

    def of_people_in(self, participations):
        """The organisations for which these people took part."""
        return self.filter(pk__in=participations.order_by().values("organisation"))


class CountryQuerySet(models.QuerySet):
    def members(self):
        return self.filter(is_member=True)

    def public(self):
        """Members, and every country that held a published event or from which somebody came to one."""
        events = self.model._meta.get_field("events").related_model.objects.published()
        participations = self.model._meta.get_field("participations").related_model.objects
        # As two sets: asked country by country, the server reads all participations for each.
        came = participations.counted().filter(event__in=events).order_by().values("country")
        held = events.order_by().values("country")
        return self.filter(Q(is_member=True) | Q(pk__in=held) | Q(pk__in=came))

    def by_name(self) -> list:
        """All of them in the alphabetical order of the reader's language. No other code orders countries."""
        language = get_language()
        return sorted(self, key=lambda country: place(country.name, language))

    def with_numbers(self):
        """`events_held`, and `people`: how many different ones came from there, whether listed or not.

        Whom we only expect, or expected at what was called off, did not come. `has_events` says whether there
        are any, held or to be held.
        """
        events = self.model._meta.get_field("events").related_model.objects.published()
        participations = self.model._meta.get_field("participations").related_model.objects
        came = participations.counted().filter(event__in=events.took_place(), country=OuterRef("pk"))
        different = (
            came.order_by().values("country").annotate(number=Count("person", distinct=True)).values("number")
        )
        return self.annotate(
            events_held=_count(events.held_on_site(), "country"),
            people=Coalesce(Subquery(different), 0),
            has_events=Exists(events.filter(country=OuterRef("pk"))),
        )
