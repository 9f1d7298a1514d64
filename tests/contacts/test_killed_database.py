"""The database is killed under visitors who write: real processes, real HTTP, a private PostgreSQL."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from typing import NamedTuple
from urllib.parse import urlencode

import psutil
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.base import Database

from carec_site.database.cluster import PORT, Cluster
from tests.carec_site.database.clone import is_alive, wait_until
from tests.contacts.mail.server import free_port
from tests.contacts.posting import TYPED, honest, shown

SENDERS = 8
KILLS = 4


class Answer(NamedTuple):
    status: int
    location: str
    content: bytes


class Site:
    """The site under gunicorn, over a private PostgreSQL in a folder of its own."""

    def __init__(self, folder):
        self.cluster = Cluster(folder / "postgres", "", fast=False)
        self.port = free_port()
        self.environ = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DEBUG": "1",
            "DATABASE_URL": "",
            "BEHIND_PROXY": "1",
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "carec_site.settings",
        }
        self.process = None

    def start(self, log):
        self.run("manage.py", "migrate", "--verbosity=0").wait()
        server = ["-m", "gunicorn", "carec_site.wsgi", f"--threads={SENDERS}", "--log-level=warning"]
        self.process = self.run(*server, f"--bind=127.0.0.1:{self.port}", stdout=log, stderr=log)
        wait_until(self.is_up, 60)

    def run(self, *words, **options):
        return subprocess.Popen([sys.executable, *words], cwd=settings.BASE_DIR, env=self.environ, **options)

    def is_up(self):
        with suppress(OSError, HTTPException):
            return self.ask("GET", "/readyz").status == 200
        return False

    def ask(self, method, path, data=None, address=""):
        """Through a proxy, which tells the visitor's address."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address}
            connection.request(method, path, urlencode(data) if data else None, headers)
            response = connection.getresponse()
            return Answer(response.status, response.getheader("Location", ""), response.read())

    def kill_the_database(self):
        """All of its processes at once, as when memory runs out."""
        postmaster = int((self.cluster.data / "postmaster.pid").read_text().split("\n")[0])
        processes = [psutil.Process(postmaster), *psutil.Process(postmaster).children()]
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        wait_until(lambda: not is_alive(postmaster))

    def stored(self):
        """The message of each inquiry, by its reference."""
        folder = str(self.cluster.socket_folder)
        with closing(Database.connect(user="postgres", dbname="carec", host=folder, port=PORT)) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT reference, message FROM contacts_inquiry")
            return dict(cursor.fetchall())

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(30)


@pytest.fixture
def site():
    folder = Path(tempfile.mkdtemp(prefix="carec-killed-"))
    folder.chmod(0o755)
    site = Site(folder)
    try:
        site.cluster.programs()
    except ImproperlyConfigured as error:
        pytest.skip(f"There are no programs of PostgreSQL to kill: {error}")
    with (folder / "log").open("w") as log:
        try:
            site.start(log)
            yield site
        finally:
            site.stop()
    wait_until(lambda: not (site.cluster.data / "postmaster.pid").exists(), 30)
    shutil.rmtree(folder)


def write_until(site, stopped, sender):
    """Visitors write one after the other, each from elsewhere; return each message with its answer."""
    sent = []
    while not stopped.is_set():
        typed = {**TYPED, "email": f"sender{sender}@example.org", "message": f"{sender}: {len(sent)}"}
        address = f"10.{sender}.{len(sent) % 250}.1"
        sent.append((typed, site.ask("POST", "/contact/", honest(typed), address)))
    return sent


def test_inquiry_whose_visitor_saw_a_reference_is_there_after_the_database_was_killed(site):
    stopped = Event()
    with ThreadPoolExecutor(SENDERS) as pool:
        senders = [pool.submit(write_until, site, stopped, number) for number in range(SENDERS)]
        for _ in range(KILLS):
            time.sleep(0.6)
            site.kill_the_database()
            wait_until(site.is_up, 60)
        time.sleep(0.6)
        stopped.set()
        sent = [pair for sender in senders for pair in sender.result()]

    stored = site.stored()
    thanked = {typed["message"]: answer for typed, answer in sent if answer.status == 303}
    refused = [(typed, answer) for typed, answer in sent if answer.status != 303]
    references = {message: reference for reference, message in stored.items()}
    assert len(stored) == len(references)
    for message, answer in thanked.items():
        assert f"/thanks/{references.get(message)}:" in answer.location
    assert {answer.status for _typed, answer in refused} == {503}
    for typed, answer in refused:
        assert shown(answer) == {**typed, "subject": ""}
        assert "We could not store your message just now" in answer.content.decode()
    print(f"thanked: {len(thanked)}, refused: {len(refused)}")
