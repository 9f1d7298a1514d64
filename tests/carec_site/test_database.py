"""The private PostgreSQL, with real processes that start, use, kill and leave it.

Each test has a folder of its own, whatever database the rest of the suite uses.
"""

import contextlib
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CLIENT = Path(__file__).with_name("database_client.py")
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
STARTED = "SELECT pg_postmaster_start_time()::text"
WITH_URL = "DATABASE_URL to the address of a PostgreSQL server."
AS_ROOT = os.geteuid() == 0

needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root has another user run the server")


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def is_alive(pid):
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


class Client:
    """A running process that answers SQL; it connects at its first question."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)

    def send(self, sql):
        self.process.stdin.write(sql + "\n")
        self.process.stdin.flush()

    def receive(self):
        reply = json.loads(self.process.stdout.readline())
        return reply["value"] if "value" in reply else reply["error"]

    def ask(self, sql):
        self.send(sql)
        return self.receive()

    def leave(self):
        self.process.stdin.close()
        self.process.stdout.read()  # to its end, also when a forked child holds it
        self.process.stdout.close()
        self.process.wait(10)

    def kill(self):
        self.process.kill()
        self.process.wait(10)
        self.process.stdin.close()
        self.process.stdout.close()


class Clone:
    """A folder as a clone of the project would have it, and the processes that use it."""

    def __init__(self, folder, python=sys.executable, become=None, **options):
        self.folder = folder
        self.python = python
        self.options = options
        self.clients = []
        site_packages = [path for path in sys.path if path.endswith("site-packages")]
        paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), *site_packages])}
        self.setting = {"env": os.environ | paths, "cwd": "/", "text": True, **(become or {})}

    @property
    def server_pid(self):
        return int((self.folder / "data" / "postmaster.pid").read_text().split("\n")[0])

    def command(self, *words):
        return [self.python, str(CLIENT), str(self.folder), json.dumps(self.options), *words]

    def client(self, verb="answer"):
        client = Client(self.command(verb), **self.setting)
        self.clients.append(client)
        return client

    def run(self, *words):
        return subprocess.run(self.command(*words), capture_output=True, **self.setting)

    def close(self):
        for client in self.clients:
            if client.process.poll() is None:
                client.kill()
        with contextlib.suppress(FileNotFoundError):
            pid = self.server_pid
            wait_until(lambda: not is_alive(pid))


@contextlib.contextmanager
def open_folder():
    """A new folder that every user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="carec-database-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def place():
    with open_folder() as folder:
        yield folder


@pytest.fixture
def make_clone(place):
    clones = []

    def make(name="postgres", **changes):
        clones.append(Clone(place / name, **changes))
        return clones[-1]

    yield make
    for clone in clones:
        clone.close()


@pytest.fixture
def new_clone(make_clone):
    return make_clone(EMBEDDED_FAST=True)


@pytest.fixture(scope="module")
def used_folder():
    """One cluster for the tests that need no new one, which is slow to make."""
    with open_folder() as folder:
        yield folder / "postgres"


@pytest.fixture
def clone(used_folder):
    clone = Clone(used_folder)
    yield clone
    clone.close()


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
    forked.process.wait(10)  # the parent; its child goes on
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
    pid = clone.server_pid

    killed.kill()
    seen_by_other = other.ask(STARTED)
    other.kill()
    wait_until(lambda: not is_alive(pid))

    assert seen_by_other == started


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
    programs = Path(clone.run("database", "status").stdout.split("Programs:")[1].split(" (")[0].strip())
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
    by_hand.wait(10)

    assert answer == (
        "The private PostgreSQL can't be used: it did not start: "
        f'lock file "postmaster.pid" already exists (more in {clone.folder}/server.log). Set {WITH_URL}'
    )
    assert pid_file_after == pid_file


def test_unfinished_data_is_made_anew(new_clone):
    unfinished = new_clone.folder / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    assert new_clone.client().ask("SELECT 1") == 1
    assert not unfinished.exists()


