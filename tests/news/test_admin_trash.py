"""Deleting in two steps."""

import pytest
from django.urls import reverse

from news.models import Article
from publishing.models import State
from tests import forms
from tests.factories import make_article
from tests.forms import LIST, change

pytestmark = pytest.mark.django_db


def test_article_goes_to_the_trash_and_comes_back(client, editor):
    article = make_article()

    moved = client.post(reverse("admin:news_article_trash", args=[article.pk]), follow=True)
    opened = client.get(change(article))
    restored = client.post(reverse("admin:news_article_restore", args=[article.pk]), follow=True)

    article.refresh_from_db()
    assert forms.rows(moved) == []
    assert forms.buttons(opened) == ["Restore"]
    assert forms.messages(restored) == ["“Water and energy in the region” is restored."]
    assert article.is_published


def test_list_hides_the_trash_until_asked(client, editor):
    make_article("Here")
    make_article("Gone").move_to_trash()

    assert forms.rows(client.get(LIST)) == ["Here"]
    assert forms.rows(client.get(LIST, {"trash": "yes"})) == ["Gone"]


def test_only_the_trash_is_deleted_for_good(client, editor):
    article = make_article()
    delete = reverse("admin:news_article_delete", args=[article.pk])

    outside = client.post(delete, {"post": "yes"})
    article.move_to_trash()
    inside = client.post(delete, {"post": "yes"})

    assert (outside.status_code, inside.status_code) == (403, 302)
    assert not Article.objects.exists()


def test_author_may_not_delete_for_good(client, author):
    article = make_article(state=State.DRAFT)
    article.move_to_trash()

    response = client.post(reverse("admin:news_article_delete", args=[article.pk]), {"post": "yes"})

    assert response.status_code == 403


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (LIST, ["move_selected_to_trash"]),
        (f"{LIST}?trash=yes", ["delete_selected", "restore_selected"]),
    ],
)
def test_actions_fit_the_place(client, editor, address, expected):
    article = make_article()
    if "trash" in address:
        article.move_to_trash()

    response = client.get(address)

    choices = response.context["action_form"].fields["action"].choices
    assert sorted(name for name, _label in choices if name) == expected


def test_actions_move_many(client, editor):
    articles = [make_article("One"), make_article("Two")]
    chosen = {"_selected_action": [article.pk for article in articles]}

    client.post(LIST, {"action": "move_selected_to_trash", **chosen})
    trashed = Article.objects.in_trash().count()
    client.post(f"{LIST}?trash=yes", {"action": "restore_selected", **chosen})

    assert (trashed, Article.objects.in_trash().count()) == (2, 0)
    assert Article.objects.filter(updated_by=editor).count() == 2
