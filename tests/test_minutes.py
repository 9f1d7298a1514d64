"""At its second, and with no job run: what is scheduled appears, a change shows, and what ends goes."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from carec_site.page_cache.application import PageCache
from carec_site.page_cache.store import Store
from freshness import changes
from history.contents import content_of
from history.drafts.publishing import keep, topics_in
from history.kinds import kind_of
from history.models import Draft
from news.models import Article
from tests.factories import make_article, make_staff
from tests.wsgi import ask, open_transaction

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 24, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TITLE = "Hydropower in winter"
OWN = "/news/2026/hydropower/"
SITEMAP = "/sitemap-news.xml"
# Where an article is shown.
ADDRESSES = ["/", "/news/", "/news/feed/", "/search/?q=Hydropower", OWN, SITEMAP]


@pytest.fixture(autouse=True)
def index_at_once(db, settings):
    """The index is kept when a transaction commits, and that of a test never does."""
    settings.ALLOWED_HOSTS = ["localhost"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS search_keep IMMEDIATE")


@pytest.fixture(params=["kept", "made anew"])
def where(request):
    """At which of the addresses the article is shown at a moment, whether pages were kept before or not."""
    with open_transaction() as application:
        cache = PageCache(application, max_bytes=10_000_000)

        def at(moment):
            if request.param == "made anew":
                cache.store = Store(max_bytes=10_000_000)
                changes.forget()
            with time_machine.travel(moment, tick=False):
                answers = {address: ask(cache, address).body.decode() for address in ADDRESSES}
            # A sitemap names no titles.
            return [page for page, body in answers.items() if (OWN if page == SITEMAP else TITLE) in body]

        yield at


def test_scheduled_article_appears_at_its_second(where):
    make_article(TITLE, slug="hydropower", publish_at=NOON)

    assert where(NOON - SECOND) == []
    assert where(NOON) == ADDRESSES


def test_article_goes_at_its_second(where):
    make_article(TITLE, slug="hydropower", publish_at=NOON - timedelta(days=1), unpublish_at=NOON)

    assert where(NOON - SECOND) == ADDRESSES
    assert where(NOON) == []


def test_change_of_a_live_article_shows_at_its_second(where):
    article = make_article("Water", slug="hydropower", publish_at=NOON - timedelta(days=1))
    kind, editor = kind_of(Article), make_staff()
    content = content_of(kind, article.pk)
    content["own"]["title_en"] = TITLE
    keep(kind, article.pk, content, topics_in(content), editor, NOON - timedelta(hours=1), due_at=NOON)

    assert where(NOON - SECOND) == [SITEMAP]
    assert where(NOON) == ADDRESSES
    assert not Draft.objects.exists()
    assert Article.objects.get(pk=article.pk).updated_by == editor
