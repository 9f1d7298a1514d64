"""Which items a subscription is about, and how an entry of a mail reads."""

from typing import NamedTuple

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from subscriptions.digests.noticing import Item
from subscriptions.models import Subscription

MAX_ENTRIES = 30  # of one section


class Entry(NamedTuple):
    title: str
    facts: str
    summary: str
    address: str
    language: str


def wanted(items: list[Item], subscription: Subscription) -> list[Item]:
    """Those about one of its topics or countries, if it has any."""
    topics = {topic.pk for topic in subscription.topics.all()}
    countries = {country.pk for country in subscription.countries.all()}
    if not topics and not countries:
        return items
    return [item for item in items if item.topics & topics or item.countries & countries]


def sections(new: list[Item], soon: list[Item], language: str) -> list[tuple[str, list[Entry]]]:
    """Pairs of a heading and its entries in this language; what is new is not said once more to come soon."""
    told = {item.content for item in new}
    with override(language):
        parts = [
            (_("News"), [item for item in new if not item.is_event]),
            (_("New events"), [item for item in new if item.is_event]),
            (_("Coming soon"), [item for item in soon if item.content not in told]),
        ]
        return [(heading, list(map(entry, part[:MAX_ENTRIES]))) for heading, part in parts if part]


def entry(item: Item) -> Entry:
    """In the active language, or in English where that has no text."""
    content = item.content
    facts = content.when_and_where if item.is_event else date_format(localtime(content.publish_at))
    address = settings.SITE_URL + content.get_absolute_url()
    return Entry(content.title, facts, content.summary, address, content.text_language)
