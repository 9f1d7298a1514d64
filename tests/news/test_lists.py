from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from news.models import Byline
from publishing.models import State, Topic
from tests.factories import make_article, make_author
from tests.markup import tree_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def titles(response):
    return [article.title for article in response.context["page_obj"]]


def filters(response, condition=""):
    """The words of the links by which the list is narrowed."""
    links = tree_of(response).xpath(f"//nav[@class='filters']//a{condition}")
    return [link.text_content().strip() for link in links]


def make_many(count):
    return [make_article(f"Article {number}", publish_at=NOW - number * DAY) for number in range(count)]


def test_list_shows_what_is_published_newest_first(client):
    make_article("Old", publish_at=NOW - DAY)
    make_article("New", publish_at=NOW)
    make_article("Draft", state=State.DRAFT)
    make_article("Scheduled", publish_at=NOW + timedelta(microseconds=1))
    make_article("Ended", publish_at=NOW - DAY, unpublish_at=NOW)

    assert titles(client.get("/news/")) == ["New", "Old"]


def test_list_offers_the_years_and_topics_of_published_articles(client):
    make_article("Published", publish_at=NOW).topics.add("Water")
    make_article("Draft", state=State.DRAFT, publish_at=NOW - 900 * DAY).topics.add("Secret")

    response = client.get("/news/")

    assert filters(response) == ["All news", "Water", "2026"]


def test_list_has_pages_of_twelve(client):
    make_many(25)

    pages = [titles(client.get("/news/", {"page": page})) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [12, 12, 1]
    assert [title for page in pages for title in page] == [f"Article {number}" for number in range(25)]


@pytest.mark.parametrize("page", ["1", "last", "２"])
def test_page_that_exists_is_shown(client, page):
    make_many(13)

    assert client.get("/news/", {"page": page}).status_code == 200


NO_PAGES = ["0", "-1", "3", "999", "9" * 5000, "abc", "1.5", "1;2", "\x00", "1\x00", "' OR 1=1", "<b>", "½"]


@pytest.mark.parametrize("page", NO_PAGES, ids=range(len(NO_PAGES)))
@pytest.mark.parametrize("address", ["/news/", "/news/2026/", "/news/tags/water/", "/news/authors/li-wei/"])
def test_page_that_does_not_exist_is_not_found(client, address, page):
    for article in make_many(13):
        article.topics.add("Water")
    Byline.objects.create(article=article, author=make_author("Li Wei"))

    assert client.get(address, {"page": page}).status_code == 404


@pytest.mark.parametrize("address", ["/news/", "/ru/news/", "/zh-hans/news/"])
def test_list_without_articles_is_a_page(client, address):
    assert client.get(address).status_code == 200
    assert client.get(address, {"page": 1}).status_code == 200


@pytest.mark.parametrize("query", ["page=1&page=1", "page=", "x=%00", "%00=1", "page=1&%ff=%fe", "x[]=1"])
def test_odd_query_is_no_error(client, query):
    make_article()

    assert client.get(f"/news/?{query}").status_code in {200, 404}
    assert client.get(f"/?{query}").status_code == 200


def test_year_holds_the_articles_of_that_year_on_the_site(client):
    make_article("Last", slug="last", publish_at=datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC))
    make_article("First", slug="first", publish_at=datetime(2025, 12, 31, 20, 0, tzinfo=UTC))

    lists = {year: titles(client.get(f"/news/{year}/")) for year in (2025, 2026)}

    assert lists == {2025: ["Last"], 2026: ["First"]}
    assert filters(client.get("/news/")) == ["2026", "2025"]
    assert client.get("/news/2025/last/").status_code == 200
    assert client.get("/news/2026/first/").status_code == 200


YEARS = ["0", "1", "0000", "1999", "2025", "2027", "9999", "10000", "9" * 30, "9" * 5000, "-1", "20x6"]


@pytest.mark.parametrize("year", YEARS)
def test_year_without_published_articles_is_not_found(client, year):
    make_article("Published", publish_at=NOW)
    make_article("Draft", state=State.DRAFT, publish_at=NOW - 365 * DAY)
    make_article("Scheduled", publish_at=NOW + 365 * DAY)

    assert client.get(f"/news/{year}/").status_code == 404


def test_topic_holds_its_published_articles(client):
    make_article("Water", publish_at=NOW).topics.add("Water")
    make_article("Draft", state=State.DRAFT).topics.add("Water")
    make_article("Energy").topics.add("Energy")

    response = client.get("/news/tags/water/")

    assert titles(response) == ["Water"]
    assert response.context["topic"].name == "Water"


def test_filter_that_is_chosen_is_marked_and_follows_its_name(client):
    article = make_article("Water", publish_at=NOW)
    article.topics.add("Water")
    addresses = ["/news/", "/news/tags/water/", "/news/2026/", "/news/?page=1"]

    chosen = [filters(client.get(address), "[@aria-current='page']") for address in addresses]
    Topic.objects.update(name_en="Rivers")

    assert chosen == [["All news"], ["Water"], ["2026"], ["All news"]]
    assert filters(client.get("/news/")) == ["All news", "Rivers", "2026"]


HIDDEN = ["unknown", "secret", "unused"]
ODD = ["Water", "WATER", "вода", "%D0%B2", "%00", "water%00", "wa ter", "wat.er", "a" * 900, "%ff"]


@pytest.mark.parametrize("slug", [*HIDDEN, *ODD])
def test_topic_without_published_articles_is_not_found(client, slug):
    make_article("Published").topics.add("Water")
    make_article("Draft", state=State.DRAFT).topics.add("Secret")
    Topic.objects.create(name="Unused")

    assert client.get(f"/news/tags/{slug}/").status_code == 404


def test_author_has_a_page_of_published_articles(client):
    author, drafting = make_author("Li Wei"), make_author("Drafting")
    published, draft = make_article("Published"), make_article("Draft", state=State.DRAFT)
    Byline.objects.create(article=published, author=author)
    Byline.objects.create(article=draft, author=author)
    Byline.objects.create(article=draft, author=drafting)
    Byline.objects.create(article=published, author=make_author("Co-author"))
    make_article("By nobody")

    response = client.get("/news/authors/li-wei/")

    assert titles(response) == ["Published"]
    assert response.context["author"] == author
    assert client.get("/news/authors/drafting/").status_code == 404
    assert client.get("/news/authors/unknown/").status_code == 404


def test_author_of_many_articles_is_found_once(client):
    author = make_author("Li Wei")
    for article in make_many(3):
        Byline.objects.create(article=article, author=author)

    assert len(titles(client.get("/news/authors/li-wei/"))) == 3


@pytest.mark.parametrize("address", ["/news/", "/news/2026/", "/news/tags/water/", "/news/authors/li-wei/"])
def test_lists_take_the_same_queries_for_any_number(client, address):
    author = make_author("Li Wei")

    def add(count):
        for article in make_many(count):
            article.topics.add("Water")
            Byline.objects.create(article=article, author=author)

    add(1)
    client.get(address)
    with_one = queries_of(client, address)
    add(3)

    assert queries_of(client, address) == with_one
