"""A visitor follows the links between places, events, people and news, and reads the time at both ends."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from playwright.sync_api import expect

from events.models import EventKind
from tests.factories import make_article, make_event, make_participation, make_person
from tests.full_site import make_full_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def event():
    """Of all parts, on 27 July 2023 in Beijing."""
    event = make_full_event("Open", 2, slug="open")
    event.starts_at = datetime(2023, 7, 27, 1, tzinfo=UTC)
    event.ends_at = datetime(2023, 7, 27, 9, tzinfo=UTC)
    event.save()
    return event


@pytest.fixture
def coming(event):
    """The same, forty years later: the time where the reader is matters only for what is not over."""
    for moment in ("starts_at", "ends_at"):
        setattr(event, moment, getattr(event, moment).replace(year=2063))
    event.save()
    return event


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("Europe/Berlin", "27 July 2063, 03:00–11:00"),
        ("America/New_York", "26 July 2063, 21:00 – 27 July 2063, 05:00"),
        ("Asia/Shanghai", None),
        ("Asia/Singapore", None),
    ],
)
def test_reader_on_other_clocks_sees_the_own_time_too(visit, coming, zone, line):
    made = visit(timezone_id=zone)
    made.page.goto(coming.get_absolute_url())

    own = made.page.locator("[data-starts]")

    expect(made.page.get_by_text("09:00–17:00,")).to_be_visible()
    if line is None:
        expect(own).to_be_hidden()
    else:
        expect(own).to_be_visible()
        assert " ".join(own.inner_text().split()) == f"Your local time: {line}"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "По вашему времени: 27 июля 2063 г., 03:00–11:00"),
        ("zh-hans", "您所在地的时间： 2063年7月27日 03:00–11:00"),
    ],
)
def test_own_time_is_in_the_language_of_the_page(visit, coming, language, line):
    page = visit(timezone_id="Europe/Berlin").page
    page.goto(f"/{language}{coming.get_absolute_url()}")

    own = page.locator("[data-starts]")

    expect(own).to_be_visible()
    assert " ".join(own.inner_text().split()) == line


def test_without_javascript_only_the_time_of_the_place_stands(visit, coming):
    page = visit(java_script_enabled=False, timezone_id="America/New_York").page
    page.goto(coming.get_absolute_url())

    expect(page.get_by_text("09:00–17:00,")).to_be_visible()
    expect(page.locator("[data-starts]")).to_be_hidden()


def tab_to(page, name):
    """Press Tab until the link of this name has the focus, and see that it shows."""
    for _press in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.inner_text().strip() == name:
            assert focused.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
            return
    pytest.fail(f"No Tab leads to “{name}”.")


def test_months_work_by_keyboard(visit, event):
    starts_at = datetime(2023, 6, 1, 1, tzinfo=UTC)
    make_event("Forum in June", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    page = visit().page
    page.goto("/events/2023/07/")
    heading = page.get_by_role("heading", level=1)

    tab_to(page, "June 2023")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Events: June 2023")
    tab_to(page, "July 2023")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Events: July 2023")
    tab_to(page, event.title)
    page.keyboard.press("Enter")

    expect(heading).to_have_text(event.title)


@pytest.mark.parametrize(("width", "javascript"), [("phone", True), ("desktop", True), ("phone", False)])
def test_visitor_goes_from_country_to_article_and_back(visit, event, width, javascript):
    article = make_article("What the symposium found")
    article.events.add(event)
    article.people.add(event.participations.listed().first().person)
    page = visit(width, java_script_enabled=javascript).page
    main, heading = page.get_by_role("main"), page.get_by_role("heading", level=1)

    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Countries").click()
    path = (
        "People’s Republic of China",
        event.title,
        "Open Speaker2",
        article.title,
        event.title,
        "Open Speaker2",
        "People’s Republic of China",
    )
    for name in path:
        main.get_by_role("link", name=name, exact=True).first.click()
        expect(heading).to_have_text(name)
    for name in reversed(path[:-1]):
        page.go_back()
        expect(heading).to_have_text(name)


def test_participants_are_printed_though_they_are_folded(visit, event):
    for number in range(25):  # more than are shown without being asked for
        make_participation(event, make_person(f"Aigul Family{number:02}"), country=event.country)
    page = visit().page
    page.goto(event.get_absolute_url())
    name = page.locator("#content").get_by_role("link", name="Aigul Family07")
    expect(page.get_by_role("heading", name="Participants")).to_be_visible()
    expect(name).to_be_hidden()

    page.emulate_media(media="print")

    expect(name).to_be_visible()
    # So the end of a page never parts a country from all of its people.
    country, first = (page.locator(f".delegation {each}").first for each in ("summary", "li"))
    bottoms = [box["y"] + box["height"] for box in (country.bounding_box(), first.bounding_box())]
    assert bottoms == sorted(bottoms, reverse=True)


def test_choice_applies_at_once_and_by_a_button_without_javascript(visit, event):
    event.kind = EventKind.objects.get(slug="workshop")
    event.save()
    make_event("Forum on rails")
    made = visit()
    page = made.page
    page.goto("/events/past/")
    expect(page.get_by_role("link", name="Forum on rails")).to_be_visible()
    expect(page.get_by_role("button", name="Show")).to_be_hidden()

    page.get_by_label("Kind").focus()
    page.get_by_label("Kind").select_option("Workshop")

    expect(page.get_by_role("link", name="Forum on rails")).to_have_count(0)
    expect(page.get_by_role("link", name=event.title)).to_be_visible()
    expect(page).to_have_url(f"{made.server.url}/events/past/?kind=workshop")
    expect(page.get_by_role("form", name="Filter events").get_by_role("status")).to_have_text("Past 1")
    expect(page.get_by_label("Kind")).to_be_focused()
    expect(page.get_by_role("link", name="Show all")).to_be_visible()
    for russian in page.get_by_role("link", name="Русский").all():
        expect(russian).to_have_attribute("href", re.compile(r"/ru/events/past/\?kind=workshop$"))

    plain = visit(java_script_enabled=False).page
    plain.goto("/events/past/")
    plain.get_by_label("Kind").select_option("Workshop")
    plain.get_by_role("button", name="Show").click()
    expect(plain.get_by_role("link", name="Forum on rails")).to_have_count(0)


def test_address_of_a_calendar_follows_the_choice_and_can_be_copied(visit, event):
    page = visit(once=True).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/events/calendars/")
    address = page.get_by_label("Address of this calendar")

    page.get_by_label("Which events?").select_option("Symposium")
    expect(address).to_have_value(f"{settings.SITE_URL}/events/calendars/kinds/symposium.ics")
    page.get_by_role("button", name="Copy the address").click()

    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{settings.SITE_URL}/events/calendars/kinds/symposium.ics"


def test_contents_mark_the_part_that_is_read(visit, event):
    page = visit().page
    page.goto(event.get_absolute_url())
    contents = page.get_by_role("navigation", name="On this page")

    contents.get_by_role("link", name="Participants").click()

    expect(contents.locator("[aria-current]")).to_have_text("Participants")


@pytest.fixture
def ministry(tmp_path):
    """The site of somebody else: a folder and its address."""
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_page_of_another_site_shows_the_next_events_in_a_frame(visit, ministry):
    start = datetime.now(UTC) + timedelta(days=9)
    event = make_event("Corridors in winter", starts_at=start, ends_at=start + timedelta(hours=2))
    made, (folder, address) = visit("phone"), ministry
    made.expected.add(address)
    made.page.goto("/events/calendars/")
    lines = made.page.locator("code", has_text="<iframe").inner_text()
    page = f"<h1>Ministry</h1>{lines.replace(settings.SITE_URL, made.server.url)}"
    (folder / "index.html").write_text(page)

    made.page.goto(address)
    link = made.page.frame_locator("iframe").get_by_role("link", name=event.title)
    with made.context.expect_page() as opened:
        link.click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text(event.title)
    expect(made.page.get_by_role("heading", level=1)).to_have_text("Ministry")
