"""The text of an HTML email with its line breaks, and with quotations marked as in plain-text emails.

The result is shown as text, so it needs no sanitising. A parser that builds a tree takes minutes for some
hundred thousand open elements; this one looks at each character about once.
"""

import html
import re

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|title)\b[^<>]*>.*?(?:</\1\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][a-z0-9]*+)[^<>]*>"
    r"|<[!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = {
    "blockquote",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "pre",
    "table",
    "tr",
    "ul",
}
_DEEPEST = 9


class _Page:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        self.has_words = self.keeps_lines = False
        self.depth = 0

    def write(self, text: str) -> None:
        first, *others = html.unescape(text).split("\n") if self.keeps_lines else [html.unescape(text)]
        self.add(first)
        for line in others:
            self.break_line()
            self.add(line)

    def add(self, words: str) -> None:
        if words:
            self.words.append(words)
            self.has_words = self.has_words or not words.isspace()

    def break_line(self) -> None:
        marks = "> " * min(self.depth, _DEEPEST)
        self.lines.append((marks + " ".join("".join(self.words).split())).rstrip())
        self.words, self.has_words = [], False

    def tag(self, name: str, closes: bool) -> None:
        if name == "br" or (name in _BLOCKS and self.has_words):
            self.break_line()
        elif name in {"td", "th"}:
            self.add(" ")
        if name == "blockquote":
            self.depth = max(self.depth + (-1 if closes else 1), 0)
        elif name == "pre":
            self.keeps_lines = not closes


def text_of(markup: str) -> str:
    page, end = _Page(), 0
    for found in _MARKUP.finditer(markup):
        page.write(markup[end : found.start()])
        end = found.end()
        if name := found["name"]:
            page.tag(name.lower(), closes=bool(found["close"]))
    page.write(markup[end:])
    page.break_line()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(page.lines)).strip()
