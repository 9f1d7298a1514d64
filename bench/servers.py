"""The production server, gunicorn with the settings of this site, around one application."""

import http.client
import socket
import subprocess
import sys
import time
from contextlib import suppress

from bench import processes, sites
from bench.content.sizes import USUAL

START_SECONDS = 120
STOP_SECONDS = 60
LOOK_SECONDS = 0.1
DRAIN_SECONDS = 30


class Server:
    """Runs inside a `with` block. Its lines, one a request for the site, go into a file."""

    def __init__(
        self,
        name: str,
        application: str,
        port: int,
        page_cache_megabytes: int = 0,
        workers: int | None = None,
    ):
        self.name, self.port = name, port
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        command += ["--bind", f"127.0.0.1:{port}"]
        command += ["--workers", str(workers)] if workers else []
        self._command = [*command, application]
        self._environment = sites.environment(USUAL, page_cache_megabytes)

    def __enter__(self) -> "Server":
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError as error:
                sys.exit(f"Port {self.port} can't be used ({error.strerror}): choose others by --port.")
        self._log = (sites.LOGS / f"{self.name.replace(' ', '-')}.log").open("ab")
        self._process = subprocess.Popen(  # noqa: S603  our own
            self._command, cwd=sites.ROOT, env=self._environment, stdout=self._log, stderr=self._log
        )
        try:
            self._wait_for_answer()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError):
                if self.status("/") == 200:
                    return
            time.sleep(LOOK_SECONDS)
        sys.exit(f"The server “{self.name}” does not answer on port {self.port}: see {self._log.name}.")

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    @property
    def workers(self) -> list[int]:
        return processes.children(self._process.pid)

    def cpu_seconds(self) -> float:
        return sum(map(processes.cpu_seconds, self.workers))

    def drain(self) -> None:
        """Wait until nothing is left of requests that a tool gave up; they would count as the next ones."""
        deadline = time.monotonic() + DRAIN_SECONDS
        used = self.cpu_seconds()
        while time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
            before, used = used, self.cpu_seconds()
            if used == before:
                return
