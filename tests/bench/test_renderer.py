from pathlib import Path

import pytest
from django.db import connection

from bench.renderer import get, measure

pytestmark = pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the benchmark needs Linux")


class Body(list):
    def close(self):
        pass


def answer(status, *parts):
    def application(environ, start_response):
        assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/news/", "page=2")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT 2")
        start_response(status, [])
        return Body(parts)

    return application


@pytest.mark.django_db
def test_cost_has_bytes_and_queries_of_one_page_and_the_times_of_all():
    cost = measure(answer("200 OK", b"12 ", b"345"), "/news/?page=2", 4)

    assert (cost.bytes, cost.queries) == (6, 2)
    assert [len(times) for times in (cost.own, cost.database, cost.both)] == [4, 4, 4]
    assert cost.both == [own + database for own, database in zip(cost.own, cost.database, strict=True)]


@pytest.mark.django_db
def test_what_is_no_page_has_no_cost():
    with pytest.raises(ValueError) as error:
        get(answer("404 Not Found"), "/news/?page=2")

    assert str(error.value) == "/news/: 404 Not Found"
