from datetime import UTC, datetime, timedelta

import pytest
import time_machine
import vobject
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventKind
from publishing.models import State
from tests.factories import country, make_event
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)
HIDDEN = [
    {"state": State.DRAFT},
    {"publish_at": NOW + DAY},
    {"publish_at": NOW - DAY, "unpublish_at": NOW},
    {"trashed_at": NOW},
]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def make(title, days=1, **changes):
    """An event that begins so many days from now and takes an hour."""
    start = NOW + days * DAY
    return make_event(title, starts_at=start, ends_at=start + timedelta(hours=1), **changes)


def read(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return vobject.readOne(response.content.decode())


def titles(calendar):
    return sorted(event.summary.value for event in calendar.contents.get("vevent", []))


def test_calendar_of_all_holds_what_is_published_and_recent(client):
    for number, changes in enumerate(HIDDEN):
        make(f"Hidden {number}", **changes)
    make("To come", days=900)
    make("Last year", days=-365)
    make("Long ago", days=-367)

    calendar = read(client, "/events/calendar.ics")

    assert titles(calendar) == ["Last year", "To come"]
    assert calendar.contents["x-wr-calname"][0].value == "CAREC Institute: Events"


def test_calendars_hold_their_own_events(client):
    forum = EventKind.objects.get(slug="forum")
    make("Of the kind", kind=forum)
    make("About the topic").topics.add("Water")
    make("In the country", country=country("UZ"))
    addresses = {
        "/events/calendars/kinds/forum.ics": ("Of the kind", "Forum"),
        "/events/calendars/topics/water.ics": ("About the topic", "Water"),
        "/events/calendars/countries/uz.ics": ("In the country", "Uzbekistan"),
    }

    for address, (title, subject) in addresses.items():
        calendar = read(client, address)

        assert titles(calendar) == [title]
        assert calendar.contents["x-wr-calname"][0].value == f"CAREC Institute: Events, {subject}"


def test_calendar_of_what_only_a_draft_has_does_not_exist(client):
    draft = make("Draft", state=State.DRAFT, kind=EventKind.objects.get(slug="forum"), country=country("UZ"))
    draft.topics.add("Water")
    addresses = [
        "/events/calendars/kinds/forum.ics",
        "/events/calendars/topics/water.ics",
        "/events/calendars/countries/uz.ics",
        f"/events/{draft.slug}/event.ics",
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 4
    draft.state = State.PUBLISHED
    draft.save()
    assert [client.get(address).status_code for address in addresses] == [200] * 4


def test_calendar_stays_when_all_its_events_are_long_over(client):
    make("Long ago", days=-800, country=country("UZ"))

    assert titles(read(client, "/events/calendars/countries/uz.ics")) == []


def test_file_of_an_event_is_named_after_it(client):
    make("Forum", slug="forum-2026", days=-2000)

    response = client.get("/events/forum-2026/event.ics")

    assert response.headers["Content-Disposition"] == 'attachment; filename="forum-2026.ics"'
    assert titles(vobject.readOne(response.content.decode())) == ["Forum"]


def test_former_addresses_lead_to_the_present_ones(client):
    event = make("Forum", slug="before", kind=EventKind.objects.get(slug="forum"))
    event.slug = "after"
    event.save()
    event.kind.slug = "high-forum"
    event.kind.save()

    for old, new in {
        "/events/before/event.ics": "/events/after/event.ics",
        "/events/calendars/kinds/forum.ics": "/events/calendars/kinds/high-forum.ics",
    }.items():
        response = client.get(old)

        assert (response.status_code, response.headers["Location"]) == (301, new)


def test_calendar_in_russian_is_russian_and_falls_back_to_english(client):
    make("Forum", title_ru="Форум", body_ru="<p>Текст</p>")
    make("Training")

    calendar = read(client, "/ru/events/calendar.ics")

    assert titles(calendar) == ["Training", "Форум"]
    assert all("/ru/events/" in event.url.value for event in calendar.vevent_list)


def test_unchanged_calendar_is_not_sent_again(client):
    event = make("Forum")
    tag = client.get("/events/calendar.ics").headers["ETag"]

    again = client.get("/events/calendar.ics", headers={"if-none-match": tag})
    event.save()
    changed = client.get("/events/calendar.ics", headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_calendar_needs_as_many_queries_for_three_events_as_for_one(client):
    counts = []
    for number in range(3):
        make(f"Event {number}", country=country(["KZ", "UZ", "CN"][number])).topics.add(f"Topic {number}")
        client.get("/events/calendar.ics")
        with CaptureQueriesContext(connection) as queries:
            client.get("/events/calendar.ics")
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


def offered(client, address="/events/calendars/"):
    """What can be chosen on the page, what is chosen, and the address that is shown for it."""
    response = client.get(address)
    tree = tree_of(response)
    [field] = [node for node in tree.iter("input") if node.get("id") == "calendar-address"]
    options = list(next(node for node in tree.iter("select") if node.get("id") == "calendar").iter("option"))
    chosen = [option.get("value") for option in options if option.get("selected") is not None]
    return [option.get("value") for option in options], chosen, field.get("value")


def test_page_offers_the_calendars_that_have_published_events(client):
    make("Hidden", state=State.DRAFT, country=country("KZ")).topics.add("Energy")
    make("Forum", kind=EventKind.objects.get(slug="forum"), country=country("UZ")).topics.add("Water")

    values, chosen, address = offered(client)

    assert values == ["", "kinds/forum", "topics/water", "countries/uz"]
    assert (chosen, address) == ([], f"{settings.SITE_URL}/events/calendar.ics")
    for value in values[1:]:
        _values, chosen, address = offered(client, f"/events/calendars/?calendar={value}")
        assert (chosen, address) == ([value], f"{settings.SITE_URL}/events/calendars/{value}.ics")
        assert titles(read(client, address.removeprefix(settings.SITE_URL))) == ["Forum"]


def test_chosen_calendar_opens_in_a_program_and_stands_in_a_frame(client):
    make("Forum", kind=EventKind.objects.get(slug="forum"))
    make("Other", kind=EventKind.objects.get(slug="visit"))

    page = client.get("/ru/events/calendars/?calendar=kinds/forum").content.decode()

    assert 'href="webcal://localhost:8000/ru/events/calendars/kinds/forum.ics"' in page
    assert 'href="/ru/events/embed/?kind=forum"' in page
    assert titles_of(client.get("/ru/events/embed/?kind=forum")) == ["Forum"]
    assert '<meta name="robots" content="noindex, follow">' in page


def titles_of(response):
    return [event.title for event in response.context["events"]]


@pytest.mark.parametrize("value", ["kinds/nothing", "kinds", "../../admin/", "%00", "kinds/visit", "a" * 900])
def test_calendar_that_is_not_offered_is_no_choice(client, value):
    make("Forum", kind=EventKind.objects.get(slug="forum"))

    assert offered(client, f"/events/calendars/?calendar={value}")[1:] == (
        [],
        f"{settings.SITE_URL}/events/calendar.ics",
    )


def test_list_leads_to_the_calendar_of_its_choice(client):
    make("Forum", kind=EventKind.objects.get(slug="forum"), country=country("UZ"))

    page = client.get("/events/?country=uz&mode=in_person").content.decode()

    assert 'href="/events/calendars/?calendar=countries/uz"' in page


def test_page_needs_as_many_queries_for_three_calendars_as_for_one(client):
    counts = []
    for number in range(3):
        make(f"Event {number}", country=country(["KZ", "UZ", "CN"][number])).topics.add(f"Topic {number}")
        client.get("/events/calendars/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/events/calendars/")
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
