"""What comes out of a printer, on A4: whole, in order, black on white, and nothing one can only press."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.quality.content import PARTICIPANTS

PRINTED = [
    "article",
    "article, plain",
    "article, long title",
    "event, over",
    "event, coming",
    "event, long title",
    "event, 300 participants",
    "person",
    "organisation",
    "country",
    "page",
]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
ONLY_ON_A_SCREEN = (
    ".site-nav, .languages, .breadcrumbs, .site-footer, .inquiry, .article-aside, .article-foot, .contents, "
    ".pagination, .tabs, .filters, .event-ways, .subscribing, .more, form, button"
)
# Not those that lead over to nothing, as a break in the programme.
HEADINGS = "main :is(h1, h2, h3:not(:last-child), h4:not(:last-child))"
MIN_CHARACTERS = 40  # of a sheet; an address alone, or a single line, has fewer in Chinese
A4_HEIGHT = 842  # points
MAX_SHEETS_OF_PARTICIPANTS = 8


def squashed(words):
    """Without spaces, of which a PDF knows only the widths."""
    return "".join(words.split())


def print_page(page, address):
    """The text of each sheet, and the headings of the page."""
    page.goto(address, wait_until="networkidle")
    page.emulate_media(media="print")
    headings = {squashed(each) for each in page.locator(HEADINGS).filter(visible=True).all_inner_texts()}
    assert page.locator(ONLY_ON_A_SCREEN).filter(visible=True).count() == 0
    page.emulate_media(media="null")  # what it is by itself: paper, once it is printed
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {round(float(sheet.mediabox.height)) for sheet in sheets} == {A4_HEIGHT}
    return [sheet.extract_text() for sheet in sheets], headings


@LANGUAGES
def test_each_sheet_is_worth_its_paper(served, chromium, language):
    page = chromium.new_page()
    thin, left_alone, places = [], [], []
    for kind in PRINTED:
        address = served.address(kind, language)
        sheets, headings = print_page(page, address)
        assert squashed(address) in squashed(sheets[0]), kind
        for number, sheet in enumerate(sheets, 1):
            words = squashed(sheet)
            place = f"{number}/{len(sheets)}"
            assert place in words, kind
            words = words.replace(place, "")
            places.append((kind, place))
            if len(words) < MIN_CHARACTERS:
                thin.append((kind, place, words))
            if number < len(sheets) and any(words.endswith(heading) for heading in headings):
                left_alone.append((kind, place, words[-40:]))
    page.close()

    assert (thin, left_alone) == ([], [])
    assert len(places) > 2 * len(PRINTED)


def test_everybody_who_took_part_is_printed_with_their_post(served, chromium):
    page = chromium.new_page()

    sheets, _headings = print_page(page, served.address("event, 300 participants"))

    page.close()
    names = [re.findall(r"Given(\d+) ?Family", sheet) for sheet in sheets]
    assert sorted(int(each) for sheet in names for each in sheet) == list(range(PARTICIPANTS))
    assert [len(sheet) for sheet in names] == [sheet.count("Researcher") for sheet in sheets]
    assert len(sheets) <= MAX_SHEETS_OF_PARTICIPANTS


def test_paper_is_white_and_circles_are_drawn_whatever_the_scheme(served, chromium):
    page = chromium.new_page(color_scheme="dark")
    page.emulate_media(media="print")
    found = {}
    for kind, circle in (("event, over", ".speaker__photo"), ("country", ".portrait")):
        page.goto(served.address(kind))
        found[kind] = page.locator(circle).first.evaluate(
            """circle => [
                getComputedStyle(document.body).backgroundColor,
                getComputedStyle(document.body).color,
                getComputedStyle(circle).borderTopWidth,
                getComputedStyle(circle).breakInside === "avoid" || !!circle.closest("li"),
            ]"""
        )
    page.close()

    assert set(map(tuple, found.values())) == {("rgb(255, 255, 255)", "rgb(0, 0, 0)", "1px", True)}
