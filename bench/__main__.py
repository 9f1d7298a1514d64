"""`python -m bench`: measures, prints the tables, and keeps them in var/bench/report.txt."""

import argparse
import os
import platform
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench import clients, cpu, growth, importing, largest, load, memory, report, sites
from bench.content.sizes import GROWING, USUAL

PARTS = ("load", "cpu", "memory", "import", "growth")
DEFAULT_PORT = 8700


def main() -> None:
    chosen = options()
    if not Path("/proc/self/schedstat").exists():
        sys.exit("The benchmark needs Linux: it reads from /proc what a process has used.")
    sites.empty_logs()
    with (sites.FOLDER / "report.txt").open("w") as file:
        for part in parts(chosen):
            print(f"{part}\n", flush=True)
            print(f"{part}\n", file=file, flush=True)


def parts(chosen: argparse.Namespace) -> Iterator[str]:
    only, rounds = chosen.only or PARTS, chosen.rounds
    yield f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {machine()}"
    if not {"load", "cpu", "memory", "import"}.isdisjoint(only):
        sites.prepare(USUAL)
    if "load" in only:
        say(f"Loading four servers, {rounds} times ...")
        rows = load.measure(rounds, chosen.seconds, chosen.port)
        yield report.load(rows, clients.TOOL, rounds, chosen.seconds)
    if "cpu" in only:
        say(f"Making pages in one process, {rounds} times ...")
        yield report.cpu(cpu.measure(rounds))
    if "memory" in only:
        say(f"Asking one worker for {chosen.pages:,} pages ...")
        yield report.memory(memory.measure(chosen.pages, chosen.port))
    if "import" in only:
        say(f"Importing a list of {chosen.rows:,} rows ...")
        yield report.importing(importing.measure(chosen.rows))
    if "growth" in only:
        for size in GROWING:
            sites.prepare(size)
        say(f"Making pages of three sites, {rounds} times ...")
        yield report.growth(growth.measure(rounds))
        say(f"Asking the largest for its sitemap, and for pages after a change, {rounds} times ...")
        yield report.largest(largest.measure(rounds))


def say(words: str) -> None:
    """What takes so long; no part of the report."""
    print(words, file=sys.stderr, flush=True)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("make bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="this part (again for another)")
    parser.add_argument("--rounds", type=positive, default=3)
    parser.add_argument("--seconds", type=positive, default=4, help="of load on a page in a round")
    parser.add_argument("--pages", type=positive, default=10_000, help="different ones, for the memory")
    parser.add_argument("--rows", type=positive, default=10_000, help="of the list that is imported")
    parser.add_argument("--port", type=positive, default=DEFAULT_PORT, help="the first of four")
    return parser.parse_args()


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def machine() -> str:
    """How many cores there are, and how many processes want them already."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"


def break_off(_number: int, _frame: object) -> None:
    """Leaves each `with` block, and so stops the servers."""
    sys.exit("\nBroken off.")


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, break_off)
    main()
