"""How a feed is written. A format is a function of the feed, its address in this format, and its entries."""

import json
import re
from collections.abc import Callable
from email.utils import format_datetime
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.feeds.entries import Entry, absolute, changed

# What no XML 1.0 document may hold (section 2.2), not even escaped.
XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# By the end of a feed's address.
ATOM, RSS, JSON = "", "rss", "json"
TYPES = {ATOM: "application/atom+xml", RSS: "application/rss+xml", JSON: "application/feed+json"}


def xml_text(text: str) -> str:
    return XML_FORBIDDEN.sub(" ", text)


def atom(feed: Any, address: str, entries: list[Entry]) -> str:
    return _xml("publishing/feeds/atom.xml", feed, address, entries)


def rss(feed: Any, address: str, entries: list[Entry]) -> str:
    return _xml("publishing/feeds/rss.xml", feed, address, entries)


def _xml(template: str, feed: Any, address: str, entries: list[Entry]) -> str:
    context = {"feed": feed, "address": address, "entries": entries, "changed": changed(entries)}
    return xml_text(render_to_string(template, {**context, "mail_date": format_datetime}))


def json_feed(feed: Any, address: str, entries: list[Entry]) -> str:
    """JSON Feed 1.1 (jsonfeed.org)."""
    site = {"name": _("CAREC Institute"), "url": absolute("/")}
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": absolute(feed.address),
        "feed_url": address,
        "icon": absolute(static("img/apple-touch-icon.png")),
        "authors": [site],
        "language": get_language(),
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(content, ensure_ascii=False)


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.text,
        "summary": entry.abstract,
        "image": absolute(entry.picture.card_url) if entry.picture else "",
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": author.name, "url": absolute(author.address)} for author in entry.authors],
        "tags": entry.categories,
        "language": entry.language,
    }
    return {name: value for name, value in item.items() if value}


FORMATS: dict[str, Callable[[Any, str, list[Entry]], str]] = {ATOM: atom, RSS: rss, JSON: json_feed}
