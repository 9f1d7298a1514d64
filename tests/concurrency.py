"""The same work by several people at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(number, work) -> list:
    """What each of `number` calls of `work` returns; they start together, each on its own connection."""
    start = Barrier(number)

    def run():
        try:
            start.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return [future.result() for future in [pool.submit(run) for _ in range(number)]]
