"""A visitor searches: by the field's suggestions, by keyboard and pointer, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.factories import country, make_article, make_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FIELD = "#search-header"
OPTIONS = "[role=option]"


@pytest.fixture
def items():
    return make_article("Rain news"), make_event("Rain summit", country=country("KZ"))


def type_rain(page):
    page.locator(FIELD).press_sequentially("rain")
    expect(page.locator(OPTIONS)).to_have_text(["Rain news", "Rain summit"])


def test_suggestions_by_keyboard(visit, items):
    article, event = items
    page = visit("desktop").page
    page.goto("/")
    type_rain(page)
    field = page.locator(FIELD)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Suggestions:")).to_be_visible()
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("Rain summit")
    chosen = page.get_by_role("option", selected=True).get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    field.press("ArrowDown")  # beyond the last one is the field itself
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    field.press("ArrowUp")
    field.press("Escape")
    expect(page.locator(OPTIONS).first).to_be_hidden()
    expect(field).to_have_value("rain")
    field.press("s")
    field.press("Backspace")
    expect(page.locator(OPTIONS).first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(f"**{article.get_absolute_url()}")
    assert event


def test_suggestion_by_pointer_and_question_by_enter(visit, items):
    _article, event = items
    page = visit("desktop").page
    page.goto("/ru/")
    type_rain(page)
    page.locator(OPTIONS).nth(1).click()
    page.wait_for_url(f"**/ru{event.get_absolute_url()}")

    page.locator(FIELD).fill("rain")
    page.locator(FIELD).press("Enter")

    page.wait_for_url("**/ru/search/?q=rain")
    expect(page.locator(".answer")).to_have_count(2)


def test_keys_of_an_input_method_choose_no_suggestion(visit, items):
    page = visit("desktop").page
    page.goto("/")
    type_rain(page)
    page.locator(FIELD).evaluate(
        "field => ['ArrowDown', 'Enter'].forEach(key => field.dispatchEvent("
        "new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true})))"
    )
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    assert page.url.endswith("/")
    page.locator(FIELD).press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("Rain news")


def test_suggestions_are_no_barrier(visit, items):
    page = visit("desktop").page
    page.goto("/")
    type_rain(page)
    page.locator(FIELD).press("ArrowDown")

    assert axe.barriers(page) == []


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_search_works_without_javascript(visit, items, width):
    page = visit(width, java_script_enabled=False).page
    page.goto("/")
    if width == "phone":
        page.locator(".site-search__link").click()
    field = page.locator("#search-large" if width == "phone" else FIELD)
    field.fill("rain")
    field.press("Enter")
    page.wait_for_url("**/search/?q=rain")
    if width == "phone":
        page.get_by_text("Narrow down").click()
    page.get_by_role("link", name="Events").and_(page.locator(".facet a")).click()

    expect(page.locator(".answer__title")).to_have_text(["Rain summit"])
    page.locator(".chosen a").click()
    expect(page.locator(".answer__title")).to_have_count(2)
