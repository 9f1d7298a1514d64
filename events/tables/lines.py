"""The common form of all files read: lines of cells, with notes on what could not be read."""

import re
import unicodedata
from typing import NamedTuple

MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_CELL_LENGTH = 2_000  # characters
MAX_LINES_ABOVE = 20  # of a list of the greatest length
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class UnreadableError(Exception):
    """The file can't be imported; the message is a sentence for staff."""


class Line(NamedTuple):
    """A line of a file. `faults` maps a cell index to the reason its text could not be read."""

    number: int
    cells: list[str]
    faults: dict[int, str]


class Merged(NamedTuple):
    """A cell that reaches from one line down to another, by their numbers, in a column, from 0."""

    column: int
    top: int
    bottom: int


def tidy(text: str) -> str:
    """The text on one line, without invisible characters and with plain single spaces."""
    visible = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    kept = "".join(
        " " if char.isspace() else char
        for char in visible
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    return " ".join(kept.split())
