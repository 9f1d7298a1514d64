"""How the sitemap is written (sitemaps.org), with the extensions by which Google reads pictures and news."""

from collections.abc import Iterator
from html import escape

from django.urls import reverse
from django.utils import translation

from carec_site.sitemaps.sections import Page
from news.models import Article
from publishing import languages
from publishing.feeds.formats import xml_text

PAGES_SENT_AT_ONCE = 100
SLUG = "-slug-"  # stands for any
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
PROTOCOL = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
PICTURES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(pages: list[Page], root: str) -> Iterator[str]:
    yield f"{DECLARATION}<urlset {PROTOCOL} {LINKS} {PICTURES}>\n"
    addresses = Addresses(root)
    for start in range(0, len(pages), PAGES_SENT_AT_ONCE):
        yield "".join(_entries(page, addresses) for page in pages[start : start + PAGES_SENT_AT_ONCE])
    yield "</urlset>\n"


def _entries(page: Page, addresses: "Addresses") -> str:
    """An entry for each language, which names the addresses in all of them."""
    places = {code: addresses.of(page, code) for code in page.codes}
    links = {**places, "x-default": places[languages.ENGLISH]}
    shared = f"<lastmod>{page.day}</lastmod>" if page.day else ""
    for code, place in links.items():
        shared += f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>'
    if page.picture:
        shared += f"<image:image><image:loc>{addresses.root}{page.picture}</image:loc></image:image>"
    return "".join(f"<url><loc>{place}</loc>{shared}</url>\n" for place in places.values())


class Addresses:
    """Django makes one address of each kind; the others of that kind differ in their slugs alone."""

    def __init__(self, root: str):
        self.root = root
        self._patterns: dict[tuple, str] = {}

    def of(self, page: Page, code: str) -> str:
        kind = (code, page.view, page.arguments)
        if kind not in self._patterns:
            arguments = [*page.arguments, SLUG] if page.slug else page.arguments
            with translation.override(code):
                self._patterns[kind] = self.root + reverse(page.view, args=arguments)
        return self._patterns[kind].replace(SLUG, page.slug)


def news_urlset(articles: list[Article], root: str) -> str:
    """Each article in every language it exists in."""
    entries = []
    for code in languages.CODES:
        with translation.override(code):
            entries += [_news_entry(each, code, root) for each in articles if each.is_translated]
    return f"{DECLARATION}<urlset {PROTOCOL} {NEWS}>\n{''.join(entries)}</urlset>\n"


def _news_entry(article: Article, code: str, root: str) -> str:
    publication = (
        f"<news:publication><news:name>{escape(translation.gettext('CAREC Institute'))}</news:name>"
        f"<news:language>{languages.IN_NEWS.get(code, code)}</news:language></news:publication>"
    )
    date = f"<news:publication_date>{article.publish_at.isoformat()}</news:publication_date>"
    title = f"<news:title>{escape(xml_text(article.title))}</news:title>"
    place = f"<loc>{root}{article.get_absolute_url()}</loc>"
    return f"<url>{place}<news:news>{publication}{date}{title}</news:news></url>\n"
