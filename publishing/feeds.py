import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.richtext import clean_html

# What no XML 1.0 document may hold (section 2.2), not even escaped.
XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml_text(text: str) -> str:
    return XML_FORBIDDEN.sub(" ", text)


class SignedAtomFeed(Atom1Feed):
    """Atom whose entries may have several authors; an entry without any has the feed's."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


@method_decorator(require_safe, name="__call__")
class PublishableFeed(Feed):
    """Atom (RFC 4287) with the newest items; a subclass defines title, link and `queryset()`."""

    feed_type = SignedAtomFeed
    item_count = 30

    def author_name(self, obj=None):
        """Of the feed as a whole (RFC 4287, 4.1.1)."""
        return _("CAREC Institute")

    def items(self, obj=None):
        return self.queryset(obj).published().newest_first()[: self.item_count]

    def item_title(self, item):
        return xml_text(item.title)

    def item_description(self, item):
        """HTML, as Atom readers take it."""
        return xml_text(escape(item.summary) or clean_html(item.body))

    def item_guid(self, item):
        """A tag URI (RFC 4151): an entry keeps its id when its address changes (RFC 4287, 4.2.6)."""
        host = urlsplit(settings.SITE_URL).hostname
        model = f"{item._meta.app_label}.{item._meta.model_name}"
        return f"tag:{host},{item.created_at:%Y-%m-%d}:{model}/{item.pk}/{item.text_language}"

    def item_authors(self, item) -> list[str]:
        """The names under the item, if it has any."""
        return []

    def item_extra_kwargs(self, item):
        return {"authors": [xml_text(name) for name in self.item_authors(item)]}

    def item_pubdate(self, item):
        return item.publish_at

    def item_updateddate(self, item):
        return max(item.updated_at, item.publish_at)

    def item_categories(self, item):
        return [xml_text(topic.name) for topic in item.topic_list]
