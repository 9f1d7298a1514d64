import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def index_at_once(request):
    """The index is kept when a transaction commits, and that of a test never does."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS search_keep IMMEDIATE")