def test_deleted_folder_is_made_anew(new_clone):
    client = new_clone.client()
    client.ask("CREATE TABLE gone AS SELECT 1")
    os.kill(new_clone.server_pid, signal.SIGKILL)
    shutil.rmtree(new_clone.folder)

    assert client.ask("SELECT 1") == 1
    started = client.ask(STARTED)
    assert [client.ask(STARTED) for _ in range(3)] == [started] * 3


@pytest.mark.parametrize("name", ["long" * 40, 'a, "b" $c `d` Ж'])
def test_path_that_suits_no_socket(make_clone, name):
    clone = make_clone(f"{name}/postgres", EMBEDDED_FAST=True)

    socket_folder = Path(clone.client().ask("SHOW unix_socket_directories"))

    try:
        assert socket_folder.parent == Path("/tmp")
        assert socket_folder.stat().st_mode & 0o777 == 0o700
        assert clone.client().ask("SELECT 1") == 1
    finally:
        clone.close()
        shutil.rmtree(socket_folder)


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


@pytest.mark.parametrize("words", [["check"], ["--help"], ["migrate", "--help"]])
def test_command_without_the_database_makes_nothing(new_clone, words):
    done = new_clone.run(*words)

    assert done.returncode == 0
    assert list(new_clone.folder.parent.iterdir()) == []


def test_two_clones_do_not_meet(clone, new_clone):
    one, other = clone.client(), new_clone.client()

    one.send("CREATE TABLE of_one AS SELECT 1")
    other.send("CREATE TABLE of_other AS SELECT 1")
    one.receive(), other.receive()

    tables = "SELECT string_agg(tablename, ',') FROM pg_tables WHERE tablename LIKE 'of\\_%'"
    assert [one.ask(tables), other.ask(tables)] == ["of_one", "of_other"]


def test_text_is_ordered_and_folded_alike_on_every_machine(clone):
    sql = "SELECT string_agg(w, '' ORDER BY w) || upper('ж') || lower('Ж') FROM unnest(ARRAY['б','B','a']) w"

    assert clone.client().ask(sql) == "BaбЖж"


def test_test_database_is_made_and_dropped(clone):
    done = clone.run("test_database")

    assert done.stdout == "test_carec test_carec\n", done.stderr
    assert (
        clone.client().ask("SELECT string_agg(datname, ',') FROM pg_database WHERE datname ~ 'carec'")
        == "carec"
    )


def test_dbshell_speaks_to_the_server(clone):
    done = clone.run("dbshell", "--", "-Atc", "SELECT current_database()")

    assert done.stdout == "carec\n", done.stderr


def test_database_command_shows_and_stops(clone):
    clone.client().ask("SELECT 1")
    pid = clone.server_pid

    status = clone.run("database", "status").stdout.split("\n")
    refused = clone.run("database", "stop")
    forced = clone.run("database", "stop", "--force")

    assert status[:2] == ["The private PostgreSQL is running.", f"Data folder: {clone.folder}/data"]
    assert (refused.returncode, refused.stderr) == (
        1,
        "CommandError: Other processes use the private PostgreSQL. "
        "End them and it stops by itself, or give --force.\n",
    )
    assert forced.stdout == "The private PostgreSQL is stopped. The next connection starts it again.\n"
    assert not is_alive(pid)
    assert clone.run("database", "stop").stdout == "The private PostgreSQL was not running.\n"
    assert clone.clients[0].ask("SELECT 1") == 1


def test_database_command_stops_a_server_whose_supervisor_was_killed(clone):
    client = clone.client()
    client.ask("SELECT 1")
    pid = clone.server_pid
    psutil.Process(pid).parent().kill()
    client.leave()

    done = clone.run("database", "stop")

    assert done.stdout == "The private PostgreSQL is stopped. The next connection starts it again.\n", (
        done.stderr
    )
    assert not is_alive(pid)


