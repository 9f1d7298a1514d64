"""What other sites show beside a link to each page."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

import pytest

from publishing.cards.addresses import Card, card_in
from tests.crawl import fetch, view_name

pytestmark = pytest.mark.django_db
NAMES = [
    "url",
    "type",
    "title",
    "description",
    "image",
    "image:type",
    "image:width",
    "image:height",
    "image:alt",
]
# Those of which each page shows another one; all others share that of the institute.
OWN_CARDS = {"news:detail", "events:detail", "events:person", "events:organisation", "events:country"}
OWN_CARDS |= {"pages:detail"}
CARD = re.compile(r"/cards/(.+)\.png$")
LOCALES = {"en": "en_GB", "ru": "ru_RU", "zh-hans": "zh_CN"}


def graph(page):
    found = defaultdict(list)
    for node in page.tree.xpath("//meta[starts-with(@property, 'og:')]"):
        found[node.get("property").removeprefix("og:")].append(node.get("content"))
    return found


@pytest.fixture(scope="module")
def graphs(site):
    pages = {
        address: page
        for address, page in site.pages.items()
        if page.tree is not None and page.response.status_code == 200 and "/embed/" not in address
    }
    assert len(pages) > 80
    return {address: (page, graph(page)) for address, page in pages.items()}


def test_each_page_says_what_a_shared_link_shows(graphs):
    lacking = {
        address: [name for name in NAMES if len(found[name]) != 1 or not found[name][0].strip()]
        for address, (_page, found) in graphs.items()
    }
    assert {address: names for address, names in lacking.items() if names} == {}
    for page, found in graphs.values():
        assert page.tree.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
        assert (found["image:width"], found["image:height"]) == (["1200"], ["630"])


def test_each_page_names_its_locale_and_the_others(graphs):
    for page, found in graphs.values():
        others = {link.get("hreflang") for link in page.tree.xpath("//link[@hreflang]")} - {"x-default"}
        own = page.tree.get("lang")
        assert found["locale"] == [LOCALES[own]]
        assert found["locale:alternate"] == [LOCALES[code] for code in LOCALES if code in others - {own}]


def test_each_card_is_there_and_says_what_the_page_is_about(site, graphs):
    titles = defaultdict(set)
    for address, (_page, found) in graphs.items():
        path = urlsplit(found["image"][0]).path
        if card := CARD.search(path):
            assert site.pages[path].response.headers["Content-Type"] == "image/png"
            titles[view_name(address)].add(card_in(card[1]).title)

    institute = {"CAREC Institute", "Институт ЦАРЭС", "中亚区域经济合作学院"}
    assert {name for name, found in titles.items() if not found & institute} == OWN_CARDS - {
        "news:detail",  # the full site's have pictures
        "events:detail",
        "pages:detail",
    }
    assert [name for name, found in titles.items() if name not in OWN_CARDS and found - institute] == []


@pytest.mark.parametrize(
    "address", ["/people/?q=Typed", "/search/?q=Typed", "/events/?kind=Typed", "/Typed/"]
)
def test_no_card_says_what_a_visitor_typed(client, address):
    """The site would sign anybody's words."""
    found = graph(fetch(client, address))

    [image] = found["image"]
    assert card_in(CARD.search(image)[1]) == Card(
        "CAREC Institute", "", "Central Asia Regional Economic Cooperation"
    )
