"""How many pages a second the server gives, of this site and of what it is compared with.

A round asks each server for each page once, so that rivals are measured a few seconds apart, and only figures
of the same round are divided by each other. Connections that are kept may all lie with one worker while the
other is idle; so a figure comes of several bursts, each with new connections. The CPU that workers used for a
page depends on neither that nor on the tool.
"""

from contextlib import ExitStack
from statistics import median
from typing import NamedTuple

from bench import clients, sites
from bench.content.pages import pages
from bench.content.sizes import USUAL
from bench.servers import Server

BURST_SECONDS = 1
SITE, WITHOUT_CACHE, DJANGO, HELLO = "site", "site, made anew", "bare Django", "bare WSGI"
APPLICATION = "carec_site.wsgi"
KEPT_PAGES = ("article", "list", "event", "home", "person")
MADE = ("article", "list", "event")


class Figure(NamedTuple):
    per_second: float
    p50: float  # milliseconds
    p99: float
    cpu: float  # milliseconds of all workers, for each page


class Row(NamedTuple):
    """Medians of all rounds."""

    server: str
    page: str
    figure: Figure
    to_hello: float
    to_django: float
    cpu_to_hello: float


def measure(rounds: int, seconds: int, port: int) -> list[Row]:
    addresses = pages(USUAL)
    with ExitStack() as stack:
        hello, django, site, without_cache = (
            stack.enter_context(server)
            for server in (
                Server(HELLO, "bench.rivals.hello", port),
                Server(DJANGO, "bench.rivals.django_view", port + 1),
                Server(SITE, APPLICATION, port + 2, sites.PAGE_CACHE_MEGABYTES),
                Server(WITHOUT_CACHE, APPLICATION, port + 3),
            )
        )
        asked = [
            (hello, "hello", "/"),
            (django, "hello", "/"),
            *((site, page, addresses[page]) for page in KEPT_PAGES),
            *((without_cache, page, addresses[page]) for page in MADE),
        ]
        found = [
            {(server.name, page): _figure(server, path, seconds) for server, page, path in asked}
            for _ in range(rounds)
        ]
    return [_row(key, found) for key in found[0]]


def _figure(server: Server, path: str, seconds: int) -> Figure:
    is_slow = server.name == WITHOUT_CACHE
    burst_seconds = seconds if is_slow else BURST_SECONDS
    clients.load(server.port, path, BURST_SECONDS, is_slow)
    server.drain()
    began = server.cpu_seconds()
    bursts = [
        clients.load(server.port, path, burst_seconds, is_slow) for _ in range(seconds // burst_seconds)
    ]
    server.drain()
    cpu = server.cpu_seconds() - began
    return Figure(
        per_second=sum(burst.per_second for burst in bursts) / len(bursts),
        p50=median(burst.p50 for burst in bursts),
        p99=median(burst.p99 for burst in bursts),
        cpu=cpu * 1000 / sum(burst.requests for burst in bursts),
    )


def _row(key: tuple[str, str], rounds: list[dict[tuple[str, str], Figure]]) -> Row:
    figures = [found[key] for found in rounds]
    hellos = [found[HELLO, "hello"] for found in rounds]
    djangos = [found[DJANGO, "hello"] for found in rounds]
    pairs = list(zip(figures, hellos, djangos, strict=True))
    return Row(
        *key,
        figure=Figure(*(median(values) for values in zip(*figures, strict=True))),
        to_hello=median(own.per_second / hello.per_second for own, hello, _ in pairs),
        to_django=median(own.per_second / django.per_second for own, _, django in pairs),
        cpu_to_hello=median(own.cpu / hello.cpu for own, hello, _ in pairs),
    )
