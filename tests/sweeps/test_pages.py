"""What holds on every public page, whichever app made it."""

import json
import re
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from tests.contacts.posting import form_of_page
from tests.crawl import fetch, view_name

pytestmark = pytest.mark.django_db
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
OBJECT = re.compile(r"(?:<|&lt;)(?:bound method|function|[\w.]+ object at 0x)")
MAIL = Path(settings.BASE_DIR, "templates", "subscriptions", "digest.html")
PREFIX = {"ru": "/ru/", "zh-hans": "/zh-hans/"}


@pytest.fixture(scope="package")
def pages(site, django_db_blocker):
    """Every public HTML page, and the pages that only an error shows."""
    found = {address: page for address, page in site.pages.items() if page.tree is not None}
    with django_db_blocker.unblock(), translation.override("en"):
        for address in ("/nothing-here/", "/ru/nothing-here/", "/zh-hans/nothing-here/"):
            found[address] = fetch(Client(), address)
    print(f" [{len(found)} pages]", end="", file=sys.__stdout__)
    assert len(found) >= 85
    return found.values()


def text_of(node):
    return " ".join("".join(node.itertext()).split())


def test_each_page_is_valid_html(pages):
    errors = []
    for page in pages:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.text)
        errors += [(page.address, position, code) for position, code, _data in parser.errors]

    assert errors == []


def test_no_page_shows_an_object_of_the_program(pages):
    """Such as a method that a template names and does not call."""
    shown = [(page.address, found[0]) for page in pages if (found := OBJECT.search(page.text))]

    assert shown == []


def test_hidden_fields_have_no_autocomplete(pages):
    """The parser knows no such rule of HTML: a browser fills in only what a reader sees."""
    hidden = [(page.address, node) for page in pages for node in page.all("input") if is_hidden(node)]
    found = {(address, node.get("name")) for address, node in hidden if node.get("autocomplete")}

    assert len(hidden) > 100
    assert found == set()


def is_hidden(field):
    return field.get("type") == "hidden"


def test_search_engines_read_the_trail_that_readers_see(pages):
    trails = {}
    for page in pages:
        for trail in [node for node in page.all("ol") if node.get("itemtype")]:
            places = [node.get("content") for node in trail.iter("meta")]
            crumbs = [text_of(node) for node in trail.iter() if node.get("itemprop") == "name"]
            links = [node.get("href") for node in trail.iter("a")]

            assert places == [str(number) for number in range(1, len(crumbs) + 1)]
            assert len(links) == len(crumbs) - 1
            trails[page.address] = list(zip(links, crumbs, strict=False))

    assert len(trails) > 60
    people = ("/people/", "People")
    for address, name in [people, ("/organisations/", "Organisations"), ("/countries/", "Countries")]:
        assert trails[address] == [("/", "Home"), people][: 1 if address == people[0] else 2]
        records = [trail for path, trail in trails.items() if re.fullmatch(f"{address}[^/?]+/", path)]
        assert records
        assert [trail for trail in records if trail != [*trails[address], (address, name)]] == []


def test_each_page_has_one_heading_a_title_and_its_language(pages):
    titles = Counter()
    for page in pages:
        headings = [text_of(node) for node in page.all("h1")]
        [title] = [text_of(node) for node in page.all("title")]
        language = page.tree.get("lang")

        assert (page.address, len(headings)) == (page.address, 1)
        assert headings[0]
        assert [re.findall(r"^ |\s\s|\n| $", node.text) for node in page.all("title")] == [[]]
        assert title.endswith("CAREC Institute") or "CAREC" in title or "ЦАРЭС" in title or "中亚" in title
        assert page.address.startswith(PREFIX.get(language, "/"))
        if language == "en":
            assert not page.address.startswith(tuple(PREFIX.values()))
        if page.response.status_code == 200 and not is_choosing(page):
            titles[title, language] += 1
    assert [title for title, count in titles.items() if count > 1] == []


def test_each_page_has_unique_ids_and_described_pictures(pages):
    for page in pages:
        ids = Counter(node.get("id") for node in page.tree.iter() if node.get("id"))
        undescribed = [node.get("src") for node in page.all("img") if node.get("alt") is None]

        assert (page.address, [name for name, count in ids.items() if count > 1]) == (page.address, [])
        assert (page.address, undescribed) == (page.address, [])


def test_no_page_has_inline_script_or_style(pages):
    for page in pages:
        inline = [node.attrib for node in page.all("script") if not node.get("src") and not holds_data(node)]
        inline += [node.tag for node in page.all("style")]
        inline += [
            name
            for node in page.tree.iter()
            for name in node.attrib
            if name == "style" or str(name).startswith("on")
        ]

        assert (page.address, inline) == (page.address, [])


