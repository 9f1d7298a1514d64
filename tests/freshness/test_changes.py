import pytest

from freshness import changes
from news.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def state(*tables):
    return changes.current().state_of(tables)


def test_state_changes_with_its_tables_alone():
    make_article()
    before = state("news_article"), state("events_event")

    assert (state("news_article"), state("events_event")) == before
    Article.objects.update(title_en="Another")
    assert state("news_article") != before[0]
    assert state("events_event") == before[1]


def test_state_of_what_is_not_watched_is_unknown():
    assert state("auth_user") is None
    assert state("news_article", "auth_user") is None
