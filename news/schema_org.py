"""Articles as schema.org data (https://schema.org/NewsArticle), for search engines."""

from typing import Any

from events.schema_org import event_named
from news.models import Article, Author
from publishing.addresses import path_to
from publishing.schema_org import absolute, images, institute, known


def article_facts(article: Article) -> dict[str, Any]:
    """`article` is of `for_page()`. Parts without a value are left out."""
    topics = article.topic_list
    return known(
        {
            "@type": "NewsArticle",
            "mainEntityOfPage": absolute(article.get_absolute_url()),
            "url": absolute(article.get_absolute_url()),
            "headline": article.title,
            "description": article.summary,
            "inLanguage": article.text_language,
            "datePublished": article.publish_at.isoformat() if article.publish_at else "",
            "dateModified": changed(article).isoformat(),
            "author": [author_facts(author) for author in article.ordered_authors] or [institute()],
            "publisher": institute(),
            "image": images(article.lead_picture),
            "articleSection": topics[0].name if topics else "",
            "keywords": [topic.name for topic in topics],
            "about": [
                *({"@type": "Thing", "name": each.name, "url": address_of(each)} for each in topics),
                *(event_named(event) for event in article.published_events),
            ],
            "isAccessibleForFree": True,
        }
    )


def author_facts(author: Author) -> dict[str, Any]:
    address = absolute(author.get_absolute_url())
    return known({"@type": "Person", "name": author.name, "url": address, "description": author.affiliation})


def address_of(topic) -> str:
    return absolute(path_to("news:topic", topic.slug))


def changed(article: Article):
    """An article that was written before it appeared did not change before."""
    return max(article.updated_at, article.publish_at) if article.publish_at else article.updated_at
