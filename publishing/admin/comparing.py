"""Two texts beside each other: which words differ. For people who read them, not for programs."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from itertools import groupby
from typing import NamedTuple

from publishing.richtext import ATTRIBUTE, HAN, IMG, TAG

# A word, a sign between words, or one Chinese sign, since those have no spaces; with the spaces after it.
TOKEN = re.compile(rf"(?:{HAN.pattern}|[^\W{HAN.pattern[1:-1]}]+|[^\w\s])\s*|\s+")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
BREAK = re.compile(r"<br>|<hr>|</(?:p|h2|h3|h4|li|blockquote|caption|tr|figcaption|figure)>")
# Pairs of words that are compared in all; the passages that are left then are told as a whole.
MAX_PAIRS = 5_000_000

SAME, GONE, NEW = "same", "gone", "new"
ELEMENTS = {SAME: "span", GONE: "del", NEW: "ins"}


class Piece(NamedTuple):
    """`kind` is SAME for what stands in both texts, GONE for the former alone, NEW for the latter alone."""

    kind: str
    text: str

    @property
    def element(self) -> str:
        """The element of HTML that says the same."""
        return ELEMENTS[self.kind]


def compare(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in their order. Without the NEW it is `before`, without the GONE `after`."""
    return _joined(_by_line(before, after))


def readable(html: str) -> str:
    """Cleaned `html` as lines of text, in which links and pictures say where they lead and what they show."""
    html = html.replace("\n", " ")
    html = IMG.sub(_picture, LINK.sub(_link, html))
    html = html.replace("<li>", "• ").replace("</td>", "\t").replace("</th>", "\t")
    text = unescape(TAG.sub("", BREAK.sub("\n", html)))
    lines = (re.sub(r"[ \xa0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _link(match: re.Match[str]) -> str:
    address = dict(ATTRIBUTE.findall(match[1])).get("href", "")
    return f"{match[2]} [{address}]" if address else match[2]


def _picture(match: re.Match[str]) -> str:
    attributes = dict(ATTRIBUTE.findall(match[1]))
    name = attributes.get("src", "").rpartition("/")[2]
    return f"[🖼 {attributes.get('alt') or name}]\n"


def _by_line(before: str, after: str) -> Iterator[Piece]:
    left = MAX_PAIRS
    for kind, was, comes in _steps(LINE.findall(before), LINE.findall(after)):
        if kind == "equal":
            yield Piece(SAME, was)
            continue
        old, new = TOKEN.findall(was), TOKEN.findall(comes)
        left -= len(old) * len(new)
        if left > 0:
            yield from _by_word(old, new)
        else:
            yield from (Piece(GONE, was), Piece(NEW, comes))


def _by_word(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, was, comes in _steps(old, new):
        yield from (Piece(SAME, was),) if kind == "equal" else (Piece(GONE, was), Piece(NEW, comes))


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > MAX_PAIRS)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        yield kind, "".join(old[start:end]), "".join(new[new_start:new_end])


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours as one: what stands in both, or what goes and what comes in its place."""
    found: list[Piece] = []
    for is_same, run in groupby(pieces, key=lambda piece: piece.kind == SAME):
        texts = list(run)
        whole = (
            Piece(kind, "".join(piece.text for piece in texts if piece.kind == kind))
            for kind in ((SAME,) if is_same else (GONE, NEW))
        )
        found.extend(piece for piece in whole if piece.text)
    return found
