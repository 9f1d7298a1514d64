from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta

from django.apps import apps
from django.db import models
from django.db.models import DateField, Exists, F, Func, Max, Min, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Cast, Greatest, Least
from django.utils import timezone

from events.choices import CALLED_OFF, Mode, Status
from events.querysets.participations import listed
from publishing.querysets import YEAR, PublishableQuerySet, count_rows, start_of_year, years_of

# No clock differs from that of Greenwich by more.
ZONES_APART = timedelta(days=1)


class LocalDay(Cast):
    """The date of a moment in the event's own time zone, given by the field `zone`."""

    def __init__(self, moment, zone="time_zone"):
        local = Func(F(zone), moment, function="timezone", output_field=models.DateTimeField())
        super().__init__(local, DateField())


def _bounds(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


class EventKindQuerySet(models.QuerySet):
    def of(self, events):
        """The kinds of at least one of these events."""
        return self.filter(Exists(events.filter(kind=OuterRef("pk"))))


class EventQuerySet(PublishableQuerySet):
    def upcoming(self, now=None):
        """Events that are not over at `now`, including current ones, in the order they begin."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        """Every event that is not upcoming, the latest first; `is_past` is the twin."""
        return self.filter(ends_at__lte=now or timezone.now()).latest_first()

    def latest_first(self):
        return self.order_by("-starts_at", "-pk")

    def in_year(self, year: int):
        """Events that begin in that year in local time; none for an impossible year."""
        if not MINYEAR < year < MAXYEAR:
            return self.none()
        begin = datetime(year, 1, 1, tzinfo=UTC)
        return self.alias(first_day_there=LocalDay(F("starts_at"))).filter(
            first_day_there__year=year,
            # What an index knows.
            starts_at__gte=begin - ZONES_APART,
            starts_at__lt=begin.replace(year=year + 1) + ZONES_APART,
        )

    def in_month(self, year: int, month: int):
        """Events with at least one day, in local time, in the month."""
        if not MINYEAR < year < MAXYEAR:
            return self.none()
        first, last = _bounds(year, month)
        begin = datetime.combine(first, time(), UTC)
        end = datetime.combine(last, time(), UTC) + timedelta(days=1)
        return self._with_days().filter(
            first_day_there__lte=last,
            last_day_there__gte=first,
            # What an index knows.
            starts_at__lt=end + ZONES_APART,
            ends_at__gt=begin - ZONES_APART,
        )

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
        in_year = self.alias(first_day_there=LocalDay(F("starts_at"))).filter(
            first_day_there__year=YEAR,
            # What an index knows.
            starts_at__gte=start_of_year(0, "UTC") - Value(ZONES_APART),
            starts_at__lt=start_of_year(1, "UTC") + Value(ZONES_APART),
        )
        return years_of(self, "starts_at", in_year)

    def about(self, topic):
        return self.filter(topics=topic)

    def held_as(self, mode: str):
        """Events by their actual mode: one moved online no longer has its planned mode."""
        moved = Q(status=Status.MOVED_ONLINE)
        return self.filter(Q(mode=mode) | moved if mode == Mode.ONLINE else Q(mode=mode) & ~moved)

    def took_place(self, now=None):
        """Events that have begun by `now` and were not cancelled or postponed: people on their lists came."""
        return self.not_called_off().filter(starts_at__lte=now or timezone.now())

    def not_called_off(self):
        """Those that were neither cancelled nor postponed; `is_called_off` is the twin."""
        return self.exclude(status__in=CALLED_OFF)

    def held_on_site(self, now=None):
        """Events for which people have met in person by `now`; `was_held_on_site` is the twin."""
        return self.took_place(now).exclude(status=Status.MOVED_ONLINE).exclude(mode=Mode.ONLINE)

    def with_person(self, person):
        """Events in which the person is listed."""
        return self.filter(listed(event=OuterRef("pk"), person=person))

    def with_organisation(self, organisation):
        """Events that the organisation hosted, funded or joined, and those in which one of its people is
        listed.
        """
        named = listed(event=OuterRef("pk"), organisation=organisation)
        return self.filter(named | Q(pk__in=organisation.parts.order_by().values("event")))

    def with_country(self, country):
        """Events held there, and those with participants from there, whether listed or not."""
        came = country.participations.counted().order_by().values("event")
        return self.filter(Q(country=country) | Q(pk__in=came))

    def with_parts_of(self, organisation):
        """Events with `own_parts`, the organisation's roles at each."""
        parts = apps.get_model("events.EventOrganisation").objects.filter(organisation=organisation)
        return self.prefetch_related(Prefetch("parts", parts, to_attr="own_parts"))

    def counting(self, participations):
        """Events with `people`, the number of these participations in each."""
        return self.annotate(people=count_rows(participations, "event"))

    def edition_before(self, event):
        """The previous edition set by staff, otherwise the one before in the series, if there is one."""
        named = self.filter(pk=event.previous_edition_id).first() if event.previous_edition_id else None
        earlier = self.filter(series=event.series_id, starts_at__lt=event.starts_at)
        return named or (earlier.latest_first().first() if event.series_id else None)

    def edition_after(self, event):
        named = self.filter(previous_edition=event).order_by("starts_at", "pk").first()
        later = self.filter(series=event.series_id, starts_at__gt=event.starts_at)
        return named or (later.order_by("starts_at", "pk").first() if event.series_id else None)

    def for_cards(self):
        """Events with what a list of them shows, in a constant number of queries."""
        return (
            self.without_bodies().select_related("lead_picture", "kind", "country").prefetch_related("topics")
        )

    def for_page(self):
        """Events with what their own pages show, except participants."""
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
