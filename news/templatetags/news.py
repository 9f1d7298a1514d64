"""What the pages of other apps show of the news."""

from django import template

from events.models import Event
from news.models import Article

register = template.Library()
SHOWN = 6


@register.inclusion_tag("news/about.html")
def news_about(subject):
    """The newest articles about an event, or about the events of a person, organisation or country."""
    events = Event.objects.published().around(subject)
    return {"articles": Article.objects.published().about_events(events).for_cards()[:SHOWN]}
