"""HTML as tests read it, by a quick parser; a strict one checks in the sweep that all pages are valid."""

from lxml import html

PARSER = html.HTMLParser(remove_comments=True)


def parse(text: str) -> html.HtmlElement:
    """The `html` element of a page, or of one made around a part of a page."""
    tree = html.document_fromstring(text, parser=PARSER)
    for area in tree.iter("textarea"):
        # HTML drops a line break at the beginning of a text; the parser keeps it.
        area.text = (area.text or "").removeprefix("\n")
    return tree


def tree_of(response) -> html.HtmlElement:
    return parse(response.content.decode())
