"""What a feed says of an item, in whatever format."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from publishing.models import Picture
from publishing.models.publishable import Publishable, lede_before

MAX_ENTRIES = 20
# Readers give up on large feeds, some beyond a megabyte, and then show nothing new at all. Twenty long
# articles have 200,000 characters.
MAX_TEXT_CHARACTERS = 400_000
MAX_TEXTS = 60  # made once for the feeds that share them: to clean its texts takes most of a feed's time
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries changed: it says the same each time


@dataclass
class Author:
    name: str
    address: str


@dataclass
class Entry:
    """What an entry of a feed says (RFC 4287, section 4.1.2)."""

    id: str
    title: str
    address: str
    language: str
    published: datetime
    updated: datetime
    summary: str
    body: str
    categories: list[str]
    picture: Picture | None
    authors: list[Author] = field(default_factory=list)
    facts: str = ""  # what a reader has to know before the rest, such as a date and a place
    text: str = ""  # all of it as HTML, which needs nothing of this site but its pictures

    @property
    def abstract(self) -> str:
        return " · ".join(part for part in (self.facts, self.summary) if part)

    def write(self, *, is_whole: bool) -> None:
        """Fill `text`; if it can't be whole, with a link to the page."""
        body = self.body if is_whole else ""
        figure = Figure.of(self.picture) if self.picture else None
        self.text = _text(get_language(), self.address, self.facts, figure, self.summary, body)


class Figure(NamedTuple):
    """A lead picture in the text of an entry."""

    address: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str

    @classmethod
    def of(cls, picture: Picture) -> "Figure":
        address = absolute(picture.url())
        return cls(address, picture.width, picture.height, picture.alt, picture.caption, picture.credit)


@lru_cache(maxsize=MAX_TEXTS)
def _text(_language: str, address: str, facts: str, figure: Figure | None, summary: str, body: str) -> str:
    context = {"address": address, "facts": facts, "figure": figure, "body": body}
    context["lede"] = lede_before(body, summary)
    return render_to_string("publishing/feeds/text.html", context).strip()


def entry_of(item: Publishable, picture: Picture | None) -> Entry:
    """`item` is of a queryset `for_feed()`."""
    address = absolute(item.get_absolute_url())
    return Entry(
        id=tag_uri(item),
        title=item.title,
        address=address,
        language=item.text_language,
        published=item.publish_at,
        updated=max(item.updated_at, item.publish_at),
        summary=item.summary,
        body=item.shown_body,
        categories=[topic.name for topic in item.topic_list],
        picture=picture,
    )


def written(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with their texts, newest first, which are whole as long as there is room."""
    room, found = MAX_TEXT_CHARACTERS, list(entries)
    for entry in found:
        room -= len(entry.body)
        entry.write(is_whole=room >= 0)
    return found


def changed(entries: list[Entry]) -> datetime:
    """When one of them changed last."""
    return max((entry.updated for entry in entries), default=NEVER)


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def tag_uri(item: Publishable) -> str:
    """RFC 4151: an entry keeps its id when its address changes (RFC 4287, 4.2.6)."""
    day = item.created_at.date().isoformat()
    return f"tag:{_host(settings.SITE_URL)},{day}:{item._meta.label_lower}/{item.pk}/{item.text_language}"


@cache
def _host(site_url: str) -> str | None:
    return urlsplit(site_url).hostname
