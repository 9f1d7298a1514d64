from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from news.models import Article


class PageSitemap(Sitemap):
    """Pages that exist in every language."""

    i18n = alternates = x_default = True

    def items(self):
        return ["home", "news:list", "contacts:contact"]

    def location(self, item):
        return reverse(item)


class ArticleSitemap(Sitemap):
    """Articles, in the languages in which each really exists."""

    i18n = alternates = x_default = True
    limit = 5000

    def items(self):
        return Article.objects.published().without_bodies().newest_first()

    def get_languages_for_item(self, item):
        return item.languages

    def lastmod(self, item):
        return max(item.updated_at, item.publish_at)


SITEMAPS = {"pages": PageSitemap, "news": ArticleSitemap}
