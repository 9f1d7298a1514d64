"""The first screen of the home page holds what is new and what comes next."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.full_site import make_full_article, make_full_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
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


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_first_screen_shows_a_story_the_next_event_and_figures(visit, full, language):
    page = at_home(visit(), language, LAPTOP)

    ends = {part: ends_of(page, part)[1] for part in PARTS[:3]}

    assert {part: end for part, end in ends.items() if end > LAPTOP["height"]} == {}


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize("width", [320, PHONE["width"]])
def test_phone_shows_the_parts_one_below_the_other(visit, full, language, width):
    reader = visit()
    page = at_home(reader, language, PHONE | {"width": width})

    tops = [ends_of(page, part)[0] for part in PARTS]

    assert tops == sorted(tops)
    assert not reader.has_sideways_scroll()
