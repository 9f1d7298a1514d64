"""The worker beside a server: it is kept alive, and ends with the server, however that ends."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import psutil
import pytest
from django.conf import settings

from carec_site.starting.worker import next_wait, where_mail_goes
from tests.carec_site.database.clone import is_alive, wait_until
from tests.patience import PATIENCE_SECONDS

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
    code = (
        "import os, sys, time; from carec_site.starting.worker import start_worker; " + PARENTS[request.param]
    )
    environ = {
        **os.environ,
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "carec_site.settings",
        # Nobody listens there: the worker must live on without a database.
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "DATA_DIR": str(tmp_path),
    }
    with (tmp_path / "words").open("w") as words:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=settings.BASE_DIR,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=words,
        )
    process.stdout.readline()
    first = psutil.Process(process.pid)
    wait_until(lambda: workers_of(first))
    family = {first, *first.children(recursive=True)}
    yield first
    for left in family | (set(first.children(recursive=True)) if first.is_running() else set()):
        with suppress(psutil.NoSuchProcess):
            left.kill()
    process.wait(PATIENCE_SECONDS)
    process.stdout.close()


def workers_of(parent):
    found = []
    for child in parent.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "send_mail" in child.cmdline():
                found.append(child)
    return found


def keeper_of(parent):
    [keeper] = [child for child in parent.children() if "carec_site.starting.worker" in child.cmdline()]
    return keeper


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("parent", PARENTS, indirect=True)
def test_worker_ends_with_its_parent(parent, number, tmp_path):
    [worker], keeper = workers_of(parent), keeper_of(parent)
    family = [child for child in parent.children() if child != keeper]

    for process in [parent, *family]:
        process.send_signal(number)

    wait_until(lambda: not is_alive(worker.pid) and not is_alive(keeper.pid))
    words = (tmp_path / "words").read_text()
    assert ("Fatal" in words, "another one starts" in words) == (False, False)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
@pytest.mark.parametrize("parent", PARENTS, indirect=True)
def test_worker_that_dies_is_replaced_and_the_log_says_so(parent, number, tmp_path):
    [worker] = workers_of(parent)
    wait_until(lambda: "can't be read" in (tmp_path / "words").read_text())  # it handles signals now

    worker.send_signal(number)

    wait_until(lambda: workers_of(parent) not in ([], [worker]))
    assert not psutil.pid_exists(worker.pid)  # not even as a zombie
    cause = "exit code 0" if number == signal.SIGTERM else number.name
    [told] = [line for line in (tmp_path / "words").read_text().splitlines() if "another one" in line]
    assert told.split(" ", 1)[1] == (
        f"WARNING carec_site.starting.worker - The mail worker ended with {cause}; another one starts in 1 s"
    )


def test_wait_grows_while_workers_die_young():
    waits = [0]
    for _death in range(9):
        waits.append(next_wait(waits[-1], lived=0.2))

    assert waits[1:] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert next_wait(60, lived=61) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("parent", ["a process"], indirect=True)
def test_worker_is_not_replaced_once_its_keeper_is_stopped(parent, number, tmp_path):
    [worker], keeper = workers_of(parent), keeper_of(parent)
    wait_until(lambda: "can't be read" in (tmp_path / "words").read_text())

    keeper.send_signal(number)

    wait_until(lambda: not is_alive(worker.pid) and not is_alive(keeper.pid))
    words = (tmp_path / "words").read_text()
    assert ("another one starts" in words, "Traceback" in words) == (False, False)
    assert {line[:2] for line in words.splitlines()} == {"20"}  # each begins with its time


@pytest.mark.parametrize("parent", ["a process"], indirect=True)
def test_worker_that_gets_many_signals_at_once_ends(parent, tmp_path):
    """After Ctrl-C its keeper tells it, too."""
    [worker] = workers_of(parent)
    wait_until(lambda: "can't be read" in (tmp_path / "words").read_text())

    for _ in range(500):
        with suppress(psutil.NoSuchProcess):
            worker.send_signal(signal.SIGINT)
            worker.send_signal(signal.SIGTERM)

    wait_until(lambda: not is_alive(worker.pid))


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
