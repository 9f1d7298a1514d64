"""Rows of the database as they are, to compare before and after."""

from django.db import connection

TABLES = (
    "events_person",
    "events_organisation",
    "events_event",
    "events_eventorganisation",
    "events_session",
    "events_participation",
    "events_participationrole",
    "events_differentpair",
    "publishing_formerslug",
    "news_author",
    "news_byline",
    "news_article_people",
    "news_article_organisations",
)


def contents() -> dict[str, list]:
    """All rows that a merge or a split may touch, exactly as PostgreSQL prints them."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT {table}::text FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    return found
