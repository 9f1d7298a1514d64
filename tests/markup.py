"""HTML as tests read it, by a quick parser; a strict one checks in the sweep that all pages are valid."""

import re

from lxml import html

PARSER = html.HTMLParser(remove_comments=True, huge_tree=True)


def parse(text: str) -> html.HtmlElement:
    """The `html` element of a page, or of one made around a part of a page."""
    # HTML drops a line break at the beginning of a text area; the parser keeps it.
    return html.document_fromstring(re.sub(r"(<textarea\b[^>]*>)\n", r"\1", text), parser=PARSER)


def tree_of(response) -> html.HtmlElement:
    return parse(response.content.decode())


def compact(response) -> str:
    """The source of a page in one line, without the space at the inner edges of its tags and elements."""
    line = re.sub(r"\s+", " ", response.content.decode()).replace(" >", ">")
    return re.sub(r"(<\w[^>]*>) | (?=</)", r"\1", line)
