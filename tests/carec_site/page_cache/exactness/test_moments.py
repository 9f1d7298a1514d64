"""What changes by the clock alone is right in the first answer after its moment."""

from contextlib import closing

import pytest
from django.apps import apps

from history.models import DueChange
from tests.carec_site.database.clone import wait_until
from tests.carec_site.page_cache.exactness.witness import Witness

HOUR = 3600
COLUMNS = [
    (model, column)
    for model in apps.get_models()
    for column in getattr(model, "MOMENTS", ())
    if model is not DueChange
]
# What else a row needs: an event begins before it ends.
OTHERS = {"ends_at": "starts_at"}


def now(cursor):
    """By the clock of the servers; that of this process may show another time."""
    cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
    [(seconds,)] = cursor.fetchall()
    return seconds


def set_moment(cursor, model, column, key, moment):
    table = model._meta.db_table
    values = {column: moment, **({OTHERS[column]: moment - HOUR} if column in OTHERS else {})}
    assigned = ", ".join(f"{name} = to_timestamp({value!r})" for name, value in values.items())
    cursor.execute(f"UPDATE {table} SET {assigned} WHERE id = %s", [key])


@pytest.fixture
def cursor(machines):
    with closing(machines.connect()) as connection, connection.cursor() as cursor:
        yield cursor


@pytest.fixture
def restored(cursor):
    """A row that is as before after the test."""
    copies = []

    def keep(table, columns, key):
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = %s", [key])
        copies.append((table, columns, key, cursor.fetchone()))

    yield keep
    for table, columns, key, values in copies:
        assigned = ", ".join(f"{name} = %s" for name in columns)
        cursor.execute(f"UPDATE {table} SET {assigned} WHERE id = %s", [*values, key])


@pytest.mark.parametrize(("model", "column"), COLUMNS)
def test_moment_shows_in_the_first_answer_after_it(machines, cursor, restored, model, column):
    app, table = model._meta.app_label, model._meta.db_table
    # Fixed pages have no list: they are in the menus of all pages.
    names = ["home", *([] if app == "pages" else [f"{app}:list"]), f"{app}:detail"]
    slug = machines.page(f"{app}:detail").split("/")[-2]
    cursor.execute(f"SELECT id FROM {table} WHERE slug = %s", [slug])
    [(key,)] = cursor.fetchall()
    restored(table, model.MOMENTS, key)
    ahead, witness, moment = 1, None, 0
    while witness is None or now(cursor) >= moment:  # else asking before it took too long
        ahead *= 2
        moment = now(cursor) + ahead
        set_moment(cursor, model, column, key, moment)
        witness = Witness(machines, names)
    witness.is_told_the_truth()
    wait_until(lambda: now(cursor) >= moment)

    witness.sees_a_change()


def test_change_that_is_due_shows_in_the_first_answer_after_its_minute(machines, cursor):
    names = ["home", "news:list", "news:detail"]
    slug = machines.page("news:detail").split("/")[-2]
    cursor.execute("SELECT id, title_en FROM news_article WHERE slug = %s", [slug])
    [(key, title)] = cursor.fetchall()
    draft = (
        "INSERT INTO history_draft (kind, object_id, base, content, topics, saves, updated_at, failure) "
        "SELECT 'article', %s, content, jsonb_set(content, '{own,title_en}', to_jsonb(%s::text)), '{}', 1, "
        "now(), '' FROM history_content_article(%s) RETURNING id"
    )
    ahead, witness, moment = 1, None, 0
    while witness is None or now(cursor) >= moment:  # else asking before it took too long
        cursor.execute("DELETE FROM history_duechange")
        cursor.execute("DELETE FROM history_draft")
        cursor.execute("UPDATE news_article SET title_en = %s, title = %s WHERE id = %s", [title, title, key])
        ahead *= 2
        moment = now(cursor) + ahead
        cursor.execute(draft, [key, "A change that was due", key])
        [(number,)] = cursor.fetchall()
        due = "INSERT INTO history_duechange (draft_id, due_at) VALUES (%s, to_timestamp(%s))"
        cursor.execute(due, [number, moment])
        witness = Witness(machines, names)
    witness.is_told_the_truth()
    wait_until(lambda: now(cursor) >= moment)

    witness.sees_a_change()
    cursor.execute("SELECT title_en FROM news_article WHERE id = %s", [key])
    assert cursor.fetchall() == [("A change that was due",)]
    cursor.execute("SELECT count(*) FROM history_draft")
    assert cursor.fetchall() == [(0,)]
    cursor.execute("UPDATE news_article SET title_en = %s, title = %s WHERE id = %s", [title, title, key])
