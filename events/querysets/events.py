from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear, Greatest, Least, RowNumber

from events.choices import CALLED_OFF, ON_STAGE, Mode, Status
from events.querysets.participations import listed
from publishing.models import Picture
from publishing.querysets import YEAR, PublishableQuerySet, count_rows, start_of_year, years_of
from publishing.statements.lists import Row, Rows
from publishing.statements.parameters import CLOCK

# No clock differs from that of Greenwich by more.
ZONES_APART = timedelta(days=1)


class LocalDay(Cast):
    """The date of a moment in the event's own time zone, given by the field `zone`."""

    def __init__(self, moment, zone="time_zone"):
        local = Func(F(zone), moment, function="timezone", output_field=models.DateTimeField())
        super().__init__(local, DateField())


def _moment_of(rows, otherwise: datetime) -> Coalesce:
    """That of the first of these rows."""
    return Coalesce(Subquery(rows[:1]), Value(otherwise))


def _bounds(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


class EventKindQuerySet(models.QuerySet):
    def of(self, events):
        """The kinds of at least one of these events."""
        return self.filter(Exists(events.filter(kind=OuterRef("pk"))))


class EventQuerySet(PublishableQuerySet):
    def upcoming(self, now=None):
        """Events that are not over at `now`, including current ones, in the order they begin."""
        return self.filter(ends_at__gt=now or CLOCK).order_by("starts_at", "pk")

    def past(self, now=None):
        """Every event that is not upcoming, the latest first; `is_past` is the twin."""
        return self.filter(ends_at__lte=now or CLOCK).latest_first()

    def latest_first(self):
        return self.order_by("-starts_at", "-pk")

    def beginning(self, number: int | None):
        """The first of these events, all without a number. Their keys are found first: in an index, if it has
        all that is asked of them. By their places, for with a LIMIT the server may go through all past events
        in the order they began, in the hope that these come soon.
        """
        if not number:
            return self
        place = Window(RowNumber(), order_by=["starts_at", "pk"])
        first = self.select_related(None).alias(place=place).filter(place__lte=number)
        return self.filter(pk__in=first.order_by().values("pk"))

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
        return self._last_day_before(first), self._first_day_after(last)

    def _last_day_before(self, day: date) -> date | None:
        begin = datetime.combine(day, time(), UTC)
        begun = self._with_days().filter(first_day_there__lt=day, starts_at__lt=begin + ZONES_APART)
        ended = begun.filter(ends_at__lte=begin + ZONES_APART).order_by("-ends_at").values("ends_at")
        # The last one to end, and whatever may have ended on a later day of its own or is under way.
        found = begun.filter(ends_at__gte=_moment_of(ended, begin) - Value(2 * ZONES_APART))
        return found.aggregate(day=Max(Least("last_day_there", Value(day - timedelta(days=1)))))["day"]

    def _first_day_after(self, day: date) -> date | None:
        end = datetime.combine(day, time(), UTC) + timedelta(days=1)
        later = self._with_days().filter(last_day_there__gt=day, ends_at__gt=end - ZONES_APART)
        begun = later.filter(starts_at__gte=end - ZONES_APART).order_by("starts_at").values("starts_at")
        found = later.filter(starts_at__lte=_moment_of(begun, end) + Value(2 * ZONES_APART))
        return found.aggregate(day=Min(Greatest("first_day_there", Value(day + timedelta(days=1)))))["day"]

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

    def by_year(self, **numbers):
        """These numbers of the events that begin in each year, by its local time."""
        years = self.order_by().annotate(year=ExtractYear(LocalDay(F("starts_at"))))
        return years.values("year").annotate(**numbers)

    def about(self, topic):
        return self.filter(topics=topic)

    def held_as(self, mode: str):
        """Events by their actual mode: one moved online no longer has its planned mode."""
        moved = Q(status=Status.MOVED_ONLINE)
        return self.filter(Q(mode=mode) | moved if mode == Mode.ONLINE else Q(mode=mode) & ~moved)

    def took_place(self, now=None):
        """Events that have begun by `now` and were not cancelled or postponed: people on their lists came."""
        return self.not_called_off().filter(starts_at__lte=now or CLOCK)

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
        parts = _rows("EventOrganisation").filter(organisation=organisation)
        return self.filter(named | Q(pk__in=parts.order_by().values("event")))

    def with_country(self, country):
        """Events held there, and those with participants from there, whether listed or not."""
        came = _rows("Participation").counted().filter(country=country, event=OuterRef("pk"))
        return self.filter(Q(country=country) | Exists(came))

    def with_parts_of(self, organisation):
        """Events with `own_parts`, the organisation's roles at each."""
        parts = _rows("EventOrganisation").filter(organisation=organisation, event=OuterRef("pk"))
        return self.annotate(own_parts=Rows(parts))

    def counting(self, participations):
        """Events with `people`, the number of these participations in each."""
        return self.annotate(people=count_rows(participations, "event"))

    def edition_before(self, event):
        """The previous edition set by staff, otherwise the one before in the series, if there is one."""
        return self.editions_before(event.previous_edition_id, event.series_id, event.starts_at).first()

    def edition_after(self, event):
        """The one of which it is the previous edition, otherwise the next in the series."""
        return self.editions_after(event.pk, event.series_id, event.starts_at).first()

    def with_editions(self):
        """Events with the published `edition_before` and `edition_after` of each."""
        published = self.model.objects.published().without_bodies()
        series, starts_at = OuterRef("series"), OuterRef("starts_at")
        before = published.editions_before(OuterRef("previous_edition"), series, starts_at)
        after = published.editions_after(OuterRef("pk"), series, starts_at)
        return self.annotate(edition_before=Row(before[:1]), edition_after=Row(after[:1]))

    def editions_before(self, named, series, starts_at):
        """The previous edition that staff have named, then those of the series that began earlier."""
        earlier = Q(series__isnull=False, series=series, starts_at__lt=starts_at)
        editions = self.filter(Q(pk=named) | earlier)
        return editions.alias(is_named=_whether(pk=named)).order_by("-is_named", "-starts_at", "-pk")

    def editions_after(self, pk, series, starts_at):
        """Those of which event `pk` is the previous edition, then those of the series that began later."""
        later = Q(series__isnull=False, series=series, starts_at__gt=starts_at)
        editions = self.filter(Q(previous_edition=pk) | later)
        return editions.alias(is_named=_whether(previous_edition=pk)).order_by("-is_named", "starts_at", "pk")

    def for_cards(self):
        """Events with what a list of them shows, in one query."""
        return self.without_bodies().select_related("lead_picture", "kind", "country")

    def for_feed(self):
        return super().for_feed().select_related("lead_picture", "country")

    def for_page(self):
        """Events with what their own pages show, except participants, in one query."""
        parts = _rows("EventOrganisation").select_related("organisation__logo")
        pictures = Picture.objects.order_by("event_gallery_entries__order", "event_gallery_entries__pk")
        return (
            self.select_related("lead_picture", "kind", "country", "series")
            .with_topics()
            .with_editions()
            .annotate(
                part_list=Rows(parts.filter(event=OuterRef("pk"))),
                gallery_pictures=Rows(pictures.filter(event_gallery_entries__event=OuterRef("pk"))),
                session_list=Rows(_rows("Session").with_speakers().filter(event=OuterRef("pk"))),
                material_list=Rows(_rows("Material").select_related("document").filter(event=OuterRef("pk"))),
            )
        )


class SessionQuerySet(models.QuerySet):
    def with_speakers(self):
        """Sessions with `speaking`, how many people have a role on stage in each, whether or not they may be
        named.
        """
        counted = _rows("Participation").counted()
        held = _rows("ParticipationRole").filter(
            session=OuterRef("pk"), role__in=ON_STAGE, participation__in=counted
        )
        number = held.order_by().values("session").annotate(number=Count("participation", distinct=True))
        return self.annotate(speaking=Coalesce(Subquery(number.values("number")), 0))


def _rows(model: str):
    return apps.get_model(f"events.{model}").objects


def _whether(**where) -> Case:
    return Case(When(then=Value(True), **where), default=Value(False))
