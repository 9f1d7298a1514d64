"""A copy of the project in a folder of its own, where `make` is run as a newcomer would."""

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from django.conf import settings

from carec_site.env import NAMES
from tests.carec_site.database.clone import is_alive, wait_until

ROOT = Path(settings.BASE_DIR)
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".env", ".hypothesis")
SECONDS = 300  # for what takes one on a quiet machine


class Copy:
    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=NOT_COPIED, symlinks=True)
        (folder / ".venv").symlink_to(ROOT / ".venv")
        given = {*NAMES, "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "MAKEFLAGS", "MAKELEVEL"}
        given |= {"PYTHONPYCACHEPREFIX"}  # what is compiled goes with the copy
        self.environ = {name: value for name, value in os.environ.items() if name not in given}
        self.servers = []

    def start(self, *words, name="log"):
        """Start `make` with these words, its output going into a file."""
        return self._start(["make", *words], name)

    def start_line(self, line, name):
        """Start a line of the documents that goes on, its output going into a file."""
        return self._start(["bash", "-c", f"exec {line}"], name)

    def _start(self, command, name):
        server = Server(command, self.folder / name, cwd=self.folder, env=self.environ)
        self.servers.append(server)
        return server

    def run(self, line, **options):
        """Run a line as it is written in the documents, its output going into a pipe."""
        return subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            **options,
        )

    def manage(self, lines):
        """How each of these commands of manage.py ends, and what it says."""
        done = subprocess.run(
            [".venv/bin/python", "-m", "tests.forked_commands"],
            cwd=self.folder,
            env=self.environ,
            input=json.dumps(lines),
            stdout=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        return json.loads(done.stdout)

    def type(self, line, answers):
        """Run a line at a terminal, and give these answers; return what stood there."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execvpe("bash", ["bash", "-c", line], self.environ)
        shown, answers = "", list(answers)
        with suppress(OSError):  # the terminal is gone with its last user
            while select.select([terminal], [], [], SECONDS)[0]:
                shown += os.read(terminal, 4096).decode()
                if answers and shown.endswith(": "):
                    os.write(terminal, f"{answers.pop(0)}\n".encode())
        os.close(terminal)
        os.waitpid(pid, 0)
        return shown

    def close(self):
        for server in self.servers:
            server.end()
        pid_file = self.folder / "var" / "postgres" / "data" / "postmaster.pid"
        wait_until(lambda: not pid_file.exists(), SECONDS)


class Server:
    def __init__(self, command, log, **options):
        self.log = log
        self.has_ended = False
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True, **options
            )

    def wait_for(self, pattern):
        """Wait until the output has a line of that form; return all of the output."""
        wait_until(lambda: re.search(pattern, self.log.read_text()) or not self.is_running(), SECONDS)
        assert re.search(pattern, self.log.read_text()), self.log.read_text()
        return self.log.read_text()

    def is_running(self):
        return self.process.poll() is None

    def family(self):
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def end(self, number=signal.SIGINT):
        """As by Ctrl-C, which the whole group receives, or by a kill of all of it."""
        if self.has_ended:  # the number of its group may be another program's by now
            return
        family = self.family()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        self.process.wait(SECONDS)
        wait_until(lambda: not any(is_alive(process.pid) for process in family), SECONDS)
        self.has_ended = True


@contextmanager
def copied(folder):
    copy = Copy(folder)
    try:
        yield copy
    finally:
        copy.close()
        shutil.rmtree(folder)
