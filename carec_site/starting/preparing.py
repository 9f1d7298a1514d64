"""What has to be true before the site starts, for development and production alike."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.core.management import CommandError, call_command
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from carec_site.database.complaints import check_encoding, explained

# The number of the advisory lock under which one process at a time prepares a database.
PREPARING = int.from_bytes(b"prepare")


def check_port(text: str, command: str) -> None:
    """Raise CommandError unless `text` is a port on which this process can listen."""
    port = int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) else 0
    if not 0 < port <= 65535:
        raise CommandError(f"“{text}” is not a port. Choose one such as {command} PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CommandError(
                f"This user may not listen on port {port}. Choose one such as {command} PORT=8001"
            ) from None
        except OSError:
            raise CommandError(
                f"Port {port} is taken by another program. Choose another one: {command} PORT={port + 1}"
            ) from None


@contextmanager
def one_at_a_time(say: Callable[[str], None]) -> Iterator[None]:
    """Make all other processes that prepare this database wait, on other machines too.

    The lock is released when its holder ends, however that happens. `say` is called if there is a wait.
    Raises CommandError if the database can't be used.
    """
    with explained():
        connection.ensure_connection()
    check_encoding()
    if not _ask_for_lock("pg_try_advisory_lock"):
        say("Another start is preparing the database; waiting for it ...")
        while not _ask_for_lock("pg_try_advisory_lock"):
            time.sleep(0.1)
    try:
        yield
    finally:
        with suppress(Error):  # a connection that is lost has given the lock back
            _ask_for_lock("pg_advisory_unlock")


def _ask_for_lock(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [PREPARING])
        return cursor.fetchone()[0]


def prepare_database() -> None:
    """Run pending migrations, and give the staff groups their permissions."""
    with explained():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        call_command("setup_roles", verbosity=0)
