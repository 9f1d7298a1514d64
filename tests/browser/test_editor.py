"""An editor's whole path by clicking, from the login to the page that a visitor reads."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from publishing.models import Picture, State
from tests.factories import image_upload, make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "Railways of the Steppe"


def log_in_by_form(page, user):
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_title("Site administration | CAREC Institute")


def add_picture(page):
    upload = image_upload("railway.png", size=(900, 600))
    page.goto("/admin/publishing/picture/add/")
    page.locator("#id_file").set_input_files(
        {"name": upload.name, "mimeType": "image/png", "buffer": upload.read()}
    )
    title = page.locator("#id_title")
    expect(title).to_have_value("railway")  # of the file, which a script reads; it may come in between
    title.fill("Railway at dawn")
    page.locator("#id_alt_text_en").fill("A railway line that leads to the horizon")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()


def choose_lead_picture(page):
    dialog = page.get_by_role("dialog", name="Choose a picture")
    page.locator(".field-lead_picture [data-choose]").click()
    # If the picture is missing, this says what the library shows instead.
    expect(dialog).to_contain_text("Railway at dawn", use_inner_text=True)
    dialog.get_by_text("Railway at dawn", exact=True).click()
    dialog.get_by_role("button", name="Use this picture").click()


def write(page):
    page.goto("/admin/news/article/add/")
    page.locator("#id_title_en").fill(TITLE)
    page.locator("#id_summary_en").fill("Why gauges matter.")
    page.locator("#id_body_en_editor").click()
    page.keyboard.type("Two gauges meet at the border.")
    choose_lead_picture(page)
    page.get_by_role("combobox", name="Topics").fill("Transport, Trade")


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_editor_writes_previews_and_publishes_what_a_visitor_reads(visit, width):
    page = visit(width).page
    log_in_by_form(page, make_staff("editor"))

    add_picture(page)
    write(page)
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator("[data-stage=draft]")).to_be_visible()
    article = Article.objects.get()
    picture = Picture.objects.get()
    assert (article.state, article.lead_picture, article.created_by.username) == (
        State.DRAFT,
        picture,
        "editor",
    )
    assert sorted(topic.name for topic in article.topics.all()) == ["Trade", "Transport"]

    visitor = visit(width).page
    assert visitor.goto(article.get_absolute_url()).status == 404

    with page.context.expect_page() as opened:
        page.locator("a[data-preview=en]").click()
    preview = opened.value
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(preview.get_by_role("main")).to_contain_text("Two gauges meet at the border.")
    preview.close()

    page.get_by_role("button", name="Publish now").click()
    expect(page.locator("[data-stage=published]")).to_be_visible()

    visitor.goto("/")
    visitor.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_role("main")).to_contain_text("Two gauges meet at the border.")
    expect(visitor.get_by_role("img", name="A railway line that leads to the horizon")).to_be_visible()
    expect(visitor.get_by_role("link", name="Transport").first).to_be_visible()
