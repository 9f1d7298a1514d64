"""The layout of a sheet: which rows hold the headings, where the list begins and ends."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from events.choices import Role
from events.participants_import.columns.headings import HEADINGS
from events.participants_import.columns.vocabulary import meaning

MAX_HEADING_LINE = 20  # among which headings are looked for; further down only below the title of a table
MAX_HEADING_ROWS = 3  # rows of headings
NEIGHBOUR_LINES = 30  # lines below; a text that comes again there in its column is no heading
# Fields whose headings may as well be somebody's data: “Institute”, “Online”.
DATA_TOO = {"organisation", "organisation_type", "role", "mode", "attended", "consent", "gender", "honorific"}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

Cells = Sequence[str]  # texts of a line
IsCountry = Callable[[str], str | bool | None]  # true of a text that names a country


class Layout(NamedTuple):
    """Line indices: the headings are in `top:start`, the rows of the list in `start:end`."""

    top: int
    start: int
    end: int


def find(lines: Sequence[Cells], is_country: IsCountry) -> Layout:
    """Guess the layout."""
    candidates = [
        (index, known)
        for index, cells in enumerate(lines)
        if (index < MAX_HEADING_LINE or _is_title(lines[index - 1]))
        and (known := _known(lines, index)) >= 2
        and any(map(_is_heading, cells))
        and not _is_data(cells, is_country)
    ]
    if candidates:
        top: int | None = max(candidates, key=lambda each: (_worth(lines, each[0]), each[1], -each[0]))[0]
    else:
        top = _find_unknown(lines, is_country)
    if top is None:
        return without_headings(lines)
    start = top + 1
    while top and start - top < MAX_HEADING_ROWS and _goes_below(lines[top - 1], lines[top], is_country):
        top -= 1
    while (
        start < len(lines)
        and start - top < MAX_HEADING_ROWS
        and _goes_below(lines[start - 1], lines[start], is_country)
    ):
        start += 1
    return Layout(top, start, _end(lines, start, top, is_country))


def chosen(lines: Sequence[Cells], top: int, depth: int, is_country: IsCountry) -> Layout:
    """The layout with the headings where staff say they are; without headings for a depth of 0."""
    if not depth:
        return without_headings(lines)
    return Layout(top, top + depth, _end(lines, top + depth, top, is_country))


def without_headings(lines: Sequence[Cells]) -> Layout:
    """The list begins at the first line with more than one text, because titles have only one."""
    first = next((index for index, cells in enumerate(lines) if _texts(cells) > 1), 0)
    return Layout(first, first, len(lines))


def joined(lines: Sequence[list[str]]) -> list[str]:
    """One heading per column; a heading that spans several columns applies to those below it."""
    upper, *rest = lines
    for below in rest:
        found, over = [], ""
        for text, under in zip(upper, below, strict=True):
            over = text or over
            if not under or under == text:
                found.append(text)
            elif HEADINGS.guess(under) and not HEADINGS.guess(f"{over} {under}"):
                found.append(under)
            else:
                found.append(f"{over} {under}".strip())
        upper = found
    return upper


def says(headings: list[int], rows: list[int], outside: list[int]) -> str:
    """A sentence about the layout; the arguments are line numbers."""
    if not headings:
        said = _("The list has no headings.")
    elif len(headings) == 1:
        said = _("The headings are in row %(row)d.") % {"row": headings[0]}
    else:
        words = {"first": headings[0], "last": headings[-1]}
        said = _("The headings are in rows %(first)d to %(last)d.") % words
    first, last = (headings or rows)[0], rows[-1]
    if any(number < first for number in outside):
        said += " " + _("Everything above row %(row)d is left out.") % {"row": first}
    if any(number > last for number in outside):
        said += " " + _("The list ends with row %(row)d; everything below it is left out.") % {"row": last}
    return said


def _texts(cells: Cells) -> int:
    return sum(map(bool, cells))


def _is_title(cells: Cells) -> bool:
    return _texts(cells) == 1


def _known(lines: Sequence[Cells], index: int) -> int:
    """How many texts in a line are known headings."""
    below = [
        cells
        for before, cells in pairwise(lines[index + 1 : index + NEIGHBOUR_LINES])
        if cells != lines[index] and not _is_title(before)
    ]
    return sum(
        bool(HEADINGS.guess(text))
        and not any(text == cells[column] for cells in below if column < len(cells))
        for column, text in enumerate(lines[index])
        if text
    )


def _is_heading(text: str) -> bool:
    """Whether a text is a heading that could not also be data."""
    return HEADINGS.guess(text) not in {"", *DATA_TOO} and meaning(Role, text) is None


def _is_data(cells: Cells, is_country: IsCountry) -> bool:
    """Whether a line describes a person. Short capitals may be a country code, but also a heading: ID."""
    return any(
        EMAIL.fullmatch(text) or ((len(text) > 3 or not text.isascii()) and is_country(text))
        for text in cells
    )


def _worth(lines: Sequence[Cells], index: int) -> int:
    title = next(filter(None, lines[index - 1]), "") if index and _is_title(lines[index - 1]) else ""
    return {"people": 2, "others": 0}.get(HEADINGS.title(title), 1)


def _find_unknown(lines: Sequence[Cells], is_country: IsCountry) -> int | None:
    """The heading line in which at most one heading is known, or None."""
    several = [index for index in range(min(MAX_HEADING_LINE, len(lines))) if _texts(lines[index]) > 1]
    for index in (0, *several):
        fields = set(map(HEADINGS.guess, lines[index])) - DATA_TOO
        if any(fields) and _known(lines, index) and not _is_data(lines[index], is_country):
            return index
    first = several[0] if several else 0
    is_told_apart = not _is_data(lines[first], is_country) and any(
        _is_data(cells, is_country) for cells in lines[first + 1 : first + NEIGHBOUR_LINES]
    )
    return first if is_told_apart else None


def _goes_below(top: Cells, below: Cells, is_country: IsCountry) -> bool:
    """Whether the second line holds headings too, each below one that spans several columns."""
    width = max(len(top), len(below))
    top, below = ([*cells, *[""] * (width - len(cells))] for cells in (top, below))
    own = [index for index in range(width) if below[index] and below[index] != top[index]]
    return (
        _texts(top) > 1
        and len(own) > 1
        and all(not top[index] or (index + 1 < width and not top[index + 1]) for index in own)
        and any(HEADINGS.guess(below[index]) for index in own)
        and not _is_data(below, is_country)
        and not any(below[index].isdigit() for index in own)
    )


def _end(lines: Sequence[Cells], start: int, top: int, is_country: IsCountry) -> int:
    """Where another table in the same report begins: a title above its own headings.

    An unknown title, such as a delegation's, needs three known headings below it: words such as “Ministry”
    occur in rows too, and no person must be lost.
    """
    for index in range(start, len(lines) - 1):
        below = lines[index + 1]
        if not _is_title(lines[index]) or below == lines[top] or _is_data(below, is_country):
            continue
        [title] = filter(None, lines[index])
        kind, known = HEADINGS.title(title), _known(lines, index + 1)
        if kind == "others" or (kind and known) or known >= 3:
            return index
    return len(lines)
