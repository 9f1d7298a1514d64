from pathlib import Path

import pytest
from django.db import connection

from bench.renderer import get, measure
from freshness.models import Change

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


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_each_time_may_come_after_a_change():
    before = Change.objects.filter(table_name="events_country").count()
    measure(answer("200 OK", b"12"), "/news/?page=2", 4, "events_country")

    assert Change.objects.filter(table_name="events_country").count() == before + 4


@pytest.mark.django_db
def test_page_of_staff_is_asked_for_by_one_who_is_signed_in(admin_user):
    asked = []

    def application(environ, start_response):
        asked.append(environ["HTTP_COOKIE"].partition("=")[0])
        start_response("200 OK", [])
        return Body([b"12"])

    measure(application, "/admin/news/", 1)

    assert set(asked) == {"sessionid"}


@pytest.mark.django_db
def test_what_is_no_page_has_no_cost():
    with pytest.raises(ValueError) as error:
        get(answer("404 Not Found"), "/news/?page=2")

    assert str(error.value) == "/news/: 404 Not Found"
