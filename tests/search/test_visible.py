import pytest
from django.db import connection

from tests.factories import make_article
from tests.search.found import found

pytestmark = pytest.mark.django_db


def plans():
    """Those of this connection that look for words, and for words like one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM pg_prepared_statements
            WHERE statement LIKE '%FROM "search_entry"%' OR statement ILIKE '%similarity%'"""
        )
        return cursor.fetchone()[0]


def test_what_depends_on_words_is_planned_for_each_question_anew():
    make_article("Reservoirs of the region")
    before = plans()

    assert found("reservoir") == ["Reservoirs of the region"]
    assert found("resrevoirs") == ["Reservoirs of the region"]

    assert plans() == before
