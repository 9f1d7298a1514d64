"""Progress of a long job, for the person waiting for it. Standard library only."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 30
SECONDS_BETWEEN_LINES = 1


class Progress:
    """One growing line on a terminal; elsewhere, such as in a file, at most one line a second.

    `stream` is by default the standard output of that moment; `clock` gives seconds.
    """

    def __init__(
        self,
        what: str,
        total: int,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.what, self.total = what, total
        self.stream = stream or sys.stdout
        self.done = 0
        self.clock = clock
        self.told_at = clock()

    def step(self) -> None:
        self.done += 1
        now = self.clock()
        if self.stream.isatty():
            filled = WIDTH * min(self.done, self.total) // max(self.total, 1)
            self._tell(f"\r  {self.what}  [{'#' * filled}{'.' * (WIDTH - filled)}] {self._count}")
        elif now - self.told_at >= SECONDS_BETWEEN_LINES:
            self._tell(f"  {self.what}: {self._count}\n")
            self.told_at = now

    def end(self) -> None:
        """End the growing line."""
        if self.stream.isatty() and self.done:
            self._tell("\n")

    @property
    def _count(self) -> str:
        return f"{self.done} of {self.total}"

    def _tell(self, words: str) -> None:
        self.stream.write(words)
        self.stream.flush()
