"""A visitor reads about events: the own time beside that of the place, and the months by keyboard."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from tests.world import make_full_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def event():
    """Of all parts, on 27 July 2023 in Beijing."""
    event = make_full_event("Open", 2, slug="open")
    event.starts_at = datetime(2023, 7, 27, 1, tzinfo=UTC)
    event.ends_at = datetime(2023, 7, 27, 9, tzinfo=UTC)
    event.save()
    return event


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("Europe/Berlin", "27 July 2023, 03:00–11:00"),
        ("America/Los_Angeles", "26 July 2023, 18:00 – 27 July 2023, 02:00"),
        ("Asia/Shanghai", None),
        ("Asia/Singapore", None),
    ],
)
def test_reader_on_other_clocks_sees_the_own_time_too(visit, event, zone, line):
    made = visit(timezone_id=zone)
    made.page.goto(event.get_absolute_url())

    own = made.page.locator("[data-starts]")

    expect(made.page.get_by_text("09:00–17:00,")).to_be_visible()
    if line is None:
        expect(own).to_be_hidden()
    else:
        expect(own).to_be_visible()
        # Releases of Chromium differ in the word before the time.
        assert " ".join(own.inner_text().split()).replace(" at ", ", ") == f"Where you are: {line}"


@pytest.mark.parametrize(("width", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_pages_of_events_fit_and_have_no_barrier(visit, event, width, scheme):
    made = visit(width, color_scheme=scheme, bypass_csp=True)
    addresses = [
        (language, name, arguments)
        for language in ("en", "ru", "zh-hans")
        for name, arguments in (("list", []), ("month", [2023, 7]), ("detail", [event.slug]))
    ]

    for language, name, arguments in addresses:
        with translation.override(language):
            address = reverse(f"events:{name}", args=arguments)
        made.page.goto(address)
        assert (address, made.has_sideways_scroll()) == (address, False)
        if language == "en":
            found = [violation["id"] for violation in Axe().run(made.page).response["violations"]]
            assert (address, found) == (address, [])


def test_month_works_by_keyboard(visit, event):
    made = visit()
    made.page.goto("/events/2023/07/")

    link = made.page.locator("table").get_by_role("link")
    link.focus()
    made.page.keyboard.press("Enter")

    expect(made.page).to_have_url(f"{made.server.url}{event.get_absolute_url()}")
