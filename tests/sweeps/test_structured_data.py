"""Each block of JSON-LD on the site, in the words of schema.org and with what Google asks for."""

import json
from collections import defaultdict

import pytest

from tests.crawl import view_name
from tests.structured_data import missing, mistakes

pytestmark = pytest.mark.django_db
KINDS = {
    "home": {"Organization", "WebSite"},
    "contacts:contact": {"Organization"},
    "pages:detail": {"WebPage"},
    "news:detail": {"NewsArticle"},
    "events:detail": {"Event"},
    "events:person": {"Person"},
    "events:organisation": {"Organization"},
}


@pytest.fixture(scope="module")
def blocks(site):
    """By address."""
    found = {}
    for address, page in site.pages.items():
        tree = page.tree
        nodes = [] if tree is None else tree.xpath("//script[@type='application/ld+json']/text()")
        if nodes:
            [found[address]] = [json.loads(node) for node in nodes]
    assert len(found) == 21
    return found


def test_each_kind_of_page_is_described_as_what_it_is(blocks):
    kinds = defaultdict(set)
    for address, block in blocks.items():
        kinds[view_name(address)] |= {node["@type"] for node in block.get("@graph", [block])}

    assert kinds == KINDS


def test_each_word_is_one_of_the_vocabulary(blocks):
    assert {address: found for address, block in blocks.items() if (found := mistakes(block))} == {}


def test_nothing_is_missing_that_google_asks_for(blocks):
    """Recommended is that of which the full site has a value."""
    assert {address: found for address, block in blocks.items() if (found := missing(block))} == {}
    found = {address: missing(block, recommended=True) for address, block in blocks.items()}
    assert {address: each for address, each in found.items() if each} == {}


def test_mistakes_are_found():
    block = {
        "@type": "Event",
        "name": "",
        "startDate": "soon",
        "headline": "Of an article",
        "performer": {"@type": "Place", "name": "Hall"},
        "location": {"@type": "Stadium"},
    }

    assert sorted(each.split(": ")[1].split(" is none")[0] for each in mistakes(block)) == [
        "'soon'",
        "a Place",
        "empty",
        "no property headline",
        "no type Stadium",
    ]
    assert missing(block) == ["Place without address"]
    assert missing({"@type": "NewsArticle", "headline": "A"}, recommended=False) == [
        "NewsArticle without author",
        "NewsArticle without dateModified",
        "NewsArticle without datePublished",
    ]
