from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from freshness import changes
from search.models import Miss
from search.querysets import MAX_MISSES_PER_DAY
from tests.factories import country, make_article, make_event, make_participation, make_person, make_staff
from tests.markup import parse

pytestmark = pytest.mark.django_db


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return parse(response.content.decode())


def text_of(node):
    return " ".join(node.text_content().split())


def titles(tree):
    return [text_of(node) for node in tree.xpath(".//*[@class='answer__title']/a")]


def test_page_without_words_is_a_field(client):
    tree = page_of(client, "/search/")

    assert [node.get("id") for node in tree.xpath("//input[@name='q']")] == ["search-header", "search-large"]
    assert [*tree.find_class("answer"), *tree.find_class("found"), *tree.find_class("nothing-found")] == []


def test_results_show_words_marks_and_choices(client):
    article = make_article("Rain news", body_en="<p>It &lt;rains&gt; here.</p>")
    article.topics.add("Climate")
    make_event("Rain summit", country=country("KZ"), city_en="Almaty")  # in 2023

    tree = page_of(client, "/search/?q=rain")

    assert sorted(titles(tree)) == ["Rain news", "Rain summit"]
    assert text_of(tree.find_class("found")[0]) == "2 results"
    assert [text_of(node) for node in tree.iter("mark")] == ["rains"]
    options = [text_of(node) for node in tree.xpath("//*[@class='facet']//li")]
    assert sorted(options) == ["2023 1", f"{article.year} 1", "Events 1", "News 1"]
    assert [node.get("content") for node in tree.xpath("//meta[@name='robots']")] == ["noindex, follow"]
    [events] = [node.get("href") for node in tree.xpath("//*[@class='facet']//a[text()='Events']")]
    chosen = page_of(client, f"/search/{events}")
    assert titles(chosen) == ["Rain summit"]
    assert text_of(chosen.find_class("chip")[0]) == "Kind: Events (remove)"
    assert chosen.find_class("chip")[0].get("href") == "?q=rain"


def test_results_are_paged(client):
    for number in range(23):
        make_article(f"Rain {number:02}", slug=f"rain-{number}")

    pages = [titles(page_of(client, f"/search/?q=rain&page={number}")) for number in (1, 2, 3)]

    assert [len(each) for each in pages] == [10, 10, 3]
    assert len({title for page in pages for title in page}) == 23
    for number in ("0", "4", "x", "-1", "1e9", "²"):
        assert client.get(f"/search/?q=rain&page={number}").status_code == 404


def test_what_has_some_of_the_words_stands_apart(client):
    make_article("Rain and rails")
    make_article("Rain", slug="second", body_en="<p>It rains.</p>")

    tree = page_of(client, "/search/?q=rain+rails")

    assert text_of(tree.find_class("found")[0]) == "1 result"
    [close] = tree.xpath("//ol[@aria-labelledby='close']")
    assert text_of(tree.get_element_by_id("close")) == "These have only some of the words:"
    assert titles(close) == ["Rain"]
    assert [text_of(node) for node in close.iter("mark")] == ["rains"]


def test_what_was_meant_is_said(client):
    make_article("Symposium")

    tree = page_of(client, "/search/?q=simposium")

    notice = "These are results for “symposium”. Nothing was found for “simposium”."
    assert [text_of(node) for node in tree.find_class("notice")] == [notice]
    assert titles(tree) == ["Symposium"]
    assert tree.get_element_by_id("search-large").get("value") == "simposium"


def test_nothing_found_helps(client):
    make_article("Rivers")

    tree = page_of(client, "/search/?q=unicorns&kind=event")

    assert text_of(tree.xpath("//*[@class='nothing-found']/h2")[0]) == "Nothing was found for “unicorns”"
    hrefs = [node.get("href") for node in tree.xpath("//*[@class='nothing-found']//a")]
    assert hrefs == ["?q=unicorns", "/news/2026/rivers/".replace("2026", str(localdate().year))]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "'; DROP TABLE news_article; --",
        "%s %(words)s {0} {{ 7*7 }}",
        "\\ \\' &|!():*<->",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\u202eevil\u200b\ufeff",
        "a" * 5000,
        "\ue000\ue001\ue002",
        "%00",
        "()" * 40,
        "-" * 90,
        '"' * 99,
        "or or or and not",
        "水" * 100,
    ],
)
def test_hostile_words_are_text(client, text):
    make_article("Rivers <b>bold</b>", body_en=f"<p>{'rivers &lt;script&gt;x&lt;/script&gt;'}</p>")

    for address in ("/search/", "/search/suggestions/", "/ru/search/"):
        response = client.get(
            address, {"q": text, "kind": text, "year": text, "topic": text, "country": text}
        )
        assert response.status_code == 200
    tree = page_of(client, "/search/?q=rivers")
    assert tree.xpath("//*[@class='answer']//script | //*[@class='answer']//b") == []
    assert text_of(tree.find_class("answer__passage")[0]).endswith("rivers <script>x</script>")


def test_number_of_queries_does_not_depend_on_how_much_is_found(client):
    def queries():
        changes.forget()
        with CaptureQueriesContext(connection) as found:
            assert client.get("/search/?q=rain").status_code == 200
        return len(found)

    def make(number):
        article = make_article(f"Rain {number}", slug=f"rain-{number}")
        article.topics.add(f"Topic {number}")
        event = make_event(f"Rain summit {number}", slug=f"summit-{number}", country=country("KZ"))
        make_participation(event, make_person(f"Aigul Rain{number}"), country=country("UZ"))
        article.events.add(event)

    make(1)
    client.get("/search/?q=rain")  # prepares statements
    one = queries()
    make(2)
    make(3)

    assert queries() == one <= 24


def test_day_has_room_for_so_many_searches_in_vain(client):
    today = localdate()
    Miss.objects.bulk_create(
        Miss(day=today, text=f"x{number}", language="en") for number in range(MAX_MISSES_PER_DAY)
    )
    client.get("/search/?q=unicorns")
    client.get("/search/?q=x7")

    assert Miss.objects.count() == MAX_MISSES_PER_DAY
    assert Miss.objects.get(text="x7").times == 2


def test_page_is_shown_even_if_nothing_can_be_written(client, caplog, django_db_blocker):
    make_article("Rivers")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL transaction_read_only = on")

    assert client.get("/search/?q=unicorns").status_code == 200
    assert "A search without a result could not be counted" in caplog.text


def test_staff_read_what_was_searched_in_vain(client):
    Miss.objects.create(day=localdate(), text="unicorns", language="en", times=3)
    client.force_login(make_staff())

    response = client.get("/admin/search/miss/")

    assert [text_of(node) for node in parse(response.content.decode()).find_class("field-text")] == [
        "unicorns"
    ]
    assert client.get("/admin/search/miss/add/").status_code == 403


def test_browsers_are_told_how_to_search(client):
    tree = page_of(client, "/ru/")
    [address] = [node.get("href") for node in tree.xpath("//link[@rel='search']")]

    response = client.get(address)

    assert response.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    # OpenSearch 1.1, "OpenSearch description document": at most 16 and 1024 characters.
    assert 0 < len(root.findtext(f"{space}ShortName")) <= 16
    assert 0 < len(root.findtext(f"{space}Description")) <= 1024
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{space}Url")}
    assert templates["text/html"].endswith("/ru/search/?q={searchTerms}")
