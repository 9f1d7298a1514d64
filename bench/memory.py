"""How much memory a worker takes before and after many different pages."""

from collections.abc import Iterator
from typing import NamedTuple

from bench import clients, processes, sites
from bench.content.pages import LANGUAGE_PREFIXES, many_pages, pages
from bench.content.sizes import USUAL
from bench.load import APPLICATION
from bench.servers import Server

TIMES_EACH_PAGE = 16


class Memory(NamedTuple):
    """In megabytes, of a worker's own."""

    pages: int
    before: float
    after: float
    cache: int  # what the page cache may hold


def measure(count: int, port: int) -> Memory:
    """Before: every thread has made pages of each kind in each language, and none is kept."""
    paths = many_pages(USUAL, count)
    with Server("one worker", APPLICATION, port, sites.PAGE_CACHE_MEGABYTES, workers=1) as server:
        clients.ask(port, _not_kept(), float("inf"))
        (worker,) = server.workers
        before = processes.resident_megabytes(worker)
        clients.ask(port, iter(paths), float("inf"))
        if server.workers != [worker]:
            raise ValueError("The worker was replaced meanwhile.")
        return Memory(len(paths), before, processes.resident_megabytes(worker), sites.PAGE_CACHE_MEGABYTES)


def _not_kept() -> Iterator[str]:
    """Addresses with a query that no page knows, so the page cache keeps none of them."""
    for time in range(TIMES_EACH_PAGE):
        for prefix in LANGUAGE_PREFIXES:
            for path in pages(USUAL).values():
                yield f"{prefix}{path}{'&' if '?' in path else '?'}time={time}"
