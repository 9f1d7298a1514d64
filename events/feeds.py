from html import escape

from django.utils.translation import gettext as _

from events import dates
from events.choices import Status
from events.models import Event
from events.naming import cities
from publishing.addresses import path_to
from publishing.feeds import MAX_ENTRIES, PublishableFeed
from publishing.statements.prepared import prepared


class EventFeed(PublishableFeed):
    """The latest published events; each entry starts with its date and place."""

    @property
    def title(self):
        return _("CAREC Institute: Events")

    @property
    def address(self):
        return path_to("events:list")

    def items(self):
        return latest()

    def entry(self, item):
        entry = super().entry(item)
        if item.status != Status.SCHEDULED:
            entry.title = f"{item.get_status_display()}: {entry.title}"
        facts = [escape(dates.days(item.first_day, item.last_day)), cities.place_of(item)]
        entry.summary = f"<p>{_(', ').join(filter(None, facts))}</p>{entry.summary}"
        return entry


@prepared
def latest():
    return Event.objects.published().for_feed().select_related("country")[:MAX_ENTRIES]
