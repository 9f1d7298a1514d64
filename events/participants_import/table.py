"""What every kind of file is read into, and which of its lines are the headings."""

import re
import unicodedata
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.participants_import.columns import guess

LONGEST = 10_000  # rows
WIDEST = 100  # columns
LONGEST_CELL = 2_000  # characters
FIRST_LINES = 20  # among which the headings are looked for
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class UnreadableError(Exception):
    """The file can't be imported; the message is a sentence for staff."""


class Line(NamedTuple):
    """A line of a file. `faults` says for the index of a cell why its text could not be read."""

    number: int
    cells: list[str]
    faults: dict[int, str]


class Merged(NamedTuple):
    """A cell that reaches from one line down to another, by their numbers, in the column of that index."""

    index: int
    top: int
    bottom: int


class Table(NamedTuple):
    """Headings and the rows below them, all of one width; `notes` are sentences on how it was read."""

    headings: list[str]
    rows: list[Line]
    notes: list[str]


def tidy(text: str) -> str:
    """The text on one line, without invisible characters and with plain single spaces."""
    visible = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    kept = "".join(
        " " if char.isspace() else char
        for char in visible
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    return " ".join(kept.split())


def table(lines, notes=(), merged=()) -> Table:
    """Find the headings among the first lines. Empty lines are dropped; raises UnreadableError.

    `lines` may be a generator; it is not read further than the limit.
    """
    filled = []
    for line in lines:
        if any(line.cells) or line.faults:
            filled.append(line)
        if len(filled) > LONGEST + FIRST_LINES:
            raise _too_long()
    if not filled:
        raise UnreadableError(_("The file is empty: there is not one cell with text in it."))
    start, depth = _find_headings(filled)
    top, rows = filled[start : start + depth], filled[start + depth :]
    if not rows:
        raise UnreadableError(
            _("There are headings in row %(row)d and nothing below them.") % {"row": top[0].number}
        )
    if len(rows) > LONGEST:
        raise _too_long()
    width = max(_width(line) for line in (*top, *rows))
    notes = list(notes)
    if start:
        notes.append(
            _("The headings are in row %(row)d; the rows above it are left out.") % {"row": top[0].number}
        )
    if width > WIDEST:
        notes.append(_("Only the first %(count)d columns are read.") % {"count": WIDEST})
    width = min(width, WIDEST)
    headings = _distinct(_join([_padded(line.cells, width) for line in top]))
    rows = [_cut(line, width) for line in rows]
    _fill(rows, merged)
    return Table(headings, rows, notes)


def _width(line) -> int:
    """Up to the last cell that holds anything."""
    texts = [index for index, cell in enumerate(line.cells) if cell]
    return max((*texts, *line.faults), default=0) + 1


def _too_long():
    sentence = ngettext(
        "The file has more than %(count)d row. Please divide it.",
        "The file has more than %(count)d rows. Please divide it.",
        LONGEST,
    )
    return UnreadableError(sentence % {"count": LONGEST})


def _find_headings(lines) -> tuple[int, int]:
    """The index of the line of headings, and whether they take one line or two."""
    known = [sum(bool(guess(cell)) for cell in line.cells) for line in lines[:FIRST_LINES]]
    best = max(known)
    if best >= 2 or (best == 1 and known[0] == 1):
        start = next(index for index, count in enumerate(known) if count >= min(best, 2))
    else:
        several = [index for index, line in enumerate(lines[:FIRST_LINES]) if sum(map(bool, line.cells)) > 1]
        start = several[0] if several else 0
    if start + 1 < len(lines) and _goes_below(lines[start].cells, lines[start + 1].cells):
        return start, 2
    return start, 1


def _goes_below(top, below) -> bool:
    """Whether all texts of the second line are headings too, as below a merged cell."""
    texts = [cell for cell in below if cell]
    has_gap = any(not cell for cell in (*top, *[""] * (len(below) - len(top))))
    return has_gap and len(texts) > 1 and all(guess(cell) for cell in texts)


def _join(lines) -> list[str]:
    """One heading for each column; a heading over several columns counts for the subheadings below it."""
    if len(lines) == 1:
        return lines[0]
    joined, over = [], ""
    for top, below in zip(*lines, strict=True):
        over = top or over
        joined.append(below if guess(below) else f"{over} {below}".strip() if below else top)
    return joined


def _distinct(headings) -> list[str]:
    """Every heading named, and none twice."""
    found = []
    for index, heading in enumerate(headings):
        base = heading or _("Column %(letter)s") % {"letter": letter(index)}
        name, number = base, 1
        while name in found:
            number += 1
            name = f"{base} ({number})"
        found.append(name)
    return found


def letter(index: int) -> str:
    """The letters by which a spreadsheet program calls a column: A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cut(line, width) -> Line:
    faults = {index: sentence for index, sentence in line.faults.items() if index < width}
    return Line(line.number, _padded(line.cells, width), faults)


def _fill(rows, merged) -> None:
    """Let a merged cell count for each of the rows beside it."""
    by_number = {row.number: row for row in rows}
    for index, top, bottom in merged:
        if top not in by_number or index >= len(by_number[top].cells):
            continue
        for number in range(top + 1, bottom + 1):
            if number in by_number:
                by_number[number].cells[index] = by_number[top].cells[index]


def _padded(cells, width) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]
