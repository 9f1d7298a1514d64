"""The sitemap (sitemaps.org): an index of files, each with at most 5,000 addresses.

A file names the items whose keys lie in one range, so it costs the same however many there are before it.
They are read in one query, as plain values, and written as the file is sent.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from html import escape
from typing import NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, F, Max, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractYear, Greatest, Lower, TruncDate
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from events.models import Country, Event, Organisation, Person
from news.models import Article, Author
from pages.addresses import PRIVACY
from pages.models import Page as FixedPage
from publishing import languages
from publishing.keys import key_in
from publishing.models import Topic

# The protocol permits 50,000 addresses and 50 MB.
ADDRESSES_OF_A_FILE = 5000
ITEMS_OF_A_FILE = ADDRESSES_OF_A_FILE // len(languages.CODES)
PAGES_SENT_AT_ONCE = 100
SLUG = "-slug-"  # stands for any
# Each of those that `Records.files()` goes through.
FILE_NUMBER = RawSQL("file_number", [], BigIntegerField())

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
PROTOCOL = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HEADERS = {"Content-Type": "application/xml", "X-Robots-Tag": "noindex, noodp, noarchive"}


class Page(NamedTuple):
    """A page by its view and the arguments of that, the last of which may be a slug."""

    view: str
    arguments: tuple = ()
    slug: str = ""
    codes: Iterable[str] = languages.CODES  # of the languages it exists in
    day: date | None = None  # of its last change, if that is recorded


class Views:
    """Pages that exist in every language and are no item of a model: one file."""

    def files(self) -> dict[int, datetime | None]:
        """The numbers of the files that name a page, each with the last change if that is recorded."""
        return {1: None}

    def pages(self, number: int) -> list[Page]:
        """The pages that the file of this number names."""
        if number != 1:
            return []
        return [
            Page("home"),
            Page("news:list"),
            *(Page("news:year", (year,)) for year in Article.objects.years()),
            Page("events:list"),
            *(Page("events:year", (year,)) for year in Event.objects.published().years()),
            Page("events:calendars"),
            Page("events:people"),
            Page("events:organisations"),
            Page("events:countries"),
            Page("contacts:contact"),
            *([] if FixedPage.objects.published().filter(slug=PRIVACY) else [Page("pages:privacy")]),
        ]


class Records:
    """The lasting records of one model that visitors may see: they have a page in every language."""

    def __init__(self, model, view: str, slug="slug"):
        self.model, self.view, self.slug = model, view, slug

    def items(self):
        return self.model.objects.public()

    def files(self):
        """Of each file no more than its first item is read."""
        last = self.model._base_manager.order_by("-pk").values_list(self._number())[:1]
        first_item = self._items_of(FILE_NUMBER).order_by().values("pk")[:1]
        highest, params = last.query.sql_with_params()
        found, more = first_item.query.sql_with_params()
        # In brackets, because `freshness.reading` takes what follows FROM for a table.
        numbers = (
            "SELECT file_number "  # noqa: S608  Django's own
            f"FROM (SELECT generate_series(1, ({highest})) AS file_number) AS numbers "
            f"WHERE ({found}) IS NOT NULL ORDER BY file_number"
        )
        with connection.cursor() as cursor:
            cursor.execute(numbers, (*params, *more))
            return {number: None for (number,) in cursor.fetchall()}

    def pages(self, number):
        return self._pages(self._items_of(number).order_by("pk"))

    def _items_of(self, number):
        start = self._first_key() + (number - 1) * ITEMS_OF_A_FILE
        return self.items().filter(pk__gte=start, pk__lt=start + ITEMS_OF_A_FILE)

    def _pages(self, items):
        return [Page(self.view, slug=slug) for slug in items.values_list(self.slug, flat=True)]

    def _number(self):
        """Of the file that names an item."""
        return (F("pk") - self._first_key()) / ITEMS_OF_A_FILE + 1

    def _first_key(self) -> Subquery:
        return Subquery(self.model._base_manager.order_by("pk").values("pk")[:1])


class Topics(Records):
    """The topics of published news."""

    def items(self):
        return Topic.objects.used_in(Article.objects.published())


class Published(Records):
    """What is published of one model, in the languages in which each item really exists."""

    LAST_CHANGE = Greatest("updated_at", "publish_at")

    def __init__(self, model, view: str, *arguments):
        super().__init__(model, view)
        self.arguments = arguments

    def items(self):
        return self.model.objects.published()

    def files(self):
        items = self.items().order_by().annotate(number=self._number()).values("number").order_by("number")
        return dict(items.annotate(last=Max(self.LAST_CHANGE)).values_list("number", "last"))

    def _pages(self, items):
        exists = languages.columns("exists", codes=languages.OTHERS)
        columns = ("slug", TruncDate(self.LAST_CHANGE), *exists, *self.arguments)
        return [self._page(*row) for row in items.with_languages().values_list(*columns)]

    def _page(self, slug, day, *values):
        exists = dict(zip(languages.OTHERS, values, strict=False))
        codes = [code for code in languages.CODES if exists.get(code, True)]
        return Page(self.view, values[len(exists) :], slug, codes, day)


SECTIONS = {
    "pages": Views(),
    "institute": Published(FixedPage, "pages:detail"),
    "news": Published(Article, "news:detail", ExtractYear("publish_at")),
    "topics": Topics(Topic, "news:topic"),
    "authors": Records(Author, "news:author"),
    "events": Published(Event, "events:detail"),
    "people": Records(Person, "events:person"),
    "organisations": Records(Organisation, "events:organisation"),
    "countries": Records(Country, "events:country", slug=Lower("code")),
}


@require_safe
def index(request):
    """The files of the sitemap that name a page: the protocol permits none without."""
    root, files = _root(request), []
    for section, pages in SECTIONS.items():
        address = root + reverse("sitemap_file", args=[section])
        for number, changed in pages.files().items():
            last = f"<lastmod>{timezone.localtime(changed).isoformat()}</lastmod>" if changed else ""
            query = f"?p={number}" if number > 1 else ""
            files.append(f"<sitemap><loc>{address}{query}</loc>{last}</sitemap>\n")
    return HttpResponse(
        [DECLARATION, f"<sitemapindex {PROTOCOL}>\n", *files, "</sitemapindex>\n"], headers=HEADERS
    )


@require_safe
def file(request, section):
    """The file of a section with the number `p`, the first without. The first may be empty."""
    number = key_in(request.GET.get("p", "1"))
    if section not in SECTIONS or not number:
        raise Http404
    pages = SECTIONS[section].pages(number)
    if not pages and number > 1:
        raise Http404
    return StreamingHttpResponse(_written(pages, _root(request)), headers=HEADERS)


def _root(request) -> str:
    return escape(f"{request.scheme}://{request.get_host()}")


def _written(pages: list[Page], root: str) -> Iterator[str]:
    yield f'{DECLARATION}<urlset {PROTOCOL} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
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
    return "".join(f"<url><loc>{place}</loc>{shared}</url>\n" for place in places.values())


class Addresses:
    """Django makes one address of each kind; the others of that kind differ in their slugs alone."""

    def __init__(self, root: str):
        self._root = root
        self._patterns: dict[tuple, str] = {}

    def of(self, page: Page, code: str) -> str:
        kind = (code, page.view, page.arguments)
        if kind not in self._patterns:
            arguments = [*page.arguments, SLUG] if page.slug else page.arguments
            with translation.override(code):
                self._patterns[kind] = self._root + reverse(page.view, args=arguments)
        return self._patterns[kind].replace(SLUG, page.slug)
