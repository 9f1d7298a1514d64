from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from lxml.html import iterlinks

from publishing.feeds.entries import MAX_TEXT_CHARACTERS
from publishing.models import State, Topic
from tests.factories import country, make_article, make_author, make_event, make_picture
from tests.feed_rules import ATOM, CONTENT
from tests.markup import tree_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)
FEEDS = ("/news/feed/", "/news/feed.rss", "/news/feed.json")
ODD = "A\x00\x01\x08\x0b\x0c\x1f\ufffe\uffff “quoted” <b>&amp;</b> ]]> тест 中文 😀"


def read(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    ElementTree.fromstring(response.content)
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def whole_texts(client, address):
    """As a reader has them once the format is undone."""
    content = client.get(address).content
    if address.endswith(".json"):
        return [item["content_html"] for item in client.get(address).json()["items"]]
    name = f"{CONTENT}" if address.endswith(".rss") else f"{ATOM}content"
    return [node.text for node in ElementTree.fromstring(content).iter(name)]


def whole_text(client, address):
    [text] = whole_texts(client, address)
    return text


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
    assert (entry.summary_detail.type, entry.summary) == ("text/plain", "1 < 2 & 3")
    assert (entry.published, entry.updated) == ("2026-03-03T05:06:07+00:00", "2026-03-04T05:06:07+00:00")
    assert [tag.term for tag in entry.tags] == ["Energy"]
    assert feed.feed.title == "CAREC Institute: News"
    assert feed.feed.link == "http://localhost:8000/news/"
    assert feed.feed.language == "en"


BODY = (
    '<h2>One</h2><p>All <strong>of</strong> it: <a href="/events/?kind=visit&amp;page=2">here</a>, '
    '<a href="#end">there</a>, <a href="https://example.org/">elsewhere</a>, '
    '<a href="mailto:a@b.org">us</a>.</p>'
)


@pytest.mark.parametrize("address", FEEDS)
def test_entry_holds_the_whole_text_with_addresses_in_full(client, address):
    picture = make_picture(alt_text_en="A river", caption_en="By <night>", credit="Ann")
    image = f'<figure><img src="{picture.url()}" alt="B"></figure>'
    article = make_article(slug="water", summary_en="1 < 2", body_en=BODY + image, lead_picture=picture)
    page = f"http://localhost:8000{article.get_absolute_url()}"

    text = whole_text(client, address)

    assert "<h2>One</h2><p>All <strong>of</strong> it: " in text
    assert [link for _node, name, link, _place in iterlinks(text) if name == "href"] == [
        "http://localhost:8000/events/?kind=visit&page=2",
        f"{page}#end",
        "https://example.org/",
        "mailto:a@b.org",
    ]
    assert [link for _node, name, link, _place in iterlinks(text) if name == "src"] == [
        f"http://localhost:8000{picture.url()}"
    ] * 2
    assert text.index("By &lt;night&gt;") < text.index("<p>1 &lt; 2</p>") < text.index("<h2>One</h2>")
    assert "Picture: Ann" in text


def test_summary_that_opens_the_text_is_not_said_twice(client):
    make_article(summary_en="All of it…", body_en="<p>All <strong>of</strong> it, at length.</p>")

    assert whole_text(client, "/news/feed/") == "<p>All <strong>of</strong> it, at length.</p>"


@pytest.mark.parametrize("address", FEEDS)
def test_large_feed_holds_the_newest_texts_and_leads_to_the_others(client, address):
    """So that no reader refuses it."""
    body = f"<p>{'x' * (MAX_TEXT_CHARACTERS // 2 - 10)}</p>"
    for number in range(3):
        make_article(f"Article {number}", body_en=body, publish_at=NOW - number * DAY)

    texts = whole_texts(client, address)

    assert ["xxx" in text for text in texts] == [True, True, False]
    assert ["Read all of it on our site" in text for text in texts] == [False, False, True]


def test_summary_that_looks_like_html_stays_text(client):
    make_article(summary_en="<script>alert(1)</script>", body_en="<p>Text</p>")

    atom = ElementTree.fromstring(client.get("/news/feed/").content)
    rss = ElementTree.fromstring(client.get("/news/feed.rss").content)
    json_feed = client.get("/news/feed.json").json()

    assert atom.findtext(f"{ATOM}entry/{ATOM}summary") == "<script>alert(1)</script>"
    assert rss.findtext("channel/item/description") == "&lt;script&gt;alert(1)&lt;/script&gt;"  # read as HTML
    assert json_feed["items"][0]["summary"] == "<script>alert(1)</script>"
    for address in FEEDS:
        assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in whole_text(client, address)


@pytest.mark.parametrize("address", FEEDS)
def test_entry_names_authors_topics_and_the_lead_picture(client, address):
    picture = make_picture()
    article = make_article(lead_picture=picture)
    article.bylines.create(author=make_author("Aziza Rahimova", slug="aziza"))
    article.topics.add("Energy")
    card = f"http://localhost:8000{picture.card_url}"

    if address.endswith(".json"):
        [item] = client.get(address).json()["items"]
        assert item["authors"] == [
            {"name": "Aziza Rahimova", "url": "http://localhost:8000/news/authors/aziza/"}
        ]
        assert (item["tags"], item["image"], item["language"]) == (["Energy"], card, "en")
        return
    [entry] = feedparser.parse(client.get(address).content).entries
    assert [author.name for author in entry.authors] == ["Aziza Rahimova"]
    assert [tag.term for tag in entry.tags] == ["Energy"]
    pictures = entry.media_content if address.endswith(".rss") else entry.enclosures
    assert [each.get("url") or each.get("href") for each in pictures] == [card]


def test_feed_without_articles_says_the_same_each_time(client):
    with time_machine.travel(NOW):
        first = client.get("/news/feed/").content

    assert client.get("/news/feed/").content == first


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


def test_feed_holds_the_newest_twenty(client):
    for number in range(21):
        make_article(f"Article {number}", publish_at=NOW - number * DAY)

    assert titles(read(client, "/news/feed/")) == [f"Article {number}" for number in range(20)]


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
        ("CAREC Institute: News about Water", "/news/tags/water/feed/"),
        ("CAREC Institute: News", "/news/feed/"),
    ]


def test_feed_of_a_country_holds_what_was_held_there_and_the_news_about_it(client):
    days = [NOW - number * DAY for number in range(5)]
    held = make_event("Held there", publish_at=days[2], country=country("KZ"))
    elsewhere = make_event("Elsewhere", publish_at=days[0], country=country("UZ"))
    make_article("About it", publish_at=days[1]).events.add(held)
    make_article("Before it", publish_at=days[3]).events.add(held, elsewhere)
    make_article("About another", publish_at=days[0]).events.add(elsewhere)
    hidden = make_event("Hidden", state=State.DRAFT, country=country("KZ"))
    make_article("About what is hidden", publish_at=days[0]).events.add(hidden)

    feed = read(client, "/news/countries/kz/feed/")

    assert titles(feed) == ["About it", "Held there", "Before it"]
    assert feed.feed.title == "CAREC Institute: Kazakhstan"
    assert feed.feed.link == "http://localhost:8000/countries/kz/"
    page = tree_of(client.get("/countries/kz/"))
    assert page.xpath("//link[@type='application/feed+json']/@href") == ["/news/countries/kz/feed.json"]
    assert client.get("/news/countries/KZ/feed/").status_code == 404
    assert client.get("/news/countries/fr/feed/").status_code == 404
