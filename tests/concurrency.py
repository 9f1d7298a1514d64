"""The same work by several people at the same time, and work that another transaction keeps waiting."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, transaction

from tests.carec_site.database.clone import wait_until
from tests.patience import PATIENCE_SECONDS


def at_once(number, work) -> list:
    """What each of `number` calls of `work` returns; they start together, each on its own connection."""
    start = Barrier(number)

    def run():
        start.wait()
        return work()

    with ThreadPoolExecutor(number) as pool:
        return [future.result() for future in [pool.submit(in_own_connection, run) for _ in range(number)]]


def overtaken(change, work):
    """What `work` returns that begins when `change` is made and not committed, and has to wait for that."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change()
            future = pool.submit(in_own_connection, work)
            wait_until(lambda: is_waited_for() or future.done())
            assert not future.done(), "It did not wait."
        return future.result(PATIENCE_SECONDS)


def in_own_connection(work):
    """For a thread: close the connection that it opens by its work."""
    try:
        return work()
    finally:
        connection.close()


def is_waited_for():
    """Whether another connection waits for a lock that this one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw at first
        cursor.execute(
            "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pg_backend_pid() ="
            " ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone() is not None
