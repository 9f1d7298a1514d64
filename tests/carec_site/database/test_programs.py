"""Whose programs run, as whom, and the sentence where they can't."""

import contextlib
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.carec_site.database.clone import AS_ROOT, Clone

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
WITH_URL = "DATABASE_URL to the address of a PostgreSQL server."


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
