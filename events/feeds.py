from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.choices import Status
from events.models import Event, EventKind
from publishing.addresses import by_slug, path_to
from publishing.feeds.entries import MAX_ENTRIES, Entry, entry_of
from publishing.feeds.views import PublishableFeed
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared


def entry_of_event(event) -> Entry:
    """It starts with the date and place, and its title with what became of the plan."""
    entry = entry_of(event, event.lead_picture)
    if event.status != Status.SCHEDULED:
        entry.title = f"{event.get_status_display()}: {entry.title}"
    entry.facts = event.when_and_where
    return entry


class EventFeed(PublishableFeed):
    """The latest published events."""

    @property
    def title(self):
        return _("CAREC Institute: Events")

    @property
    def description(self):
        return _("Forums, workshops, training courses and visits of the Institute and its partners.")

    @property
    def address(self):
        return path_to("events:list")

    def entries(self):
        return map(entry_of_event, latest())


class KindFeed(EventFeed):
    def get(self, request, slug, **words):
        self.kind = kind_at(slug)
        if self.kind.slug != slug:
            return redirect("events:kind_feed", self.kind.slug, *words.values(), permanent=True)
        return super().get(request, **words)

    @property
    def title(self):
        return _("CAREC Institute: Events, %(subject)s") % {"subject": self.kind.name}

    @property
    def address(self):
        return f"{path_to('events:list')}?kind={self.kind.slug}"

    def entries(self):
        return map(entry_of_event, latest_of_kind(kind=self.kind.pk))


@by_slug
def kind_at():
    return EventKind.objects.of(Event.objects.published())


@prepared
def latest():
    return Event.objects.published().for_feed()[:MAX_ENTRIES]


@prepared
def latest_of_kind():
    return Event.objects.published().filter(kind=Parameter("kind")).for_feed()[:MAX_ENTRIES]


@prepared
def latest_held_in():
    return Event.objects.published().filter(country=Parameter("country")).for_feed()[:MAX_ENTRIES]
