"""The worker that sends email, beside a server that was started by hand.

In production it is a service of its own: see docs/operations.md.

As a program (`python -m carec_site.starting.worker`) this keeps one alive until standard input ends.
"""

import logging
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils.log import configure_logging

BASE_DIR = Path(__file__).resolve().parents[2]
WORKER = [sys.executable, str(BASE_DIR / "manage.py"), "send_mail", "--watch", "--with-parent"]
MIN_WAIT_SECONDS, MAX_WAIT_SECONDS = 1, 60

logger = logging.getLogger("carec_site.starting.worker")


def start_worker(across_exec: bool = False) -> subprocess.Popen[bytes]:
    """Start a worker that ends with this process, however this process ends, and is replaced when it dies.

    It and its keeper read a pipe that nobody writes to; the kernel closes it when this process ends. With
    `across_exec`, the program that this process turns into keeps it open, as do its forks.
    """
    reading, writing = os.pipe()
    keeper = subprocess.Popen(
        [sys.executable, "-m", "carec_site.starting.worker"], stdin=reading, cwd=BASE_DIR
    )
    os.close(reading)
    os.set_inheritable(writing, across_exec)
    return keeper


def keep_alive() -> None:
    """Start a worker, and another one each time it dies, until standard input ends or a signal says stop."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: sys.exit())
    wait = 0
    while True:
        started = time.monotonic()
        worker = subprocess.Popen(WORKER)  # noqa: S603  our own program, without a shell
        try:
            code = worker.wait()
        except SystemExit:
            worker.terminate()
            worker.wait()
            raise
        wait = next_wait(wait, lived=time.monotonic() - started)
        if has_ended(sys.stdin, within=0):
            return
        logger.warning("The mail worker ended with %s; another one starts in %d s", cause(code), wait)
        if has_ended(sys.stdin, within=wait):
            return


def next_wait(wait: int, lived: float) -> int:
    """Seconds until the next start: twice as many each time a worker dies young."""
    if lived > MAX_WAIT_SECONDS:
        return MIN_WAIT_SECONDS
    return min(max(2 * wait, MIN_WAIT_SECONDS), MAX_WAIT_SECONDS)


def cause(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def has_ended(pipe: TextIO, within: float) -> bool:
    """Whether a pipe that nobody writes to was closed; wait that many seconds for it."""
    return bool(select.select([pipe], [], [], within)[0])


def where_mail_goes() -> str:
    """A sentence on that, for the person who started the server."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return f"written into {settings.EMAIL_FILE_PATH}/ (set EMAIL_URL to have it sent)"
    return f"sent by way of {settings.EMAIL_HOST}"


if __name__ == "__main__":
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    keep_alive()
