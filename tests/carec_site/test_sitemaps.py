from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from carec_site.sitemaps.sections import SECTIONS
from events.models import EventOrganisation, Participation, Person
from publishing.models import State
from tests.factories import (
    country,
    make_article,
    make_author,
    make_event,
    make_organisation,
    make_page,
    make_participation,
    make_person,
)

pytestmark = pytest.mark.django_db
NAMESPACE = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
LANGUAGES = ("", "/ru", "/zh-hans")
MAY, JUNE = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 6, 4, tzinfo=UTC)


def files(client):
    """The addresses that the index of the sitemap names."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [local(node.text) for node in root.findall("map:sitemap/map:loc", NAMESPACE)]


def urls(client, address):
    return ElementTree.fromstring(client.get(address).getvalue()).findall("map:url", NAMESPACE)


def entries(client):
    """The paths of all files of the sitemap, each with the date of its last change or None."""
    return {path(url): text(url, "lastmod") for address in files(client) for url in urls(client, address)}


def text(node, name):
    return node.findtext(f"map:{name}", namespaces=NAMESPACE)


def path(node):
    return local(text(node, "loc"))


def local(address):
    return address.removeprefix("http://testserver")


def test_index_names_a_file_for_each_kind_of_page(client):
    make_page()
    article = make_article()
    article.topics.add("Trade")
    article.bylines.create(author=make_author())
    make_participation(make_event(), organisation=make_organisation())

    assert files(client) == [f"/sitemap-{section}.xml" for section in SECTIONS]
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_index_names_no_file_without_an_address(client):
    """The schema of a file asks for one at least (sitemaps.org/schemas/sitemap/0.9)."""
    make_article(state=State.DRAFT)

    assert files(client) == ["/sitemap-pages.xml", "/sitemap-countries.xml"]


def test_index_says_when_something_of_a_kind_changed_last(client, time_machine):
    time_machine.move_to(datetime(2026, 5, 4, 16, 1, tzinfo=UTC), tick=False)
    make_article()
    time_machine.move_to(datetime(2026, 5, 9, 3, 0, tzinfo=UTC))
    make_article(state=State.DRAFT)

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)

    dates = {path(node): text(node, "lastmod") for node in root.findall("map:sitemap", NAMESPACE)}
    assert {name: date for name, date in dates.items() if date} == {
        "/sitemap-news.xml": "2026-05-05T00:01:00+08:00"
    }


def test_entry_names_its_page_in_the_languages_it_exists_in(client):
    make_article("Energy", slug="energy", title_ru="Энергия", body_ru="<p>Текст</p>", publish_at=MAY)

    found = {
        path(url): [
            (link.get("hreflang"), local(link.get("href"))) for link in url.findall("xhtml:link", NAMESPACE)
        ]
        for url in urls(client, "/sitemap-news.xml")
    }

    alternates = [
        ("en", "/news/2026/energy/"),
        ("ru", "/ru/news/2026/energy/"),
        ("x-default", "/news/2026/energy/"),
    ]
    assert found == {"/news/2026/energy/": alternates, "/ru/news/2026/energy/": alternates}


def test_sitemap_names_topics_and_authors_of_published_news(client):
    for name, changes in {"Shown": {}, "Hidden": {"state": State.DRAFT}}.items():
        for _number in range(2):
            article = make_article(publish_at=MAY, **changes)
            article.topics.add(name)
            article.bylines.create(author=make_author(name))
    make_event(starts_at=MAY, ends_at=JUNE).topics.add("Of an event")
    make_event(state=State.DRAFT)

    found = entries(client)

    for language in LANGUAGES:
        parts = ("news/tags", "news/authors", "news/20", "events/20")
        starts = tuple(f"{language}/{part}" for part in parts)
        assert {each for each in found if each.startswith(starts)} - {
            each for each in found if "symposium" in each or "water" in each
        } == {
            f"{language}/news/tags/shown/",
            f"{language}/news/authors/shown/",
            f"{language}/news/authors/shown-2/",
            f"{language}/news/2026/",
            f"{language}/events/2026/",
        }


def add_people(count):
    """So many listed people, as quickly as can be."""
    event = make_event()
    people = Person.objects.bulk_create(
        Person(family_name=f"Family {number}", slug=f"person-{number}") for number in range(count)
    )
    Participation.objects.bulk_create(
        Participation(event=event, person=person, consent="yes") for person in people
    )


def test_file_holds_five_thousand_addresses_at_most(client, django_assert_num_queries):
    add_people(1667)

    first, second = (address for address in files(client) if address.startswith("/sitemap-people.xml"))
    with django_assert_num_queries(1):
        pages = urls(client, first)

    assert second == "/sitemap-people.xml?p=2"
    assert (len(pages), len(urls(client, second))) == (4998, 3)
    assert len({path(url) for url in pages}) == 4998
    assert client.get("/sitemap-people.xml?p=3").status_code == 404


def test_item_stays_in_its_file_when_others_before_it_go(client):
    add_people(1668)
    last = urls(client, "/sitemap-people.xml?p=2")
    Participation.objects.filter(person__slug__in=["person-0", "person-1", "person-1666"]).delete()

    assert len(urls(client, "/sitemap-people.xml")) == 4992
    assert [path(url) for url in urls(client, "/sitemap-people.xml?p=2")] == [path(url) for url in last[3:]]


def test_index_leaves_out_a_file_whose_items_have_all_gone(client):
    add_people(1667)
    Participation.objects.exclude(person__slug="person-1666").delete()

    assert [address for address in files(client) if "people" in address] == ["/sitemap-people.xml?p=2"]
    assert urls(client, "/sitemap-people.xml") == []


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "", "99999999999999999999"])
def test_number_of_no_file_finds_nothing(client, number):
    add_people(1)

    assert client.get(f"/sitemap-people.xml?p={number}").status_code == 404


def test_sitemap_names_events_in_the_languages_they_exist_in(client):
    make_event("Forum", title_ru="Форум", body_ru="<p>Текст</p>")
    make_event("Draft", state=State.DRAFT)

    found = entries(client)

    paths = {each for each in found if each.rpartition("/events/")[2] in {"forum/", "draft/"}}
    assert paths == {"/events/forum/", "/ru/events/forum/"}


def test_sitemap_dates_the_last_change_by_the_clocks_of_the_seat(client, time_machine):
    time_machine.move_to(datetime(2026, 5, 4, 16, 1, tzinfo=UTC))  # the day after, in Shanghai
    make_event("Forum")

    assert entries(client)["/events/forum/"] == "2026-05-05"


def test_sitemap_names_what_visitors_may_see_of_people_and_places(client):
    event, office = make_event(), make_organisation("Trade Office")
    EventOrganisation.objects.create(event=event, organisation=office)
    make_participation(event, make_person("Aigul Saparova"), country=country("JP"))
    hidden = make_organisation("Hidden office")
    make_participation(event, make_person("Unlisted Person"), organisation=hidden, consent="no")
    draft = make_event(state=State.DRAFT, country=country("FR"))
    make_participation(draft, make_person("Draft Person"), organisation=hidden, country=country("DE"))

    found = entries(client)

    for language in LANGUAGES:
        assert {each for each in found if each.startswith(f"{language}/people/")} == {
            f"{language}/people/",
            f"{language}/people/aigul-saparova/",
        }
        assert {each for each in found if each.startswith(f"{language}/organisations/")} == {
            f"{language}/organisations/",
            f"{language}/organisations/trade-office/",
        }
        countries = {each for each in found if each.startswith(f"{language}/countries/")}
        assert len(countries) == 1 + 11 + 1
        assert f"{language}/countries/jp/" in countries
        assert {f"{language}/events/", f"{language}/events/calendars/"} <= set(found)
