"""Nothing is lost or covered where a reader enlarges pages, text alone, or the space between its letters."""

import pytest

from tests.browser.conftest import ARGUMENTS, program
from tests.quality.conftest import LANGUAGES

# 1280 by 1024 pixels at 200 % and at 400 % (WCAG 1.4.10).
ZOOMED = {"200 %": {"width": 640, "height": 512}, "400 %": {"width": 320, "height": 256}}
# As a reader sets it in a browser (WCAG 1.4.4).
LARGE_TEXT = "--blink-settings=defaultFontSize=32"
# WCAG 1.4.12.
WIDE_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
OPEN = "all => all.forEach(each => (each.open = true))"
# Words that cannot be read: cut by their box, or beside the page. A title in the breadcrumbs and the words
# of a card end in an ellipsis at any size, and stand whole where they lead.
LOST = """() => {
    const shortened = ".visually-hidden, .breadcrumbs [aria-current], .card__summary, .event-card__summary";
    const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
    const lost = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || parent.closest(`script, style, template, option, ${shortened}`)) continue;
        if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const words = range.getBoundingClientRect();
        for (let box = parent; box !== document.body; box = box.parentElement) {
            if (scrolls(box)) break;
            const { overflowX, overflowY } = getComputedStyle(box);
            const edge = box.getBoundingClientRect();
            const cut = (overflowX !== "visible" && words.right > edge.right + 1)
                || (overflowY !== "visible" && words.bottom > edge.bottom + 4);
            if (cut) lost.push(`${box.className}: ${node.data.trim().slice(0, 40)}`);
            if (box.parentElement === document.body && (words.right > innerWidth + 1 || words.left < -1)) {
                lost.push(`beside: ${parent.className} ${node.data.trim().slice(0, 40)}`);
            }
        }
    }
    if (document.documentElement.scrollWidth > innerWidth) lost.push("scrolls sideways");
    // What stays in view leaves most of the window to what is read.
    for (const each of document.querySelectorAll("body *")) {
        if (!each.checkVisibility()) continue;
        const { position } = getComputedStyle(each);
        const stays = position === "fixed" || (position === "sticky" && innerWidth < 900);
        if (stays) lost.push(`stays in view: ${each.className}`);
    }
    return lost;
}"""


def faults(chromium, served, language, size, style=""):
    """(kind, what is lost on its page) of all kinds, with everything unfolded."""
    context = chromium.new_context(viewport=size, bypass_csp=True)
    page = context.new_page()
    found = []
    for kind in served.kinds:
        page.goto(served.address(kind, language))
        page.locator("details").evaluate_all(OPEN)
        if style:
            page.add_style_tag(content=style)
        found += [(kind, each) for each in page.evaluate(LOST)]
    context.close()
    assert len(served.kinds) > 30
    return found


@pytest.mark.parametrize("zoom", ZOOMED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_enlarged_pages_lose_nothing(served, chromium, language, zoom):
    assert faults(chromium, served, language, ZOOMED[zoom]) == []


@pytest.fixture(scope="module")
def large_chromium(chromium):
    """A browser whose reader has doubled the text."""
    browser = chromium.browser_type.launch(executable_path=program(), args=[*ARGUMENTS, LARGE_TEXT])
    yield browser
    browser.close()


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_enlarged_text_loses_nothing(served, large_chromium, language, width):
    assert faults(large_chromium, served, language, {"width": width, "height": 900}) == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_wider_spacing_loses_nothing(served, chromium, language, width):
    assert faults(chromium, served, language, {"width": width, "height": 900}, WIDE_SPACING) == []
