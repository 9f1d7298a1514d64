"""The years and topics by which visitors narrow the list of news."""

from django.http import Http404

from freshness.keeping import kept
from news.models import Article
from publishing.models import Topic


@kept
def years() -> list[int]:
    return Article.objects.published().years()


@kept
def topics() -> list[Topic]:
    """Those of published articles, by name."""
    return list(Topic.objects.used_in(Article.objects.published()))


def topic_at(slug: str) -> Topic:
    """The topic of that address; raises Http404 unless a published article has it."""
    for topic in topics():
        if topic.slug == slug:
            return topic
    raise Http404
