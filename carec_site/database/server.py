"""A private PostgreSQL for one clone: the first process to connect starts it, the last to end stops it.

In its folder, beside the data, lie

    users.lock   held shared by each process that uses the server
    server.lock  held by whoever starts the server, who hands it on to all the server's processes

The kernel releases each when its last holder ends, however it ends. No decision depends on a PID: after a
crash or a reboot the number may belong to another program. A forked process shares its parent's locks, which
is right for users. Such locks work on one machine: the folder can't be shared between machines.
"""

import functools
import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.db.backends.postgresql.base import Database

from carec_site.database import waiting
from carec_site.database.cluster import PORT, Cluster
from carec_site.database.locks import lock, locked_if_free, one_sentence
from carec_site.database.programs import unavailable


def server_of(settings):
    """The server that an entry of DATABASES describes; one object for each in a process."""
    folder = Path(settings["EMBEDDED_DIR"]).resolve()
    return _server(folder, settings.get("EMBEDDED_BINDIR", ""), settings.get("EMBEDDED_FAST", False))


@functools.cache
def _server(folder, programs_folder, fast):
    _forget_other_servers()
    return Server(folder, programs_folder, fast)


def _forget_other_servers():
    """Remove libpq's variables from our environment; what we need is passed explicitly each time.

    Some would lead to another server (PGHOSTADDR, PGSERVICE), others to a refusal or to other tables.
    """
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


class Server:
    def __init__(self, folder, programs_folder="", fast=False):
        self.folder = folder
        self.cluster = Cluster(folder, programs_folder, fast)
        self._users = folder / "users.lock"
        self._user = None
        self._one_thread = threading.Lock()

    def hold(self):
        """Count this process as a user until it ends. Starts nothing; waits while the server stops."""
        with self._one_thread, one_sentence():
            if not self._is_user():
                self.folder.mkdir(parents=True, exist_ok=True)
                self._user = lock(self._users, shared=True)

    def hold_across_exec(self):
        """Like `hold`, and also count the program that this process turns into, with its forks, as a user."""
        self.hold()
        os.set_inheritable(self._user, True)

    def release(self):
        """Stop counting this process as a user."""
        with self._one_thread:
            if self._is_user():
                os.close(self._user)
            self._user = None

    def start(self):
        """Return once the server answers, having started it if no other process has. Call `hold` first."""
        log_start = None
        seconds = waiting.start_seconds()
        deadline = time.monotonic() + seconds
        while not self.is_running():
            if time.monotonic() > deadline:
                raise self._failed(f"did not answer within {seconds:g} seconds")
            # While another process holds the lock, a server is being started, recovers or stops: wait.
            with one_sentence(), locked_if_free(self.folder / "server.lock") as alone:
                if alone is not None:
                    if log_start is not None:
                        raise self._failed(f"did not start: {self.cluster.complaint(log_start)}")
                    log_start = self.cluster.launch(self._users, alone)
            time.sleep(0.01)

    def stop(self, force=False):
        """Stop the server; without `force` only if no other process uses it. Return whether it is stopped."""
        self.release()
        with one_sentence(), locked_if_free(self._users) as alone:
            if (alone is not None or force) and self.is_running():
                self.cluster.stop()
        return not self.is_running()

    def is_running(self):
        try:
            self.connect().close()
        except waiting.NoAnswerError:  # it is frozen, and can't be started
            return True
        except Database.OperationalError as error:
            # A refusal for any other reason, such as too many connections, comes from a running server.
            return "FATAL" in str(error) and "the database system is" not in str(error)
        return True

    def connect(self):
        """A bare connection to the maintenance database."""
        address = {"host": str(self.cluster.socket_folder), "port": PORT}
        return Database.connect(user="postgres", dbname="postgres", **address)

    def create_database(self, name):
        """Create the database if it is missing."""
        connection = self.connect()
        connection.autocommit = True
        try:
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                quoted = name.replace('"', '""')
                with suppress(Database.errors.DuplicateDatabase, Database.errors.UniqueViolation):
                    cursor.execute(f'CREATE DATABASE "{quoted}"')
        finally:
            connection.close()

    def _is_user(self):
        try:
            return os.path.samestat(os.fstat(self._user), self._users.stat())
        except (OSError, TypeError):  # never was, or the folder was deleted since
            return False

    def _failed(self, what):
        return unavailable(f"it {what} (more in {self.cluster.log})")
