from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed


class PublishableFeed(Feed):
    """Atom (RFC 4287) with the newest items; a child gives title, link and `queryset()`."""

    feed_type = Atom1Feed
    item_count = 30

    def items(self, obj=None):
        return self.queryset(obj).published().newest_first()[: self.item_count]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return item.publish_at

    def item_updateddate(self, item):
        return max(item.updated_at, item.publish_at)

    def item_categories(self, item):
        return [topic.label for topic in item.topics.all()]
