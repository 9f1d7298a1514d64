from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from events.models import Country, Event, Organisation, Person
from news.models import Article


class PageSitemap(Sitemap):
    """Pages that exist in every language."""

    i18n = alternates = x_default = True

    def items(self):
        return [
            "home",
            "news:list",
            "events:list",
            "events:calendars",
            "events:people",
            "events:organisations",
            "events:countries",
            "contacts:contact",
            "contacts:privacy",
        ]

    def location(self, item):
        return reverse(item)


class PublishedSitemap(Sitemap):
    """What is published of one model, in the languages in which each item really exists."""

    i18n = alternates = x_default = True

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published().without_bodies().newest_first()

    def get_languages_for_item(self, item):
        return item.languages

    def lastmod(self, item):
        return max(item.updated_at, item.publish_at)


class PublicSitemap(Sitemap):
    """The lasting records of one model that visitors may see: they have a page in every language."""

    i18n = alternates = x_default = True

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.public().order_by("pk")


SITEMAPS = {
    "pages": PageSitemap,
    "news": PublishedSitemap(Article),
    "events": PublishedSitemap(Event),
    "people": PublicSitemap(Person),
    "organisations": PublicSitemap(Organisation),
    "countries": PublicSitemap(Country),
}
