"""A visitor reads, at phone and desktop width, in light and dark, with and without JavaScript."""

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from tests.browser import axe
from tests.factories import make_organisation, make_participation, make_person
from tests.full_site import make_full_article, make_full_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BOTH = pytest.mark.parametrize("width", ["phone", "desktop"])
# The size of targets (WCAG 2.5.8) is not among the rules that axe tries by itself.
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])


@pytest.fixture
def article():
    article = make_full_article("Open", 1)
    event = make_full_event("Open", 2)
    office = make_organisation("Office")
    for number in range(26):  # so many are folded, and stand close to each other
        make_participation(
            event, make_person(f"Ann Family{number}"), country=event.country, organisation=office
        )
    article.events.add(event)
    return article


def event_addresses(event):
    host, person = event.parts.get().organisation, event.participations.listed().first().person
    day = event.first_day
    return [
        reverse("events:list"),
        reverse("events:year", args=[day.year]),
        reverse("events:month", args=[day.year, day.month]),
        event.get_absolute_url(),
        reverse("events:embed"),
        *(reverse(f"events:{name}") for name in ("calendars", "people", "organisations", "countries")),
        *(item.get_absolute_url() for item in (person, host, event.country)),
    ]


def addresses(article):
    topic, author = article.topics.get(), article.ordered_authors[0]
    return [
        reverse("home"),
        reverse("news:list"),
        reverse("news:year", args=[article.year]),
        reverse("news:topic", args=[topic.slug]),
        reverse("news:author", args=[author.slug]),
        article.get_absolute_url(),
        *event_addresses(article.events.get()),
        reverse("contacts:contact"),
        *(
            f"{reverse('search:results')}{query}"
            for query in ("", "?q=open", "?q=open&kind=event", "?q=none")
        ),
    ]


def barriers(page):
    page.locator("details").evaluate_all("all => all.forEach(each => (each.open = true))")
    return axe.barriers(page, **EVERY_RULE)


@LANGUAGES
def test_page_fits_the_screen_and_loads_nothing_foreign_and_has_no_barrier(visit, article, language):
    made = visit("desktop")
    with translation.override(language):
        visited, nothing = addresses(article), reverse("home") + "nothing/"

    # What axe looks for is the same in every language.
    assert made.faults([*visited, nothing], barriers if language == "en" else None) == [(nothing, 404)]
    assert len(visited) == 23


def test_forced_colours_tell_which_part_of_the_site_is_shown(visit):
    page = visit().page
    page.emulate_media(forced_colors="active")
    page.goto("/news/")

    colours = page.locator(".site-nav a").evaluate_all(
        "all => all.map(each => [each.textContent.trim(), getComputedStyle(each).borderBlockEndColor])"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert [name for name, colour in colours if colour != ground] == ["News"]
    assert len(colours) == 4


def test_forced_colours_leave_the_arrow_of_a_choice(visit, article):
    page = visit().page
    page.emulate_media(forced_colors="active")
    page.goto("/events/")

    look = page.locator("select").evaluate_all("all => all.map(each => getComputedStyle(each).appearance)")

    assert set(look) == {"auto"}


@BOTH
def test_visitor_goes_from_home_to_article_and_back_in_three_languages(visit, article, width):
    page = visit(width).page

    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Open title en 1").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open title en 1")
    page.get_by_role("banner").get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open title ru 1")
    page.get_by_role("banner").get_by_role("link", name="简体中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open title zh_hans 1")
    page.get_by_role("navigation", name="面包屑").get_by_role("link").first.click()

    expect(page).to_have_url(page.url.split("/zh-hans/")[0] + "/zh-hans/")
