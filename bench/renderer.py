"""Makes pages in a process of its own, without a web server, and counts what each costs.

`python -m bench.renderer` is that process: it reads a line of JSON, makes the page, and answers with another.
`Renderer` is its other end.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import IO, Any, NamedTuple
from wsgiref.util import setup_testing_defaults

from bench import sites
from bench.content.sizes import Size
from bench.processes import exact_cpu_seconds

WARM_UPS = 3
STAFF = "/admin/"
ACCEPT_ENCODING = "gzip, deflate, br"  # as browsers do


class Cost(NamedTuple):
    """Of making one page several times, in milliseconds."""

    bytes: int
    queries: int
    own: list[float]  # CPU of the process
    database: list[float]  # CPU of the process of PostgreSQL that serves it
    both: list[float]


class Renderer:
    def __init__(self, size: Size, page_cache_megabytes: int = 0):
        self.size = size
        self._log = (sites.LOGS / f"renderer-{size.name}.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.renderer"],
            cwd=sites.ROOT,
            env=sites.environment(size, page_cache_megabytes),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(self, *_error: object) -> None:
        _pipe(self._process.stdin).close()  # which ends it
        self._process.wait()
        _pipe(self._process.stdout).close()
        self._log.close()

    def text(self, path: str) -> str:
        return str(self._ask("text", path))

    def cost(self, path: str, times: int, changed: str = "") -> Cost:
        """Of a page, of the administration for a member of staff; each time after a row of the table
        `changed` has been written.
        """
        return Cost(*self._ask("cost", path, times, changed))

    def _ask(self, *what: str | int) -> Any:
        to, back = _pipe(self._process.stdin), _pipe(self._process.stdout)
        to.write(json.dumps(what).encode() + b"\n")
        to.flush()
        answer = back.readline()
        if not answer:
            sys.exit(f"A page could not be made: see {self._log.name}.")
        return json.loads(answer)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("not a pipe")
    return pipe


def measure(application: Callable[..., Any], path: str, times: int, changed: str = "") -> Cost:
    from django.db import connection  # noqa: PLC0415  the other end has no settings

    queries = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    cookie = cookie_of_staff() if path.startswith(STAFF) else ""
    for _ in range(WARM_UPS):
        get(application, path, cookie)
    with connection.cursor() as cursor:
        # Else part of the work is done by processes that end with the query, and nobody sees what it took.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    backend = connection.connection.get_backend_pid()
    with connection.execute_wrapper(count):
        size = len(get(application, path, cookie))
    own, database = [], []
    for _ in range(times):
        if changed:
            change(changed)
        began, began_there = time.process_time(), exact_cpu_seconds(backend)
        get(application, path, cookie)
        own.append((time.process_time() - began) * 1000)
        database.append((exact_cpu_seconds(backend) - began_there) * 1000)
    return Cost(
        size, queries, own, database, [here + there for here, there in zip(own, database, strict=True)]
    )


@cache
def cookie_of_staff() -> str:
    """Of a session in which someone who may do everything is signed in."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415  as above
    from django.test import Client  # noqa: PLC0415  as above

    client = Client()
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def change(table: str) -> None:
    """Write a row of the table as it is, which triggers take for a change."""
    from django.db import connection  # noqa: PLC0415  as above

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id WHERE id = (SELECT min(id) FROM {table})")  # noqa: S608  ours


def get(application: Callable[..., Any], path: str, cookie: str = "") -> bytes:
    """The body of a page that the application answers with."""
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": ACCEPT_ENCODING,
        "REMOTE_ADDR": "127.0.0.1",
    }
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    setup_testing_defaults(environ)
    statuses = []
    response = application(environ, lambda status, headers, error=None: statuses.append(status))
    try:
        body = b"".join(response)
    finally:
        response.close()
    if statuses[0] != "200 OK":
        raise ValueError(f"{path}: {statuses[0]}")
    return body


def serve() -> None:
    from carec_site.wsgi import application  # noqa: PLC0415  as above

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is said goes into the log
    for line in sys.stdin:
        what, *arguments = json.loads(line)
        answer = measure(application, *arguments) if what == "cost" else get(application, *arguments).decode()
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    serve()
