import pytest
from django.db.models import F

from freshness import changes
from news.models import Article
from tests.carec_site.database.clone import wait_until
from tests.factories import make_article
from tests.freshness.stepping import interrupted

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


def test_lease_of_another_thread_is_not_one_for_what_was_known_before_it(settings):
    settings.FRESHNESS_BY_LEASE = True
    make_article()
    step, has_step = 0, True
    while has_step:
        step += 1
        changes.current()
        wait_until(lambda: changes.leased() is None)
        Article.objects.update(version=F("version") + 1)
        known, has_step = interrupted(changes.leased, step, changes.current)
        assert known in (None, changes.current())

    assert step > 10
