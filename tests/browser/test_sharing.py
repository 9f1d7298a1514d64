"""The line below an article: what it copies, and what the device shares with."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# Headless browsers have no dialog of the device: this notes what it would be given.
DEVICE = "navigator.share = async (data) => { window.shared = data; }"


@pytest.fixture
def article():
    return make_article("Water", slug="water")


def copied(page):
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_link_and_citations_are_copied(visit, article, live_server, settings, width):
    settings.SITE_URL = live_server.url
    made = visit(width)
    made.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = made.page
    page.goto(article.get_absolute_url())

    page.get_by_text("Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    link = copied(page)
    page.get_by_text("Cite", exact=True).click()
    page.get_by_role("button", name="Copy", exact=True).last.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()

    assert link == live_server.url + article.get_absolute_url()
    assert copied(page).startswith("@misc{carec-")
    assert not made.has_sideways_scroll()
    expect(page).to_have_url(live_server.url + article.get_absolute_url())


def test_device_shares_the_article_where_it_can(visit, article, live_server, settings):
    settings.SITE_URL = live_server.url
    made = visit("phone", once=True)
    made.page.goto(article.get_absolute_url())
    expect(made.page.get_by_text("Copy link")).to_be_visible()
    expect(made.page.get_by_role("button", name="More…")).to_have_count(0)

    made.context.add_init_script(DEVICE)
    made.page.reload()
    made.page.get_by_role("button", name="More…").click()

    address = live_server.url + article.get_absolute_url()
    assert made.page.evaluate("window.shared") == {"title": "Water", "url": address}


def test_code_for_wechat_is_asked_for_when_it_is_opened(visit, article):
    page = visit().page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(article.get_absolute_url(), wait_until="networkidle")
    before = [address for address in asked if "qr.png" in address]

    with page.expect_response("**/qr.png") as answer:
        page.get_by_text("WeChat", exact=True).click()

    assert (before, answer.value.status) == ([], 200)
    picture = page.get_by_role("img", name="QR code with the address of this article")
    expect(picture).to_be_visible()


def test_without_scripts_links_remain(visit, article):
    page = visit(java_script_enabled=False).page
    page.goto(article.get_absolute_url())

    for name in ("Link", "Email", "Telegram"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_text("Cite", exact=True).click()
    expect(page.get_by_text("@misc{")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
