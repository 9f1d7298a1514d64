import pytest
from django.db import connection

from events.models import EventKind
from news.models import Author
from tests.factories import make_author

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("time", ["first", "second"])
def test_rows_of_migrations_and_no_others_are_there_before_a_test_that_commits(time):
    """Whatever the test before took away is back, and what it added is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name_ru FROM kept.events_eventkind ORDER BY id")
        kept = cursor.fetchall()

    assert kept
    assert list(EventKind.objects.order_by("pk").values_list("pk", "name_ru")) == kept
    assert Author.objects.count() == 0

    EventKind.objects.all().delete()
    make_author()
