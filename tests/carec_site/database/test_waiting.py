"""A server that is slow, frozen or silent, and clients that are requests to the site or commands."""

import os
import re
import signal
import time
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from carec_site.database.waiting import PLACES, QUIET_SECONDS
from tests.carec_site.database.clone import is_alive, wait_until
from tests.patience import GIVEN_UP_SECONDS
from tests.serving import Postgres

# As in client.py
ANSWER_SECONDS = 1
STATEMENT_SECONDS = 5
ACTIVE = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"


@pytest.fixture
def frozen(clone):
    """Freezes all of the server, which is well again at the end."""
    clone.client().ask("SELECT 1")
    postgres = Postgres(clone.folder / "data")
    yield postgres
    postgres.thaw()


def timed(client, sql):
    began = time.monotonic()
    reply = client.ask(sql)
    return reply, time.monotonic() - began


def test_slow_statement_of_a_server_that_lives_is_waited_for(clone):
    client, other = clone.client("answer_requests"), clone.client("answer_requests")
    longer = QUIET_SECONDS + ANSWER_SECONDS + 1
    client.send(f"SELECT 7 FROM pg_sleep({longer})")
    wait_until(lambda: other.ask(ACTIVE) == 1)

    assert client.receive() == 7


def test_statement_of_a_request_ends_at_its_limit_and_the_next_is_answered(clone):
    client = clone.client("answer_requests")
    connected_to = client.ask("SELECT pg_backend_pid()")

    reply = client.ask("SELECT pg_sleep(60)")

    assert reply == "canceling statement due to statement timeout\n"
    assert client.ask("SELECT pg_backend_pid()") == connected_to


def test_statement_of_a_command_has_no_limit(clone):
    client = clone.client()

    assert client.ask("SHOW statement_timeout") == "0"
    assert client.ask("SHOW idle_in_transaction_session_timeout") == "0"
    assert client.ask(f"SELECT 7 FROM pg_sleep({STATEMENT_SECONDS + ANSWER_SECONDS + 1})") == 7


def test_transaction_of_a_request_that_does_nothing_is_ended(clone):
    client, watching = clone.client("answer_requests"), clone.client()
    idle = client.ask("SELECT pg_backend_pid()")
    client.ask("BEGIN")

    wait_until(lambda: watching.ask(f"SELECT count(*) FROM pg_stat_activity WHERE pid = {idle}") == 0, 60)

    assert client.ask("SELECT 7") == 7


def test_frozen_server_is_given_up_and_found_again(clone, frozen):
    client, new = clone.client("answer_requests"), clone.client("answer_requests")
    client.ask("SELECT 1")
    frozen.freeze()

    by_a_statement, seconds = timed(client, "SELECT 1")
    by_a_connection, seconds_of_new = timed(new, "SELECT 1")
    frozen.thaw()

    nothing = f"no connection to the database within {ANSWER_SECONDS} seconds"
    assert (by_a_statement, by_a_connection) == (nothing, nothing)
    assert max(seconds, seconds_of_new) < GIVEN_UP_SECONDS
    assert [client.ask("SELECT 1"), new.ask("SELECT 1")] == [1, 1]


def test_frozen_connection_of_a_server_that_lives_is_given_up(clone):
    client, watching = clone.client("answer_requests"), clone.client()
    connected_to = client.ask("SELECT pg_backend_pid()")
    client.send("SELECT pg_sleep(60)")
    wait_until(lambda: watching.ask(ACTIVE) == 1)
    psutil.Process(connected_to).suspend()

    reply = client.receive()
    psutil.Process(connected_to).resume()

    assert reply == f"no answer of the database within {STATEMENT_SECONDS + ANSWER_SECONDS} seconds"
    assert client.ask("SELECT 7") == 7


def test_place_is_given_back_by_a_request_that_fails(clone):
    client = clone.client("answer_requests")

    replies = [client.ask("SELECT 1/0") for _ in range(PLACES + 1)]

    assert replies == ["division by zero\n"] * (PLACES + 1)
    assert client.ask("SELECT 7") == 7


def test_interrupt_ends_a_wait(clone):
    client, watching = clone.client(), clone.client()
    client.send("SELECT pg_sleep(600)")
    wait_until(lambda: watching.ask(ACTIVE) == 1)

    os.kill(client.process.pid, signal.SIGINT)
    wait_until(lambda: not is_alive(client.process.pid))
    watching.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query ~ 'sleep.600'")

    client.leave()
    assert client.process.returncode == -signal.SIGINT


def test_gunicorn_has_threads_that_need_no_place():
    [threads] = re.findall(
        r"^threads = (\d+)$", Path(settings.BASE_DIR, "deploy/gunicorn.conf.py").read_text(), re.MULTILINE
    )

    assert int(threads) >= 2 * PLACES
