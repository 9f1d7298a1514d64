"""Where a reader's own colours replace ours, no state and no chart is told by a ground alone."""

import pytest

# Kind of a page, what stands on it, and the property that is then seen against the page's ground.
SEEN = [
    ("news", ".chip[aria-current]", "borderTopColor"),
    ("news", ".site-nav [aria-current]", "borderBottomColor"),
    ("events", ".tabs [aria-current]", "borderBottomColor"),
    ("events", ".badge", "borderTopColor"),
    ("events", ".date-block", "borderTopColor"),
    ("events, month", ".month__bar", "outlineColor"),
    ("events, month", ".kind", "borderLeftColor"),
    ("events, month", ".month tbody td", "borderRightColor"),
    ("people", ".portrait", "outlineColor"),
    ("people", ".pagination [aria-current]", "borderTopColor"),
    ("event, over", ".face", "outlineColor"),
    ("event, over", ".speaker__photo", "outlineColor"),
    ("event, over", ".bars__bar", "fill"),
    ("event, cancelled", ".status", "borderLeftColor"),
    ("article", ".face", "outlineColor"),
    ("article", "blockquote", "borderLeftColor"),
    ("country", ".bars__bar", "fill"),
    ("country", ".flag", "outlineColor"),
    ("search", ".search-field--large .search-field__button", "borderTopColor"),
    ("contact", ".button--primary", "borderTopColor"),
    ("contact", ".control", "borderTopColor"),
]
# Marked among their like by more than a colour: a thicker line, or one that the others lack.
CURRENT = [
    ("news", ".chip", "borderTopWidth"),
    ("news", ".site-nav a", "borderBottomColor"),
    ("events", ".tabs a", "borderBottomColor"),
    ("people", ".letters a", "borderTopWidth"),
    ("people", ".pagination ol :is(a, span)", "borderTopWidth"),
]
# Not all that is found has the words in its text.
MARKED = "&kind=article"
# A line that is not drawn has a colour, too.
DRAWN = """(all, name) => all.map((each) => {
    const style = getComputedStyle(each);
    return style[name.replace("Color", "Style")] === "none" ? "none" : style[name];
})"""
READ = "(all, name) => all.map((each) => getComputedStyle(each)[name])"


@pytest.fixture(params=["light", "dark"])
def page(chromium, request):
    made = chromium.new_page(
        viewport={"width": 1280, "height": 900}, forced_colors="active", color_scheme=request.param
    )
    yield made
    made.close()


def test_all_that_is_told_by_colours_is_seen_without_them(served, page):
    found = []
    for kind, selector, name in [*SEEN, ("search, found", ".answer mark", "backgroundColor")]:
        page.goto(served.address(kind) + (MARKED if "mark" in selector else ""))
        page.wait_for_selector(selector, state="attached")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        values = page.locator(selector).evaluate_all(DRAWN, name)
        if set(values) & {ground, "rgba(0, 0, 0, 0)", "none"}:
            found.append((kind, selector))

    assert found == []


def test_current_one_differs_from_the_others(served, page):
    found = []
    for kind, selector, name in CURRENT:
        page.goto(served.address(kind) + ("?letter=A" if "letters" in selector else ""))
        page.wait_for_selector(f"{selector}[aria-current]", state="attached")
        current = page.locator(f"{selector}[aria-current]").evaluate_all(READ, name)
        others = page.locator(f"{selector}:not([aria-current])").evaluate_all(READ, name)
        if set(current) & set(others) or not others:
            found.append((kind, selector))

    assert found == []
