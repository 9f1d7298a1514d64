"""The light markup in which the demo's articles are written, as HTML."""

import re
from collections.abc import Callable

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
STRONG = re.compile(r"\*\*([^*]+)\*\*")
EMPHASIS = re.compile(r"\*([^*]+)\*")
PICTURE = re.compile(r"\[picture: ([a-z-]+)\]")
NUMBER = re.compile(r"\d+\. ")


def to_html(text: str, address: Callable[[str], str], figure: Callable[[str], str]) -> str:
    """Blocks between blank lines: paragraphs, `## ` headings, `- ` and `1. ` lists, `> ` quotations, HTML
    that begins with a tag, and `[picture: name]`.

    `address` gives the address of another article from its slug, for links to `article:slug`; `figure`
    gives the HTML of a picture from its name.
    """
    blocks = re.split(r"\n\s*\n", text.strip())
    return "\n".join(_block(block, address, figure) for block in blocks)


def pictures_in(text: str) -> list[str]:
    return PICTURE.findall(text)


def articles_in(text: str) -> list[str]:
    """The slugs of the articles that `text` links to."""
    targets = [target for _words, target in LINK.findall(text)]
    return [target.removeprefix("article:") for target in targets if target.startswith("article:")]


def _block(block: str, address: Callable[[str], str], figure: Callable[[str], str]) -> str:
    if block.startswith("<"):
        return block
    if found := PICTURE.fullmatch(block):
        return figure(found[1])
    words = _inline(block, address)
    if words.startswith("## "):
        return f"<h2>{words[3:]}</h2>"
    if words.startswith("> "):
        return f"<blockquote><p>{words[2:]}</p></blockquote>"
    if words.startswith("- "):
        return _list("ul", words.split("\n"), lambda line: line[2:])
    if NUMBER.match(words):
        return _list("ol", words.split("\n"), lambda line: NUMBER.sub("", line, count=1))
    return f"<p>{words}</p>"


def _list(tag: str, lines: list[str], words: Callable[[str], str]) -> str:
    return f"<{tag}>{''.join(f'<li>{words(line)}</li>' for line in lines)}</{tag}>"


def _inline(text: str, address: Callable[[str], str]) -> str:
    def link(found: re.Match[str]) -> str:
        words, target = found.groups()
        if target.startswith("article:"):
            target = address(target.removeprefix("article:"))
        return f'<a href="{target}">{words}</a>'

    return EMPHASIS.sub(r"<em>\1</em>", STRONG.sub(r"<strong>\1</strong>", LINK.sub(link, text)))
