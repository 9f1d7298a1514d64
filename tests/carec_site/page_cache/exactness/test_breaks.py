"""Connections, servers and writers that end at the worst moment: no answer is ever an old one."""

import sys
from contextlib import closing

import psutil
import pytest

from freshness.leases import ANNOUNCEMENT, WAIT_SETTING
from tests.carec_site.database.clone import Client, is_alive, wait_until
from tests.carec_site.page_cache.exactness.witness import Witness

WRITER = "carec writer"
TITLE = "UPDATE news_article SET title_en = 'Written by {}' WHERE state = 'published'"
CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = 'carec' AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
FOREVER_MILLISECONDS = 10_000_000


@pytest.fixture
def witness(machines):
    witness = Witness(machines, ["home", "news:list", "news:detail"])
    witness.is_told_the_truth()
    return witness


@pytest.fixture
def sql(machines):
    """Executes a statement on a connection of its own."""

    def execute(statement, *parameters):
        with closing(machines.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    return execute


@pytest.fixture
def writer(machines):
    command = [sys.executable, "-m", "tests.carec_site.page_cache.exactness.writer"]
    production = machines.production
    place = f"{production.place} application_name='{WRITER}'"
    writer = Client([*command, place], text=True)
    yield writer
    if writer.process.poll() is None:
        writer.kill()


def activity(sql):
    return sql("SELECT coalesce(wait_event, '') FROM pg_stat_activity WHERE application_name = %s", WRITER)


def announced(sql):
    return sql(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' "
        "AND ((classid::bigint << 32) | objid::bigint) = %s",
        ANNOUNCEMENT,
    ) != [(0,)]


def test_connections_that_are_cut_make_no_answer_older(witness, sql):
    sql(CUT)
    witness.sees_no_change()
    sql(TITLE.format("cut before"))
    sql(CUT)
    witness.sees_a_change()
    sql(CUT)
    sql(TITLE.format("cut after"))
    witness.sees_a_change()


def test_server_that_was_away_makes_no_answer_older(machines, witness, sql):
    machines.production.postgres.kill()
    wait_until(lambda: {status for status, _page in answers(machines, witness)} == {503})
    machines.production.begin()
    witness.sees_no_change()
    machines.production.postgres.kill()
    machines.production.begin()
    sql(TITLE.format("a server that came back"))
    witness.sees_a_change()


def answers(machines, witness):
    return [answer for pages in machines.pages(witness.pages) for answer in pages.values()]


def test_process_that_is_killed_begins_with_what_is_right(machines, witness, sql):
    site = machines.sites[0]
    [worker] = psutil.Process(site.process.pid).children()
    sql(TITLE.format("somebody while a process ends"))
    worker.kill()
    wait_until(lambda: not is_alive(worker.pid) and site.is_up())
    witness.sees_a_change()


def test_writer_who_takes_it_back_has_changed_nothing(witness, sql, writer):
    for statement in ("BEGIN", TITLE.format("nobody"), "SET CONSTRAINTS ALL IMMEDIATE"):
        writer.ask(statement)
    assert announced(sql)
    writer.ask("ROLLBACK")
    assert not announced(sql)
    witness.sees_no_change()


def test_writer_who_is_killed_before_the_commit_has_changed_nothing(witness, sql, writer):
    writer.ask("BEGIN")
    assert writer.ask(TITLE.format("nobody")) > 0
    writer.ask("SET CONSTRAINTS ALL IMMEDIATE")
    assert announced(sql)
    witness.sees_no_change()
    writer.kill()
    wait_until(lambda: activity(sql) == [])
    assert not announced(sql)
    witness.sees_no_change()


def test_writer_who_is_killed_while_the_commit_waits_has_changed_nothing(witness, sql, writer):
    writer.ask(f"SET {WAIT_SETTING} = {FOREVER_MILLISECONDS}")
    writer.send(TITLE.format("nobody"))
    wait_until(lambda: activity(sql) == [("PgSleep",)])
    witness.sees_no_change()
    writer.kill()
    witness.sees_no_change()
    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", WRITER)
    wait_until(lambda: activity(sql) == [])
    assert not announced(sql)
    witness.sees_no_change()


def test_writer_who_is_killed_after_the_commit_has_changed_it(witness, sql, writer):
    assert writer.ask(TITLE.format("somebody who left")) > 0
    writer.kill()
    witness.sees_a_change()
