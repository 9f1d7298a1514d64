"""The load: wrk where there is one, else a plain tool in Python, which takes more CPU from the server.

`python -m bench.clients PORT SECONDS PATH` is that tool. Either asks over CONNECTIONS connections, which it
keeps, each with its next request as soon as the last is answered.
"""

import json
import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import repeat
from math import ceil
from typing import NamedTuple

from bench import sites
from bench.renderer import ACCEPT_ENCODING

CONNECTIONS = 8
ANSWER_SECONDS = 60
WRK = shutil.which("wrk")
TOOL = "wrk" if WRK else "a Python tool, for there is no wrk"
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


class Sample(NamedTuple):
    requests: int
    seconds: float
    p50: float  # milliseconds
    p99: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def load(port: int, path: str, seconds: int, is_slow: bool = False) -> Sample:
    """Ask for one page. ValueError if an answer is not that page.

    A slow one is asked for by our own tool, whose cost is nothing beside it: wrk gives up the requests that
    are under way when its time is over, which would be a large part of them.
    """
    is_wrks = WRK and not is_slow
    command = wrk_command(port, path, seconds) if is_wrks else own_command(port, path, seconds)
    done = subprocess.run(command, cwd=sites.ROOT, capture_output=True, text=True, check=False)  # noqa: S603  no shell
    if done.returncode:
        raise ValueError(f"{path}: {done.stderr}")
    return read_wrk(done.stdout) if is_wrks else Sample(*json.loads(done.stdout))


def own_command(port: int, path: str, seconds: int) -> list[str]:
    return [sys.executable, "-m", "bench.clients", str(port), str(seconds), path]


def wrk_command(port: int, path: str, seconds: int) -> list[str]:
    options = ["--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", "--latency"]
    more = ["--timeout", f"{ANSWER_SECONDS}s", "--header", f"Accept-Encoding: {ACCEPT_ENCODING}"]
    return [WRK or "wrk", *options, *more, f"http://127.0.0.1:{port}{path}"]


def read_wrk(text: str) -> Sample:
    """What wrk has printed."""
    if "Non-2xx" in text or "Socket errors" in text:
        raise ValueError(text)
    shares = re.findall(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m) *$", text, re.MULTILINE)
    latencies = {share: float(number) * MILLISECONDS[unit] for share, number, unit in shares}
    total = re.search(r"(\d+) requests in ([\d.]+)(us|ms|s|m),", text)
    if not total or len(latencies) < 2:
        raise ValueError(text)
    seconds = float(total[2]) * MILLISECONDS[total[3]] / 1000
    return Sample(int(total[1]), seconds, latencies["50"], latencies["99"])


class Connection:
    """One connection with at most one request under way."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path: str) -> None:
        headers = f"Host: localhost\r\nAccept-Encoding: {ACCEPT_ENCODING}\r\n\r\n"
        self._path = path
        self._missing: int | None = None
        self._head = b""
        self._began = time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{headers}".encode())

    def read(self) -> float | None:
        """The milliseconds that the answer took, once it is whole."""
        received = self.socket.recv(1 << 18)
        if not received:
            raise ValueError(f"{self._path}: the server closed the connection")
        if self._missing is None:
            self._head += received
            head, end, body = self._head.partition(b"\r\n\r\n")
            if not end:
                return None
            length = re.search(rb"\r\nContent-Length: *(\d+)", head, re.IGNORECASE)
            if not head.startswith(b"HTTP/1.1 200 ") or not length:
                raise ValueError(f"{self._path}: {head.decode(errors='replace')}")
            self._missing = int(length[1])
            received = body
        self._missing -= len(received)
        return None if self._missing else (time.perf_counter() - self._began) * 1000


def ask(port: int, paths: Iterator[str], seconds: float) -> Sample:
    """Ask for one page after the other until there is none, or the time is over; wait for all answers."""
    waits: list[float] = []
    began = time.perf_counter()
    with selectors.DefaultSelector() as selector, ExitStack() as stack:
        for _ in range(CONNECTIONS):
            connection = Connection(port)
            stack.enter_context(connection.socket)
            if path := next(paths, ""):
                connection.ask(path)
                selector.register(connection.socket, selectors.EVENT_READ, connection)
        while selector.get_map():
            for key, _ in selector.select(ANSWER_SECONDS):
                connection = key.data
                if (wait := connection.read()) is None:
                    continue
                waits.append(wait)
                is_over = time.perf_counter() - began > seconds
                if path := "" if is_over else next(paths, ""):
                    connection.ask(path)
                else:
                    selector.unregister(connection.socket)
    waits.sort()
    return Sample(len(waits), time.perf_counter() - began, share(waits, 0.5), share(waits, 0.99))


def share(ordered: list[float], part: float) -> float:
    """The least of the values that so large a part of them does not exceed."""
    return ordered[max(ceil(len(ordered) * part) - 1, 0)]


if __name__ == "__main__":
    print(json.dumps(ask(int(sys.argv[1]), repeat(sys.argv[3]), float(sys.argv[2]))))
