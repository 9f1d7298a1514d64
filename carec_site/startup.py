"""What has to be true before the site starts, for development and production alike."""

import socket
import time
from contextlib import contextmanager, suppress

from django.core.management import CommandError, call_command
from django.db import Error, OperationalError, connection
from django.db.backends.postgresql.base import Database
from django.db.migrations.executor import MigrationExecutor

# The number of the advisory lock under which one process at a time prepares a database.
PREPARING = int.from_bytes(b"prepare")


def check_port(port: int, command: str) -> None:
    """Raise CommandError if another program listens on `port` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError:
            raise CommandError(f"{port} is not a port. Choose one such as {command} PORT=8001") from None
        except OSError:
            raise CommandError(
                f"Port {port} is taken by another program. Choose another one: {command} PORT={port + 1}"
            ) from None


@contextmanager
def one_at_a_time(say):
    """Keep all other processes that prepare this database waiting, also those of other machines.

    Whoever holds the lock and ends, however that happens, has given it back. `say` is told of a wait.
    Raises CommandError if the server named in DATABASE_URL won't have us.
    """
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(complaint(error)) from None
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
    """Migrate if there is anything to migrate, and give the staff groups their permissions."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    call_command("setup_roles", verbosity=0)


def complaint(error: Error) -> str:
    """What is wrong with the database, for whoever gave a command; empty if the command itself is wrong."""
    if isinstance(error.__cause__, Database.errors.UndefinedTable | Database.errors.UndefinedColumn):
        return (
            "The database lacks tables of this version. Start the site once, by `make run` or `make serve`, "
            "or with a server of your own: .venv/bin/python manage.py migrate"
        )
    if isinstance(error, OperationalError):
        which = "private database" if hasattr(connection, "server") else "database in DATABASE_URL"
        return f"The {which} can't be used: {' '.join(str(error).split())}"
    return ""
