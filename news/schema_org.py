"""Articles as schema.org data (https://schema.org/NewsArticle), for search engines."""

from typing import Any

from events.schema_org import event_named
from news.models import Article, Author
from publishing.addresses import path_to
from publishing.schema_org import absolute, images, institute, known


def article_facts(article: Article, people=(), organisations=(), countries=()) -> dict[str, Any]:
    """`article` is of `for_page()`; the others are those it names. Parts without a value are left out."""
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
            "mentions": [
                *(named("Person", person, person.shown_name) for person in people),
                *(named("Organization", each, each.name) for each in organisations),
                *(named("Thing", country, country.name) for country in countries),
            ],
            "isAccessibleForFree": True,
        }
    )


def author_facts(author: Author) -> dict[str, Any]:
    """The address is that of the person, of whom more is known there, if the person has a page."""
    shown = author.public_person or author
    facts = {
        "@type": "Person",
        "name": author.name,
        "url": absolute(shown.get_absolute_url()),
        "description": author.affiliation,
        "image": absolute(author.photo.url()) if author.photo else "",
    }
    return known(facts)


def named(kind: str, record, name: str) -> dict[str, Any]:
    return {"@type": kind, "name": name, "url": absolute(record.get_absolute_url())}


def address_of(topic) -> str:
    return absolute(path_to("news:topic", topic.slug))


def changed(article: Article):
    """An article that was written before it appeared did not change before."""
    return max(article.updated_at, article.publish_at) if article.publish_at else article.updated_at
