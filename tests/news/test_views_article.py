"""What an article's page holds around its text."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from news.sharing import qr_code
from publishing.models import State
from tests.factories import (
    country,
    make_article,
    make_author,
    make_event,
    make_organisation,
    make_participation,
    make_person,
)
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


# In this article


def named(response) -> str:
    """What stands beside the text, as words."""
    [aside] = tree_of(response).xpath("//div[@class='article-aside']") or [None]
    return "" if aside is None else " ".join(aside.text_content().split())


def test_page_names_those_whom_visitors_may_see(client):
    article, event = make_article(slug="water", publish_at=NOW), make_event("Forum", city_en="Almaty")
    listed, silent = make_person("Aigul Saparova"), make_person("Bekzod Rahimov")
    office, hidden_office = make_organisation("River Commission"), make_organisation("Quiet Office")
    make_participation(event, listed, organisation=office)
    make_participation(event, silent, organisation=hidden_office, consent="no")
    article.events.add(event, make_event("Unfinished", state=State.DRAFT))
    article.people.add(listed, silent)
    article.organisations.add(office, hidden_office)
    article.countries.add(country("KZ"), country("JP"))  # nothing was held in Japan

    words = named(client.get("/news/2026/water/"))

    for shown in ("Forum", "Aigul Saparova", "River Commission", "Kazakhstan"):
        assert shown in words
    for hidden in ("Unfinished", "Bekzod", "Quiet", "Japan"):
        assert hidden not in words


def test_who_withdraws_is_no_longer_named(client):
    article, person = make_article(slug="water", publish_at=NOW), make_person("Aigul Saparova")
    participation = make_participation(make_event(), person)
    author = make_author("Aigul Saparova", person=person)
    article.people.add(person)
    article.bylines.create(author=author)

    before = client.get("/news/2026/water/").content.decode()
    participation.consent = "no"
    participation.save()
    after = client.get("/news/2026/water/").content.decode()

    assert [person.get_absolute_url() in page for page in (before, after)] == [True, False]
    assert "In this article" not in after


def test_text_alone_stands_in_one_column(client):
    make_article(slug="water", publish_at=NOW)

    [article] = tree_of(client.get("/news/2026/water/")).xpath("//main/article")

    assert "article--plain" in article.get("class")


@pytest.mark.parametrize(("number", "listed"), [(2, []), (3, ["a", "a", "Б"])])
def test_contents_are_listed_from_three_headings_on(client, number, listed):
    body = "".join(f"<h2>{words}</h2><p>Text.</p>" for words in ["a", "a", "Б"][:number])
    make_article(slug="water", publish_at=NOW, body_en=body)

    tree = tree_of(client.get("/news/2026/water/"))

    contents = tree.xpath("//nav[@class='aside-contents']//a")
    assert [each.text_content() for each in contents] == listed
    assert [each.get("href") for each in contents] == [
        f"#{heading.get('id')}" for heading in tree.xpath("//h2[starts-with(@id, 'section')]")[: len(listed)]
    ]


def test_headings_in_chinese_have_addresses_of_their_own(client):
    body = "<h2>水</h2><h2>水</h2><h2>电</h2><p>正文。</p>"
    make_article(slug="water", publish_at=NOW, title_zh_hans="水", body_zh_hans=body)

    tree = tree_of(client.get("/zh-hans/news/2026/water/"))

    anchors = [heading.get("id") for heading in tree.xpath("//h2[starts-with(@id, 'section')]")]
    assert anchors == ["section-shui", "section-shui-2", "section-dian"]


def test_release_without_a_summary_begins_with_a_larger_paragraph(client):
    make_article(slug="own", publish_at=NOW, summary_en="Of its own.")
    make_article(slug="opening", publish_at=NOW, summary_en="Experts met and compared notes.")

    pages = [client.get(f"/news/2026/{slug}/").content.decode() for slug in ("own", "opening")]

    assert ["prose--opening" in page for page in pages] == [False, True]


# Around it


def test_neighbours_in_time_are_published_ones(client):
    for number, (slug, changes) in enumerate(
        [
            ("first", {}),
            ("draft", {"state": State.DRAFT}),
            ("water", {}),
            ("twin", {}),
            ("gone", {"trashed_at": NOW}),
        ]
    ):
        moment = NOW - DAY * (2 if slug in ("water", "twin") else 9 - number)
        make_article(slug.title(), slug=slug, **({"publish_at": moment} | changes))

    tree = tree_of(client.get("/news/2026/water/"))

    links = tree.xpath("//nav[@class='neighbours']/a")
    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("prev", "/news/2026/first/"),
        ("next", "/news/2026/twin/"),
    ]


def test_ways_to_share_need_no_script_and_no_other_host_before_the_click(client, settings):
    settings.SITE_URL = "https://example.org"
    make_article("Water & “energy”", slug="water", publish_at=NOW)

    [sharing] = tree_of(client.get("/news/2026/water/")).xpath("//div[@data-sharing]")

    links = [link.get("href") for link in sharing.xpath(".//a")]
    title = "Water%20%26%20%E2%80%9Cenergy%E2%80%9D"
    address = "https%3A//example.org/news/2026/water/"
    assert links == [
        "https://example.org/news/2026/water/",
        f"mailto:?subject={title}&body={address}",
        f"https://t.me/share/url?url={address}&text={title}",
    ]
    assert [picture.get("src") for picture in sharing.xpath(".//img")] == ["/news/2026/water/qr.png"]
    # What only a script can do is not offered without one.
    assert [button.get("hidden") for button in sharing.xpath(".//button")] == [""] * 3


def test_citation_stands_on_the_page_as_text(client):
    make_article("Water <b>", slug="water", publish_at=NOW)

    tree = tree_of(client.get("/news/2026/water/"))

    apa, bibtex = (each.text_content() for each in tree.xpath("//pre"))
    assert apa.startswith("CAREC Institute. (2026, March 4). Water <b>. http")
    assert bibtex.startswith("@misc{carec-2026-water,\n")


# As a picture


def test_code_leads_to_the_article_in_the_language_of_its_address(client, settings):
    settings.SITE_URL = "https://example.org"
    make_article(slug="water", publish_at=NOW)

    english, russian = (client.get(f"{prefix}/news/2026/water/qr.png") for prefix in ("", "/ru"))

    assert english.headers["Content-Type"] == "image/png"
    assert english.content == qr_code("https://example.org/news/2026/water/")
    assert russian.content == qr_code("https://example.org/ru/news/2026/water/")


def test_code_of_a_hidden_or_renamed_article(client):
    article = make_article(slug="water", publish_at=NOW)
    article.slug = "soil"
    article.save()
    make_article(slug="draft", state=State.DRAFT, publish_at=NOW)

    moved, hidden = (client.get(f"/news/2026/{slug}/qr.png") for slug in ("water", "draft"))

    assert (moved.status_code, moved.headers["Location"]) == (301, "/news/2026/soil/qr.png")
    assert hidden.status_code == 404
