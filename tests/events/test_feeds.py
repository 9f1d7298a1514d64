from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import time_machine
from django.utils import translation

from events.models import EventKind
from publishing.models import State
from tests.factories import country, make_event
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)
ODD = "A\x01\x0b\ufffe “quoted” <b>&amp;</b> ]]> тест 中文"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def read(client, address="/events/feed/"):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def test_feed_holds_published_events_the_newest_announcement_first(client):
    make_event("Old", publish_at=NOW - 2 * DAY, starts_at=NOW - DAY, ends_at=NOW)
    make_event("New", publish_at=NOW - DAY)
    for changes in ({"state": State.DRAFT}, {"publish_at": NOW + DAY}, {"trashed_at": NOW}):
        make_event("Hidden", **changes)

    feed = read(client)

    assert [entry.title for entry in feed.entries] == ["New", "Old"]
    assert feed.feed.title == "CAREC Institute: Events"


def test_entry_says_when_and_where_before_what(client):
    event = make_event(summary_en="1 < 2", publish_at=NOW - DAY)
    event.topics.add("Trade")

    [entry] = read(client).entries

    when_and_where = "27 July 2023, Beijing, People’s Republic of China"
    assert entry.summary == f"{when_and_where} · 1 < 2"
    assert entry.content[0].value.startswith(f"<p><strong>{when_and_where}</strong></p>")
    assert entry.link.endswith("/events/symposium-on-trade/")
    assert [tag.term for tag in entry.tags] == ["Trade"]


def test_entry_says_what_became_of_the_plan(client):
    make_event("Forum", status="cancelled")

    assert read(client).entries[0].title == "Cancelled: Forum"


def test_feed_speaks_the_language_of_its_address(client):
    make_event(title_ru="Симпозиум", body_ru="<p>Текст</p>", city_ru="Пекин", country=country("KZ"))

    entry = read(client, "/ru/events/feed/").entries[0]

    assert entry.title == "Симпозиум"
    with translation.override("ru"):
        assert f"Пекин, {country('KZ').name}" in entry.summary


def test_odd_text_leaves_the_feed_whole(client):
    make_event(ODD, summary_en=ODD, city_en=ODD, slug="odd")

    assert len(read(client).entries) == 1


def test_feed_names_its_author(client):
    make_event()

    assert read(client).feed.author == "CAREC Institute"


def test_feed_of_a_kind_holds_its_events_under_its_current_address(client):
    visit = make_event("Visit").kind
    make_event("Course", kind=EventKind.objects.exclude(pk=visit.pk).first())
    was, visit.slug = visit.slug, "journey"
    visit.save()

    feed = read(client, "/events/kinds/journey/feed/")
    former = [client.get(f"/events/kinds/{was}/{end}") for end in ("feed/", "feed.rss", "feed.json")]

    assert [entry.title for entry in feed.entries] == ["Visit"]
    assert feed.feed.title == f"CAREC Institute: Events, {visit.name}"
    assert feed.feed.link == "http://localhost:8000/events/?kind=journey"
    assert [(answer.status_code, answer.headers["Location"]) for answer in former] == [
        (301, "/events/kinds/journey/feed/"),
        (301, "/events/kinds/journey/feed.rss"),
        (301, "/events/kinds/journey/feed.json"),
    ]
    assert client.get("/events/kinds/unknown/feed/").status_code == 404


def test_events_of_a_kind_name_the_feed_of_the_kind(client):
    event = make_event()

    for address in (f"/events/?kind={event.kind.slug}", event.get_absolute_url()):
        feeds = [link.get("href") for link in tree_of(client.get(address)).iter("link") if is_feed(link)]
        assert feeds == [
            f"/events/{path}feed{end}"
            for path in (f"kinds/{event.kind.slug}/", "")
            for end in ("/", ".rss", ".json")
        ]


def is_feed(link):
    return link.get("rel") == "alternate" and link.get("type")
