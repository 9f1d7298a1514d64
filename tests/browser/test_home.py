"""The first screen of the home page holds what is new and what comes next."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.full_site import make_full_article, make_full_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
LANGUAGES = ["en", "ru", "zh-hans"]
PARTS = [".first__lead h2", ".first__side .date-block", ".figures", ".home-news h2"]


def at_home(reader, language, size):
    reader.page.set_viewport_size(size)
    with translation.override(language):
        reader.page.goto(reverse("home"), wait_until="load")
    return reader.page


def ends_of(page, selector):
    """Where the first of them begins and ends on the page."""
    box = page.locator(selector).first.bounding_box()
    return box["y"], box["y"] + box["height"]


@pytest.fixture
def full(db):
    for number in range(1, 10):
        make_full_article("Open", number)
        make_full_event("Open", number)


def test_first_screen_shows_a_story_the_next_event_and_figures(visit, full):
    reader, below = visit(), []
    for language in LANGUAGES:
        page = at_home(reader, language, LAPTOP)
        ends = {part: ends_of(page, part)[1] for part in PARTS[:3]}
        below += [(language, part, end) for part, end in ends.items() if end > LAPTOP["height"]]

    assert below == []


@pytest.mark.parametrize("width", [320, PHONE["width"]])
def test_phone_shows_the_parts_one_below_the_other(visit, full, width):
    reader, wrong = visit(), []
    for language in LANGUAGES:
        page = at_home(reader, language, PHONE | {"width": width})
        tops = [ends_of(page, part)[0] for part in PARTS]
        if tops != sorted(tops) or reader.has_sideways_scroll():
            wrong.append((language, tops))

    assert wrong == []
