"""The news shown on pages of other apps."""

from events.models import Event
from news.models import Article
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

MAX_ARTICLES = 6


def news_about_event(event) -> list[Article]:
    return _about_event(event=event.pk)


def news_about_person(person) -> list[Article]:
    return _about_person(person=person.pk)


def news_about_organisation(organisation) -> list[Article]:
    return _about_organisation(organisation=organisation.pk)


def news_about_country(country) -> list[Article]:
    return _about_country(country=country.pk)


@prepared
def _about_event():
    return _newest_about(Event.objects.published().filter(pk=Parameter("event")))


@prepared
def _about_person():
    return _newest_about(Event.objects.published().with_person(Parameter("person")))


@prepared
def _about_organisation():
    return _newest_about(Event.objects.published().with_organisation(Parameter("organisation")))


@prepared
def _about_country():
    return _newest_about(Event.objects.published().with_country(Parameter("country")))


def _newest_about(events):
    return Article.objects.published().about_events(events).for_cards()[:MAX_ARTICLES]
