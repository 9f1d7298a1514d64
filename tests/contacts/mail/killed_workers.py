"""Start the mail worker NUMBER times and kill each after a random time; print how many were at work.

    killed_workers.py NUMBER SEED

The first process loads the site once, and each worker is a fork of it, which starts at once. The first worker
lives until it has sent a mail, so that also on a slow machine some are sent by workers that are killed.
"""

import os
import random
import signal
import sys
import time
from contextlib import closing
from functools import partial

import django
from django.core.management import call_command
from django.db import connection

LONGEST = 0.08  # seconds that a worker lives once it reached the database


def killed_worker(moment):
    """Whether the worker was still at work when it was killed, which is when `moment()` returns."""
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
    moment()
    os.kill(worker, signal.SIGKILL)
    _pid, status = os.waitpid(worker, 0)
    return os.WIFSIGNALED(status)


def first_mail_is_sent():
    # A connection of its own: workers inherit what this process has opened.
    with closing(connection.get_new_connection(connection.get_connection_params())) as own:
        own.autocommit = True
        cursor = own.cursor()
        while True:
            cursor.execute("SELECT count(*) FROM post_office_log WHERE status = %s", [STATUS.sent])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)


if __name__ == "__main__":
    number, seed = map(int, sys.argv[1:])
    chance = random.Random(seed)
    django.setup()
    from post_office.models import STATUS  # models need the settings

    moments = [first_mail_is_sent]
    moments += [partial(time.sleep, chance.uniform(0, LONGEST)) for _ in range(number - 1)]
    print(sum(map(killed_worker, moments)))
