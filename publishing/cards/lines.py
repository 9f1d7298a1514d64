"""A title in lines: as large as fits, and lines of about one length."""

import re
from collections.abc import Callable
from functools import partial
from math import ceil

from publishing.cards.fonts import width

# Pieces between which a line may end: words, and characters of Chinese with the marks that belong to them.
HAN = "\u2e80-\u9fff\uff00-\uffef"
OPENING, CLOSING = "“‘《〈（「『【", "”’》〉）」』】，。、；：！？…—·"
PIECE = re.compile(
    rf"[{OPENING}]*(?:[{HAN}]|[^\s{HAN}{OPENING}]+)[{CLOSING}]*\s*|\S\s*",
)
# In pixels: the larger sizes hold fewer lines.
SIZES = ((76, 3), (62, 4), (54, 4), (46, 5))
ELLIPSIS = "…"


def fitted(text: str, space: int) -> tuple[int, list[str]]:
    """The largest size in which the title fits, and its lines; cut at the end if it fits in none."""
    lines: list[str] = []
    for size, most in SIZES:
        measure = partial(width, size=size, weight="bold")
        lines = broken(text, space, measure)
        if len(lines) <= most:
            return size, balanced(text, lines, space, measure)
    size, most = SIZES[-1]
    last = lines[most - 1]
    while last and width(last + ELLIPSIS, size, "bold") > space:
        last = last[:-1]
    return size, [*lines[: most - 1], last.rstrip() + ELLIPSIS]


def broken(text: str, space: int, measure: Callable[[str], float]) -> list[str]:
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and measure((lines[-1] + piece).rstrip()) > space:
            lines.append("")
        lines[-1] += piece
        while measure(lines[-1].rstrip()) > space:  # a word without end
            cut = _fitting(lines[-1], space, measure)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return [line.rstrip() for line in lines]


def _fitting(line: str, space: int, measure: Callable[[str], float]) -> int:
    """How many letters of it fit; one at least."""
    count = 1
    while count < len(line) and measure(line[: count + 1]) <= space:
        count += 1
    return count


def balanced(text: str, lines: list[str], space: int, measure: Callable[[str], float]) -> list[str]:
    """As many lines in the least space."""
    narrow, wide = ceil(space / 2), space
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(broken(text, middle, measure)) <= len(lines):
            wide = middle
        else:
            narrow = middle + 1
    return broken(text, wide, measure)
