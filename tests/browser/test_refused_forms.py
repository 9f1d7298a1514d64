"""The summary of errors of a refused form leads to fields of every kind, with and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_article, make_author, make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def article(db):
    article = make_article(title_ru="Вода", body_ru="<p>Текст</p>")
    for number in range(2):
        article.bylines.create(author=make_author(f"Author {number}"), order=number)
    return article


def spoil(page, article):
    """Give a field of each kind something to complain about, and send the form."""
    page.goto(reverse("admin:news_article_change", args=[article.pk]))
    for name, value in {
        "title_ru": "т" * 201,
        "body_en": "",
        "publish_at_0": "soon",
        "bylines-1-author": page.locator("#id_bylines-0-author").input_value(),
    }.items():
        script = """([field, value]) => {
            field.removeAttribute("maxlength");
            if (field.tagName === "SELECT") field.append(new Option(value, value, true, true));
            field.value = value;
        }"""
        page.locator(f"#id_{name}").evaluate(f"(field, value) => ({script})([field, value])", value)
    page.locator("#article_form").evaluate("form => form.submit()")
    expect(page.locator(".error-summary")).to_be_focused()


def test_links_open_what_hides_a_field_and_focus_what_stands_for_it(visit, log_in, article):
    made = visit("desktop")
    log_in(made, make_staff())
    page = made.page
    spoil(page, article)
    summary = page.locator(".error-summary").bounding_box()
    tools = page.locator(".object-tools").bounding_box()
    assert tools["y"] >= summary["y"] + summary["height"]

    focused = {}
    for label in ("Title (Russian)", "Text (English)", "Publish at", "Authors, row 2"):
        page.locator(".error-summary").get_by_role("link", name=label).click()
        focused[label] = page.evaluate("document.activeElement.id || document.activeElement.className")
        expect(page.locator(":focus")).to_be_in_viewport()

    assert focused == {
        "Title (Russian)": "id_title_ru",
        "Text (English)": "id_body_en_editor",
        "Publish at": "id_publish_at_0",
        "Authors, row 2": "select2-selection select2-selection--single",
    }


def test_links_lead_to_the_sentence_at_the_field_without_scripts(visit, log_in, article):
    made = visit("phone", java_script_enabled=False)
    log_in(made, make_staff())
    page = made.page
    page.goto(reverse("admin:news_article_change", args=[article.pk]))
    page.locator("#id_title_en").fill("")
    page.locator("#id_slug").fill("a b")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Address", exact=True).click()

    expect(page.locator("#id_slug_error")).to_be_in_viewport()
    assert made.has_sideways_scroll() is False
