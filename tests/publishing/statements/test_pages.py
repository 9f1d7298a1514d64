from datetime import UTC, datetime, timedelta

import pytest
from django.core.paginator import InvalidPage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from freshness import changes
from news.models import Article
from publishing.statements.pages import (
    DeepPaginator,
    KeyedRecordPaginator,
    ListPaginator,
    RecordPaginator,
)
from tests.factories import make_article, make_author

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


def test_pages_of_a_list_are_those_of_its_queryset(articles, django_assert_num_queries):
    def rows():
        return Article.objects.published().for_cards()

    def pages():
        with changes.one_request():
            paginator = ListPaginator(rows, 2, "all")
            return [list(paginator.page(number)) for number in paginator.page_range]

    first = pages()
    with django_assert_num_queries(7):  # six pages, and what has changed
        again = pages()

    assert first == again == [list(page) for page in DeepPaginator(rows(), 2)]


@pytest.mark.parametrize(("near", "passed_over"), [(0, 0), (4, 5)])
def test_pages_in_the_depths_of_a_list_are_read_by_kept_keys(
    articles, django_assert_num_queries, near, passed_over
):
    def rows():
        return Article.objects.published().for_cards()

    def pages():
        with changes.one_request():
            paginator = ListPaginator(rows, 2, f"depths from {near}", near)
            return [list(paginator.page(number)) for number in paginator.page_range]

    first = pages()
    with django_assert_num_queries(7) as read:  # six pages, and what has changed
        again = pages()

    assert first == again == [list(page) for page in DeepPaginator(rows(), 2)]
    assert sum("OFFSET" in query["sql"] for query in read) == passed_over


def test_first_page_in_the_depths_of_a_list_takes_its_number_of_rows_from_the_keys(articles):
    with changes.one_request(), CaptureQueriesContext(connection) as asked:
        page = ListPaginator(Article.objects.published().newest_first, 2, "first in the depths", 4).page(3)

    assert (list(page), page.paginator.count) == ([articles[4], articles[3]], 11)
    assert [query["sql"] for query in asked if "COUNT(" in query["sql"]] == []


def test_keys_of_a_list_are_kept_until_its_rows_change(articles):
    def first():
        return ListPaginator(Article.objects.published().newest_first, 1, "keys", 0).page(1)[0]

    before = first()
    new = make_article(publish_at=MAY + timedelta(days=1))

    assert (before, first()) == (articles[2], new)


def test_list_without_rows_has_one_page_by_keys_too():
    paginator = ListPaginator(Article.objects.none, 2, "nothing", 0)

    assert (paginator.num_pages, list(paginator.page(1))) == (1, [])


def test_number_of_rows_of_a_list_is_kept_until_they_change(articles):
    def count():
        return ListPaginator(Article.objects.published, 2, "number").count

    before = count()
    make_article()

    assert (before, count()) == (11, 12)


@pytest.mark.parametrize(("size", "numbers"), [(4, [4, 4, 3]), (11, [11]), (12, [11]), (10, [10, 1])])
def test_pages_of_a_record_hold_every_row_once(articles, size, numbers):
    author = make_author()
    for article in articles:
        article.bylines.create(author=author)
    make_article("By nobody")

    def paginator():
        return RecordPaginator(
            lambda key: Article.objects.filter(authors=key).newest_first(), size, f"by {size}", author.pk
        )

    pages = [list(paginator().page(number)) for number in paginator().page_range]

    assert [len(page) for page in pages] == numbers
    assert [row for page in pages for row in page] == list(
        Article.objects.exclude(bylines=None).newest_first()
    )
    assert [paginator().page(number).has_next() for number in paginator().page_range] == [
        number < len(numbers) for number in paginator().page_range
    ]


def test_pages_of_a_record_whose_keys_are_kept_hold_every_row_once(articles, django_assert_num_queries):
    author = make_author()
    for article in articles:
        article.bylines.create(author=author)
    make_article("By nobody")

    def pages():
        with changes.one_request():
            paginator = KeyedRecordPaginator(
                lambda key: Article.objects.filter(authors=key).newest_first(), 4, "by keys", author.pk
            )
            return [list(paginator.page(number)) for number in paginator.page_range]

    first = pages()
    with django_assert_num_queries(4):  # three pages, and what has changed
        again = pages()

    assert [len(page) for page in first] == [4, 4, 3]
    assert [row for page in first for row in page] == list(
        Article.objects.exclude(bylines=None).newest_first()
    )
    assert first == again


def test_record_whose_rows_fit_on_one_page_is_read_in_one_query(articles, django_assert_num_queries):
    def page():
        paginator = RecordPaginator(
            lambda state: Article.objects.filter(state=state).newest_first(), 20, "short", "published"
        )
        return paginator.page(1)

    page()
    with django_assert_num_queries(1):
        shown = page()

    assert (shown.paginator.count, shown.has_other_pages()) == (11, False)


@pytest.mark.parametrize("number", ["0", "-1", "4", "x", "1e9"])
def test_page_of_a_record_that_is_not_there_is_an_error(articles, number):
    paginator = RecordPaginator(
        lambda state: Article.objects.filter(state=state).newest_first(), 4, "few", "published"
    )

    with pytest.raises(InvalidPage):
        paginator.page(number)
