"""The tables, each target beside its figure. A benchmark passes no judgement: a missed target is marked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.clients import CONNECTIONS
from bench.content.sizes import GROWING, USUAL, Size
from bench.cpu import Page
from bench.growth import Found, Growth
from bench.importing import Pass
from bench.largest import Found as Largest
from bench.load import KEPT_PAGES, SITE, Row
from bench.memory import Memory

MISSED = " (missed)"


class Target(NamedTuple):
    limit: float
    is_most: bool  # else it is the least

    def __str__(self) -> str:
        return f"{'<=' if self.is_most else '>='} {self.limit:g}"

    def beside(self, figure: float) -> str:
        is_met = figure <= self.limit if self.is_most else figure >= self.limit
        return f"{self}{'' if is_met else MISSED}"


TO_HELLO = Target(0.7, is_most=False)
TO_DJANGO = Target(5, is_most=False)
GROWTH = Target(1.15, is_most=True)
LISTS = Target(1.5, is_most=True)
SEARCHES = Target(1.5, is_most=True)
# Answers a second of 2,000 articles to those of 20,000, on another machine: docs/performance.md.
PEERS = "search of others, ratio: plain Django 1.2, frequent word 2.9; Wagtail 8.0, frequent word 9.3"
FILE_MILLISECONDS = Target(300, is_most=True)
KEPT_QUERIES = Target(1, is_most=True)
IMPORTED = {"check": Target(500, is_most=False), "apply": Target(1000, is_most=False)}
QUERIES = {
    "article": Target(3, is_most=True),
    "list": Target(3, is_most=True),
    "event": Target(5, is_most=True),
    "home": Target(4, is_most=True),
    "person": Target(4, is_most=True),
    "country": Target(5, is_most=True),
}


def load(rows: Iterable[Row], tool: str, rounds: int, seconds: int) -> str:
    head = ["server", "page", "req/s", "p50 ms", "p99 ms", "x hello", "target", "x Django", "target"]
    head += ["CPU ms", "x hello"]
    lines = []
    for row in rows:
        has_target = row.server == SITE and row.page in KEPT_PAGES
        lines.append(
            [
                row.server,
                row.page,
                f"{row.figure.per_second:,.0f}",
                f"{row.figure.p50:.2f}",
                f"{row.figure.p99:.2f}",
                f"{row.to_hello:.3g}",
                TO_HELLO.beside(row.to_hello) if has_target else "",
                f"{row.to_django:.3g}",
                TO_DJANGO.beside(row.to_django) if has_target else "",
                f"{row.figure.cpu:.3f}",
                f"{row.cpu_to_hello:.3g}",
            ]
        )
    how = f"{tool}, {CONNECTIONS} kept connections, medians of {rounds} rounds of {seconds} s"
    return f"Under load: {USUAL}\n{how}\n\n{table(head, lines)}"


def cpu(pages: Iterable[Page]) -> str:
    head = [
        "page",
        "own ms",
        "least",
        "database ms",
        "queries",
        "target",
        "bytes",
        "kept ms",
        "queries",
        "target",
    ]
    lines = [
        [
            page.name,
            f"{page.own:.2f}",
            f"{page.least:.2f}",
            f"{page.database:.2f}",
            str(page.queries),
            QUERIES[page.name].beside(page.queries) if page.name in QUERIES else "",
            f"{page.bytes:,}",
            f"{page.kept:.3f}",
            str(page.kept_queries),
            KEPT_QUERIES.beside(page.kept_queries),
        ]
        for page in pages
    ]
    return f"CPU of a page, in one process: {USUAL}\n\n{table(head, lines)}"


def growth(found: Found, sizes: Sequence[Size] = GROWING) -> str:
    names = [f"{size.all_articles:,}" for size in sizes]
    head = ["page, ms at so many articles", *names, "ratio", "target"]
    title = "As the site grows: CPU of process and database for a page made anew"
    pairs = table(
        ["on the largest site, ms", "one", "other", "ratio", "target"], _ratios(found.pairs, GROWTH)
    )
    lists = table(
        ["list of staff, ms at so many articles", names[0], names[-1], "ratio", "target"],
        _ratios([*found.lists, found.crowded_list], LISTS),
    )
    searches = table(
        ["search, ms at so many articles", *names[:2], "ratio", "target"], _ratios(found.searches, SEARCHES)
    )
    pages = table(head, _ratios(found.pages, GROWTH))
    parts = [pages, pairs, lists, f"{searches}\n\n{PEERS}"]
    return "\n\n".join(["\n".join([title, *(f"  {size}" for size in sizes)]), *parts])


def _ratios(rows: Iterable[Growth], target: Target) -> list[list[str]]:
    return [
        [
            row.name,
            *(f"{figure:.2f}" for figure in row.milliseconds),
            f"{row.ratio:.2f}",
            target.beside(row.ratio),
        ]
        for row in rows
    ]


def largest(found: Largest) -> str:
    files = [
        [
            each.section,
            str(each.files),
            f"{each.milliseconds:.0f}",
            FILE_MILLISECONDS.beside(each.milliseconds),
        ]
        for each in found.files
    ]
    again = [[each.page, each.table, f"{each.kept:.1f}", f"{each.first:.0f}"] for each in found.read_again]
    return "\n".join(
        [
            f"On the largest site: {GROWING[-1]}",
            "",
            table(["section of the sitemap", "files", "slowest, ms", "target"], files),
            "",
            table(["page", "after a change of", "kept ms", "first ms"], again),
        ]
    )


def memory(found: Memory) -> str:
    more = found.after - found.before
    target = Target(found.cache, is_most=True).beside(more)
    return (
        f"Memory of a worker: {found.before:.0f} MB, after {found.pages:,} different pages "
        f"{found.after:.0f} MB: {more:.0f} more, target {target} (PAGE_CACHE_MEGABYTES)"
    )


def importing(passes: Sequence[Pass]) -> str:
    head = ["what", "rows/CPU s", "target", "rows/s", "longest request, s"]
    lines = []
    for each in passes:
        per_cpu_second = each.rows / each.cpu_seconds
        target = IMPORTED[each.name].beside(per_cpu_second) if each.name in IMPORTED else ""
        lines.append(
            [
                each.name,
                f"{per_cpu_second:,.0f}",
                target,
                f"{each.rows / each.seconds:,.0f}",
                f"{each.longest:.1f}",
            ]
        )
    title = f"A list of {passes[0].rows:,} participants, CPU of process and database: {USUAL}"
    return f"{title}\n\n{table(head, lines)}"


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """In columns: words begin below each other, figures end so."""
    rows = [list(head), *map(list, lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    are_figures = [any(text[:1].isdigit() for text in column[1:]) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            text.rjust(width) if is_figure else text.ljust(width)
            for text, width, is_figure in zip(row, widths, are_figures, strict=True)
        ).rstrip()
        for row in rows
    )
