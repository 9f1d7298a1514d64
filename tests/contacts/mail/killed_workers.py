"""Start the mail worker NUMBER times and kill each after a random time; print how many were at work.

    killed_workers.py NUMBER SEED

The first process loads the site once, and each worker is a fork of it, which starts at once.
"""

import os
import random
import signal
import sys
import time

import django
from django.core.management import call_command
from django.db import connection

LONGEST = 0.08  # seconds that a worker lives once it reached the database


def killed_worker(seconds):
    """Whether the worker was still at work when it was killed."""
    listening, ready = os.pipe()
    worker = os.fork()
    if worker == 0:
        connection.ensure_connection()
        os.write(ready, b"x")
        call_command("send_mail", "--watch", "--every", "0.02")
        os._exit(0)
    os.read(listening, 1)
    os.close(listening)
    os.close(ready)
    time.sleep(seconds)
    os.kill(worker, signal.SIGKILL)
    _pid, status = os.waitpid(worker, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    number, seed = map(int, sys.argv[1:])
    chance = random.Random(seed)
    django.setup()
    print(sum(killed_worker(chance.uniform(0, LONGEST)) for _ in range(number)))
