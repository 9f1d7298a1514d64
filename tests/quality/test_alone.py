"""A page needs no other host: with all of them out of reach it has the same pixels."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from tests.browser.conftest import ARGUMENTS, WIDTHS, program

BLOCKED = "--host-resolver-rules"
# Pictures come when they are near, and are drawn when they are ready.
ALL_DRAWN = """() => Promise.all(
    [...document.images].map((image) => { image.loading = "eager"; return image.decode().catch(() => null); })
)"""

# Of 255: Chromium does not draw the same edge twice in quite the same way, least of all in a scaled picture.
# Other letters, or none, differ by more than 200.
MAX_DIFFERENCE = 64


def difference(one: bytes, other: bytes) -> int:
    """The largest between two pixels at the same place."""
    pictures = [Image.open(BytesIO(shot)).convert("RGB") for shot in (one, other)]
    return max(high for _low, high in ImageChops.difference(*pictures).getextrema())


@pytest.fixture(scope="module")
def free_chromium(chromium):
    """A browser that may ask any host."""
    arguments = [each for each in ARGUMENTS if not each.startswith(BLOCKED)]
    browser = chromium.browser_type.launch(executable_path=program(), args=arguments)
    yield browser
    browser.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_each_kind_of_page_looks_the_same_without_other_hosts(served, chromium, free_chromium, width):
    pages = [browser.new_page(viewport=WIDTHS[width]) for browser in (chromium, free_chromium)]
    foreign, different = [], []
    pages[1].on("request", lambda request: foreign.append(request.url))
    for kind in served.kinds:
        for page in pages:
            page.goto(served.address(kind), wait_until="networkidle")
            page.evaluate(ALL_DRAWN)
        if difference(*(page.screenshot(animations="disabled") for page in pages)) > MAX_DIFFERENCE:
            different.append(kind)
    for page in pages:
        page.close()

    assert different == []
    assert [url for url in foreign if not url.startswith((served.url, "data:", "blob:"))] == []
    assert len(foreign) > len(served.kinds)
