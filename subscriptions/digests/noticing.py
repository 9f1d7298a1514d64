"""Notes what has appeared, once, and reads it again for those who have not heard of it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Prefetch

from events.models import Event
from news.models import Article
from subscriptions.models import Notice

# What appeared longer ago, or a past event, is told to nobody: it was imported, or no worker ran.
NEW_DAYS = 7
COMING_DAYS = 14


class Item(NamedTuple):
    """An article or event as subscriptions ask for it: the number of its notice, and the keys of its topics
    and countries.
    """

    content: Article | Event
    number: int
    topics: frozenset[int]
    countries: frozenset[int]

    @property
    def is_event(self) -> bool:
        return isinstance(self.content, Event)


def note(now: datetime) -> None:
    """Note what has appeared since this was done last; twice at a time it would find the same."""
    new = {"publish_at__gt": now - timedelta(days=NEW_DAYS), "notice": None}
    articles = Article.objects.published(now).filter(**new)
    events = Event.objects.published(now).filter(**new).not_called_off().upcoming(now)
    notices = [Notice(article=article) for article in articles.only("pk")]
    notices += [Notice(event=event) for event in events.only("pk")]
    Notice.objects.bulk_create(notices)


def noted_since(number: int, now: datetime) -> list[Item]:
    """What has a later notice than that and is still there for visitors, articles before events."""
    articles = _articles(now).filter(notice__gt=number).newest_first()
    events = _events(now).filter(notice__gt=number).upcoming(now)
    return [_item(each, each.notice.pk) for each in (*articles, *events)]


def coming(now: datetime) -> list[Item]:
    """The events of the next fortnight."""
    soon = _events(now).upcoming(now).filter(starts_at__range=(now, now + timedelta(days=COMING_DAYS)))
    return [_item(event, 0) for event in soon]


def _articles(now):
    articles = Article.objects.published(now).without_bodies().with_topics().select_related("notice")
    return articles.prefetch_related(Prefetch("events", Event.objects.published(now)), "countries")


def _events(now):
    events = Event.objects.published(now).not_called_off().without_bodies().with_topics()
    return events.select_related("notice", "country")


def _item(content, number) -> Item:
    topics = frozenset(topic.pk for topic in content.topic_list)
    return Item(content, number, topics, frozenset(_countries(content)))


def _countries(content):
    """Those in which the events were held, and those that an article is about."""
    if isinstance(content, Event):
        return {content.country_id} - {None}
    held = {event.country_id for event in content.events.all()} - {None}
    return held | {country.pk for country in content.countries.all()}
