"""How much memory a worker takes before and after many different pages."""

from typing import NamedTuple

from bench import clients, processes, sites
from bench.content.pages import many_pages, pages
from bench.content.sizes import USUAL
from bench.load import APPLICATION
from bench.servers import Server


class Memory(NamedTuple):
    """In megabytes, of a worker's own."""

    pages: int
    before: float
    after: float
    cache: int  # what the page cache may hold


def measure(count: int, port: int) -> Memory:
    """Before: each kind of page was made once."""
    paths = many_pages(USUAL, count)
    with Server("one worker", APPLICATION, port, sites.PAGE_CACHE_MEGABYTES, workers=1) as server:
        clients.ask(port, iter(pages(USUAL).values()), float("inf"))
        (worker,) = server.workers
        before = processes.resident_megabytes(worker)
        clients.ask(port, iter(paths), float("inf"))
        if server.workers != [worker]:
            raise ValueError("The worker was replaced meanwhile.")
        return Memory(len(paths), before, processes.resident_megabytes(worker), sites.PAGE_CACHE_MEGABYTES)
