import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from carec_site.page_cache import application
from carec_site.page_cache.application import PageCache
from news.models import Article
from publishing.models import State
from tests.factories import make_article, make_staff
from tests.wsgi import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def address(article):
    return article.get_absolute_url()


def headers_of(answer):
    return {**dict(answer.headers), "X-Request-ID": ""}


def test_page_is_made_once(cache, address, django_assert_num_queries):
    first = ask(cache, address)

    with django_assert_num_queries(1):
        second = ask(cache, address)
    assert first.status == 200
    assert (second.status, second.body) == (200, first.body)
    assert headers_of(second) == headers_of(first)
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]


def test_page_shows_a_change_at_once(cache, address):
    ask(cache, address)
    Article.objects.update(title_en="Silk and steel")

    assert b"Silk and steel" in ask(cache, address).body


def test_page_that_is_taken_down_is_gone_at_once(cache, article, address):
    assert ask(cache, address).status == 200
    Article.objects.update(state=State.ARCHIVED)

    assert ask(cache, address).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "theme=dark; sessionid=abc"},
        {"HTTP_COOKIE": "messages=abc"},
    ],
)
def test_who_may_have_signed_in_gets_a_page_of_their_own(cache, address, headers):
    ask(cache, address)
    answer = ask(cache, address, **headers)

    assert answer.status == 200
    assert (answer.headers["ETag"], answer.headers["Cache-Control"]) == (None, None)


def test_visitor_with_other_cookies_gets_the_same_page(cache, address):
    first = ask(cache, address)

    assert ask(cache, address, HTTP_COOKIE="theme=dark; _ga=1").headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "made",
    ["/news/?page=2", "/nothing/", "/news/?utm_source=x", "/people/?q=aziza", "/admin/login/", "/livez"],
)
def test_what_is_not_the_same_for_everybody_is_made_anew(cache, address, made):
    ask(cache, made)
    ask(cache, made)

    assert len(cache.store) == 0
    ask(cache, address)
    assert len(cache.store) == 1


def test_address_is_kept_once_its_item_is_published(cache, address, django_assert_num_queries):
    Article.objects.update(state=State.DRAFT)
    assert [ask(cache, address).status for _time in range(2)] == [404, 404]
    Article.objects.update(state=State.PUBLISHED)

    assert ask(cache, address).status == 200
    with django_assert_num_queries(1):
        assert ask(cache, address).status == 200


def test_address_is_kept_once_its_item_appears_by_itself(cache):
    appears = timezone.now() + timedelta(hours=1)
    address = make_article(publish_at=appears).get_absolute_url()
    assert ask(cache, address).status == 404
    with time_machine.travel(appears + timedelta(seconds=1), tick=False):
        assert ask(cache, address).status == 200

    assert len(cache.store) == 1


def test_addresses_without_a_page_are_remembered_within_a_limit(cache, monkeypatch):
    monkeypatch.setattr(application, "MAX_REFUSED", 3)
    for number in range(10):
        assert ask(cache, f"/nothing/{number}/").status == 404

    assert len(cache.refused) == 3


def test_redirect_to_the_present_address_is_made_anew(cache, article):
    article.slug = "another-name"
    article.save()
    former = f"/news/{article.year}/water-and-energy-in-the-region/"
    answers = [ask(cache, former) for _time in range(2)]

    assert [(each.status, each.headers["Location"]) for each in answers] == [
        (301, article.get_absolute_url())
    ] * 2
    assert len(cache.store) == 0


def test_post_is_never_answered_from_the_cache(cache):
    kept = ask(cache, "/contact/")
    answer = ask(cache, "/contact/", method="POST")

    assert kept.status == 200
    assert answer.status != 200


def test_head_has_the_headers_of_the_page_and_no_body(cache, address):
    page = ask(cache, address, HTTP_ACCEPT_ENCODING="br")
    head = ask(cache, address, method="HEAD", HTTP_ACCEPT_ENCODING="br")

    assert (head.status, head.body) == (200, b"")
    assert headers_of(head) == headers_of(page)
    assert head.headers["Content-Length"] == str(len(page.body))


def test_who_has_the_page_is_told_so(cache, address):
    page = ask(cache, address)
    again = ask(cache, address, HTTP_IF_NONE_MATCH=page.headers["ETag"])

    assert (again.status, again.body) == (304, b"")
    assert {name: again.headers[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        name: page.headers[name] for name in ("ETag", "Cache-Control", "Vary")
    }
    Article.objects.update(title_en="Silk and steel")
    assert ask(cache, address, HTTP_IF_NONE_MATCH=page.headers["ETag"]).status == 200


def test_page_of_another_host_is_refused_as_before(cache, address):
    assert ask(cache, address).status == 200
    assert ask(cache, address, HTTP_HOST="evil.example").status == 400


def test_language_is_that_of_the_address_alone(cache, address):
    english = ask(cache, address, HTTP_ACCEPT_LANGUAGE="ru")
    russian = ask(cache, f"/ru{address}", HTTP_ACCEPT_LANGUAGE="zh-hans")

    assert english.headers["Content-Language"] == "en"
    assert russian.headers["Content-Language"] == "ru"
    assert english.headers["Vary"] == "Accept-Encoding"
    assert ask(cache, address).headers["ETag"] == english.headers["ETag"]


def test_rush_for_a_page_makes_it_once():
    made, together = [], threading.Barrier(8)

    def slow(environ, start_response):
        made.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Type", "text/html")])
        return ForEverybody([b"page"])

    class ForEverybody(list):
        is_for_everybody = True

        def close(self):
            pass

    cache = PageCache(slow, max_bytes=10_000)

    def ask_together(_number):
        together.wait()
        try:
            return ask(cache, "/news/").body
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        bodies = list(pool.map(ask_together, range(8)))

    assert bodies == [b"page"] * 8
    assert made == ["/news/"]


def test_staff_see_the_preview_of_a_draft_and_visitors_do_not(cache, article, client):
    Article.objects.update(state=State.DRAFT)
    client.force_login(make_staff())
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    preview = f"/news/preview/{article.pk}/"

    assert ask(cache, preview, HTTP_COOKIE=cookie).status == 200
    assert ask(cache, preview).status == 302
    assert len(cache.store) == 0
