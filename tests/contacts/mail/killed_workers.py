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

LONGEST = 0.12  # seconds that a worker lives


def killed_worker(seconds):
    """Whether the worker was still at work when it was killed."""
    worker = os.fork()
    if worker == 0:
        call_command("send_mail", "--watch", "--every", "0.02")
        os._exit(0)
    time.sleep(seconds)
    os.kill(worker, signal.SIGKILL)
    _pid, status = os.waitpid(worker, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    number, seed = map(int, sys.argv[1:])
    chance = random.Random(seed)
    django.setup()
    print(sum(killed_worker(chance.uniform(0, LONGEST)) for _ in range(number)))
