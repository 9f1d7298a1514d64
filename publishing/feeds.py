import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import http_date
from django.views.generic import View

from publishing.richtext import clean_html

# What no XML 1.0 document may hold (section 2.2), not even escaped.
XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAX_ENTRIES = 30


def xml_text(text: str) -> str:
    return XML_FORBIDDEN.sub(" ", text)


@dataclass
class Entry:
    """What an entry of a feed says (RFC 4287, section 4.1.2)."""

    id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    summary: str  # HTML
    categories: list[str]
    authors: list[str] = field(default_factory=list)


class PublishableFeed(View):
    """Atom (RFC 4287) with the newest items.

    A subclass defines `title`; `address`, where the same is read as a page; and `items()`, of a queryset
    `for_feed()`.
    """

    http_method_names = ("get", "head")

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def address(self) -> str:
        raise NotImplementedError

    def items(self) -> Iterable:
        raise NotImplementedError

    def get(self, request, **_words):
        entries = [self.entry(item) for item in self.items()]
        self.updated = max((entry.updated for entry in entries), default=timezone.now())
        text = render_to_string("publishing/feed.xml", {"feed": self, "entries": entries}, request)
        return HttpResponse(
            xml_text(text),
            content_type="application/atom+xml; charset=utf-8",
            headers={"Last-Modified": http_date(self.updated.timestamp())},
        )

    def entry(self, item) -> Entry:
        return Entry(
            id=tag_uri(item),
            title=item.title,
            address=item.get_absolute_url(),
            published=item.publish_at,
            updated=max(item.updated_at, item.publish_at),
            summary=escape(item.summary) or clean_html(item.lone_body),
            categories=[topic.name for topic in item.topic_list],
        )


def tag_uri(item) -> str:
    """RFC 4151: an entry keeps its id when its address changes (RFC 4287, 4.2.6)."""
    day = item.created_at.date().isoformat()
    return f"tag:{_host(settings.SITE_URL)},{day}:{item._meta.label_lower}/{item.pk}/{item.text_language}"


@cache
def _host(site_url: str) -> str | None:
    return urlsplit(site_url).hostname
