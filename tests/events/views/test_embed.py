"""The list of events for a frame on a page of another site."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from events.models import EventKind
from publishing.models import State
from tests.factories import country, make_event
from tests.markup import compact
from tests.test_security import parsed_policy

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def at(title, days, **changes):
    start = NOW + days * DAY
    return make_event(title, starts_at=start, ends_at=start + DAY, **changes)


def shown(client, address="/events/embed/"):
    return [event.title for event in client.get(address).context["events"]]


def test_frame_lists_the_next_ten_published_events_in_their_order(client):
    at("Over", -2)
    at("Draft", 2, state=State.DRAFT)
    for days in range(12, 0, -1):
        at(f"In {days}", days)
    at("Now", -0.5)

    assert shown(client) == ["Now", *(f"In {days}" for days in range(1, 10))]


def test_frame_takes_the_choices_of_the_list(client):
    forum = EventKind.objects.get(slug="forum")
    at("Forum in Baku", 1, kind=forum, country=country("AZ"))
    at("Forum in Almaty", 2, kind=forum, country=country("KZ"))
    at("Workshop in Baku", 3, country=country("AZ"))

    page = compact(client.get("/events/embed/?kind=forum&country=az"))

    assert shown(client, "/events/embed/?kind=forum&country=az") == ["Forum in Baku"]
    assert '<a href="/events/?kind=forum&amp;country=az">Events of the CAREC Institute</a>' in page
    assert page.count("<title>Events of the CAREC Institute: Forum, Azerbaijan</title>") == 1


def test_frame_without_events_says_so(client):
    at("Over", -2)

    assert client.get("/events/embed/").text.count("<p>No events are planned at the moment.</p>") == 1


def test_only_the_frame_may_stand_on_pages_of_others(client):
    allowed, refused = client.get("/events/embed/"), client.get("/events/")

    assert parsed_policy(allowed) == parsed_policy(refused) | {"frame-ancestors": {"*"}}
    assert parsed_policy(refused)["frame-ancestors"] == {"'none'"}
    assert "X-Frame-Options" not in allowed.headers
    assert refused.headers["X-Frame-Options"] == "DENY"


def test_event_called_embed_gets_another_address(client):
    event = at("Embed", 1)

    assert event.slug != "embed"
    assert client.get(event.get_absolute_url()).context["event"] == event
