"""As whom the server runs for root, wherever its folders lie, and the sentence where nobody can."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from carec_site.database.accounts import Namespace, User
from tests.carec_site.database.clone import AS_ROOT, ROOT, STARTED, Clone, is_alive, wait_until

WITHOUT_NAMESPACES = [sys.executable, str(Path(__file__).with_name("without_namespaces.py"))]
WITH_URL = "DATABASE_URL to the address of a PostgreSQL server."

if not (AS_ROOT and sys.platform.startswith("linux")):
    pytest.skip("only root of Linux has several ways to run the server", allow_module_level=True)

USER = User.known("postgres", "nobody")
needs_namespaces = pytest.mark.skipif(
    not Namespace(USER).can_run(Path("/data"), [Path("/")]),
    reason="this system lets root make no user namespace",
)


@pytest.fixture
def private(place):
    """A folder of root that nobody else may enter, such as /root."""
    folder = place / "private"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(scope="session")
def private_folder(used_folder):
    """One cluster in such a folder, for the tests that need no new one."""
    folder = used_folder.with_name("private")
    folder.mkdir(mode=0o700)
    return folder / "postgres"


@pytest.fixture
def private_clone(private_folder):
    clone = Clone(private_folder)
    yield clone
    clone.close()


def refusal(folder, prefix=()):
    """What is said before packages are installed."""
    code = (
        "import json, pathlib, sys; sys.path.append(sys.argv[1]); import accounts;"
        "print(json.dumps(accounts.refusal(pathlib.Path(sys.argv[2]))))"
    )
    modules = ROOT / "carec_site" / "database"
    command = [*prefix, sys.executable, "-I", "-S", "-c", code, str(modules), str(folder)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


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


@needs_namespaces
def test_root_in_a_folder_that_no_other_user_may_enter(private_clone):
    private_clone.client().ask("SELECT 1")

    status = Path(f"/proc/{private_clone.server_pid}/status").read_text()
    fields = dict(line.split(":\t", 1) for line in status.splitlines())

    assert fields["Uid"].split() == ["0"] * 4
    assert int(fields["CapEff"], 16) == 0
    assert (private_clone.folder / "data").stat().st_uid == 0
    assert private_clone.folder.parent.stat().st_mode & 0o777 == 0o700


@needs_namespaces
def test_killed_server_in_a_namespace_starts_again_and_stops_with_its_last_user(private_clone):
    client = private_clone.client()
    client.ask("CREATE TABLE survivor AS SELECT 7 AS number")
    killed = private_clone.server_pid
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_alive(killed))

    after_kill = client.ask("SELECT number FROM survivor")
    private_clone.leave()

    assert after_kill == 7
    assert not (private_clone.folder / "data" / "postmaster.pid").exists()
    assert private_clone.client().ask("SELECT number FROM survivor") == 7


@needs_namespaces
def test_commands_reach_a_server_in_a_namespace(private_clone):
    client = private_clone.client()
    started = client.ask(STARTED)

    status = private_clone.run("database", "status").stdout
    name = private_clone.run("dbshell", "--", "-Atc", "SELECT current_database()").stdout
    test_database = private_clone.run("make_test_database").stdout
    started_after = client.ask(STARTED)
    stopped = private_clone.run("database", "stop", "--force").stdout

    assert status.split("\n")[0] == "The private PostgreSQL is running."
    assert status.split("\n")[4] == "Runs as:     root in a user namespace"
    assert name == "carec\n"
    assert test_database == "test_carec test_carec\n"
    assert started_after == started
    assert stopped == "The private PostgreSQL is stopped. The next connection starts it again.\n"


@needs_namespaces
def test_path_with_spaces_and_cyrillic_that_no_other_user_may_enter(make_clone, private):
    clone = make_clone("private/мой сайт/postgres", EMBEDDED_FAST=True)

    socket_folder = Path(clone.client().ask("SHOW unix_socket_directories"))

    assert socket_folder.stat().st_uid == 0
    clone.leave()
    assert not socket_folder.exists()


@needs_namespaces
def test_notice_of_the_namespace_is_given_once(private):
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "carec_site.settings",
        "DEBUG": "1",
        "DATABASE_URL": "",
        "DATA_DIR": str(private),
        "LOG_LEVEL": "INFO",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "showmigrations", "taggit"]

    def said():
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
        return [line.split(" - ")[1] for line in done.stderr.splitlines()]

    assert said() == [
        "The private PostgreSQL runs as root without root's privileges, in a user namespace, since "
        f"{USER.title} can't run it here. Its data belong to root."
    ]
    assert said() == []
    Clone(private / "postgres").wait_for_stop()


@needs_namespaces
def test_programs_that_no_other_user_may_enter(make_clone, private):
    (private / "bin").symlink_to(make_clone("other").programs())
    clone = make_clone(EMBEDDED_BINDIR=str(private / "bin"), EMBEDDED_FAST=True)

    assert clone.client().ask("SELECT 1") == 1
    assert (clone.folder / "data").stat().st_uid == 0


def test_programs_that_nobody_may_run(make_clone, private):
    (private / "bin").symlink_to(make_clone("other").programs())
    clone = make_clone(EMBEDDED_BINDIR=str(private / "bin"), prefix=WITHOUT_NAMESPACES)

    assert clone.client().ask("SELECT 1") == (
        f"The private PostgreSQL can't be used: it can't run as root, {USER.title} may not enter {private}, "
        "and no user namespace can be made (Operation not permitted). "
        f"Move the project to a folder that everyone may enter, run it as an ordinary user, or set {WITH_URL}"
    )


def test_refusal_says_why_before_anything_is_made(make_clone, private):
    clone = make_clone("private/postgres", prefix=WITHOUT_NAMESPACES)

    before = refusal(clone.folder, WITHOUT_NAMESPACES)
    made_before = list(private.iterdir())
    answer = clone.client().ask("SELECT 1")

    assert made_before == []
    assert before == answer
    assert answer == (
        f"The private PostgreSQL can't be used: it can't run as root, {USER.title} may not enter {private}, "
        "and no user namespace can be made (Operation not permitted). "
        f"Move the project to a folder that everyone may enter, run it as an ordinary user, or set {WITH_URL}"
    )
    assert sorted(path.name for path in clone.folder.iterdir()) == ["server.lock", "users.lock"]


@pytest.mark.parametrize("prefix", [[], WITHOUT_NAMESPACES])
def test_no_refusal_where_everyone_may_enter(place, prefix):
    assert refusal(place / "var" / "postgres", prefix) == ""


@needs_namespaces
def test_no_refusal_where_a_namespace_can_be_made(private):
    assert refusal(private / "var" / "postgres") == ""


def test_namespaces_are_too_many(private):
    limited = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$0" "$@"'
    prefix = ["unshare", "--user", "--map-root-user", "sh", "-c", limited]
    if not shutil.which("unshare") or subprocess.run([*prefix, "true"], capture_output=True).returncode:
        pytest.skip("this system lets root make no user namespace in which to limit them")

    assert refusal(private, prefix) == (
        f"The private PostgreSQL can't be used: it can't run as root, root can't become {USER.title} here "
        "(Operation not permitted), and no user namespace can be made "
        f"(user.max_user_namespaces allows no more). Run it as an ordinary user, or set {WITH_URL}"
    )


@needs_namespaces
def test_data_of_another_user_moved_to_where_only_root_may_enter(make_clone, private):
    clone = make_clone(EMBEDDED_FAST=True)
    clone.client().ask("CREATE TABLE moved AS SELECT 7 AS number")
    clone.leave()
    clone.folder.rename(private / "postgres")
    moved = make_clone("private/postgres", EMBEDDED_FAST=True)
    data = moved.folder / "data"

    assert moved.client().ask("SELECT number FROM moved") == (
        "The private PostgreSQL can't be used: it must run as the owner of its data, and "
        f"{USER.title} may not enter {private}. "
        f"Give the data to root with `chown -R root: {data}`, or set {WITH_URL}"
    )
    subprocess.run(["chown", "-R", "root:", data], check=True)
    assert moved.client().ask("SELECT number FROM moved") == 7


@needs_namespaces
def test_data_of_root_where_no_namespace_can_be_made(make_clone, private):
    clone = make_clone("private/postgres", EMBEDDED_FAST=True)
    clone.client().ask("CREATE TABLE moved AS SELECT 7 AS number")
    programs = clone.programs()
    clone.leave()
    clone.folder.rename(private.parent / "postgres")
    moved = make_clone(prefix=WITHOUT_NAMESPACES, EMBEDDED_FAST=True)
    data = moved.folder / "data"
    if not USER.can_run(data, [programs]):
        pytest.skip(f"{USER.title} may not enter {programs}, so it does not help to own the data")

    assert moved.client().ask("SELECT number FROM moved") == (
        "The private PostgreSQL can't be used: it can't run as root, who owns its data, and no user "
        "namespace can be made (Operation not permitted). "
        f"Give the data to {USER.title} with `chown -R {USER.title}: {data}`, or set {WITH_URL}"
    )
    subprocess.run(["chown", "-R", f"{USER.title}:", data], check=True)
    assert moved.client().ask("SELECT number FROM moved") == 7


@needs_namespaces
def test_data_of_root_run_in_a_namespace_wherever_they_lie(make_clone, private):
    clone = make_clone("private/postgres", EMBEDDED_FAST=True)
    clone.client().ask("CREATE TABLE moved AS SELECT 7 AS number")
    clone.leave()
    shutil.copytree(clone.folder, private.parent / "postgres")
    copied = make_clone(EMBEDDED_FAST=True)

    assert copied.client().ask("SELECT number FROM moved") == 7
    assert psutil.Process(copied.server_pid).uids().real == 0
