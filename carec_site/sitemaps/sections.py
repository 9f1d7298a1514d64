"""The files of the sitemap by section, each with at most 5,000 addresses.

A file names the items whose keys lie in one range, so it costs the same however many there are before it.
They are read in one query, as plain values.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, F, Max, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractYear, Greatest, Lower, TruncDate

from events.models import Country, Event, Organisation, Person
from news.models import Article, Author
from pages.addresses import PRIVACY
from pages.models import Page as FixedPage
from publishing import images, languages
from publishing.models import Topic

# The protocol permits 50,000 addresses and 50 MB.
ADDRESSES_OF_A_FILE = 5000
ITEMS_OF_A_FILE = ADDRESSES_OF_A_FILE // len(languages.CODES)
# Each of those that `Records.files()` goes through.
FILE_NUMBER = RawSQL("file_number", [], BigIntegerField())


class Page(NamedTuple):
    """A page by its view and the arguments of that, the last of which may be a slug."""

    view: str
    arguments: tuple = ()
    slug: str = ""
    codes: Iterable[str] = languages.CODES  # of the languages it exists in
    day: date | None = None  # of its last change, if that is recorded
    picture: str = ""  # the address of the one it leads with


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
            Page("events:past"),
            *(Page("events:year", (year,)) for year in Event.objects.published().years()),
            Page("events:calendars"),
            Page("events:people"),
            Page("events:organisations"),
            Page("events:countries"),
            Page("contacts:contact"),
            Page("subscriptions:subscribe"),
            *([] if FixedPage.objects.published().filter(slug=PRIVACY) else [Page("pages:privacy")]),
        ]


class Records:
    """The lasting records of one model that visitors may see: they have a page in every language."""

    def __init__(self, model, view: str, slug="slug", picture=""):
        self.model, self.view, self.slug = model, view, slug
        self.picture = (f"{picture}__digest", f"{picture}__width") if picture else ()

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
        rows = items.values_list(self.slug, *self.picture)
        return [Page(self.view, slug=slug, picture=_address(*picture)) for slug, *picture in rows]

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
        super().__init__(model, view, picture="lead_picture")
        self.arguments = arguments

    def items(self):
        return self.model.objects.published()

    def files(self):
        items = self.items().order_by().annotate(number=self._number()).values("number").order_by("number")
        return dict(items.annotate(last=Max(self.LAST_CHANGE)).values_list("number", "last"))

    def _pages(self, items):
        exists = languages.columns("exists", codes=languages.OTHERS)
        columns = ("slug", TruncDate(self.LAST_CHANGE), *self.picture, *exists, *self.arguments)
        return [self._page(*row) for row in items.with_languages().values_list(*columns)]

    def _page(self, slug, day, digest, width, *values):
        exists = dict(zip(languages.OTHERS, values, strict=False))
        codes = [code for code in languages.CODES if exists.get(code, True)]
        return Page(self.view, values[len(exists) :], slug, codes, day, _address(digest, width))


def _address(digest: str | None = None, width: int = 0) -> str:
    """Of a picture in its full width."""
    return images.url(digest, images.widths(width)[-1]) if digest else ""


SECTIONS = {
    "pages": Views(),
    "institute": Published(FixedPage, "pages:detail"),
    "news": Published(Article, "news:detail", ExtractYear("publish_at")),
    "topics": Topics(Topic, "news:topic"),
    "authors": Records(Author, "news:author"),
    "events": Published(Event, "events:detail"),
    "people": Records(Person, "events:person", picture="photo"),
    "organisations": Records(Organisation, "events:organisation", picture="logo"),
    "countries": Records(Country, "events:country", slug=Lower("code")),
}
