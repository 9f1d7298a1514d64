"""Items that changed rows belong to, as they are given to the function that makes the rest anew."""

import pytest
from django.db import connection, transaction

from freshness.noting import Noting

pytestmark = pytest.mark.django_db

NOTING = Noting("trial", "trial_noted", "trial_refresh")
TABLES = """
CREATE TABLE trial_item (id bigint PRIMARY KEY, name text);
CREATE TABLE trial_part (id bigint PRIMARY KEY, item bigint);
CREATE TABLE trial_given (id bigint GENERATED ALWAYS AS IDENTITY, kind text, items bigint[]);
CREATE FUNCTION trial_refresh(of_kind text, items bigint[]) RETURNS void LANGUAGE sql
BEGIN ATOMIC INSERT INTO trial_given (kind, items) VALUES (of_kind, items); END;
"""
TRIGGERS = NOTING.triggers(
    "item", {"trial_item": "SELECT id FROM changed", "trial_part": "SELECT item FROM changed"}
)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def given():
    """What a commit gives to the function, of all that was noted since the last time."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS trial_keep IMMEDIATE")
        cursor.execute("SET CONSTRAINTS trial_keep DEFERRED")
        cursor.execute("WITH taken AS (DELETE FROM trial_given RETURNING *) SELECT kind, items FROM taken")
        rows = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM trial_noted")
        assert cursor.fetchone() == (0,)
    return rows


@pytest.fixture(autouse=True)
def trial():
    run(NOTING.make_table + TABLES + NOTING.make_functions)
    make, _drop = TRIGGERS
    for statement in make:
        run(statement)


def test_item_changed_thrice_in_a_transaction_is_given_once():
    run("INSERT INTO trial_item VALUES (1, 'Rivers')")
    run("UPDATE trial_item SET name = 'Lakes'")
    run("INSERT INTO trial_part VALUES (10, 1)")

    assert given() == [("item", [1])]
    assert given() == []


def test_each_item_of_a_statement_is_given():
    run("INSERT INTO trial_item SELECT number, 'River' FROM generate_series(3, 1, -1) AS number")

    assert given() == [("item", [1, 2, 3])]


def test_row_that_moves_gives_the_item_it_left_too():
    run("INSERT INTO trial_part VALUES (10, 1)")
    given()
    run("UPDATE trial_part SET item = 2")

    assert given() == [("item", [1, 2])]


def test_deleted_row_gives_its_item():
    run("INSERT INTO trial_part VALUES (10, 1)")
    given()
    run("DELETE FROM trial_part")

    assert given() == [("item", [1])]


def test_statement_that_changes_no_row_gives_nothing():
    run("INSERT INTO trial_item VALUES (1, 'Rivers')")
    given()
    run("UPDATE trial_item SET name = 'Lakes' WHERE id = 2")

    assert given() == []


def test_what_is_rolled_back_gives_nothing():
    run("INSERT INTO trial_item VALUES (1, 'Rivers')")
    with transaction.atomic():
        run("INSERT INTO trial_item VALUES (2, 'Lakes')")
        transaction.set_rollback(True)

    assert given() == [("item", [1])]


def test_kinds_are_given_apart():
    for statement in NOTING.triggers("part", {"trial_part": "SELECT id FROM changed"})[0]:
        run(statement)
    run("INSERT INTO trial_part VALUES (10, 1)")

    assert given() == [("item", [1]), ("part", [10])]


def test_dropped_triggers_and_functions_leave_nothing():
    _make, drop = TRIGGERS
    for statement in drop:
        run(statement)
    run("INSERT INTO trial_item VALUES (1, 'Rivers')")
    assert given() == []

    run(f"DROP FUNCTION {', '.join(NOTING.functions)} CASCADE; DROP TABLE {NOTING.table}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'trial%'")
        assert cursor.fetchall() == [("trial_refresh",)]
