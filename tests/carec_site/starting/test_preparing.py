import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError

from carec_site.database.cluster import PORT, Cluster
from carec_site.starting import local
from carec_site.starting.preparing import check_port
from tests.carec_site.database.clone import Clone
from tests.carec_site.database.conftest import open_folder
from tests.contacts.mail.server import free_port
from tests.patience import PATIENCE_SECONDS
from tests.prepared import copy_prepared_server

SECRET_KEY = "k3+w9!xq7$zr1@vn5^hb8&mj2*ct6(fl4)dg0_sy-test-of-starting"
NOBODY = 65534


def manage(*arguments, **environ):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "carec_site.settings", **environ},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )


def serve(port, **environ):
    return subprocess.run(
        [sys.executable, "-m", "carec_site.starting.serve", port],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "SECRET_KEY": SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "carec_site.settings",
            **environ,
        },
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )


def migrate(address):
    """All that `make run` does with the database before it makes demo content."""
    prepare = "from carec_site.starting.preparing import prepare_database; prepare_database()"
    return manage("shell", "--verbosity=0", "--command", prepare, DATABASE_URL=address)


def test_port_that_is_taken_is_named_with_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is taken .*: make run PORT={port + 1}$"):
            check_port(str(port), "make run")


def test_port_that_is_free_passes():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    check_port(str(port), "make run")


@pytest.mark.parametrize("text", ["abc", "0", "65536", "99999", "٨٠٠٠", "127.0.0.1:8000", ""])
def test_word_that_is_no_port_is_a_sentence(text):
    with pytest.raises(
        CommandError, match=rf"^“{text}” is not a port\. Choose one such as make serve PORT=8001$"
    ):
        check_port(text, "make serve")


def test_port_that_is_kept_for_root_is_a_sentence():
    """Not one of a port that is taken, which would offer the next one."""
    first_for_everybody = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if not first_for_everybody.exists() or int(first_for_everybody.read_text()) <= 1:
        pytest.skip("Every port is for everybody here.")
    user = os.geteuid()
    os.seteuid(user or NOBODY)
    try:
        with pytest.raises(
            CommandError, match=r"^This user may not listen on port 1\. Choose one such as make run"
        ):
            check_port("1", "make run")
    finally:
        os.seteuid(user)


def test_server_is_refused_a_port_that_is_none_in_a_sentence():
    done = serve("eight")

    assert (done.returncode, done.stderr) == (
        1,
        "“eight” is not a port. Choose one such as make serve PORT=8001\n",
    )


def test_database_that_does_not_answer_is_a_sentence():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        remembered = local.FILE.read_bytes() if local.FILE.exists() else b""
        # Bound but not listening: a connection is refused.
        done = manage("develop", str(free_port()), DATABASE_URL=f"postgres://nobody@127.0.0.1:{port}/nothing")

    assert done.returncode == 1
    assert done.stderr.startswith(
        "CommandError: The database in DATABASE_URL can't be used: connection to server"
    )
    assert "Traceback" not in done.stderr
    assert (local.FILE.read_bytes() if local.FILE.exists() else b"") == remembered


@pytest.fixture(scope="module")
def server():
    """A server as whoever installed it sees it, and the address of any user and database of it.

    The one called "carec" is migrated.
    """
    with open_folder() as folder:
        copy_prepared_server(folder / "postgres")
        clone = Clone(folder / "postgres", EMBEDDED_FAST=True)
        administrator = clone.client()
        administrator.ask("SELECT 1")
        host = quote(str(Cluster(clone.folder, "", fast=True).socket_folder), safe="")
        yield administrator, lambda user, name: f"postgres://{user}@{host}:{PORT}/{name}"
        clone.close()


def test_database_that_keeps_bytes_or_is_of_another_owner_is_a_sentence_that_helps(server):
    administrator, address = server
    administrator.ask("CREATE ROLE guest LOGIN")
    administrator.ask("CREATE DATABASE given ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    given = address("guest", "given")

    of_bytes = manage("develop", str(free_port()), DATABASE_URL=given)
    administrator.ask("DROP DATABASE given WITH (FORCE)")
    administrator.ask("CREATE DATABASE \"given\" ENCODING 'UTF8' TEMPLATE template0")
    of_another = manage("develop", str(free_port()), DATABASE_URL=given)
    administrator.ask('ALTER DATABASE "given" OWNER TO "guest"')
    accepted = migrate(given)

    assert (of_bytes.returncode, of_bytes.stderr) == (
        1,
        "CommandError: The database “given” in DATABASE_URL keeps text as SQL_ASCII, not as UTF8. "
        "Let it be made anew: CREATE DATABASE \"given\" ENCODING 'UTF8' TEMPLATE template0\n",
    )
    assert (of_another.returncode, of_another.stderr) == (
        1,
        "CommandError: The user “guest” in DATABASE_URL may not make the tables of the database “given”: "
        "permission denied for schema public. Let an administrator of the server run: "
        'ALTER DATABASE "given" OWNER TO "guest"; '
        'and where other users own the tables: REASSIGN OWNED BY … TO "guest"\n',
    )
    assert (accepted.returncode, accepted.stderr) == (0, "")


def test_server_without_room_for_static_files_says_where(server, mount_small_disk, tmp_path):
    _administrator, address = server
    mount_small_disk(tmp_path)

    done = serve(str(free_port()), DATABASE_URL=address("postgres", "carec"), DATA_DIR=str(tmp_path))

    assert (done.returncode, done.stderr) == (
        1,
        f"The site can't start: No space left on device at {tmp_path}\n",
    )


def test_server_that_is_too_old_is_a_sentence(server):
    _administrator, address = server

    done = manage(
        "develop",
        str(free_port()),
        DATABASE_URL=address("postgres", "carec"),
        DJANGO_SETTINGS_MODULE="tests.carec_site.demanding_settings",
    )

    assert done.returncode == 1
    assert re.fullmatch(
        r"CommandError: The server in DATABASE_URL is too old: PostgreSQL 999 or later is required "
        r"\(found [\d.]+\)\. Upgrade it, or name another server\.\n",
        done.stderr,
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "DATABASE_URL",
            "mysql://localhost/site",
            "DATABASE_URL can't be its value: write an address such as",
        ),
        (
            "SITE_URL",
            "https://институт.рф",
            "SITE_URL can't be 'https://институт.рф': write the letters of its host as browsers send them",
        ),
        ("DEBUG", "perhaps", "DEBUG can't be 'perhaps': write 1 or 0."),
    ],
)
def test_wrong_environment_is_a_sentence(name, value, sentence):
    done = manage("check", **{name: value})

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr


def test_develop_outside_debug_is_refused():
    done = manage(
        "develop",
        DEBUG="0",
        SECRET_KEY=SECRET_KEY,
        ALLOWED_HOSTS="localhost",
        SITE_URL="http://localhost:8000",
    )

    assert (done.returncode, "use “make serve”" in done.stderr) == (1, True)