def test_chosen_programs_are_missing(make_clone, place):
    clone = make_clone(EMBEDDED_BINDIR=str(place))

    assert clone.client().ask("SELECT 1") == (
        f"The private PostgreSQL can't be used: EMBEDDED_PG_BINDIR is {place}, where no initdb and "
        f"postgres of version 14 or newer can be run. Correct it or leave it empty, or set {WITH_URL}"
    )


@pytest.mark.skipif(not DEBIAN_15.exists(), reason=f"Debian's PostgreSQL 15 is not in {DEBIAN_15}")
def test_programs_of_debian(make_clone):
    clone = make_clone(EMBEDDED_BINDIR=str(DEBIAN_15), EMBEDDED_FAST=True)

    assert clone.client().ask("SHOW server_version").startswith("15.")
    assert clone.client().ask("SELECT upper('ж')") == "Ж"


def test_data_of_another_version_is_refused(new_clone):
    data = new_clone.folder / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")

    answer = new_clone.client().ask("SELECT 1")

    assert answer.startswith(
        "The private PostgreSQL can't be used: its data was made by PostgreSQL 9, "
        "but the programs found are of "
    )
    assert answer.endswith(
        f". Set EMBEDDED_PG_BINDIR to the folder of PostgreSQL 9's programs, or set {WITH_URL}"
    )


def ordinary_user():
    """What makes a clone's processes run as an ordinary user, with a Python that such a user can run."""
    if not AS_ROOT:
        return {}
    nobody = pwd.getpwnam("nobody")
    become = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        clone = Clone(Path("/"), python, become)
        with contextlib.suppress(OSError):
            if subprocess.run([python, "-c", "import psycopg2, carec_site"], **clone.setting).returncode == 0:
                return {"python": python, "become": become}
    return pytest.skip("nobody may not enter the folder of this Python or of its packages")


def test_ordinary_user_runs_the_server(make_clone, place):
    clone = make_clone("home/postgres", **ordinary_user(), EMBEDDED_FAST=True)
    (place / "home").mkdir()
    if AS_ROOT:
        shutil.chown(place / "home", "nobody")

    client = clone.client()

    assert client.ask("SELECT 1") == 1
    uid = (place / "home").stat().st_uid
    assert psutil.Process(clone.server_pid).uids().real == uid
    assert (clone.folder / "data").stat().st_uid == uid
    client.leave()


def test_folder_where_nobody_may_write(make_clone, place):
    clone = make_clone("locked/postgres", **ordinary_user())
    (place / "locked").mkdir(mode=0o555)

    assert clone.client().ask("SELECT 1") == (
        f"The private PostgreSQL can't be used: Permission denied at {clone.folder}. "
        f"Let this user write there, or set {WITH_URL}"
    )


@needs_root
def test_root_hands_over_the_data_folder_and_nothing_else(clone):
    clone.client().ask("SELECT 1")

    found = {
        path.name: (oct(path.stat().st_mode & 0o777), path.stat().st_uid == 0)
        for path in [clone.folder, *clone.folder.iterdir()]
    }

    assert found == {
        "postgres": ("0o755", True),
        "data": ("0o700", False),
        "users.lock": ("0o600", True),
        "server.lock": ("0o600", True),
        "server.log": ("0o644", True),
    }
    assert psutil.Process(clone.server_pid).uids().real == (clone.folder / "data").stat().st_uid


@needs_root
def test_root_in_a_folder_that_no_other_user_may_enter(make_clone, place):
    clone = make_clone("private/postgres")
    (place / "private").mkdir(mode=0o700)

    answer = clone.client().ask("SELECT 1")

    assert answer.startswith("The private PostgreSQL can't be used: it can't run as root, and ")
    assert answer.endswith(
        f", who would run it, may not enter {clone.folder}/data.unfinished. "
        f"Move the project to a folder that everyone may enter, run it as an ordinary user, or set {WITH_URL}"
    )
    assert (place / "private").stat().st_mode & 0o777 == 0o700
