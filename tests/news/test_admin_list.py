"""The list of articles: columns, filters, search."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Byline
from publishing.models import State
from tests import forms
from tests.factories import make_article, make_author
from tests.forms import LIST

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
