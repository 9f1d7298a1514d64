"""Walks the site as a visitor: from the front pages along every link that stays on the site."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation
from lxml.html import HtmlElement

from tests.markup import parse

START = [
    *("/", "/ru/", "/zh-hans/", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/livez", "/readyz"),
    # What nobody links: "title" is in that of every item, hidden or not.
    *("/search/?q=title", "/ru/search/?q=title&kind=event", "/zh-hans/search/?q=zh"),
    *("/search/suggestions/?q=title", "/search/?q=Zzsecre", "/search/?q=host+session+author+slides+topic"),
]
NOT_PAGES = ("/admin/", "/static/", "/media/")
MAX_ADDRESSES = 800


@dataclass
class Page:
    address: str
    response: HttpResponse
    text: str
    tree: HtmlElement | None  # for HTML only

    @property
    def is_search(self) -> bool:
        """Whether it answers somebody's words, so that it is made anew each time."""
        return "/search/" in self.address and "q=" in self.address

    def all(self, tag):
        return self.tree.iter(tag)


def walk(start=START) -> dict[str, Page]:
    """Every address reached, with its answer. Redirects are followed as links; at most 800 addresses."""
    client, pages, waiting = Client(), {}, list(start)
    while waiting:
        address = waiting.pop(0)
        if address in pages:
            continue
        assert len(pages) < MAX_ADDRESSES, (
            f"more than {MAX_ADDRESSES} addresses: is a link growing without end?"
        )
        page = fetch(client, address)
        pages[address] = page
        waiting += [link for link in links(page) if link not in pages]
    return pages


def fetch(client, address) -> Page:
    response = client.get(address)
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    text = b"".join(response).decode(errors="replace")  # pictures too
    return Page(address, response, text, parse(text) if is_html else None)


def links(page):
    found = []
    if page.response.status_code in {301, 302}:
        found.append(page.response.headers["Location"])
    if page.tree is not None:
        for tag in ("a", "link"):
            nodes = [node for node in page.all(tag) if node.get("rel") != "nofollow"]  # choices without end
            found += [node.get("href") for node in nodes if node.get("href")]
        found += page.tree.xpath("//meta[@property='og:image']/@content | //img/@src")
    elif "xml" in page.response.headers["Content-Type"]:
        root = ElementTree.fromstring(page.text)
        found += [node.text for node in root.iter() if node.tag.endswith("}loc")]
        found += [node.get("href") for node in root.iter() if node.tag.endswith("}link")]
    return [local for local in (to_local(page.address, link) for link in found if link) if local]


def to_local(base, link):
    """The path and query of a link that stays on the site's pages, else None."""
    # Calendars to subscribe to are linked by a scheme of their own and fetched by https.
    parts = urlsplit(urljoin(f"http://testserver{base}", link.strip().replace("webcal://", "http://", 1)))
    if parts.scheme not in {"http", "https"} or parts.hostname not in {"testserver", "localhost"}:
        return None
    if parts.path.startswith(NOT_PAGES):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def public_addresses(patterns=None, namespace="") -> dict[str, list[str]]:
    """The names of all addresses outside the admin, as `namespace:name`, with those of their parts."""
    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            found[f"{namespace}{pattern.name}"] = list(pattern.pattern.converters)
        elif isinstance(pattern, URLResolver) and str(pattern.pattern) != "admin/":
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= public_addresses(pattern.url_patterns, inner)
    return found


def visited_names(pages) -> set[str]:
    return {view_name(address) for address, page in pages.items() if page.response.status_code == 200}


def view_name(address):
    path = address.partition("?")[0]
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        return resolve(path).view_name
