from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from events.calendars import ical
from events.models import Country, Event, EventKind
from freshness.keeping import kept
from publishing.addresses import by_slug, get_by_slug_or_404
from publishing.models import Topic

# An event that leaves a calendar vanishes from the diaries of its subscribers. A year lets them look up the
# last edition and report on what they attended, and keeps the file small however old the site grows.
HISTORY = timedelta(days=366)
MAX_EVENTS = 1000
# Of the frame, by the group of calendars that holds the same events.
PARAMETERS = {"kinds": "kind", "topics": "topic", "countries": "country"}


@by_slug
def event_with_topics():
    return Event.objects.published().for_cards().with_topics()


@require_safe
@conditional_page
def event_file(request, slug):
    event = event_with_topics(slug)
    if event.slug != slug:
        return redirect("events:ics", event.slug, permanent=True)
    response = _calendar(ical.event_file(event))
    disposition = content_disposition_header(as_attachment=True, filename=f"{event.slug}.ics")
    response.headers["Content-Disposition"] = disposition
    return response


@require_safe
@conditional_page
def all_events(request):
    return _subscription(Event.objects.all(), _("CAREC Institute: Events"))


@require_safe
@conditional_page
def of_kind(request, slug):
    kind = get_by_slug_or_404(_kinds(), slug)
    if kind.slug != slug:
        return redirect("events:kind_calendar", kind.slug, permanent=True)
    return _subscription(Event.objects.filter(kind=kind), _title(kind.name))


@require_safe
@conditional_page
def about_topic(request, slug):
    topic = get_object_or_404(_topics(), slug=slug)
    return _subscription(Event.objects.about(topic), _title(topic.name))


@require_safe
@conditional_page
def in_country(request, code):
    country = get_object_or_404(_countries(), code=code.upper())
    return _subscription(Event.objects.filter(country=country), _title(country.name))


@require_safe
def index(request):
    """One choice of what to subscribe to, and its address. A value that is not offered counts as none."""
    groups, wanted = choices(), request.GET.get("calendar", "")
    names = {value: name for _title, values in groups for value, name in values}
    chosen = wanted if wanted in names else ""
    context = {
        "groups": groups,
        "chosen": chosen,
        "name": names.get(chosen, _("All events")),
        "path": f"{reverse('events:calendars')}{chosen}.ics" if chosen else reverse("events:calendar"),
        "embed": _embedded(chosen),
    }
    return render(request, "events/calendars.html", context)


@kept
def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of calendars: of each what tells its address, and its name."""
    countries = _countries().by_name()
    return [
        (_("By kind"), [(f"kinds/{kind.slug}", kind.name) for kind in _kinds()]),
        (_("By topic"), [(f"topics/{topic.slug}", topic.name) for topic in _topics()]),
        (_("By country"), [(f"countries/{country.code.lower()}", country.name) for country in countries]),
    ]


def _embedded(chosen: str) -> str:
    """The path of the frame with the events of a calendar."""
    group, _slash, value = chosen.partition("/")
    query = urlencode({PARAMETERS[group]: value}) if chosen else ""
    return f"{reverse('events:embed')}{'?' if query else ''}{query}"


def _subscription(events, name):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    held = events.published().upcoming(today - HISTORY).for_cards().with_topics().latest_first()
    return _calendar(ical.calendar_file(held[:MAX_EVENTS], name))


def _calendar(content):
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _title(subject):
    return _("CAREC Institute: Events, %(subject)s") % {"subject": subject}


def _kinds():
    return EventKind.objects.of(Event.objects.published())


def _topics():
    return Topic.objects.used_in(Event.objects.published())


def _countries():
    """Where published events were or will be held."""
    return Country.objects.of(Event.objects.published())
