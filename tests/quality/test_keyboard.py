"""Without a pointer all is reached; the focus is seen, and nothing lies over it (WCAG 2.4.7, 2.4.11)."""

import pytest

SIZES = {"desktop": {"width": 1280, "height": 900}, "400 %": {"width": 320, "height": 256}}
MAX_STOPS = 700
# All that the tabulator comes to: of the choices of one question, one.
STOPS = """() => {
    const groups = new Set();
    const kinds = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0']";
    return [...document.querySelectorAll(kinds)].filter((each) => {
        const isOut = each.disabled || each.tabIndex < 0 || each.type === "hidden";
        if (isOut || !each.checkVisibility()) return false;
        if (each.type !== "radio") return true;
        return !groups.has(each.name) && groups.add(each.name);
    }).length;
}"""
# Of what has the focus: whether it is in view, uncovered, and marked by itself or by a box around it.
FOCUSED = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const faults = [];
    const boxes = [...focused.getClientRects()];
    const points = boxes.flatMap(({ left, right, top, bottom }) => [
        [(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2],
    ]);
    const free = points.some(([x, y]) => {
        const above = document.elementFromPoint(x, y);
        const label = above?.closest("label");
        return focused.contains(above) || above?.contains(focused) || label?.contains(focused);
    });
    if (!free) faults.push("covered or out of view");
    let marked = false;
    for (let box = focused; box && !marked; box = box.parentElement) {
        const { outlineStyle, outlineWidth } = getComputedStyle(box);
        marked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    }
    if (!marked) faults.push("without a mark");
    return [`${focused.localName}.${focused.className} ${focused.textContent.trim().slice(0, 30)}`, faults];
}"""


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_reached_and_seen(served, chromium, size):
    page = chromium.new_page(viewport=SIZES[size])
    found, visited = [], 0
    for kind in served.kinds:
        page.goto(served.address(kind), wait_until="networkidle")
        stops = page.evaluate(STOPS)
        reached = 0
        for _stop in range(MAX_STOPS):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused is None:
                break
            reached += 1
            found += [(kind, focused[0], fault) for fault in focused[1]]
        visited += reached
        if reached != stops:
            found.append((kind, f"{reached} of {stops} stops"))
    page.close()

    assert found == []
    assert len(served.kinds) > 30
    assert visited > 30 * len(served.kinds)
