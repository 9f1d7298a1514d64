"""Real processes that start, use, kill and leave a private PostgreSQL."""

import contextlib
import json
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import psutil

from carec_site.database.locks import locked_if_free
from tests.patience import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[3]
CLIENT = Path(__file__).with_name("client.py")
AS_ROOT = os.geteuid() == 0
STARTED = "SELECT pg_postmaster_start_time()::text"


def wait_until(condition, seconds=PATIENCE_SECONDS):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def is_alive(pid):
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


class Client:
    """A running process that answers SQL; it connects at its first question."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)

    def send(self, sql):
        self.process.stdin.write(sql + "\n")
        self.process.stdin.flush()

    def receive(self):
        assert select.select([self.process.stdout], [], [], PATIENCE_SECONDS)[0], "waited in vain"
        reply = json.loads(self.process.stdout.readline())
        return reply["value"] if "value" in reply else reply["error"]

    def ask(self, sql):
        self.send(sql)
        return self.receive()

    def leave(self):
        self.process.stdin.close()
        self.process.stdout.read()  # to its end, also when a forked child holds it
        self.process.stdout.close()
        self.process.wait(PATIENCE_SECONDS)

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)
        self.process.stdin.close()
        self.process.stdout.close()


class Clone:
    """A folder as a clone of the project would have it, and the processes that use it."""

    def __init__(self, folder, python=sys.executable, become=None, prefix=(), **options):
        self.folder = folder
        self.prefix = prefix  # of each command
        self.python = python
        self.options = options
        self.clients = []
        site_packages = [path for path in sys.path if path.endswith("site-packages")]
        paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), *site_packages])}
        self.setting = {"env": os.environ | paths, "cwd": "/", "text": True, **(become or {})}

    @property
    def server_pid(self):
        return int((self.folder / "data" / "postmaster.pid").read_text().split("\n")[0])

    def command(self, *words):
        return [*self.prefix, self.python, str(CLIENT), str(self.folder), json.dumps(self.options), *words]

    def client(self, verb="answer"):
        client = Client(self.command(verb), **self.setting)
        self.clients.append(client)
        return client

    def run(self, *words):
        return subprocess.run(self.command(*words), capture_output=True, **self.setting)

    def programs(self):
        """The folder of those that this clone's server runs."""
        return Path(re.search(r"Programs: +(.+) \(PostgreSQL ", self.run("database", "status").stdout)[1])

    def leave(self):
        """End all clients, and return when the server has stopped."""
        for client in self.clients:
            client.leave()
        self.wait_for_stop()

    def wait_for_stop(self):
        """Return when no process of the server lives."""
        with contextlib.suppress(FileNotFoundError):  # its folder was moved or never made
            wait_until(self.is_stopped)

    def is_stopped(self):
        with locked_if_free(self.folder / "server.lock") as alone:
            return alone is not None

    def close(self):
        for client in self.clients:
            if client.process.poll() is None:
                client.kill()
        self.wait_for_stop()