def holds_data(script):
    return script.attrib == {"type": "application/ld+json"}


def test_structured_data_can_be_read(pages):
    blocks = [json.loads(node.text) for page in pages for node in page.all("script") if holds_data(node)]

    assert {block["@context"] for block in blocks} == {"https://schema.org"}


def test_no_page_loads_anything_from_another_host(pages):
    loading = {"src", "srcset", "poster", "data", "action", "formaction"}
    for page in pages:
        addresses = [
            part.split()[0]
            for node in page.tree.iter()
            for name, value in node.attrib.items()
            if name in loading or (node.tag == "link" and name == "href" and loads(node))
            for part in (value.split(",") if name == "srcset" else [value])
            if part.strip()
        ]
        foreign = [
            address
            for address in addresses
            if urlsplit(address).hostname not in {None, "testserver", "localhost"}
        ]

        assert len(addresses) > 1, page.address
        assert (page.address, foreign) == (page.address, [])


def loads(link):
    return not set(link.get("rel", "").split()) <= {"canonical", "alternate", "next", "prev"}


def test_each_page_waits_for_two_style_sheets_at_most(pages):
    for page in pages:
        sheets = page.tree.xpath("//link[@rel='stylesheet'][not(@media='print')]/@href")

        assert (page.address, len(sheets) in {1, 2}) == (page.address, True)


def test_no_page_sets_a_cookie_or_varies_by_one(pages):
    for page in pages:
        assert (page.address, page.response.cookies.output()) == (page.address, "")
        assert (page.address, "Cookie" in page.response.headers.get("Vary", "")) == (page.address, False)


def is_embedded(page):
    """Whether the page is for frames on other sites: links and nothing to fill in."""
    return urlsplit(page.address).path.endswith("/events/embed/")


def is_choosing(page):
    """Whether it is a page that has another address, with something chosen beforehand."""
    return is_subscribing(page) and bool(urlsplit(page.address).query)


def is_subscribing(page):
    """Whether the page has a form of its own, beside which another would confuse."""
    return urlsplit(page.address).path.endswith("/subscribe/")


def test_quotes_can_be_placed_on_each_page_with_a_form_for_inquiries_below(site):
    pages = {
        view_name(address): 'id="inquiry"' in page.text
        for address, page in site.pages.items()
        if page.tree is not None and page.response.status_code == 200
    }

    assert {name for name, has_room in pages.items() if has_room} == settings.PAGES_WITH_QUOTES
    assert pages.keys() - settings.PAGES_WITH_QUOTES == {
        *("contacts:contact", "events:embed", "subscriptions:subscribe"),
    }


def test_each_page_has_a_form_for_inquiries_that_sets_no_cookie(client, pages):
    framed = [page for page in pages if is_embedded(page)]
    assert [list(page.all("form")) for page in framed] == [[]] * 9  # all, a topic, a kind
    subscribing = [page for page in pages if is_subscribing(page)]
    assert len({urlsplit(page.address).path for page in subscribing}) == 3
    pages = [page for page in pages if page not in framed + subscribing]
    for page in pages:
        posts = [node for node in page.all("form") if node.get("method", "").lower() == "post"]

        assert (
            page.address,
            [urlsplit(form.get("action")).path.endswith("/contact/") for form in posts],
        ) == (
            page.address,
            [True],
        )

    answers = []
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        for page in pages:
            typed = {
                **form_of_page(page.response),
                "name": "Ann",
                "email": "ann@example.org",
                "message": "Hello",
            }
            answers.append(client.post("/contact/", typed))
    assert {(answer.status_code, answer.cookies.output()) for answer in answers} == {(200, "")}
    assert [answer for answer in answers if "Cookie" in answer.headers.get("Vary", "")] == []


def test_no_template_has_a_block_inside_a_condition():
    assert len(TEMPLATES) >= 15
    for template in TEMPLATES:
        depth = 0
        text = template.read_text()
        if "{% extends" not in text:
            continue
        for tag in re.findall(r"{%-?\s*(if|endif|block)\b", text):
            depth += {"if": 1, "endif": -1, "block": 0}[tag]
            assert tag != "block" or depth == 0, template


def test_no_template_has_inline_script_or_style():
    data = r"(?![^>]*\s(?:src=|type=\"application/json\"))"
    inline = re.compile(rf"<script{data}|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)

    found = [str(template) for template in TEMPLATES if inline.search(template.read_text())]
    assert found == [str(MAIL)]  # whose programs drop other styles
