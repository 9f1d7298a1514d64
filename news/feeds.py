from heapq import merge

from django.http import Http404
from django.utils.translation import gettext as _

from events.feeds import entry_of_event, latest_held_in
from events.models import Event
from events.views.places import public_country
from news.filters import topic_at
from news.models import Article
from publishing.addresses import path_to
from publishing.feeds.entries import MAX_ENTRIES, Author, Entry, entry_of
from publishing.feeds.views import PublishableFeed
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared


def entry_of_article(article) -> Entry:
    entry = entry_of(article, article.lead_picture)
    entry.authors = [Author(author.name, author.get_absolute_url()) for author in article.ordered_authors]
    return entry


class NewsFeed(PublishableFeed):
    @property
    def title(self):
        return _("CAREC Institute: News")

    @property
    def description(self):
        return _("What the Institute discovers, publishes and discusses with its partners.")

    @property
    def address(self):
        return path_to("news:list")

    def entries(self):
        return map(entry_of_article, newest())


class TopicFeed(PublishableFeed):
    def get(self, request, slug, **words):
        self.topic = topic_at(slug)
        return super().get(request, **words)

    @property
    def title(self):
        return _("CAREC Institute: News about %(topic)s") % {"topic": self.topic.name}

    @property
    def description(self):
        return _("News of the CAREC Institute about %(topic)s.") % {"topic": self.topic.name}

    @property
    def address(self):
        return path_to("news:topic", self.topic.slug)

    def entries(self):
        return map(entry_of_article, newest_about(topic=self.topic.pk))


class CountryFeed(PublishableFeed):
    """The events held in a country, and the news about them."""

    def get(self, request, code, **words):
        self.country = public_country(code.upper())
        if not self.country or code != code.lower():
            raise Http404
        return super().get(request, **words)

    @property
    def title(self):
        return _("CAREC Institute: %(country)s") % {"country": self.country.name}

    @property
    def description(self):
        return _("Events of the CAREC Institute in this country, and the news about them.")

    @property
    def address(self):
        return self.country.get_absolute_url()

    def entries(self):
        articles = map(entry_of_article, newest_from(country=self.country.pk))
        events = map(entry_of_event, latest_held_in(country=self.country.pk))
        return merge(articles, events, key=lambda entry: entry.published, reverse=True)


@prepared
def newest():
    return Article.objects.published().for_feed()[:MAX_ENTRIES]


@prepared
def newest_about():
    return Article.objects.published().about(Parameter("topic")).for_feed()[:MAX_ENTRIES]


@prepared
def newest_from():
    held = Event.objects.published().filter(country=Parameter("country"))
    return Article.objects.published().about_events(held).for_feed()[:MAX_ENTRIES]
