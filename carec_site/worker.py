"""The worker that sends mail, beside a server that was started by hand.

In production it is a service of its own: see docs/operations.md.
"""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"


def start_worker(across_exec=False) -> subprocess.Popen:
    """Start `send_mail --watch` as a child that ends with this process, however this process ends.

    The child reads a pipe to which nobody writes; the kernel closes it when this process ends. With
    `across_exec`, the program that this process turns into keeps it, and so do its forks.
    """
    reading, writing = os.pipe()
    worker = subprocess.Popen(  # noqa: S603  our own program, without a shell
        [sys.executable, str(MANAGE), "send_mail", "--watch", "--with-parent"], stdin=reading
    )
    os.close(reading)
    os.set_inheritable(writing, across_exec)
    return worker


def where_mail_goes() -> str:
    """For whoever started the server."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return f"written into {settings.EMAIL_FILE_PATH}/ (set EMAIL_URL to have it sent)"
    return f"sent by way of {settings.EMAIL_HOST}"
