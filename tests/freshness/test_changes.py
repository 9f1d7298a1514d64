import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
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


def test_one_thread_renews_a_lease_while_the_others_rely_on_it(settings, monkeypatch):
    settings.FRESHNESS_BY_LEASE = True
    monkeypatch.setattr(changes, "LEASE_SECONDS", 2000)
    monkeypatch.setattr(changes, "RENEWAL_SECONDS", 1000)
    make_article()
    known = changes.current()
    assert changes.leased() is known
    monkeypatch.setattr(changes, "RENEWAL_SECONDS", 2000)
    assert changes.leased() is None
    with changes.asking:
        assert changes.leased() is known


def test_threads_that_wait_for_the_question_of_another_share_the_next_answer(settings, monkeypatch):
    settings.FRESHNESS_BY_LEASE = False
    monkeypatch.setattr(changes, "LEASE_SECONDS", 2000)
    make_article()
    changes.current()
    questions, threads = [], []

    def count(execute, sql, *arguments):
        questions.append(sql)
        return execute(sql, *arguments)

    def ask(_number):
        threads.append(threading.get_ident())
        with connection.execute_wrapper(count):
            try:
                return changes.current()
            finally:
                connection.close()

    def all_wait():
        return sum("arrived" in locals_of(thread, changes.ask_together) for thread in threads) == 8

    with ThreadPoolExecutor(8) as pool:
        with changes.asking:  # as if one asked
            answers = [pool.submit(ask, number) for number in range(8)]
            wait_until(all_wait)
            make_article("Another")
        known = {each.result() for each in answers}

    assert len([sql for sql in questions if "freshness_count_changes" in sql]) == 1
    assert known == {changes.current()}


def locals_of(thread, function):
    """The variables of a call of the function that the thread is in."""
    frame = sys._current_frames().get(thread)  # noqa: SLF001  its documented name
    while frame and frame.f_code is not function.__code__:
        frame = frame.f_back
    return frame.f_locals if frame else {}
