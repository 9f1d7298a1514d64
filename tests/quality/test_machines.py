"""What machines read on the production server: feeds, the sitemap and the structured data of each kind."""

import json
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree, html

from tests.feed_rules import broken_rules
from tests.structured_data import missing, mistakes

SCHEMAS = Path(__file__).parents[1] / "carec_site/sitemap_schemas"
FEED_TYPES = ["application/atom+xml", "application/rss+xml", "application/feed+json"]
PLACES = ".//{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def pages(served):
    return {address: html.fromstring(served.read(address)) for _kind, _language, address in served.addresses}


def test_each_feed_that_a_page_names_is_valid(served, pages):
    links = [link for tree in pages.values() for link in tree.xpath("//link[@rel='alternate'][@type]")]
    feeds = {
        urljoin(served.url, link.get("href")): link.get("type")
        for link in links
        if link.get("type") in FEED_TYPES
    }

    broken, unread = {}, {}
    for address in feeds:
        text = served.read(address).decode()
        broken[address] = broken_rules(address, text)
        if not address.endswith(".json"):
            unread[address] = feedparser.parse(text).get("bozo_exception")

    print(f" [{len(feeds)} feeds]", end="")
    assert {address: found for address, found in broken.items() if found} == {}
    assert {address: found for address, found in unread.items() if found} == {}
    assert len(feeds) > 30
    assert set(feeds.values()) == set(FEED_TYPES)


def test_each_file_of_the_sitemap_holds_to_its_schema(served):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    index = etree.fromstring(served.read(f"{served.url}/sitemap.xml"))
    parts = [place.text for place in index.iterfind(PLACES)]

    for address in (*parts, f"{served.url}/news-sitemap.xml"):
        schema.assertValid(etree.fromstring(served.read(address)))

    schema.assertValid(index)
    assert len(parts) > 5


def test_structured_data_is_in_the_words_of_schema_org(pages):
    found, wrong = set(), {}
    for address, tree in pages.items():
        for text in tree.xpath("//script[@type='application/ld+json']/text()"):
            block = json.loads(text)
            found |= {node["@type"] for node in block.get("@graph", [block])}
            wrong[address] = [*mistakes(block), *missing(block)]

    assert {address: each for address, each in wrong.items() if each} == {}
    assert found == {"Event", "NewsArticle", "Organization", "Person", "WebPage", "WebSite"}
