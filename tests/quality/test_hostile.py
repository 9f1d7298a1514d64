"""What somebody typed is text, wherever it is shown."""

import json

import feedparser
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS
from tests.quality.content import HOSTILE

HOSTILE_KINDS = ["article, hostile", "event, hostile", "organisation, hostile", "person, hostile"]
LISTS = ["news", "events, hostile", "people, hostile", "organisations, hostile", "search, hostile"]


@pytest.mark.parametrize("width", WIDTHS)
def test_hostile_words_are_shown_as_they_are(served, chromium, width):
    context = chromium.new_context(viewport=WIDTHS[width])
    page = context.new_page()
    errors, dialogs = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for kind in [*HOSTILE_KINDS, *LISTS]:
        page.goto(served.address(kind))
        expect(page.get_by_text(HOSTILE.strip()[:20]).first, kind).to_be_attached()
        sideways = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert (kind, sideways) == (kind, False)
        for script in page.locator("script[type='application/ld+json']").all_text_contents():
            json.loads(script)
    context.close()

    assert (errors, dialogs) == ([], [])


@pytest.mark.parametrize("feed", ["news/feed/", "news/feed.rss", "events/feed/"])
def test_hostile_words_leave_feeds_whole(served, feed):
    parsed = feedparser.parse(served.read(f"{served.url}/{feed}"))

    assert parsed.bozo == 0
    assert [entry for entry in parsed.entries if entry.title == HOSTILE]
