"""A video on another site: nothing is asked of that site before the reader presses play."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
YOUTUBE = "https://www.youtube-nocookie.com"
BODY = '<p>Before it.</p><p><a href="https://youtu.be/dQw4w9WgXcQ">The opening</a></p><p>After it.</p>'


@pytest.fixture
def address():
    return make_article("Video", body_en=BODY).get_absolute_url()


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_video_is_a_poster_until_it_is_pressed(visit, address, width):
    made = visit(width)
    made.page.goto(address)
    poster = made.page.get_by_role("link", name=re.compile("Play.*The opening"))
    expect(poster).to_be_visible()
    assert (made.foreign, made.page.locator("iframe").count()) == ([], 0)
    assert not made.has_sideways_scroll()

    # Nobody else answers in this browser.
    made.expected.add(YOUTUBE)
    made.context.route(f"{YOUTUBE}/**", lambda route: route.fulfill(body="The player"))
    poster.click()

    frame = made.page.locator("iframe")
    expect(frame).to_have_attribute("src", f"{YOUTUBE}/embed/dQw4w9WgXcQ?autoplay=1")
    expect(frame).to_have_attribute("title", "Play: The opening")
    expect(made.page.frame_locator("iframe").get_by_text("The player")).to_be_visible()
    expect(frame).to_be_focused()
    expect(poster).to_have_count(0)
    expect(made.page.get_by_role("link", name="Watch on YouTube")).to_be_visible()


def test_video_is_a_link_without_scripts(visit, address):
    made = visit(java_script_enabled=False)
    made.page.goto(address)

    link = made.page.get_by_role("link", name=re.compile("Play.*The opening"))

    expect(link).to_have_attribute("href", "https://youtu.be/dQw4w9WgXcQ")
