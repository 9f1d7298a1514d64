"""Pages in the administration: no foreign request, no violation of the policy, no overflow.

Forms that are sent often are visited in `test_staff_forms`.
"""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article
from publishing.models import Topic
from tests.factories import (
    make_document,
    make_event,
    make_participation,
    make_picture,
    make_session,
    make_staff,
)
from tests.full_site import make_full_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def addresses(user):
    article = make_full_article("Open", 1)
    picture, document = make_picture("Only here", colour="purple"), make_document("Only here")
    event = make_event()
    participation = make_participation(event, roles=[("speaker", make_session(event))])
    LogEntry.objects.log_actions(user.pk, [article], CHANGE, change_message="Text", single_object=True)
    listed = [
        ("news_article", article),
        ("news_author", article.ordered_authors[0]),
        ("publishing_picture", picture),
        ("publishing_document", document),
        ("events_event", event),
        ("publishing_topic", article.topics.first()),
        ("auth_user", user),
    ]
    yield reverse("admin:index")
    yield reverse("admin:app_list", args=["news"])
    yield reverse("admin:password_change")
    yield reverse("admin:auth_group_add")
    yield reverse("admin:contacts_inquiry_changelist")
    yield reverse("admin:news_article_changelist") + "?trash=yes"
    for name, item in listed:
        yield reverse(f"admin:{name}_changelist")
        yield reverse(f"admin:{name}_history", args=[item.pk])
    for name, item in listed[-2:]:
        yield reverse(f"admin:{name}_add")
        yield reverse(f"admin:{name}_change", args=[item.pk])
    yield reverse("admin:publishing_picture_delete", args=[picture.pk])
    yield reverse("admin:publishing_picture_add") + "?_popup=1"
    for name in ("participants", "copy"):
        yield reverse(f"admin:events_event_{name}", args=[event.pk])
    yield reverse("admin:events_participation_delete", args=[participation.pk])


def test_pages_fit_phone_and_desktop_and_keep_the_policy(visit, log_in):
    user = make_staff()
    made = visit("desktop")
    log_in(made, user)
    visited = list(addresses(user))

    assert made.faults(visited) == []
    assert len(visited) == 29


def test_login_and_logout(visit):
    make_staff("aziza")
    page = visit("phone").page

    page.goto("/admin/")
    page.get_by_label("Username").fill("aziza")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="CAREC Institute")).to_be_visible()
    page.get_by_role("button", name="Log out").click()

    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()


def test_frame_of_a_pictures_file_holds_it_on_a_phone(visit, log_in):
    made = visit("phone")
    log_in(made, make_staff())

    made.page.goto("/admin/publishing/picture/add/")

    frame, file = (made.page.locator(of).bounding_box() for of in (".field-file", "[name=file]"))
    assert frame["x"] < file["x"] < file["x"] + file["width"] < frame["x"] + frame["width"]


def test_rows_are_moved_by_buttons(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    article = make_full_article("Open", 1)
    page = made.page
    page.goto(reverse("admin:news_article_change", args=[article.pk]))
    page.get_by_role("button", name="Add another Source").click()
    page.locator("#id_sources-1-title").fill("Second")
    page.locator("#sources-1").get_by_role("button", name="Up").click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("was saved")
    assert [source.title for source in article.sources.all()] == ["Second", "Open source"]


def test_form_helps_with_topics_date_and_preview(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    Topic.objects.create(name="Green energy")
    page = made.page
    page.goto(reverse("admin:news_article_add"))

    page.get_by_role("combobox", name="Topics").press_sequentially("Water, gr")
    page.get_by_role("option", name="Green energy").click()
    page.locator("#id_publish_at_0").fill("2099-01-02")
    expect(page.get_by_role("button", name="Schedule")).to_be_visible()
    page.locator("#id_publish_at_0").fill("")
    expect(page.get_by_role("button", name="Publish now")).to_be_visible()
    page.locator("#id_title_en").fill("Shown before it is published")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview").click()

    expect(opened.value.get_by_role("heading", name="Shown before it is published")).to_be_visible()
    assert (len(made.context.pages), Article.objects.count()) == (2, 0)
    opened.value.close()
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("was saved as a draft")
    expect(page.get_by_role("combobox", name="Topics")).to_have_value("Green energy, Water")


def test_unsaved_text_is_not_left_without_a_warning(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    page = made.page
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.goto(reverse("admin:news_article_add"))

    page.locator("#id_title_en").fill("Typed")
    page.get_by_role("link", name="Close").click()
    page.wait_for_url("**/news/article/")

    assert warnings == ["beforeunload"]
