"""The site under gunicorn as a process of its own, over a PostgreSQL that a test may freeze or kill."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import quote, urlencode

import psutil
import psycopg2
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from carec_site.database.cluster import PORT, Cluster
from tests.carec_site.database.clone import Clone, is_alive, wait_until
from tests.carec_site.database.conftest import open_folder
from tests.contacts.mail.server import free_port
from tests.patience import PATIENCE_SECONDS
from tests.prepared import copy_prepared_server


class Answer(NamedTuple):
    status: int
    headers: dict
    content: bytes
    seconds: float

    @property
    def location(self):
        return self.headers.get("Location", "")


class Site:
    """`folder` is its DATA_DIR; without a DATABASE_URL its private, migrated database lies there, too."""

    def __init__(self, folder, **environ):
        if "DATABASE_URL" not in environ:
            copy_prepared_server(folder / "postgres")
        self.port = free_port()
        self.environ = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DEBUG": "1",
            "DATABASE_URL": "",
            "BEHIND_PROXY": "1",
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "carec_site.settings",
            **environ,
        }
        self.process = None

    def start(self, log, *arguments):
        server = ["-m", "gunicorn", "carec_site.wsgi", "--log-level=warning", *arguments]
        self.process = self.run(*server, f"--bind=127.0.0.1:{self.port}", stdout=log, stderr=log)
        wait_until(self.is_up)

    def run(self, *words, **options):
        return subprocess.Popen([sys.executable, *words], cwd=settings.BASE_DIR, env=self.environ, **options)

    def is_up(self):
        with suppress(OSError, HTTPException):
            return self.ask("GET", "/readyz").status == 200
        return False

    def ask(self, method, path, data=None, address="", **headers):
        """Through a proxy, which tells the visitor's address."""
        began = time.monotonic()
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)) as connection:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address}
            connection.request(method, path, urlencode(data, doseq=True) if data else None, headers)
            response = connection.getresponse()
            content = response.read()
            return Answer(response.status, dict(response.getheaders()), content, time.monotonic() - began)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)


class Postgres:
    """All processes of the server over a data folder."""

    def __init__(self, data):
        self.data = data

    def processes(self):
        postmaster = psutil.Process(int((self.data / "postmaster.pid").read_text().split("\n")[0]))
        return [postmaster, *postmaster.children()]

    def signal(self, number):
        """All at once, as when memory runs out."""
        processes = self.processes()
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        return processes

    def freeze(self):
        self.signal(signal.SIGSTOP)

    def thaw(self):
        self.signal(signal.SIGCONT)

    def kill(self):
        postmaster, *_others = self.signal(signal.SIGKILL)
        wait_until(lambda: not is_alive(postmaster.pid))


class Production:
    """A server as that of a `DATABASE_URL`, which nobody starts again by himself, and sites over it."""

    def __init__(self, folder):
        self.folder = folder
        self.cluster = Cluster(folder / "postgres", "", fast=True)
        try:
            self.cluster.programs()
        except ImproperlyConfigured as error:
            pytest.skip(f"There are no programs of PostgreSQL to start: {error}")
        copy_prepared_server(folder / "postgres")
        self.clone = Clone(folder / "postgres", EMBEDDED_FAST=True)
        self.postgres = Postgres(self.cluster.data)
        self.place = f"host='{self.cluster.socket_folder}' port={PORT} user=postgres dbname=carec"
        self.client = self.clone.client()
        self.begin()

    def begin(self):
        """Start the server, which may have been killed."""
        assert self.client.ask("SELECT 1") == 1

    def site(self, **environ):
        address = quote(str(self.cluster.socket_folder), safe="")
        return Site(
            self.folder / "var",
            **{
                "DEBUG": "0",
                "SECRET_KEY": settings.SECRET_KEY,  # which signs what `honest()` sends
                "ALLOWED_HOSTS": "127.0.0.1",
                "DATABASE_URL": f"postgres://postgres@{address}:{PORT}/carec",
                **environ,
            },
        )

    def connect(self):
        """A connection of somebody who writes SQL by hand."""
        connection = psycopg2.connect(self.place)
        connection.autocommit = True
        return connection


@contextmanager
def open_production():
    with open_folder() as folder:
        production = Production(folder)
        try:
            yield production
        finally:
            production.clone.close()
