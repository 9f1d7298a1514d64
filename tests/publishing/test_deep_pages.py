from datetime import UTC, datetime, timedelta

import pytest

from news.models import Article
from publishing.views import DeepPaginator
from tests.factories import make_article

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture
def articles():
    """Newest first; some appear at the same time."""
    return [
        make_article(f"Number {number}", publish_at=MAY - timedelta(days=number // 3)) for number in range(11)
    ]


@pytest.mark.parametrize("rows", [Article.objects.published, Article.objects.all])
def test_pages_hold_every_row_once_and_in_order(articles, rows):
    paginator = DeepPaginator(rows().for_cards(), 2)

    pages = [list(page) for page in paginator]

    assert [len(page) for page in pages] == [2, 2, 2, 2, 2, 1]
    assert [row for page in pages for row in page] == list(rows().newest_first())


def test_pages_of_a_topic_hold_every_row_once(articles):
    for article in articles:
        article.topics.add("Trade", "Energy")

    paginator = DeepPaginator(Article.objects.about(article.topics.get(slug="trade")).for_cards(), 4)

    assert [[row.pk for row in page] for page in paginator] == [
        list(Article.objects.newest_first().values_list("pk", flat=True)[start : start + 4])
        for start in (0, 4, 8)
    ]


def test_deep_page_is_read_in_one_query(articles, django_assert_num_queries):
    paginator = DeepPaginator(Article.objects.published().newest_first(), 2)
    assert paginator.count == 11

    for number in (1, 2, 6):
        with django_assert_num_queries(1):
            assert list(paginator.page(number))


def test_last_page_of_an_empty_list_is_empty():
    assert list(DeepPaginator(Article.objects.for_cards(), 2).page(1)) == []
