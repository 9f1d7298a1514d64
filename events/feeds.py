from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from events import dates
from events.choices import Status
from events.models import Event
from publishing.feeds import PublishableFeed, xml_text


class EventFeed(PublishableFeed):
    """The latest published events; each entry starts with its date and place."""

    def title(self, obj=None):
        return _("CAREC Institute: Events")

    def link(self, obj=None):
        return reverse("events:list")

    def queryset(self, obj=None):
        return Event.objects.select_related("kind", "country").with_topics()

    def item_title(self, item):
        title = super().item_title(item)
        return title if item.status == Status.SCHEDULED else f"{item.get_status_display()}: {title}"

    def item_description(self, item):
        place = [xml_text(word) for word in (item.city, item.country.name if item.country else "") if word]
        facts = ", ".join([dates.days(item.first_day, item.last_day), *place])
        return f"<p>{escape(facts)}</p>{super().item_description(item)}"
