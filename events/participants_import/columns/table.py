"""Extracts the list from the lines of a file: its headings, its rows, and the lines around it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from events.participants_import.columns import layout
from events.participants_import.columns.headings import HEADINGS
from events.tables.lines import MAX_COLUMNS, MAX_LINES_ABOVE, MAX_ROWS, Line, Merged, UnreadableError


class Table(NamedTuple):
    """Headings and the rows below them, all of equal width; `notes` say how the file was read.

    `heading_rows` are the line numbers of the headings. `outside` are all lines that are not rows of the
    list, including headings.
    """

    headings: list[str]
    rows: list[Line]
    notes: list[str]
    heading_rows: list[int]
    outside: list[Line]


def table(
    lines: Iterable[Line],
    notes: Sequence[str] = (),
    merged: Iterable[Merged] = (),
    is_country: layout.IsCountry = lambda text: False,
) -> Table:
    """Find the list in the lines. Empty lines are dropped; raises UnreadableError.

    `lines` may be a generator; it is not read beyond the limit.
    """
    filled = []
    for line in lines:
        if any(line.cells) or line.faults:
            filled.append(line)
        if len(filled) > MAX_ROWS + MAX_LINES_ABOVE:
            raise _too_long()
    if not filled:
        raise UnreadableError(_("The file is empty: not a single cell has text in it."))
    found = layout.find([line.cells for line in filled], is_country)
    _fill(filled, merged, {line.number for line in filled[: found.start]})
    return _divided(filled, found, list(notes))


def divided(lines: Sequence[Line], heading_rows: Collection[int], is_country: layout.IsCountry) -> Table:
    """The same lines with the headings in these consecutive rows; raises UnreadableError."""
    indices = [index for index, line in enumerate(lines) if line.number in heading_rows]
    top, depth = (indices[0] if indices else 0), len(indices)
    if depth > layout.MAX_HEADING_ROWS or indices != list(range(top, top + depth)):
        raise UnreadableError(
            _("Select up to %(count)d heading rows, one directly below the other.")
            % {"count": layout.MAX_HEADING_ROWS}
        )
    found = layout.chosen([_stripped(line.cells) for line in lines], top, depth, is_country)
    return _divided(lines, found, [])


def _divided(lines: Sequence[Line], found: layout.Layout, notes: list[str]) -> Table:
    top, rows = lines[found.top : found.start], lines[found.start : found.end]
    if top:
        repeated = [_stripped(line.cells) for line in top]  # as on each page of a printed list
        rows = [line for line in rows if _stripped(line.cells) not in repeated]
        if rows and _counts_columns(rows[0].cells):
            rows = rows[1:]
    if not rows:
        raise UnreadableError(
            _("There are headings in row %(row)d but nothing below them.") % {"row": top[-1].number}
        )
    if len(rows) > MAX_ROWS:
        raise _too_long()
    width = max(_width(line) for line in (*top, *rows))
    if width > MAX_COLUMNS:
        notes.append(_("Only the first %(count)d columns are read.") % {"count": MAX_COLUMNS})
    width = min(width, MAX_COLUMNS)
    headings = layout.joined([_padded(line.cells, width) for line in top]) if top else [""] * width
    listed = {line.number for line in rows}
    return Table(
        _distinct(headings),
        [_cut(line, width) for line in rows],
        notes,
        [line.number for line in top],
        [line for line in lines if line.number not in listed],
    )


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether a line below the headings only numbers the columns, as in official forms."""
    texts = [cell for cell in cells if cell]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _stripped(cells: list[str]) -> list[str]:
    """Without empty cells at the end."""
    return cells[: max((index + 1 for index, cell in enumerate(cells) if cell), default=0)]


def _width(line: Line) -> int:
    """Up to the last cell that holds anything."""
    texts = [index for index, cell in enumerate(line.cells) if cell]
    return max((*texts, *line.faults), default=0) + 1


def _too_long() -> UnreadableError:
    sentence = ngettext(
        "The file has more than %(count)d row. Please split it.",
        "The file has more than %(count)d rows. Please split it.",
        MAX_ROWS,
    )
    return UnreadableError(sentence % {"count": MAX_ROWS})


def _distinct(headings: Sequence[str]) -> list[str]:
    """Headings made non-empty and unique."""
    found: list[str] = []
    for index, heading in enumerate(headings):
        base = heading or _("Column %(letter)s") % {"letter": get_column_letter(index + 1)}
        name, number = base, 1
        while name in found:
            number += 1
            name = f"{base} ({number})"
        found.append(name)
    return found


def _cut(line: Line, width: int) -> Line:
    faults = {index: sentence for index, sentence in line.faults.items() if index < width}
    return Line(line.number, _padded(line.cells, width), faults)


def _fill(lines: Sequence[Line], merged: Iterable[Merged], above: Collection[int]) -> None:
    """Copy merged cells into each row they span, except headings that reach down into the rows.

    `above` are the line numbers above the list.
    """
    by_number = {line.number: line for line in lines}
    for index, top, bottom in merged:
        if top not in by_number or index >= len(by_number[top].cells):
            continue
        if top in above and HEADINGS.guess(by_number[top].cells[index]):
            continue
        for number in range(top + 1, bottom + 1):
            if number in by_number:
                cells = by_number[number].cells
                cells.extend([""] * (index + 1 - len(cells)))
                cells[index] = by_number[top].cells[index]


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]
