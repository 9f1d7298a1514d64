from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from news.models import Article
from publishing.feeds import PublishableFeed, xml_text
from publishing.models import Topic


class NewsFeed(PublishableFeed):
    def title(self, obj=None):
        return _("CAREC Institute: News")

    def link(self, obj=None):
        return reverse("news:list")

    def queryset(self, obj=None):
        return Article.objects.with_topics().with_authors()

    def item_authors(self, item):
        return [author.name for author in item.ordered_authors]


class TopicFeed(NewsFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Topic.objects.used_in(Article.objects.published()), slug=slug)

    def title(self, obj):
        return _("CAREC Institute: News about %(topic)s") % {"topic": xml_text(obj.name)}

    def link(self, obj):
        return reverse("news:topic", args=[obj.slug])

    def queryset(self, obj):
        return super().queryset().about(obj)
