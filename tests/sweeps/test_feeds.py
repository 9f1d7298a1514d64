"""Each feed of the site, in each format and language."""

import sys
from collections import Counter
from urllib.parse import urlsplit

import feedparser
import pytest

from tests.crawl import view_name
from tests.feed_rules import broken_rules
from tests.full_site import TWIN

pytestmark = pytest.mark.django_db
FEEDS = {"news:feed", "news:topic_feed", "news:country_feed", "events:feed", "events:kind_feed"}
ENDS = ("/feed/", "/feed.rss", "/feed.json")


@pytest.fixture(scope="module")
def feeds(site):
    found = {address: page for address, page in site.pages.items() if urlsplit(address).path.endswith(ENDS)}
    print(f" [{len(found)} feeds]", end="", file=sys.__stdout__)
    assert {view_name(address) for address in found} == FEEDS
    ends = Counter(address.rpartition("/feed")[2] for address in found)
    assert len(set(ends.values())) == 1
    assert sum(ends.values()) == len(found) > 30
    return found


def test_each_feed_holds_to_its_specification(feeds):
    assert {
        address: broken for address, page in feeds.items() if (broken := broken_rules(address, page.text))
    } == {}


def test_readers_of_feeds_find_nothing_wrong(feeds):
    """The library reads XML alone."""
    xml = {address: page.text for address, page in feeds.items() if not address.endswith(".json")}
    parsed = {address: feedparser.parse(text) for address, text in xml.items()}

    assert {address: feed.bozo_exception for address, feed in parsed.items() if feed.bozo} == {}
    assert {feed.version for feed in parsed.values()} == {"atom10", "rss20"}
    assert max(len(feed.entries) for feed in parsed.values()) == 2


def test_each_feed_holds_whole_texts(feeds):
    about = [page.text for page in feeds.values() if f"{TWIN} title" in page.text]

    assert len(about) > 20
    assert [text[:200] for text in about if f"{TWIN} text" not in text] == []
