import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError

from carec_site.startup import check_port


def manage(*arguments, **environ):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "carec_site.settings", **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_port_that_is_taken_is_named_with_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is taken .*: make run PORT={port + 1}$"):
            check_port(port, "make run")


def test_port_that_is_free_passes():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    check_port(port, "make run")


def test_database_that_does_not_answer_is_a_sentence():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        # Bound but not listening: a connection is refused.
        done = manage("develop", "0", DATABASE_URL=f"postgres://nobody@127.0.0.1:{port}/nothing")

    assert done.returncode == 1
    assert done.stderr.startswith(
        "CommandError: The database in DATABASE_URL can't be used: connection to server"
    )
    assert "Traceback" not in done.stderr


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
        SECRET_KEY="k3+w9!xq7$zr1@vn5^hb8&mj2*ct6(fl4)dg0_sy-test-of-develop",
        ALLOWED_HOSTS="localhost",
        SITE_URL="http://localhost:8000",
    )

    assert (done.returncode, "use “make serve”" in done.stderr) == (1, True)
