"""What the specifications of feeds demand. Each function returns the rules that a feed breaks."""

import json
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from lxml.html import fragment_fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# RFC 4287, 4.1.1 and 4.1.2: how often a part may be there.
ONE, ONE_AT_MOST = {1}, {0, 1}
OF_FEED = {"id": ONE, "title": ONE, "updated": ONE, "icon": ONE_AT_MOST, "subtitle": ONE_AT_MOST}
OF_ENTRY = {"id": ONE, "title": ONE, "updated": ONE, "published": ONE_AT_MOST, "summary": ONE_AT_MOST}
OF_ENTRY |= {"content": ONE_AT_MOST}
OF_PERSON = {"name": ONE, "uri": ONE_AT_MOST, "email": ONE_AT_MOST}


def broken_rules(address: str, text: str) -> list[str]:
    """Of the feed at this address, in the format that its end names."""
    if address.endswith(".json"):
        return broken_in_json(text)
    return broken_in_rss(text) if address.endswith(".rss") else broken_in_atom(text)


def broken_in_atom(text: str) -> list[str]:
    feed = ElementTree.fromstring(text)
    entries = feed.findall(f"{ATOM}entry")
    broken = [f"feed: {each}" for each in miscounted(feed, OF_FEED)]
    broken += [f"entry: {each}" for entry in entries for each in miscounted(entry, OF_ENTRY)]
    for node in [feed, *entries]:
        links = node.findall(f"{ATOM}link")
        alternate = [(link.get("type"), link.get("hreflang")) for link in links if is_alternate(link)]
        if len(alternate) != len(set(alternate)):
            broken.append("4.1.1: two alternate links of one type and language")
        if node is not feed and node.find(f"{ATOM}content") is None and not alternate:
            broken.append("4.1.2: neither content nor an alternate link")
        if not node.findall(f"{ATOM}author") and not feed.findall(f"{ATOM}author"):
            broken.append("4.1.1: no author")
    broken += [f"3.2: {each}" for node in feed.iter(f"{ATOM}author") for each in miscounted(node, OF_PERSON)]
    broken += [f"3.3: no date: {node.text}" for node in dates_of(feed) if not is_rfc_3339(node.text)]
    broken += ["3.1: markup in a text" for node in texts_of(feed) if len(node)]
    broken += ["4.2.2: no term" for node in feed.iter(f"{ATOM}category") if not node.get("term")]
    broken += ["4.2.7: no address" for node in feed.iter(f"{ATOM}link") if not is_absolute(node.get("href"))]
    broken += ["4.2.6: no IRI" for node in feed.iter(f"{ATOM}id") if not urlsplit(node.text).scheme]
    broken += repeated(entry.findtext(f"{ATOM}id") for entry in entries)
    texts = [node.text for node in feed.iter(f"{ATOM}content")]
    return broken + [each for text in texts for each in relative_addresses(text)]


def is_alternate(link):
    return link.get("rel", "alternate") == "alternate"


def dates_of(feed):
    return [node for name in ("updated", "published") for node in feed.iter(f"{ATOM}{name}")]


def texts_of(feed):
    return [
        node for name in ("title", "subtitle", "summary", "content") for node in feed.iter(f"{ATOM}{name}")
    ]


def miscounted(node, allowed):
    counts = Counter(child.tag for child in node)
    return [
        f"{counts[ATOM + name]} of {name}"
        for name, right in allowed.items()
        if counts[ATOM + name] not in right
    ]


def broken_in_rss(text: str) -> list[str]:
    """RSS 2.0 (rssboard.org/rss-specification)."""
    root = ElementTree.fromstring(text)
    [channel] = root
    items = channel.findall("item")
    broken = [] if (root.tag, root.get("version")) == ("rss", "2.0") else ["no RSS 2.0"]
    broken += [
        f"channel without {name}" for name in ("title", "link", "description") if not channel.findtext(name)
    ]
    broken += ["item without title and description" for item in items if not item.findtext("title")]
    broken += ["no address" for node in channel.iter("link") if not is_absolute(node.text)]
    for node in [*channel.iter("pubDate"), *channel.iter("lastBuildDate")]:
        parsedate_to_datetime(node.text)  # raises ValueError
    picture = channel.find("image")
    if [picture.findtext(name) for name in ("title", "link")] != [
        channel.findtext(name) for name in ("title", "link")
    ]:
        broken.append("image with another title or address than the channel")
    broken += repeated(item.findtext("guid") for item in items)
    return broken + [each for node in channel.iter(CONTENT) for each in relative_addresses(node.text)]


def broken_in_json(text: str) -> list[str]:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    feed = json.loads(text)
    items = feed["items"]
    broken = [] if feed["version"] == "https://jsonfeed.org/version/1.1" else ["no JSON Feed 1.1"]
    broken += [] if isinstance(feed["title"], str) and feed["title"] else ["no title"]
    for name in ("home_page_url", "feed_url", "icon"):
        broken += [] if is_absolute(feed[name]) else [f"no address: {name}"]
    for item in items:
        broken += [] if isinstance(item["id"], str) and item["id"] else ["no id"]
        broken += [] if item.get("content_html") or item.get("content_text") else ["no content"]
        broken += [name for name in ("url", "image") if not is_absolute(item.get(name, item["url"]))]
        broken += [name for name in ("date_published", "date_modified") if not is_rfc_3339(item[name])]
        broken += ["no tag" for tag in item.get("tags", []) if not isinstance(tag, str)]
        broken += relative_addresses(item["content_html"])
    for author in [author for node in [feed, *items] for author in node.get("authors", [])]:
        broken += [] if {"name", "url", "avatar"} & author.keys() else ["empty author"]
    return broken + repeated(item["id"] for item in items)


def repeated(ids) -> list[str]:
    return [f"twice: {each}" for each, count in Counter(ids).items() if count > 1]


def is_absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_rfc_3339(text: str) -> bool:
    return "T" in text and datetime.fromisoformat(text).tzinfo is not None


def relative_addresses(html: str) -> list[str]:
    """A reader elsewhere can't follow them."""
    tree = fragment_fromstring(html, create_parent="div")
    found = [(node, name) for node in tree.iter() for name in ("href", "src", "srcset") if node.get(name)]
    return [f"relative: {node.get(name)}" for node, name in found if not urlsplit(node.get(name)).scheme]
