"""The worker beside a server: it sends mail, and ends with the server, however that ends."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import psutil
import pytest
from django.conf import settings

from carec_site.worker import where_mail_goes
from tests.carec_site.database.clone import is_alive, wait_until

# As `make run` starts it, and as `make serve` does, which becomes another program that forks.
PARENTS = {
    "a process": "start_worker(); print('started', flush=True); time.sleep(60)",
    "a process that turns into another": (
        "start_worker(across_exec=True); os.execv(sys.executable, [sys.executable, '-c', "
        "'import os, time; os.fork(); print(1, flush=True); time.sleep(60)'])"
    ),
}


@pytest.fixture
def parent(request, tmp_path):
    code = "import os, sys, time; from carec_site.worker import start_worker; " + PARENTS[request.param]
    environ = {
        **os.environ,
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "carec_site.settings",
        # Nobody listens there: the worker must live on without a database.
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "DATA_DIR": str(tmp_path),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=(tmp_path / "words").open("w"),
    )
    process.stdout.readline()
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    yield family[0]
    for left in family:
        with suppress(psutil.NoSuchProcess):
            left.kill()
    process.wait(10)
    process.stdout.close()


def worker_of(parent):
    [worker] = [child for child in parent.children() if "send_mail" in child.cmdline()]
    return worker


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("parent", PARENTS, indirect=True)
def test_worker_ends_with_its_parent(parent, number, tmp_path):
    worker = worker_of(parent)
    family = [child for child in parent.children() if child != worker]

    for process in [parent, *family]:
        process.send_signal(number)

    wait_until(lambda: not is_alive(worker.pid), 20)
    assert "Fatal" not in (tmp_path / "words").read_text()


@pytest.mark.parametrize("parent", ["a process"], indirect=True)
def test_worker_without_a_database_lives_on_until_it_is_stopped(parent, tmp_path):
    worker = worker_of(parent)
    wait_until(lambda: "can't be read" in (tmp_path / "words").read_text(), 20)
    assert is_alive(worker.pid)

    worker.terminate()

    wait_until(lambda: not is_alive(worker.pid), 20)
    words = (tmp_path / "words").read_text()
    assert ("The queue of mail can't be read" in words, "Fatal" in words) == (True, False)


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        ("filebased", "written into /srv/mail/ (set EMAIL_URL to have it sent)"),
        ("smtp", "sent by way of mail.example.org"),
    ],
)
def test_operator_is_told_where_mail_goes(settings, backend, words):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH = "/srv/mail"
    settings.EMAIL_HOST = "mail.example.org"

    assert where_mail_goes() == words
