"""Counts the queries of pages."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from freshness import changes


def queries_of(client, address) -> tuple[int, int]:
    """How many queries a page takes when nothing is kept of it, and when all is that can be; one of these
    asks what has changed.
    """
    changes.forget()
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    return tuple(counts)


def plan_of(rows, *, without=("seqscan", "sort")) -> str:
    """How the server would read these rows if tables were large: without these ways."""
    with connection.cursor() as cursor:
        for way in without:
            cursor.execute(f"SET LOCAL enable_{way} = off")
    return rows.explain()
