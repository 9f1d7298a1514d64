"""Two servers as on two machines: processes of their own, which share nothing but the database."""

import json
import re
import subprocess
from contextlib import contextmanager
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from carec_site.database.cluster import PORT, Cluster
from tests.carec_site.database.clone import Clone
from tests.carec_site.database.conftest import open_folder
from tests.prepared import copy_prepared_server
from tests.serving import Postgres, Site

TITLE = re.compile(rb"Edition (\d+)<")


class Machines:
    def __init__(self, folder, cluster, **environ):
        self.postgres = Postgres(cluster.data)
        self.socket = {
            "host": str(cluster.socket_folder),
            "port": PORT,
            "user": "postgres",
            "dbname": "carec",
        }
        address = f"postgres://postgres@{quote(str(cluster.socket_folder), safe='')}:{PORT}/carec"
        self.sites = [
            Site(
                folder / "var",
                **{
                    "DEBUG": "0",
                    "SECRET_KEY": settings.SECRET_KEY,
                    "ALLOWED_HOSTS": "127.0.0.1",
                    "DATABASE_URL": address,
                    "LOG_LEVEL": "WARNING",
                    **environ,
                },
            )
            for _machine in range(2)
        ]

    def connect(self):
        """A connection of somebody who writes SQL by hand."""
        connection = psycopg2.connect(**self.socket)
        connection.autocommit = True
        return connection


@contextmanager
def two_machines(**environ):
    """Filled with the whole site."""
    with open_folder() as folder:
        cluster = Cluster(folder / "postgres", "", fast=True)
        try:
            cluster.programs()
        except ImproperlyConfigured as error:
            pytest.skip(f"There are no programs of PostgreSQL to start: {error}")
        copy_prepared_server(folder / "postgres")
        clone = Clone(folder / "postgres", EMBEDDED_FAST=True)
        clone.client().ask("SELECT 1")
        machines = Machines(folder, cluster, **environ)
        try:
            filling = machines.sites[0].run(
                "-m", "tests.carec_site.full_site", stdout=subprocess.PIPE, text=True
            )
            machines.made = json.loads(filling.communicate()[0])
            with (folder / "log").open("w") as log:
                for site in machines.sites:
                    site.start(log, "--worker-class=gthread", "--workers=1", "--threads=8")
            yield machines
        finally:
            for site in machines.sites:
                site.stop()
            clone.close()
