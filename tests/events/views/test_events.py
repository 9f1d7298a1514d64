"""The lists of events and the addresses of an event; what its page shows stands in test_event_page.py."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event, EventKind
from publishing.models import State
from tests.factories import country, make_event, make_picture, make_staff, make_user
from tests.markup import compact

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)
ODD = ["TRADE", "вода", "%D0%B2", "%00", "trade%00", "tra de", "tra.de", "a" * 900, "%ff", "1", "2023"]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def at(title, days, **changes):
    """An event that begins so many days from now and lasts one."""
    start = NOW + days * DAY
    return make_event(title, **({"starts_at": start, "ends_at": start + DAY} | changes))


def titles(events):
    return [event.title for event in events]


def shown(client, address="/events/"):
    """The titles above and below on a list."""
    response = client.get(address)
    assert response.status_code == 200
    return titles(response.context.get("upcoming") or []), titles(response.context["page_obj"])


def test_list_begins_with_what_runs_and_comes_and_ends_with_what_was(client):
    at("Next year", 300)
    at("Now", -0.5)
    at("Soon", 2)
    at("Yesterday", -2)
    at("Long ago", -900)
    at("Hidden", 1, state=State.DRAFT)

    assert shown(client) == (["Now", "Soon", "Next year"], ["Yesterday", "Long ago"])
    assert client.get("/events/").content.decode().count("badge--running") == 1


def test_past_events_stand_under_their_years(client):
    for title, days in (("Last week", -7), ("Week before", -14), ("Two years ago", -730)):
        at(title, days)

    page = compact(client.get("/events/"))

    headings = re.findall(r"<h[34][^>]*><a [^>]*>([^<]+)<", page.partition("past-title")[2])
    assert headings == ["2026", "Last week", "Week before", "2024", "Two years ago"]


def test_cancelled_event_does_not_run(client):
    at("Now", -0.5, status="cancelled")

    page = client.get("/events/").content.decode()

    assert page.count("badge--cancelled") == 1
    assert "badge--running" not in page


def test_past_events_come_in_pages_and_those_to_come_on_the_first(client):
    at("Soon", 2)
    for number in range(14):
        at(f"Past {number}", -2 - number)

    assert shown(client)[0] == ["Soon"]
    assert shown(client, "/events/?page=2") == ([], ["Past 12", "Past 13"])
    for page in ("3", "0", "-1", "x", "%00"):
        assert client.get(f"/events/?page={page}").status_code == 404


def test_year_shows_what_was_and_comes_in_it_by_the_clocks_of_the_place(client):
    at("Spring", -2)
    at("Autumn", 200)
    new_year = datetime(2025, 12, 31, 18, tzinfo=UTC)
    make_event("New Year in Beijing", starts_at=new_year, ends_at=new_year + DAY / 24)
    make_event("Draft", starts_at=NOW - 999 * DAY, ends_at=NOW, state=State.DRAFT)

    assert shown(client, "/events/2026/") == ([], ["Autumn", "Spring", "New Year in Beijing"])
    for year in ("2025", "2023", "0000", "0001", "9999", "99999"):
        assert client.get(f"/events/{year}/").status_code == 404


def world():
    """Four events, each of which differs from the first in one thing."""
    same = {"country": country("KZ"), "mode": "online"}
    first, *others = (
        at("All", -2, **same),
        at("Kind", -3, **same, kind=EventKind.objects.get(slug="workshop")),
        at("Country", -4, **(same | {"country": country("UZ")})),
        at("Mode", 4, **(same | {"mode": "hybrid"})),
    )
    first.topics.add("Water")
    for each in others:
        each.topics.add("Water")
    at("Topic", -5, **same).topics.add("Trade")


@pytest.mark.parametrize(
    ("query", "upcoming", "past"),
    [
        ("kind=symposium", ["Mode"], ["All", "Country", "Topic"]),
        ("country=kz", ["Mode"], ["All", "Kind", "Topic"]),
        ("topic=water", ["Mode"], ["All", "Kind", "Country"]),
        ("mode=online", [], ["All", "Kind", "Country", "Topic"]),
        ("kind=symposium&country=kz&topic=water&mode=online", [], ["All"]),
        ("kind=workshop&topic=trade", [], []),
        ("", ["Mode"], ["All", "Kind", "Country", "Topic"]),
    ],
)
def test_choice_acts_on_both_parts_of_the_list(client, query, upcoming, past):
    world()

    assert shown(client, f"/events/?{query}") == (upcoming, past)


def test_event_moved_online_is_found_and_shown_as_online(client):
    at("Moved", -2, mode="in_person", status="moved_online", country=country("KZ"), city_en="Almaty")
    at("Here", -3, mode="in_person", country=country("KZ"), city_en="Almaty")

    page = client.get("/events/?mode=online").content.decode()

    assert shown(client, "/events/?mode=online") == ([], ["Moved"])
    assert shown(client, "/events/?mode=in_person") == ([], ["Here"])
    assert "Almaty" not in page


def test_choice_acts_on_a_year(client):
    world()

    assert shown(client, "/events/2026/?kind=workshop")[1] == ["Kind"]
    page = client.get("/events/2026/?kind=workshop&topic=trade").content.decode()
    assert "No events in 2026 match your choice." in page


def test_nothing_found_is_said(client):
    world()

    page = client.get("/events/?kind=workshop&topic=trade").content.decode()

    assert "No upcoming events match your choice." in page
    assert "No past events match your choice." in page


@pytest.mark.parametrize("name", ["kind", "country", "topic", "mode"])
@pytest.mark.parametrize("value", ["nothing", "%00", "'%20OR%201=1", "💧", "%ff", "KZ", "visit"])
def test_value_that_no_event_has_is_no_choice(client, name, value):
    world()

    assert shown(client, f"/events/?{name}={value}") == shown(client)
    assert client.get(f"/events/?{name}={value}&{name}=x&other=1").status_code == 200


def test_only_what_published_events_have_can_be_chosen(client):
    world()
    hidden = at("Draft", 1, kind=EventKind.objects.get(slug="visit"), country=country("GE"), mode="in_person")
    hidden.topics.add("Secret")
    Event.objects.filter(pk=hidden.pk).update(state=State.DRAFT)

    choices = client.get("/events/").context["filter"].choices

    assert {choice.name: [value for value, _label in choice.options] for choice in choices} == {
        "kind": ["symposium", "workshop"],
        "country": ["kz", "uz"],
        "topic": ["trade", "water"],
        "mode": ["online", "hybrid"],
    }


def test_chosen_list_is_a_form_of_the_whole_one(client):
    world()

    page = client.get("/ru/events/?kind=workshop&page=1").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/ru/events/">' in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert '<option value="workshop" selected>' in page
    assert "noindex" not in client.get("/events/").content.decode()


def test_pages_keep_the_choice(client):
    for number in range(14):
        at(f"Past {number}", -2 - number, mode="online")

    page = client.get("/events/?mode=online&kind=nothing").content.decode()

    assert 'href="?mode=online&amp;page=2"' in page


def count(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["/events/", "/events/2026/", "/events/2026/03/", "/events/feed/", "/"])
def test_lists_take_as_many_queries_for_nine_events_as_for_two(client, address):
    picture = make_picture()

    def make():
        for days in (-0.5, -2, 3):
            at(f"Event {days}", days, lead_picture=picture).topics.add("Water")

    make()
    few = count(client, address)
    make()
    make()

    assert count(client, address) == few
    assert few <= 13


def test_event_has_its_address(client):
    event = make_event(slug="trade")

    response = client.get("/events/trade/")

    assert response.status_code == 200
    assert response.context["event"] == event
    assert response.cookies == {}


def test_head_answers_like_get(client):
    make_event(slug="trade")

    for address in ("/events/", "/events/trade/", "/events/2023/", "/events/2023/07/"):
        response = client.head(address)
        assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "changes",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.ARCHIVED},
        {"publish_at": NOW + timedelta(microseconds=1)},
        {"publish_at": NOW - DAY, "unpublish_at": NOW},
        {"trashed_at": NOW},
    ],
)
def test_hidden_event_is_not_found_even_by_staff(client, changes):
    hidden = make_event(slug="trade", **({"publish_at": NOW} | changes))
    hidden.slug = "commerce"
    hidden.save()
    client.force_login(make_staff())

    for slug in ("trade", "commerce"):
        assert client.get(f"/events/{slug}/").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/ru", "/zh-hans"])
def test_former_slug_leads_on_in_one_hop(client, prefix):
    event = make_event(slug="a")
    for slug in ("b", "c"):
        event.slug = slug
        event.save()

    for former in ("a", "b"):
        response = client.get(f"{prefix}/events/{former}/")
        assert (response.status_code, response.headers["Location"]) == (301, f"{prefix}/events/c/")
    assert client.get(f"{prefix}/events/c/").status_code == 200


@pytest.mark.parametrize("slug", ODD)
def test_event_at_another_slug_is_not_found(client, slug):
    make_event(slug="trade", starts_at=NOW, ends_at=NOW + DAY)

    assert client.get(f"/events/{slug}/").status_code == 404


@pytest.mark.parametrize("state", State.values)
def test_staff_preview_an_event_in_any_state(client, state):
    event = make_event(state=state, publish_at=NOW + DAY, body_en="", summary_en="", country=None)
    client.force_login(make_staff())

    for prefix in ("", "/ru", "/zh-hans"):
        response = client.get(f"{prefix}/events/preview/{event.pk}/")
        assert response.status_code == 200
        assert response.context["edit_url"] == reverse("admin:events_event_change", args=[event.pk])
        assert {"no-store", "private"} <= set(response.headers["Cache-Control"].replace(" ", "").split(","))
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_preview_of_an_event_in_the_trash_can_be_read(client):
    trashed = make_event(trashed_at=NOW)
    client.force_login(make_staff())

    page = compact(client.get(f"/events/preview/{trashed.pk}/"))

    assert "· In the trash. Visitors can’t see this page." in page


def test_preview_of_an_unknown_event_is_not_found(client):
    client.force_login(make_staff())

    for number in ("0", "999", "9" * 30, "9" * 5000, "x"):
        assert client.get(f"/events/preview/{number}/").status_code == 404


def test_preview_is_for_staff_who_may_see_events(client):
    address = f"/events/preview/{make_event(state=State.DRAFT).pk}/"
    officer = make_user("officer", is_staff=True)

    assert client.get(address).status_code == 302
    client.force_login(make_user("visitor"))
    assert client.get(address).status_code == 302
    client.force_login(officer)
    assert client.get(address).status_code == 403
    officer.user_permissions.add(Permission.objects.get(codename="view_event"))
    assert client.get(address).status_code == 200


def test_front_page_names_the_next_three_events(client):
    for days in (4, 3, 2, 1, -3):
        at(f"In {days} days", days)
    at("Draft", 0.5, state=State.DRAFT)

    assert titles(client.get("/").context["events"]) == ["In 1 days", "In 2 days", "In 3 days"]


def test_robots_stay_away_from_previews(client):
    assert "Disallow: /events/preview/\n" in client.get("/robots.txt").content.decode()
