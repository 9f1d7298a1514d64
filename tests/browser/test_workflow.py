"""The buttons below a form that publishes do what they say."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_article, make_author, make_event, make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def page(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    return made.page


@pytest.mark.parametrize(
    ("make", "name"), [(make_article, "news_article"), (make_event, "events_event")], ids=["article", "event"]
)
def test_change_of_a_live_text_is_previewed_in_the_language_of_its_tab(page, make, name):
    item = make()
    page.goto(reverse(f"admin:{name}_change", args=[item.pk]))
    page.get_by_role("tab", name="Russian").click()
    page.locator("#id_title_ru").fill("Вода")
    page.locator("#id_body_ru_editor").click()
    page.keyboard.type("Текст")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview").click()
    shown = opened.value
    expect(shown.get_by_role("heading", name="Вода", level=1)).to_be_visible()
    expect(shown.locator(".preview-banner")).to_contain_text(
        "Ваши изменения ещё не сохранены: посетители видят страницу без них"
    )
    shown.close()

    item.refresh_from_db()
    assert item.title_ru is None
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was saved and is visible")
    item.refresh_from_db()
    assert (item.title_ru, item.body_ru) == ("Вода", "<p>Текст</p>")


def test_trash_asks_before_it_drops_what_was_typed(page):
    article = make_article()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.goto(reverse("admin:news_article_change", args=[article.pk]))
    page.locator("#id_title_en").fill("Typed")

    page.get_by_role("button", name="Move to the trash").click()
    article.refresh_from_db()
    kept = (page.locator("#id_title_en").input_value(), article.trashed_at)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was saved and is visible")
    page.get_by_role("button", name="Move to the trash").click()
    expect(page.locator(".messagelist")).to_contain_text("is in the trash")

    assert asked == ["Your unsaved changes will be lost. Move this to the trash anyway?"]
    assert kept == ("Typed", None)


def test_buttons_follow_the_date_in_the_form_by_the_clock_of_the_server(visit, log_in):
    made = visit("desktop", once=True)
    log_in(made, make_staff())
    page = made.page
    page.clock.set_fixed_time("2199-01-01")  # that of a computer may be wrong
    live, scheduled = make_article("Live"), make_article("Waits", publish_at="2099-01-02T00:00Z")

    page.goto(reverse("admin:news_article_change", args=[live.pk]))
    hide = page.get_by_role("button", name="Take down until then")
    expect(hide).to_be_hidden()
    page.locator("#id_publish_at_0").fill("2099-01-02")
    hide.click()
    expect(page.locator("[data-stage=scheduled]")).to_be_visible()
    page.goto(reverse("admin:news_article_change", args=[scheduled.pk]))
    publish = page.get_by_role("button", name="Publish now")
    expect(publish).to_be_hidden()
    page.locator("#id_publish_at_0").fill("")
    page.locator("#id_publish_at_1").fill("")
    publish.click()

    expect(page.locator("[data-stage=published]")).to_be_visible()


def test_author_chosen_is_not_left_without_a_warning(page):
    make_author("Bek Nazarov")
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.goto("/admin/news/article/add/")
    page.get_by_role("button", name="Add another Author").click()
    page.locator("#bylines-0 .select2-selection").click()
    page.get_by_role("option", name="Bek Nazarov").click()

    page.get_by_role("link", name="Close").click()
    page.wait_for_url("**/news/article/")

    assert warnings == ["beforeunload"]
