"""Each file of the sitemap by the rules of its protocol, and what its extensions tell."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from publishing.models import State
from tests.carec_site.test_sitemaps import NAMESPACE, files, local
from tests.factories import (
    make_article,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
)

pytestmark = pytest.mark.django_db
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "sitemap_schemas/sitemap.xsd"))
NAMES = NAMESPACE | {
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWS = "/news-sitemap.xml"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)


def read(client, address):
    """The file, if it holds to its rules."""
    root = etree.fromstring(client.get(address).getvalue())
    SCHEMA.assertValid(root)
    return root


def texts(node, path):
    return [each.text for each in node.findall(path, NAMES)]


def pictures(client, address):
    """By the path of each page."""
    found = {}
    for url in read(client, address).findall("map:url", NAMES):
        [place] = texts(url, "map:loc")
        found[local(place)] = [local(each) for each in texts(url, "image:image/image:loc")]
    return found


def test_each_file_holds_to_the_rules_of_the_protocol(client):
    odd = 'A & B < C "quoted" \x0b тест 中文'
    article = make_article(odd, slug="odd", lead_picture=make_picture(), title_ru="Вода", body_ru="<p>В</p>")
    article.topics.add("Trade & tolls")
    event = make_event(lead_picture=make_picture(colour="red"))
    make_participation(event, organisation=make_organisation())

    found = [read(client, address) for address in ("/sitemap.xml", *files(client), NEWS)]

    assert len(found) == 9
    assert SCHEMA.validate(etree.fromstring(b"<urlset/>")) is False


def test_sitemap_names_the_picture_of_a_page(client):
    hall, face, sign = (make_picture(colour=colour) for colour in ("teal", "red", "navy"))
    make_article("Water", slug="water", lead_picture=hall, title_ru="Вода", body_ru="<p>В</p>")
    make_article("Bare", slug="bare")
    event = make_event("Forum", slug="forum", lead_picture=hall)
    office = make_organisation("Office", logo=sign)
    make_participation(event, make_person("Aigul Saparova", photo=face), organisation=office)

    assert pictures(client, "/sitemap-news.xml") == {
        "/news/2026/water/": [hall.url(800)],
        "/ru/news/2026/water/": [hall.url(800)],
        "/news/2026/bare/": [],
    }
    assert pictures(client, "/sitemap-events.xml")["/events/forum/"] == [hall.url(800)]
    assert pictures(client, "/sitemap-people.xml")["/ru/people/aigul-saparova/"] == [face.url(800)]
    assert pictures(client, "/sitemap-organisations.xml")["/organisations/office/"] == [sign.url(800)]
    assert client.get(hall.url(800)).status_code == 200


def test_news_sitemap_names_the_articles_of_two_days(client, django_assert_num_queries):
    make_article("New & good", slug="new", publish_at=NOW - HOUR)
    make_article("Whole", slug="whole", publish_at=NOW - 47 * HOUR, **translated())
    make_article("Old", publish_at=NOW - 48 * HOUR)
    make_article("To come", publish_at=NOW + HOUR)
    make_article("Draft", state=State.DRAFT, publish_at=NOW - HOUR)
    make_event("Event", publish_at=NOW - HOUR)

    with django_assert_num_queries(1):
        root = read(client, NEWS)

    found = [
        (local(*texts(url, "map:loc")), *texts(url, "news:news//news:language"), *texts(url, ".//news:title"))
        for url in root.findall("map:url", NAMES)
    ]
    assert found == [
        ("/news/2026/new/", "en", "New & good"),
        ("/news/2026/whole/", "en", "Whole"),
        ("/ru/news/2026/whole/", "ru", "Целое"),
        ("/zh-hans/news/2026/whole/", "zh-cn", "全文"),
    ]
    assert texts(root, ".//news:publication_date")[0] == "2026-05-04T11:00:00+00:00"
    assert texts(root, ".//news:name")[2] == "Институт ЦАРЭС"


def translated():
    return {"title_ru": "Целое", "body_ru": "<p>Ц</p>", "title_zh_hans": "全文", "body_zh_hans": "<p>文</p>"}


def test_news_sitemap_without_news_is_empty(client):
    assert etree.fromstring(client.get(NEWS).content).findall("map:url", NAMES) == []


def test_robots_name_both(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert [line for line in lines if line.startswith("Sitemap: ")] == [
        "Sitemap: http://localhost:8000/sitemap.xml",
        "Sitemap: http://localhost:8000/news-sitemap.xml",
    ]
