"""The index when transactions are committed, side by side, or not at all."""

import pytest
from django.db import connection, transaction

from news.models import Article, Byline
from search.models import Entry
from tests.concurrency import at_once, overtaken
from tests.factories import make_article, make_author
from tests.search.found import entries, found

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def index_at_once():
    """Here transactions are committed."""


def waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_changed")
        return cursor.fetchone()[0]


def test_index_is_kept_when_the_transaction_commits_and_each_item_once():
    with transaction.atomic():
        article = make_article("Rivers")
        for title in ("Lakes", "Seas"):
            article.title_en = title
            article.save()
        article.topics.add("Climate")
        assert (entries(kind="article"), waiting() >= 4) == ([], True)

    assert (found("climate"), waiting()) == (["Seas"], 0)


def test_what_is_rolled_back_changes_nothing():
    article = make_article("Rivers")
    key = Entry.objects.get(kind="article").pk
    with transaction.atomic():
        article.title_en = "Lakes"
        article.save()
        transaction.set_rollback(True)

    assert (Entry.objects.get(kind="article").pk, entries(kind="article")) == (key, [("en", "Rivers")])
    assert waiting() == 0


def test_second_of_two_changes_of_one_item_waits_and_sees_the_first():
    article, author = make_article("Rivers"), make_author("Aziza Rahimova")

    def rename():
        Article.objects.update(title_en="Lakes")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS search_keep IMMEDIATE")

    overtaken(rename, lambda: Byline.objects.create(article=article, author=author))

    assert entries(kind="article") == [("en", "Lakes")]
    assert found("Rahimova lakes") == ["Lakes"]


def test_many_changes_at_once_leave_one_entry():
    article = make_article("Rivers")
    authors = iter([make_author(f"Aziza Name{number}") for number in range(6)])

    at_once(6, lambda: Byline.objects.create(article=article, author=next(authors)))

    assert entries(kind="article") == [("en", "Rivers")]
    assert found(" ".join(f"Name{number}" for number in range(6))) == ["Rivers"]


def test_many_items_are_changed_while_one_is():
    articles = [make_article(f"River {number}", slug=f"river-{number}") for number in range(30)]

    def rename_all():
        Article.objects.update(summary_en="Lakes")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS search_keep IMMEDIATE")

    overtaken(rename_all, lambda: articles[7].topics.add("Climate"))

    assert len(found("lakes")) == 30
    assert found("lakes climate") == ["River 7"]
