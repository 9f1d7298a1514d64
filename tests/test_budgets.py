"""Each page keeps its budget: as many queries for many rows as for few."""

from time import thread_time

import pytest
from django.urls import reverse
from django.utils import translation

from events.models import Country
from tests.factories import make_organisation, make_participation, make_person
from tests.full_site import make_full_article, make_full_event
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
# CPU of a page made anew, in times that of one which shows nothing: two to three times what was measured.
MAX_TIMES_BARE = {
    "article": 30,
    "list": 25,
    "feed": 16,
    "event": 85,
    "home": 28,
    "person": 45,
    "organisation": 55,
    "country": 55,
    "contact": 15,
}


def list_addresses(article):
    topic, author = article.topics.get(), article.ordered_authors[0]
    return [
        reverse("home"),
        reverse("news:list"),
        reverse("news:year", args=[article.year]),
        reverse("news:topic", args=[topic.slug]),
        reverse("news:author", args=[author.slug]),
        reverse("news:feed"),
        *sitemaps("pages", "news", "topics", "authors"),
    ]


def sitemaps(*sections):
    """The index of the sitemap, and files of it."""
    return [reverse("sitemap"), *(reverse("sitemap_file", args=[section]) for section in sections)]


def event_addresses(event):
    first = event.participations.listed().first()
    day, code = event.first_day, event.country.code.lower()
    return [
        reverse("home"),
        reverse("events:list"),
        reverse("events:past"),
        reverse("events:year", args=[day.year]),
        reverse("events:month", args=[day.year, day.month]),
        reverse("events:feed"),
        reverse("events:calendar"),
        reverse("events:calendars"),
        reverse("events:embed"),
        reverse("events:people"),
        reverse("events:organisations"),
        reverse("events:countries"),
        reverse("events:country", args=[code]),
        first.person.get_absolute_url(),
        first.organisation.get_absolute_url(),
        event.get_absolute_url(),
        *sitemaps("events", "people", "organisations", "countries"),
    ]


def read_what_is_read_once(client, addresses):
    """Content types and the like, which a process keeps."""
    for address in addresses:
        client.get(address)


def count_queries(client, addresses):
    return {address: queries_of(client, address) for address in addresses}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_lists_take_as_many_queries_for_three_articles_as_for_one(client, language):
    with translation.override(language):
        first = make_full_article("Row", 1)
        addresses = list_addresses(first)
        read_what_is_read_once(client, addresses)
        one = count_queries(client, addresses)
        for number in (2, 3):
            article = make_full_article("Row", number)
            article.bylines.create(author=first.ordered_authors[0], order=1)
        three = count_queries(client, addresses)

    assert len(one) == 11
    assert three == one
    assert max(cold for cold, _warm in one.values()) <= 17


def add_participants(event, count, organisation):
    """More listed people on stage of the event, of another country and organisation each."""
    session, countries = event.sessions.get(), Country.objects.all()
    start = event.participations.count()
    for number in range(start, start + count):
        make_participation(
            event,
            make_person(f"Given{number} Family{number}"),
            roles=["delegate", ("speaker", session)],
            organisation=organisation if number % 2 else make_organisation(f"Organisation {number}"),
            country=event.country if number % 2 else countries[number % 249],
        )


def test_lists_take_as_many_queries_for_three_events_as_for_one(client):
    first = make_full_event("Row", 1)
    addresses = event_addresses(first)
    speaker = first.participations.listed().get()
    add_participants(first, 2, speaker.organisation)
    read_what_is_read_once(client, addresses)
    one = count_queries(client, addresses)
    for number in (3, 5):
        event = make_full_event("Row", number)
        make_participation(event, speaker.person, organisation=speaker.organisation, country=event.country)
    three = count_queries(client, addresses)

    assert len(one) == 21
    assert three == one
    assert max(cold for cold, _warm in one.values()) <= 20


def test_pages_take_as_many_queries_for_three_hundred_participants_as_for_three(client):
    event = make_full_event("Row", 1)
    addresses = event_addresses(event)
    organisation = event.participations.listed().get().organisation
    add_participants(event, 3, organisation)
    read_what_is_read_once(client, addresses)
    three = count_queries(client, addresses)
    add_participants(event, 297, organisation)
    three_hundred = count_queries(client, addresses)

    assert len(three) == 21
    assert three_hundred == three


@pytest.fixture
def pages():
    """The address of one page of each kind that is read much."""
    article, event = make_full_article("Row", 1), make_full_event("Row", 1)
    article.events.add(event)
    add_participants(event, 30, event.participations.listed().get().organisation)
    listed = event.participations.listed().first()
    return {
        "article": article.get_absolute_url(),
        "list": "/news/",
        "feed": "/news/feed/",
        "event": event.get_absolute_url(),
        "home": "/",
        "person": listed.person.get_absolute_url(),
        "organisation": listed.organisation.get_absolute_url(),
        "country": event.country.get_absolute_url(),
        "contact": "/contact/",
    }


def test_each_kind_of_page_takes_few_queries(client, pages):
    warm = {kind: queries_of(client, address)[1] for kind, address in pages.items()}

    # One of each but the feed's, of which nothing is kept, asks what has changed.
    assert warm == {
        "article": 3,
        "list": 2,
        "feed": 1,
        "event": 5,
        "home": 3,
        "person": 4,
        "organisation": 5,
        "country": 3,
        "contact": 1,
    }


def cpu_seconds(client, address) -> float:
    """The least of a few requests: what a disturbed machine adds comes on top."""
    times = []
    for _time in range(5):
        began = thread_time()
        client.get(address)
        times.append(thread_time() - began)
    return min(times)


def test_no_page_takes_many_times_the_cpu_of_one_that_shows_nothing(client, pages):
    """Wide enough for any machine; a page that makes the SQL of its queries anew goes beyond it."""
    for address in pages.values():
        client.get(address)
    bare = min(cpu_seconds(client, "/livez") for _round in range(5))

    times = {kind: cpu_seconds(client, address) / bare for kind, address in pages.items()}

    assert {kind: round(each) for kind, each in times.items() if each > MAX_TIMES_BARE[kind]} == {}
