"""The files of the server: left behind, unfinished, in odd places."""

import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

from tests.carec_site.database.clone import AS_ROOT, is_alive, wait_until
from tests.patience import PATIENCE_SECONDS


def test_pid_file_that_names_an_unrelated_process_is_no_obstacle(clone):
    client = clone.client()
    client.ask("CREATE TABLE orphan AS SELECT 7 AS number")
    killed = clone.server_pid
    owner = (clone.folder / "data").stat().st_uid
    os.kill(killed, signal.SIGKILL)
    client.kill()
    wait_until(lambda: not is_alive(killed))
    pid_file = clone.folder / "data" / "postmaster.pid"
    unrelated = subprocess.Popen(["sleep", "60"], user=owner if AS_ROOT else None)
    pid_file.write_text(pid_file.read_text().replace(str(killed), str(unrelated.pid), 1))

    try:
        answer = clone.client().ask("SELECT number FROM orphan")
    finally:
        still_there = unrelated.poll() is None
        unrelated.kill()
        unrelated.wait()

    assert answer == 7
    assert still_there


def test_server_started_by_hand_is_left_alone(clone):
    client = clone.client()
    programs = clone.programs()
    client.ask("SELECT 1")
    client.leave()
    clone.close()
    data = clone.folder / "data"
    by_hand = subprocess.Popen(
        [programs / "postgres", "-D", data, "-c", "listen_addresses=", "-k", data / "base"],
        stderr=subprocess.DEVNULL,
        user=data.stat().st_uid if AS_ROOT else None,
    )
    wait_until((data / "base" / ".s.PGSQL.5432").exists)
    wait_until(lambda: "ready" in (data / "postmaster.pid").read_text())
    pid_file = (data / "postmaster.pid").read_text()

    answer = clone.client().ask("SELECT 1")
    pid_file_after = (data / "postmaster.pid").read_text()
    by_hand.terminate()
    by_hand.wait(PATIENCE_SECONDS)

    assert answer == (
        "The private PostgreSQL can't be used: it did not start: "
        f'lock file "postmaster.pid" already exists (more in {clone.folder}/server.log). '
        "Set DATABASE_URL to the address of a PostgreSQL server."
    )
    assert pid_file_after == pid_file


def test_unfinished_data_is_made_anew(new_clone):
    unfinished = new_clone.folder / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    assert new_clone.client().ask("SELECT 1") == 1
    assert not unfinished.exists()


def test_data_that_could_not_be_made_leave_nothing_behind(make_clone, place):
    for name, words in {
        "postgres": "echo 'postgres (PostgreSQL) 18.6'",
        "initdb": "echo 'initdb: error: no luck' >&2; exit 1",
        "pg_ctl": "",
    }.items():
        (place / name).write_text(f"#!/bin/sh\n{words}\n")
        (place / name).chmod(0o755)
    clone = make_clone("new/postgres", EMBEDDED_BINDIR=str(place))

    assert clone.client().ask("SELECT 1") == (
        f"The private PostgreSQL can't be used: its data folder {clone.folder}/data could not be made "
        "(no luck). Set DATABASE_URL to the address of a PostgreSQL server."
    )
    assert sorted(path.name for path in clone.folder.iterdir()) == ["server.lock", "users.lock"]


@pytest.mark.parametrize("name", ["long" * 40, 'a, "b" $c `d` Ж'])
def test_path_that_suits_no_socket(make_clone, name):
    clone = make_clone(f"{name}/postgres", EMBEDDED_FAST=True)

    socket_folder = Path(clone.client().ask("SHOW unix_socket_directories"))

    assert socket_folder.parent == Path("/tmp")
    assert socket_folder.stat().st_mode & 0o777 == 0o700
    assert clone.client().ask("SELECT 1") == 1
    clone.leave()
    assert not socket_folder.exists()


def test_server_listens_on_its_socket_and_on_no_tcp_port(clone):
    clone.client().ask("SELECT 1")

    listening = [
        connection.laddr
        for process in [psutil.Process(clone.server_pid), *psutil.Process(clone.server_pid).children()]
        for kind in ("unix", "inet")
        for connection in process.net_connections(kind)
        if connection.status in ("LISTEN", "NONE") and connection.laddr
    ]

    assert set(listening) == {str(clone.folder / "data" / ".s.PGSQL.5432")}


def test_text_is_ordered_and_folded_alike_on_every_machine(clone):
    sql = "SELECT string_agg(w, '' ORDER BY w) || upper('ж') || lower('Ж') FROM unnest(ARRAY['б','B','a']) w"

    assert clone.client().ask(sql) == "BaбЖж"
