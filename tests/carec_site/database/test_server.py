"""Who starts the server, who stops it, and what survives a kill."""

import json
import os
import shutil
import signal
import sys

import psutil
import pytest

from tests.carec_site.database.clone import STARTED, is_alive, wait_until
from tests.patience import PATIENCE_SECONDS


def test_start_by_four_processes_at_once(new_clone):
    clients = [new_clone.client() for _ in range(4)]

    for client in clients:
        client.send(STARTED)
    answers = [client.receive() for client in clients]

    assert answers == [answers[0]] * 4
    assert clients[0].ask("SHOW fsync") == "off"
    assert (new_clone.folder / "server.log").read_text().count("starting PostgreSQL") == 1


def test_start_by_eight_threads_at_once(clone):
    answers = json.loads(clone.run("threads").stdout)

    assert answers == [answers[0]] * 8


def test_last_user_stops_the_server_and_the_next_finds_the_data(clone):
    first, last = clone.client(), clone.client()
    started = first.ask(STARTED)
    last.ask("SELECT 1")
    first.ask("CREATE TABLE kept AS SELECT 'мир 世界'::text AS word")
    pid = clone.server_pid

    first.leave()
    seen_by_last = last.ask(STARTED)
    last.leave()
    wait_until(lambda: not is_alive(pid))

    assert seen_by_last == started
    assert clone.client().ask("SELECT word FROM kept") == "мир 世界"


def test_process_that_only_holds_keeps_the_server(clone):
    first = clone.client()
    started = first.ask(STARTED)
    waiting, last = clone.client(), clone.client()
    users_lock = str(clone.folder / "users.lock")
    process = psutil.Process(waiting.process.pid)
    wait_until(lambda: users_lock in [file.path for file in process.open_files()])

    first.leave()

    assert last.ask(STARTED) == started


def test_forked_process_keeps_the_server_until_it_ends(clone):
    clone.client().ask(STARTED)
    forked = clone.client("answer_forked")
    forked.process.wait(PATIENCE_SECONDS)  # the parent; its child goes on
    clone.clients[0].leave()
    pid = clone.server_pid

    kept = forked.ask("SELECT 1")
    forked.leave()
    wait_until(lambda: not is_alive(pid))

    assert kept == 1


def test_killed_server_starts_again_with_its_data(clone):
    client = clone.client()
    client.ask("CREATE TABLE survivor AS SELECT 7 AS number")
    killed = clone.server_pid
    connected_to = client.ask("SELECT pg_backend_pid()")

    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_alive(killed) and not is_alive(connected_to))

    assert client.ask("SELECT number FROM survivor") == 7
    assert clone.server_pid != killed


def test_killed_server_starts_again_once_its_last_query_ended(clone):
    busy, watching, new = clone.client(), clone.client(), clone.client()
    running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'"
    watching.ask("SELECT 1")
    busy.send(
        "DO $$ DECLARE over timestamptz := clock_timestamp() + interval '1 second'; "
        "BEGIN WHILE clock_timestamp() < over LOOP END LOOP; END $$"
    )
    wait_until(lambda: watching.ask(running) == 1)
    killed = clone.server_pid

    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_alive(killed))

    assert new.ask("SELECT 1") == 1
    assert busy.receive() is None


def test_killed_client_counts_as_gone(clone):
    killed, other = clone.client(), clone.client()
    started = killed.ask(STARTED)
    other.ask("SELECT 1")
    pid = clone.server_pid

    killed.kill()
    seen_by_other = other.ask(STARTED)
    other.kill()
    wait_until(lambda: not is_alive(pid))

    assert seen_by_other == started


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of a parent's end")
def test_server_whose_supervisor_was_killed_stops_and_starts_again(clone):
    client = clone.client()
    client.ask("CREATE TABLE unsupervised AS SELECT 7 AS number")
    pid = clone.server_pid

    psutil.Process(pid).parent().kill()
    wait_until(clone.is_stopped)

    assert (clone.folder / "server.log").read_text().endswith("database system is shut down\n")
    assert client.ask("SELECT number FROM unsupervised") == 7
    assert clone.server_pid != pid
    clone.leave()


def test_deleted_folder_is_made_anew(new_clone):
    client = new_clone.client()
    client.ask("CREATE TABLE gone AS SELECT 1")
    os.kill(new_clone.server_pid, signal.SIGKILL)
    shutil.rmtree(new_clone.folder)

    assert client.ask("SELECT 1") == 1
    started = client.ask(STARTED)
    assert [client.ask(STARTED) for _ in range(3)] == [started] * 3


def test_two_clones_do_not_meet(clone, new_clone):
    one, other = clone.client(), new_clone.client()

    one.send("CREATE TABLE of_one AS SELECT 1")
    other.send("CREATE TABLE of_other AS SELECT 1")
    one.receive(), other.receive()

    tables = "SELECT string_agg(tablename, ',') FROM pg_tables WHERE tablename LIKE 'of\\_%'"
    assert [one.ask(tables), other.ask(tables)] == ["of_one", "of_other"]
