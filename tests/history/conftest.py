import pytest
from django.db import connection


@pytest.fixture
def commit(db):
    """Has the database do what it does when a transaction commits, which that of a test never does."""

    def at_once():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS history_keep IMMEDIATE")
            cursor.execute("SET CONSTRAINTS history_keep DEFERRED")

    return at_once
