"""The news shown on pages of other apps."""

from events.models import Event
from news.models import Article

MAX_ARTICLES = 6


def news_about_event(event):
    return _newest_about(Event.objects.published().filter(pk=event.pk))


def news_about_person(person):
    return _newest_about(Event.objects.published().with_person(person))


def news_about_organisation(organisation):
    return _newest_about(Event.objects.published().with_organisation(organisation))


def news_about_country(country):
    return _newest_about(Event.objects.published().with_country(country))


def _newest_about(events):
    return Article.objects.published().about_events(events).for_cards()[:MAX_ARTICLES]
