"""What a large site may be asked for beside its pages: the files of the sitemap, and what is kept, read again
after a change. CPU of the process and of PostgreSQL together.
"""

import re
from collections import defaultdict
from statistics import median
from typing import NamedTuple

from bench.content.pages import READ_AGAIN, SITEMAP
from bench.content.sizes import GROWING, Size
from bench.renderer import Renderer

TIMES_A_ROUND = 3
HOST = "http://localhost"


class File(NamedTuple):
    """The slowest of a section of the sitemap among its first, its middle and its last."""

    section: str
    files: int
    milliseconds: float


class ReadAgain(NamedTuple):
    """A page after a change of what is kept for it."""

    page: str
    table: str
    kept: float  # milliseconds, while nothing changes
    first: float  # of the first request after a change


class Found(NamedTuple):
    files: list[File]
    read_again: list[ReadAgain]


def measure(rounds: int, size: Size = GROWING[-1]) -> Found:
    costs: dict[str, list[float]] = defaultdict(list)
    kept: dict[str, list[float]] = defaultdict(list)
    first: dict[str, list[float]] = defaultdict(list)
    with Renderer(size) as site:
        sections = _sections(site)
        for _ in range(rounds):
            for path in (path for paths in sections.values() for path in _some(paths)):
                costs[path].append(min(site.cost(path, TIMES_A_ROUND).both))
            for name, (path, table) in READ_AGAIN.items():
                kept[name].append(min(site.cost(path, TIMES_A_ROUND).both))
                first[name].append(min(site.cost(path, TIMES_A_ROUND, table).both))
    return Found(
        [
            File(section, len(paths), max(median(costs[path]) for path in _some(paths)))
            for section, paths in sections.items()
        ],
        [
            ReadAgain(name, table, median(kept[name]), median(first[name]))
            for name, (_path, table) in READ_AGAIN.items()
        ],
    )


def _sections(site: Renderer) -> dict[str, list[str]]:
    """The paths of the sitemap, the index as a section of its own."""
    sections: dict[str, list[str]] = defaultdict(list, index=[SITEMAP])
    for address in re.findall("<loc>(.*?)</loc>", site.text(SITEMAP)):
        path = address.removeprefix(HOST)
        sections[path.removeprefix("/sitemap-").partition(".")[0]].append(path)
    return sections


def _some(paths: list[str]) -> list[str]:
    return sorted({paths[0], paths[len(paths) // 2], paths[-1]})
