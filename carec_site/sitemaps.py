from functools import partial

from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.db.models import Max
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from events.models import Country, Event, Organisation, Person
from news.models import Article, Author
from publishing import languages
from publishing.models import Topic

# The protocol permits 50,000 addresses and 50 MB; a file of this size takes a second to make.
ADDRESSES_OF_A_FILE = 5000


class LanguagesSitemap(Sitemap):
    """Items with an address in each language they exist in, split over several files.

    Django would read all items and make all addresses for each file, and each address once for every
    language; here a file reads its own items only.
    """

    limit = ADDRESSES_OF_A_FILE // len(languages.CODES)  # items

    @cached_property
    def paginator(self):
        return Paginator(self.items(), self.limit)

    def get_urls(self, page=1, site=None, protocol=None):
        root = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        items = self.paginator.page(page).object_list
        return [entry for item in items for entry in self.entries(item, root)]

    def entries(self, item, root):
        """An entry for each language, which names the addresses in all of them."""
        addresses = {}
        for code in self.get_languages_for_item(item):
            with translation.override(code):
                addresses[code] = root + self.location(item)
        alternates = [{"lang_code": code, "location": address} for code, address in addresses.items()]
        if default := addresses.get(languages.ENGLISH):
            alternates.append({"lang_code": "x-default", "location": default})
        shared = {
            "lastmod": self.lastmod(item),
            "changefreq": None,
            "priority": None,
            "alternates": alternates,
        }
        return [{"location": address, **shared} for address in addresses.values()]

    def lastmod(self, item):
        """When the page of the item last changed; None if that is not recorded."""

    def get_latest_lastmod(self):
        """When the last of all these pages changed, without reading them."""


class PageSitemap(LanguagesSitemap):
    """Pages that exist in every language: names of addresses with their arguments."""

    def items(self):
        return [
            ("home",),
            ("news:list",),
            *(("news:year", year) for year in Article.objects.years()),
            ("events:list",),
            *(("events:year", year) for year in Event.objects.published().years()),
            ("events:calendars",),
            ("events:people",),
            ("events:organisations",),
            ("events:countries",),
            ("contacts:contact",),
            ("contacts:privacy",),
        ]

    def location(self, item):
        name, *args = item
        return reverse(name, args=args)


class PublishedSitemap(LanguagesSitemap):
    """What is published of one model, in the languages in which each item really exists."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published().without_bodies().newest_first()

    def get_languages_for_item(self, item):
        return item.languages

    def lastmod(self, item):
        return max(item.updated_at, item.publish_at)

    def get_latest_lastmod(self):
        newest = Max(Greatest("updated_at", "publish_at"))
        return self.model.objects.published().aggregate(newest=newest)["newest"]


class PublicSitemap(LanguagesSitemap):
    """The lasting records of one model that visitors may see: they have a page in every language."""

    def __init__(self, model, key="slug"):
        self.model, self.key = model, key

    def items(self):
        return self.model.objects.public().only(self.key).order_by("pk")


class TopicSitemap(LanguagesSitemap):
    """The topics of published news."""

    def items(self):
        return Topic.objects.used_in(Article.objects.published()).order_by("pk")

    def location(self, item):
        return reverse("news:topic", args=[item.slug])


# Made anew for each request.
SITEMAPS = {
    "pages": PageSitemap,
    "news": partial(PublishedSitemap, Article),
    "topics": TopicSitemap,
    "authors": partial(PublicSitemap, Author),
    "events": partial(PublishedSitemap, Event),
    "people": partial(PublicSitemap, Person),
    "organisations": partial(PublicSitemap, Organisation),
    "countries": partial(PublicSitemap, Country, key="code"),
}


@require_safe
def index(request):
    """The files of the sitemap. Sections without pages have none, because a file must name at least one."""
    sitemaps = {section: make() for section, make in SITEMAPS.items()}
    filled = {section: sitemap for section, sitemap in sitemaps.items() if sitemap.paginator.count}
    return views.index(request, filled, sitemap_url_name="sitemap_file")
