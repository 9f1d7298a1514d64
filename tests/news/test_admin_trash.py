"""Deleting in two steps."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Article
from publishing.models import State
from tests import forms
from tests.factories import make_article, make_event
from tests.forms import LIST, change
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def test_article_goes_to_the_trash_and_comes_back(client, editor):
    article = make_article(state=State.DRAFT)

    moved = client.post(reverse("admin:news_article_trash", args=[article.pk]), follow=True)
    opened = client.get(change(article))
    restored = client.post(reverse("admin:news_article_restore", args=[article.pk]), follow=True)

    article.refresh_from_db()
    assert forms.rows(moved) == []
    assert forms.buttons(opened) == ["Restore"]
    assert forms.messages(restored) == ["“Water and energy in the region” has been restored."]
    assert (article.trashed_at, article.state) == (None, State.DRAFT)


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
@pytest.mark.parametrize(
    ("days", "said", "offered"),
    [
        (-1, "if you restore it as it was, readers see it again at once", "Restore and show to readers"),
        (1, "if you restore it as it was, it appears at its time", "Restore as scheduled"),
    ],
    ids=["published", "scheduled"],
)
def test_restoring_says_what_readers_will_see(client, editor, make, days, said, offered):
    item = make(publish_at=timezone.now() + timedelta(days=days))
    item.move_to_trash()

    opened = client.get(change(item))

    assert said in opened.content.decode()
    assert forms.buttons(opened) == ["Restore as a draft", offered]


def test_restored_item_that_is_scheduled_says_when_it_appears(client, editor):
    items = [make_article(publish_at=f"2099-01-0{day}T00:00Z") for day in (3, 2)]
    for item in items:
        item.move_to_trash()

    alone = client.post(reverse("admin:news_article_restore", args=[items[0].pk]), follow=True)
    items[0].refresh_from_db()
    items[0].move_to_trash()
    sent = {"action": "restore_selected", "_selected_action": [item.pk for item in items]}
    together = client.post(f"{LIST}?trash=yes", sent, follow=True)

    assert forms.messages(alone) == [
        "“Water and energy in the region” has been restored and will appear on 3 January 2099, 08:00, "
        "the institute’s time."
    ]
    assert forms.messages(together) == [
        "Restored: 2.",
        "To become visible to readers again, the first on 2 January 2099, 08:00, the institute’s time: 2.",
    ]


def test_page_of_the_trash_has_neither_help_with_writing_nor_empty_parts(client, editor):
    article = make_article()
    article.sources.create(title="Report")
    writing = client.get(change(article))
    article.move_to_trash()

    shown = [tree_of(response) for response in (writing, client.get(change(article)))]

    helps = [[node for node in tree.iter("div") if "help" in node.get("class", "").split()] for tree in shown]
    headings = [tree.xpath("//h2[@class='inline-heading']") for tree in shown]
    assert [bool(found) for found in helps] == [True, False]
    assert [[node.text_content().strip() for node in found] for found in headings] == [
        ["Authors", "Gallery", "Attachments", "Sources"],
        ["Sources"],
    ]


@pytest.mark.parametrize(
    ("sent", "state", "sentence"),
    [
        ({}, State.PUBLISHED, "“Water and energy in the region” has been restored, and readers can see it."),
        ({"state": "draft"}, State.DRAFT, "“Water and energy in the region” has been restored."),
    ],
    ids=["as it was", "as a draft"],
)
def test_published_article_is_restored_as_it_was_or_as_a_draft(client, editor, sent, state, sentence):
    article = make_article()
    article.move_to_trash()

    restored = client.post(reverse("admin:news_article_restore", args=[article.pk]), sent, follow=True)

    article.refresh_from_db()
    assert (forms.messages(restored), article.state, article.trashed_at) == ([sentence], state, None)


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
def test_text_in_the_trash_can_be_read(client, editor, make):
    item = make()
    item.move_to_trash()
    address = reverse(f"{item._meta.app_label}:preview", args=[item.pk])

    opened = client.get(change(item)).content.decode()

    assert f'href="{address}"' in opened
    assert item.title in client.get(address).content.decode()


@pytest.mark.parametrize("word", ["trash", "restore"])
def test_address_of_a_move_leads_to_the_form_after_signing_in(client, editor, word):
    article = make_article()

    response = client.get(reverse(f"admin:news_article_{word}", args=[article.pk]))

    article.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, change(article))
    assert article.trashed_at is None


def test_list_hides_the_trash_until_asked(client, editor):
    make_article("Here")
    make_article("Gone").move_to_trash()

    assert forms.rows(client.get(LIST)) == ["Here"]
    assert forms.rows(client.get(LIST, {"trash": "yes"})) == ["Gone"]


def test_only_the_trash_is_deleted_for_good(client, editor):
    article = make_article()
    delete = reverse("admin:news_article_delete", args=[article.pk])

    outside = client.post(delete, {"post": "yes"}, follow=True)
    left = Article.objects.count()
    article.move_to_trash()
    client.post(delete, {"post": "yes"})

    assert forms.messages(outside) == [
        "“Water and energy in the region” is not in the trash. Only items in the trash can be deleted "
        "permanently."
    ]
    assert (left, Article.objects.count()) == (1, 0)


def test_author_may_not_delete_for_good(client, author):
    article = make_article(state=State.DRAFT)
    article.move_to_trash()

    response = client.post(reverse("admin:news_article_delete", args=[article.pk]), {"post": "yes"})

    assert response.status_code == 403


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (LIST, ["move_selected_to_trash"]),
        (f"{LIST}?trash=yes", ["delete_selected", "restore_selected", "restore_selected_as_drafts"]),
    ],
)
def test_actions_fit_the_place(client, editor, address, expected):
    article = make_article()
    if "trash" in address:
        article.move_to_trash()

    response = client.get(address)

    choices = response.context["action_form"].fields["action"].choices
    assert sorted(name for name, _label in choices if name) == expected


def test_deleting_many_is_called_as_deleting_one(client, editor):
    make_article().move_to_trash()

    choices = client.get(f"{LIST}?trash=yes").context["action_form"].fields["action"].choices

    assert dict(choices)["delete_selected"] == "Delete permanently"


def test_actions_move_many(client, editor):
    articles = [make_article("One"), make_article("Two")]
    chosen = {"_selected_action": [article.pk for article in articles]}

    client.post(LIST, {"action": "move_selected_to_trash", **chosen}, follow=True)
    trashed = Article.objects.in_trash().count()
    restored = client.post(f"{LIST}?trash=yes", {"action": "restore_selected", **chosen}, follow=True)

    assert forms.messages(restored) == ["Restored: 2.", "Visible to readers again: 2."]
    assert (trashed, Article.objects.in_trash().count()) == (2, 0)
    assert Article.objects.filter(updated_by=editor).count() == 2


def test_action_restores_many_as_drafts(client, editor):
    articles = [make_article("One"), make_article("Two")]
    for article in articles:
        article.move_to_trash()
    chosen = {"_selected_action": [article.pk for article in articles]}

    restored = client.post(
        f"{LIST}?trash=yes", {"action": "restore_selected_as_drafts", **chosen}, follow=True
    )

    assert forms.messages(restored) == ["Restored as drafts: 2."]
    assert [article.state for article in Article.objects.outside_trash()] == [State.DRAFT] * 2
