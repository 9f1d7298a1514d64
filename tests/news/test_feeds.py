from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from publishing.models import State, Topic
from tests.factories import make_article, make_author
from tests.markup import tree_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)
ODD = "A\x00\x01\x08\x0b\x0c\x1f\ufffe\uffff “quoted” <b>&amp;</b> ]]> тест 中文 😀"


def read(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    ElementTree.fromstring(response.content)
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def titles(feed):
    return [entry.title for entry in feed.entries]


HIDDEN = [
    {"state": State.DRAFT},
    {"state": State.IN_REVIEW},
    {"state": State.ARCHIVED},
    {"publish_at": NOW + DAY},
    {"publish_at": NOW - DAY, "unpublish_at": NOW},
    {"trashed_at": NOW},
]


@time_machine.travel(NOW, tick=False)
def test_feed_holds_what_is_published_newest_first(client):
    for number, changes in enumerate(HIDDEN):
        make_article(f"Hidden {number}", **changes).topics.add("Water")
    make_article("Old", publish_at=NOW - 2 * DAY).topics.add("Water")
    make_article("New", publish_at=NOW - DAY).topics.add("Water")
    make_article("Elsewhere", publish_at=NOW)

    assert titles(read(client, "/news/feed/")) == ["Elsewhere", "New", "Old"]
    assert titles(read(client, "/news/tags/water/feed/")) == ["New", "Old"]


@time_machine.travel(NOW, tick=False)
def test_entry_says_what_an_atom_reader_needs(client):
    article = make_article("Water", slug="water", summary_en="1 < 2 & 3", publish_at=NOW - DAY)
    article.topics.add("Energy")

    feed = read(client, "/news/feed/")

    [entry] = feed.entries
    assert entry.link == "http://localhost:8000/news/2026/water/"
    assert entry.id == f"tag:localhost,2026-03-04:news.article/{article.pk}/en"
    assert entry.summary_detail.type == "text/html"
    assert entry.summary == "1 &lt; 2 &amp; 3"
    assert (entry.published, entry.updated) == ("2026-03-03T05:06:07+00:00", "2026-03-04T05:06:07+00:00")
    assert [tag.term for tag in entry.tags] == ["Energy"]
    assert feed.feed.title == "CAREC Institute: News"
    assert feed.feed.link == "http://localhost:8000/news/"
    assert feed.feed.language == "en"


def test_entry_without_a_summary_holds_the_text(client):
    make_article(summary_en="", body_en="<p>All <strong>of</strong> it.</p>")

    [entry] = read(client, "/news/feed/").entries

    assert entry.summary == "<p>All <strong>of</strong> it.</p>"


def test_summary_that_looks_like_html_stays_text(client):
    make_article(summary_en="<script>alert(1)</script>")

    root = ElementTree.fromstring(client.get("/news/feed/").content)

    summary = root.find(f"{ATOM}entry/{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("html", "&lt;script&gt;alert(1)&lt;/script&gt;")


def test_entry_keeps_its_id_when_its_address_changes(client):
    article = make_article(slug="water")
    before = read(client, "/news/feed/").entries[0]

    article.slug = "soil"
    article.publish_at -= 400 * DAY
    article.save()

    after = read(client, "/news/feed/").entries[0]
    assert before.id == after.id
    assert before.link != after.link


def test_feed_with_odd_characters_is_well_formed(client):
    odd = ODD.replace("\x00", "")
    topic = Topic.objects.create(name=odd)
    article = make_article(odd, slug="odd", summary_en=odd, body_en=f"<p>{odd}</p>")
    article.topics.add(topic)
    bare = make_article("Bare", slug="bare", summary_en="", body_en=f"<p>{odd}</p>")
    bare.topics.add(topic)

    for address in ("/news/feed/", f"/news/tags/{topic.slug}/feed/"):
        feed = read(client, address)
        assert len(feed.entries) == 2


def test_feed_without_articles_is_well_formed(client):
    assert read(client, "/news/feed/").entries == []


def test_feed_holds_the_newest_thirty(client):
    for number in range(31):
        make_article(f"Article {number}", publish_at=NOW - number * DAY)

    assert titles(read(client, "/news/feed/")) == [f"Article {number}" for number in range(30)]


@pytest.mark.parametrize("count", [1, 3])
def test_feed_takes_one_query_for_any_number(client, count):
    for number in range(count):
        make_article(f"Article {number}").topics.add("Water", f"Topic {number}")

    assert queries_of(client, "/news/feed/")[1] == 1


def test_feed_is_in_the_reader_s_language(client):
    article = make_article(
        "Water", slug="water", title_ru="Вода", summary_ru="О воде", body_ru="<p>Вода.</p>"
    )
    article.topics.add(Topic.objects.create(name="Energy", name_ru="Энергия"))

    feed = read(client, "/ru/news/feed/")

    [entry] = feed.entries
    assert (entry.title, entry.summary, entry.tags[0].term) == ("Вода", "О воде", "Энергия")
    assert entry.link == f"http://localhost:8000/ru/news/{article.year}/water/"
    assert feed.feed.language == "ru"


@pytest.mark.parametrize("slug", ["unknown", "drafts-only", "unused", "WATER"])
def test_feed_of_a_topic_without_published_articles_is_not_found(client, slug):
    make_article("Published").topics.add("Water")
    make_article("Draft", state=State.DRAFT).topics.add("Drafts only")
    Topic.objects.create(name="Unused")

    assert client.get(f"/news/tags/{slug}/feed/").status_code == 404


def test_feed_says_when_it_changed_and_answers_head(client):
    make_article()
    changed = client.get("/news/feed/").headers["Last-Modified"]

    assert changed
    assert client.head("/news/feed/").content == b""


def test_feed_sets_no_cookie(client):
    make_article()

    assert client.get("/news/feed/").cookies == {}


def test_feeds_have_addresses_in_every_language():
    found = []
    for language in ("en", "ru", "zh-hans"):
        with translation.override(language):
            found.append(reverse("news:topic_feed", args=["water"]))

    assert found == [
        "/news/tags/water/feed/",
        "/ru/news/tags/water/feed/",
        "/zh-hans/news/tags/water/feed/",
    ]


def authors(node):
    return [author.findtext(f"{ATOM}name") for author in node.findall(f"{ATOM}author")]


@pytest.mark.parametrize(
    ("address", "institute"), [("/news/feed/", "CAREC Institute"), ("/ru/news/feed/", "Институт ЦАРЭС")]
)
def test_feed_names_its_author_and_an_entry_its_own(client, address, institute):
    signed = make_article("Signed")
    for order, name in enumerate(("Aziza Rahimova", "Li \x01Wei")):
        signed.bylines.create(author=make_author(name, slug=f"author-{order}"), order=order)
    make_article("Unsigned")

    root = ElementTree.fromstring(client.get(address).content)

    entries = {entry.findtext(f"{ATOM}title"): authors(entry) for entry in root.findall(f"{ATOM}entry")}
    assert authors(root) == [institute]
    assert entries == {"Signed": ["Aziza Rahimova", "Li  Wei"], "Unsigned": []}


def test_page_of_a_topic_names_the_feed_of_the_topic(client):
    make_article().topics.add("Water")

    page = tree_of(client.get("/news/tags/water/"))

    feeds = [
        (link.get("title"), link.get("href"))
        for link in page.iter("link")
        if link.get("type") == "application/atom+xml"
    ]
    assert feeds == [
        ("CAREC Institute: News", "/news/feed/"),
        ("CAREC Institute: News about Water", "/news/tags/water/feed/"),
    ]
