"""The list of articles: columns, filters, search."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Article, Byline
from publishing.models import State
from tests import forms
from tests.factories import make_article, make_author
from tests.forms import LIST
from tests.queries import plan_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", ["draft", "in_review", "scheduled", "published", "archived"])
def test_state_filter_finds_its_own(client, editor, stage):
    make_article("draft", state=State.DRAFT, publish_at=None)
    make_article("in_review", state=State.IN_REVIEW)
    make_article("published")
    make_article("scheduled", publish_at=timezone.now() + timedelta(days=2))
    make_article("archived", state=State.ARCHIVED)

    assert forms.rows(client.get(LIST, {"stage": stage})) == [stage]


def test_search_reads_titles_summaries_and_authors(client, editor):
    found = make_article("Rivers", title_ru="Энергия", summary_en="About dams")
    Byline.objects.create(article=found, author=make_author("Li Wei"))
    Byline.objects.create(article=found, author=make_author("Li Na"))
    make_article("Other")

    for words in ("rivers", "энерг", "dams", "Li"):
        assert forms.rows(client.get(LIST, {"q": words})) == ["Rivers"], words


def test_search_for_several_words_finds_what_has_each_of_them(client, editor):
    found = make_article("Rivers of the north", summary_en="About dams")
    Byline.objects.create(article=found, author=make_author("Li Wei"))
    Byline.objects.create(article=make_article("Lakes of the north"), author=make_author("Li Na"))
    make_article("Rivers of the south")

    for words in ("rivers north", "Wei dams", '"the north" li dams'):
        assert forms.rows(client.get(LIST, {"q": words})) == ["Rivers of the north"], words
    assert forms.rows(client.get(LIST, {"q": '"north of"'})) == []


def test_outdated_translations_are_in_an_index():
    # Among few rows this index costs what the index of all articles does, and either may be read.
    for number in range(100):
        make_article(f"Rivers {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE news_article")
    rows = Article.objects.outside_trash().outdated_in("zh-hans").newest_first()

    assert "news_article_outdated_zh_hans" in plan_of(rows)


def test_missing_translations_are_in_an_index():
    rows = Article.objects.outside_trash().without_language("zh-hans")

    assert "news_article_missing_zh_hans" in plan_of(rows.values("pk"))


def test_search_reads_an_index():
    words = Article.objects.containing("dams", "title", "summary")

    assert "news_article_texts" in plan_of(words, without=("seqscan", "indexscan"))


def test_author_filter_shows_an_article_once(client, editor):
    found = make_article("Rivers")
    one, other = make_author("Li Wei"), make_author("Li Na")
    Byline.objects.create(article=found, author=one)
    Byline.objects.create(article=found, author=other)
    make_article("Other")

    assert forms.rows(client.get(LIST, {"authors__id__exact": one.pk})) == ["Rivers"]
    assert forms.rows(client.get(LIST, {"authors__id__exact": "0"})) == []


def test_list_offers_the_years_of_its_articles(client, editor):
    for year in (2021, 2023):
        make_article(f"Of {year}", publish_at=datetime(year, 12, 31, 15, 59, tzinfo=UTC))
    make_article("Next year here", publish_at=datetime(2023, 12, 31, 16, tzinfo=UTC))
    make_article("Undated", state=State.DRAFT, publish_at=None)

    years = re.findall(r"\?publish_at__year=(\d+)", client.get(LIST).content.decode())

    assert years == ["2021", "2023", "2024"]


@pytest.mark.parametrize("column", ["-title_en", "-updated_at", "state"])
def test_columns_are_sorted_by_an_index(column):
    rows = Article.objects.outside_trash().order_by(column, "-publish_at", "-pk")[:2]

    assert re.search("Index Scan.* using news_article_by_", plan_of(rows))


def test_topic_filter(client, editor):
    make_article("With").topics.add("Water")
    make_article("Without")

    assert forms.rows(client.get(LIST, {"topic": "water"})) == ["With"]


def test_marks_show_languages_and_age(client, editor):
    article = make_article(title_ru="Вода", body_ru="<p>Текст</p>")
    article.body_en = "<p>New</p>"
    article.save()

    page = client.get(LIST).content.decode()

    assert '<abbr class="language-mark" title="English">EN</abbr>' in page
    assert 'title="Russian, translated from an older English text">RU</abbr>' in page


def test_query_count_does_not_grow_with_rows(client, editor):
    def fill(number):
        article = make_article(title_ru="Вода", body_ru="<p>Текст</p>", updated_by=editor)
        article.topics.add("Water", f"Topic {number}")

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    fill(1)
    client.get(LIST)
    one = count()
    for number in range(2, 5):
        fill(number)

    assert count() == one
