from datetime import UTC, datetime

import pytest
import time_machine

from news.models import Article
from news.schema_org import article_facts
from tests.factories import country, make_article, make_author, make_event, make_picture
from tests.structured_data import missing, mistakes

pytestmark = pytest.mark.django_db
HOME = "https://example.org"
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_example(settings):
    settings.SITE_URL = HOME
    with time_machine.travel(NOW, tick=False):
        yield


def facts():
    return article_facts(Article.objects.for_page().get())


INSTITUTE = {
    "@type": "Organization",
    "@id": f"{HOME}/#institute",
    "name": "CAREC Institute",
    "url": f"{HOME}/",
    "logo": {
        "@type": "ImageObject",
        "url": f"{HOME}/static/img/apple-touch-icon.png",
        "width": 180,
        "height": 180,
    },
}


def test_article_in_the_words_of_search_engines():
    picture = make_picture()
    article = make_article("Water", slug="water", summary_en="Rivers.", lead_picture=picture)
    author = make_author("Aziza Rahimova", slug="aziza", affiliation_en="Senior economist")
    article.bylines.create(author=author)
    article.topics.add("Energy")
    article.events.add(make_event("Forum", slug="forum", city_en="Astana", country=country("KZ")))

    found = facts()

    [topic, event] = found.pop("about")
    assert found == {
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{HOME}/news/2026/water/",
        "url": f"{HOME}/news/2026/water/",
        "headline": "Water",
        "description": "Rivers.",
        "inLanguage": "en",
        "datePublished": article.publish_at.isoformat(),
        "dateModified": article.updated_at.isoformat(),
        "author": [
            {
                "@type": "Person",
                "name": "Aziza Rahimova",
                "url": f"{HOME}/news/authors/aziza/",
                "description": "Senior economist",
            }
        ],
        "publisher": INSTITUTE,
        "image": [f"{HOME}{picture.card_url}", f"{HOME}{picture.url(800)}"],
        "articleSection": "Energy",
        "keywords": ["Energy"],
        "isAccessibleForFree": True,
    }
    assert topic == {"@type": "Thing", "name": "Energy", "url": f"{HOME}/news/tags/energy/"}
    assert (event["name"], event["url"]) == ("Forum", f"{HOME}/events/forum/")
    assert event["location"][0]["address"]["addressCountry"] == "KZ"


def test_article_that_nobody_signed_is_by_the_institute():
    make_article()

    found = facts()

    assert found["author"] == [INSTITUTE]
    assert "image" not in found
    assert (mistakes(found), missing(found)) == ([], [])


def test_article_changed_last_when_it_appeared_at_the_earliest():
    article = make_article(publish_at=NOW)
    Article.objects.update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert facts()["dateModified"] == article.publish_at.isoformat()


def test_article_that_did_not_appear_yet_has_no_date_of_publication():
    """Staff see it in a preview."""
    make_article(state="draft", publish_at=None)

    assert "datePublished" not in facts()
