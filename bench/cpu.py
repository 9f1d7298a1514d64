"""What a page costs: CPU of its process and of PostgreSQL, queries, bytes; made anew, and kept by the page
cache.
"""

from statistics import median
from typing import NamedTuple

from bench import sites
from bench.content.pages import pages
from bench.content.sizes import USUAL
from bench.renderer import Cost, Renderer

TIMES_A_ROUND = 10


class Page(NamedTuple):
    """In milliseconds of CPU."""

    name: str
    least: float
    own: float
    database: float
    queries: int
    bytes: int
    kept: float
    kept_queries: int


def measure(rounds: int) -> list[Page]:
    """Each page in each round, so that a disturbance meets all alike."""
    addresses = pages(USUAL)
    made: dict[str, list[Cost]] = {name: [] for name in addresses}
    kept: dict[str, list[Cost]] = {name: [] for name in addresses}
    with Renderer(USUAL) as maker, Renderer(USUAL, sites.PAGE_CACHE_MEGABYTES) as keeper:
        for _ in range(rounds):
            for name, path in addresses.items():
                made[name].append(maker.cost(path, TIMES_A_ROUND))
                kept[name].append(keeper.cost(path, TIMES_A_ROUND))
    return [_page(name, made[name], kept[name]) for name in addresses]


def _page(name: str, made: list[Cost], kept: list[Cost]) -> Page:
    own = [each for cost in made for each in cost.own]
    return Page(
        name,
        least=min(own),
        own=median(own),
        database=median(each for cost in made for each in cost.database),
        queries=max(cost.queries for cost in made),
        bytes=made[0].bytes,
        kept=median(each for cost in kept for each in cost.own),
        kept_queries=max(cost.queries for cost in kept),
    )
