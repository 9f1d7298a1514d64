from django.utils.translation import gettext as _

from news.filters import topic_at
from news.models import Article
from publishing.addresses import path_to
from publishing.feeds import MAX_ENTRIES, PublishableFeed
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared


class NewsFeed(PublishableFeed):
    @property
    def title(self):
        return _("CAREC Institute: News")

    @property
    def address(self):
        return path_to("news:list")

    def items(self):
        return newest()

    def entry(self, item):
        entry = super().entry(item)
        entry.authors = [author.name for author in item.ordered_authors]
        return entry


class TopicFeed(NewsFeed):
    def get(self, request, slug):
        self.topic = topic_at(slug)
        return super().get(request)

    @property
    def title(self):
        return _("CAREC Institute: News about %(topic)s") % {"topic": self.topic.name}

    @property
    def address(self):
        return path_to("news:topic", self.topic.slug)

    def items(self):
        return newest_about(topic=self.topic.pk)


@prepared
def newest():
    return Article.objects.published().for_feed().with_authors()[:MAX_ENTRIES]


@prepared
def newest_about():
    return Article.objects.published().about(Parameter("topic")).for_feed().with_authors()[:MAX_ENTRIES]
