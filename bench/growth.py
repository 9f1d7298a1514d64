"""Whether a page costs more on a larger site: CPU of its process and of PostgreSQL together, made anew."""

from contextlib import ExitStack
from statistics import median
from typing import NamedTuple

from bench.content.pages import LAST_PAGE, LIST_PAGE_ARTICLES, news_list, pages
from bench.content.sizes import GROWING, Size
from bench.renderer import Renderer

TIMES_A_ROUND = 5
DEEPEST = f"list, page {LAST_PAGE}"


class Growth(NamedTuple):
    name: str
    milliseconds: list[float]  # on each site, from the smallest to the largest; for DEEPEST page 1, then it
    ratio: float  # the last to the first


def measure(rounds: int, sizes: tuple[Size, ...] = GROWING) -> list[Growth]:
    """A ratio is one of figures from the same round; the median of all rounds counts."""
    costs: dict[str, list[list[float]]] = {}
    with ExitStack() as stack:
        sites = [stack.enter_context(Renderer(size)) for size in sizes]
        for _ in range(rounds):
            for name, path in pages(sizes[0]).items():
                costs.setdefault(name, []).append([_cost(site, path) for site in sites])
            deepest = min(LAST_PAGE, sizes[-1].all_articles // LIST_PAGE_ARTICLES)
            pair = [_cost(sites[-1], news_list(page)) for page in (1, deepest)]
            costs.setdefault(DEEPEST, []).append(pair)
    return [_growth(name, found) for name, found in costs.items()]


def _cost(site: Renderer, path: str) -> float:
    """The least of several: what disturbs a process only ever adds to it."""
    return min(site.cost(path, TIMES_A_ROUND).both)


def _growth(name: str, rounds: list[list[float]]) -> Growth:
    milliseconds = [median(figures) for figures in zip(*rounds, strict=True)]
    return Growth(name, milliseconds, median(figures[-1] / figures[0] for figures in rounds))
