import pytest

from news.models import Article
from tests.factories import make_article
from tests.wsgi import ask

pytestmark = pytest.mark.django_db


def test_page_is_made_once(cache, django_assert_num_queries):
    address = make_article().get_absolute_url()
    first = ask(cache, address)

    with django_assert_num_queries(1):
        second = ask(cache, address)
    assert first.status == 200
    assert (second.status, second.body) == (200, first.body)
    assert {**dict(second.headers), "X-Request-ID": ""} == {**dict(first.headers), "X-Request-ID": ""}
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]


def test_page_shows_a_change_at_once(cache):
    article = make_article()
    ask(cache, article.get_absolute_url())
    Article.objects.update(title_en="Silk and steel")

    assert b"Silk and steel" in ask(cache, article.get_absolute_url()).body
