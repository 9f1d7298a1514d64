"""How many bytes a first visitor fetches for a page, pictures aside."""

from collections import Counter

import pytest

from tests.quality.conftest import LANGUAGES

MAX_ARTICLE_BYTES = 40_000  # HTML, style sheets and scripts
MAX_ARTICLE_BYTES_WITH_FONTS = 90_000
MAX_PAGE_BYTES = 110_000
CODE = ["Document", "Stylesheet", "Script"]


def weights(browser, address):
    """Bytes as they come over the wire, with their headers, by the type of resource."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    client = context.new_cdp_session(page)
    types, found = {}, Counter()
    client.on("Network.responseReceived", lambda each: types.update({each["requestId"]: each["type"]}))
    client.on(
        "Network.loadingFinished",
        lambda each: found.update({types.get(each["requestId"], "Other"): int(each["encodedDataLength"])}),
    )
    client.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    context.close()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_keeps_to_its_weight(served, chromium, language):
    found = {kind: weights(chromium, served.address(kind, language)) for kind in served.kinds}
    totals = {kind: each.total() - each["Image"] for kind, each in found.items()}
    articles = [kind for kind in found if kind.startswith("article")]

    print(f" [{language}: {max(totals.values()):,} bytes at most, {max(totals, key=totals.get)}]", end="")
    assert {kind: total for kind, total in totals.items() if total > MAX_PAGE_BYTES} == {}
    assert {kind: totals[kind] for kind in articles if totals[kind] > MAX_ARTICLE_BYTES_WITH_FONTS} == {}
    assert [kind for kind in articles if sum(found[kind][each] for each in CODE) > MAX_ARTICLE_BYTES] == []
    assert min(sum(found[kind][each] for each in CODE) for kind in found) > 5_000
