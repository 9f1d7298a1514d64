from html import escape

from django.utils.translation import gettext as _

from events import dates
from events.choices import Status
from events.models import Event
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
        place = [word for word in (item.city, item.country.name if item.country else "") if word]
        facts = ", ".join([dates.days(item.first_day, item.last_day), *place])
        entry.summary = f"<p>{escape(facts)}</p>{entry.summary}"
        return entry


@prepared
def latest():
    return Event.objects.published().for_feed().select_related("country")[:MAX_ENTRIES]
