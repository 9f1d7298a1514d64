"""The addresses of an event and its preview; what its page shows stands in test_event_page.py."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from publishing.models import State
from tests.factories import make_event, make_staff, make_user
from tests.markup import compact

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)
ODD = ["TRADE", "вода", "%D0%B2", "%00", "trade%00", "tra de", "tra.de", "a" * 900, "%ff", "1", "2023"]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


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


def test_robots_stay_away_from_previews(client):
    assert "Disallow: /events/preview/\n" in client.get("/robots.txt").content.decode()
