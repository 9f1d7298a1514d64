"""The news shown on pages of other apps."""

from django import template

from events.models import Event
from news.models import Article

register = template.Library()
MAX_ARTICLES = 6


@register.inclusion_tag("news/about.html")
def news_about_event(event):
    return _newest_about(Event.objects.published().filter(pk=event.pk))


@register.inclusion_tag("news/about.html")
def news_about_person(person):
    return _newest_about(Event.objects.published().with_person(person))


@register.inclusion_tag("news/about.html")
def news_about_organisation(organisation):
    return _newest_about(Event.objects.published().with_organisation(organisation))


@register.inclusion_tag("news/about.html")
def news_about_country(country):
    return _newest_about(Event.objects.published().with_country(country))


def _newest_about(events):
    return {"articles": Article.objects.published().about_events(events).for_cards()[:MAX_ARTICLES]}
