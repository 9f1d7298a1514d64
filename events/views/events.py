from datetime import MAXYEAR, MINYEAR, date
from operator import attrgetter

from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from events.attendance.roster import Roster
from events.calendars.months import weeks
from events.filters import EventFilter
from events.models import Event
from events.schema_org import event_facts
from freshness.keeping import kept
from history.previews.views import Preview
from publishing.addresses import by_slug
from publishing.statements.prepared import prepared
from publishing.views import PagedList

MAX_EMBEDDED_EVENTS = 10


@kept
def years() -> list[int]:
    """Those in which published events begin."""
    return Event.objects.published().years()


class FilteredList(PagedList):
    """Events that the visitor narrows down by a filter in the address."""

    paginate_by = 12

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.filter = EventFilter(request.GET)

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, years=years(), **kwargs)

    @property
    def choice(self):
        return (self.filter.query,)


@require_safe
def coming(request):
    """What is not over, all on one page."""
    if request.GET.get("page", "1") != "1":  # past events stood here before, page by page
        return redirect(f"{reverse('events:past')}?{request.GET.urlencode()}", permanent=True)
    chosen = EventFilter(request.GET)
    events = upcoming(chosen)
    context = {"filter": chosen, "events": events, "coming": len(events), "past": count_past(chosen)}
    return render(request, "events/coming.html", {**context, "years": years(), "month": month_with_events()})


class PastList(FilteredList):
    template_name = "events/past.html"

    def rows(self):
        return self.filter.apply(Event.objects.published()).past().for_cards()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(month=month_with_events(), **kwargs)
        number = context["paginator"].count
        return {**context, "coming": count_coming(self.filter), "past": number}


@kept
def count_coming(chosen: EventFilter) -> int:
    return chosen.apply(Event.objects.published()).upcoming().count()


@kept
def count_past(chosen: EventFilter) -> int:
    return chosen.apply(Event.objects.published()).past().count()


class YearList(FilteredList):
    template_name = "events/year.html"

    def get(self, request, year):
        if year not in years():
            raise Http404
        return super().get(request)

    def rows(self):
        events = Event.objects.published().in_year(self.kwargs["year"])
        return self.filter.apply(events).latest_first().for_cards()

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.kwargs["year"], **kwargs)

    @property
    def choice(self):
        return (self.kwargs["year"], *super().choice)


@prepared
def upcoming(chosen, number=None):
    """The events of the filter that are not over, or the first of them."""
    return chosen.apply(Event.objects.published()).upcoming().beginning(number).for_cards()


@kept
def month_with_events() -> date | None:
    """The month that the calendar opens at, as one of its days: the current one, otherwise the nearest with
    an event.
    """
    today, events = timezone.localdate(), Event.objects.published()
    if events.in_month(today.year, today.month).exists():
        return today
    before, after = events.days_beside(today.year, today.month)
    return after or before


@require_safe
def month(request, year, month):
    """A month between the first and the last with events, so that crawlers can't go on for ever."""
    if not MINYEAR < year < MAXYEAR:
        raise Http404
    before, after = days_beside(year, month)
    events = month_of_events(year, month)
    if not events and not (before and after):
        raise Http404
    kinds = sorted({event.kind for event in events}, key=attrgetter("name"))
    context = {
        "first": date(year, month, 1),
        "today": timezone.localdate(),
        "weeks": weeks(year, month, events),
        "events": events,
        "kinds": {kind: place for place, kind in enumerate(kinds)},
        "before": before,
        "after": after,
        "next_event": None if events else month_of_events(after.year, after.month)[0],
    }
    return render(request, "events/month.html", context)


@kept
def days_beside(year: int, month: int) -> tuple[date | None, date | None]:
    """Of the nearest months with events."""
    return Event.objects.published().days_beside(year, month)


def month_of_events(year, month) -> list[Event]:
    """Those with a day in it, in the order they begin."""
    return list(Event.objects.published().in_month(year, month).order_by("starts_at", "pk").for_cards())


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request):
    """The next events, for a frame on another site; the only thing to click is links."""
    chosen = EventFilter(request.GET)
    events = upcoming(chosen, MAX_EMBEDDED_EVENTS)
    return render(request, "events/embed.html", {"filter": chosen, "events": events})


@by_slug
def published_event():
    return Event.objects.published().for_page()


@require_safe
def detail(request, slug):
    """An event; an earlier slug redirects to its current address in one step."""
    event = published_event(slug)
    if request.path != event.get_absolute_url():
        return redirect(event, permanent=True)
    return render(request, "events/detail.html", page_of(event))


class EventPreview(Preview):
    model = Event
    template_name = "events/detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_of(self.object, is_preview=True), **kwargs)


def page_of(event, *, is_preview=False) -> dict:
    """The context of an event's page; in a preview people are named who agree to it, before visitors see
    them.
    """
    roster = Roster(event, is_preview=is_preview)
    return {
        "event": event,
        "about": event,
        "roster": roster,
        "facts": event_facts(event, roster.on_stage),
    }
