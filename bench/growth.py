"""Whether a page costs more on a larger site: CPU of its process and of PostgreSQL together, made anew."""

from collections import defaultdict
from contextlib import ExitStack
from statistics import median
from typing import NamedTuple

from bench.content.pages import (
    LAST_PAGE,
    LIST_PAGE_ARTICLES,
    crowded_event,
    crowded_list,
    news_list,
    pages,
    searches,
    staff_lists,
)
from bench.content.sizes import CROWDS, GROWING, Size
from bench.renderer import Renderer

TIMES_A_ROUND = 5
FEW, SOME, MANY = CROWDS
DEEPEST = f"news, page 1 and page {LAST_PAGE:,}"
CROWD = f"for each person at an event of {FEW} and of {MANY:,}"
CROWDED_LIST = f"an event's participants, {SOME} and {MANY:,}"


class Growth(NamedTuple):
    name: str
    milliseconds: list[float]  # on each site, from the smallest to the largest; or of each page
    ratio: float  # the last to the first


class Found(NamedTuple):
    pages: list[Growth]
    pairs: list[Growth]  # two pages of the largest site
    lists: list[Growth]  # of staff, on the smallest and the largest site
    crowded_list: Growth  # the same on the largest site
    searches: list[Growth]  # on the two smallest sites


def measure(rounds: int, sizes: tuple[Size, ...] = GROWING) -> Found:
    """A ratio is one of figures from the same round; the median of all rounds counts."""
    of_pages, of_pairs, of_lists, of_searches = (defaultdict[str, list[list[float]]](list) for _ in range(4))
    deepest = min(LAST_PAGE, sizes[-1].all_articles // LIST_PAGE_ARTICLES)
    ends = [(size, staff_lists(size)) for size in (sizes[0], sizes[-1])]
    with ExitStack() as stack:
        sites = {size: stack.enter_context(Renderer(size)) for size in sizes}
        largest = sites[sizes[-1]]
        for _ in range(rounds):
            for name, path in pages(sizes[0]).items():
                of_pages[name].append([_cost(site, path) for site in sites.values()])
            of_pairs[DEEPEST].append([_cost(largest, news_list(page)) for page in (1, deepest)])
            of_pairs[CROWD].append([_cost(largest, crowded_event(each)) / each for each in (FEW, MANY)])
            for name in ends[0][1]:
                of_lists[name].append([_cost(sites[size], paths[name]) for size, paths in ends])
            for name, path in searches().items():
                of_searches[name].append([_cost(sites[size], path) for size in sizes[:2]])
            of_lists[CROWDED_LIST].append(
                [_cost(largest, crowded_list(sizes[-1], each)) for each in (SOME, MANY)]
            )
    crowded = _growth(CROWDED_LIST, of_lists.pop(CROWDED_LIST))
    return Found(_growths(of_pages), _growths(of_pairs), _growths(of_lists), crowded, _growths(of_searches))


def _cost(site: Renderer, path: str) -> float:
    """The least of several: what disturbs a process only ever adds to it."""
    return min(site.cost(path, TIMES_A_ROUND).both)


def _growths(found: dict[str, list[list[float]]]) -> list[Growth]:
    return [_growth(name, rounds) for name, rounds in found.items()]


def _growth(name: str, rounds: list[list[float]]) -> Growth:
    milliseconds = [median(figures) for figures in zip(*rounds, strict=True)]
    return Growth(name, milliseconds, median(figures[-1] / figures[0] for figures in rounds))
