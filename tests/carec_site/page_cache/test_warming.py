import logging

import pytest

from carec_site.page_cache.warming import Warmer, warm
from freshness import changes
from news.models import Article
from publishing.models import State
from tests.carec_site.database.clone import wait_until
from tests.factories import make_article
from tests.wsgi import ask

PAGES = ("/", "/news/", "/events/", "/people/", "/contact/")


def read(cache, **times):
    """Pages by how often they were read; the first time they were made."""
    for path, number in times.items():
        for _time in range(number + 1):
            assert ask(cache, f"/{path}/").status == 200


def true_pages(cache):
    """The paths of those of PAGES that are kept and still true."""
    known = changes.current()
    kept = {path: cache.store.peek(("http", "localhost", None, path, "")) for path in PAGES}
    return {path for path, page in kept.items() if page and page.is_true(known)}


@pytest.mark.django_db
def test_most_read_pages_are_made_anew(cache):
    article = make_article()
    read(cache, news=3, events=2, people=0)
    ask(cache, article.get_absolute_url())
    read(cache, contact=1)
    Article.objects.update(title_en="Silk and steel")
    assert true_pages(cache) == {"/events/", "/people/", "/contact/"}

    warm(cache, max_pages=3)

    assert true_pages(cache) == {"/news/", "/events/", "/people/", "/contact/"}
    with changes.one_request():
        assert b"Silk and steel" in ask(cache, "/news/").body


@pytest.mark.django_db
def test_what_was_read_long_ago_counts_less(cache):
    read(cache, news=8, events=2)
    orders = []
    for _time in range(4):
        orders.append([key[3] for key in cache.store.most_read(2)])
        read(cache, events=1)

    assert orders == [["/news/", "/events/"]] * 2 + [["/events/", "/news/"]] * 2


@pytest.mark.django_db
def test_page_that_is_gone_is_asked_for_once_and_not_kept(cache, caplog):
    article = make_article()
    address = article.get_absolute_url()
    for _time in range(2):
        ask(cache, address)
    Article.objects.update(state=State.ARCHIVED)
    caplog.set_level(logging.INFO, "carec_site.requests")

    for _time in range(2):
        warm(cache, max_pages=5)

    assert ask(cache, address).status == 404
    assert [record.args[3] for record in caplog.records if record.args[2] == address] == [404, 404]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_thread_makes_pages_once_a_visitor_had_to_wait(cache, settings):
    settings.FRESHNESS_IN_TRANSACTIONS = False
    make_article()
    read(cache, news=3, events=1)
    warmer = Warmer(cache, max_pages=5)
    cache.visitor_waited.clear()
    warmer.start()
    try:
        Article.objects.update(title_en="Silk and steel")
        assert true_pages(cache) == {"/events/"}
        ask(cache, "/")

        wait_until(lambda: true_pages(cache) == {"/", "/news/", "/events/"})
    finally:
        warmer.stop()
