"""Fields in which a record is chosen by its name, when what was sent is no key."""

import pytest
from django.urls import reverse

from tests import forms
from tests.factories import make_article, make_author, make_staff

pytestmark = pytest.mark.django_db
NO_CHOICE = "Select a valid choice. That choice is not one of the available choices."
NO_TEXT = "Null characters are not allowed."


@pytest.mark.parametrize(
    ("text", "error"),
    [("\0", NO_TEXT), *((text, NO_CHOICE) for text in ("x", "²", "-1", "9" * 19, "9" * 5000))],
)
def test_text_where_a_key_belongs_is_an_error_of_the_form(client, text, error):
    client.force_login(make_staff())
    article = make_article()
    article.bylines.create(author=make_author())
    address = reverse("admin:news_article_change", args=[article.pk])

    refused = forms.send(client, address, **{"title_en": "Kept", "bylines-0-author": text})

    assert forms.errors(refused) == [error]
    assert forms.fields(refused)["title_en"] == "Kept"
    assert forms.fields(refused)["bylines-0-author"] == ""


def test_key_among_other_texts_stays_chosen(client):
    client.force_login(make_staff())
    address = reverse("admin:news_author_add")
    colleague = make_staff("colleague")

    refused = client.post(address, {"user": str(colleague.pk), "name_en": ""})

    assert forms.fields(refused)["user"] == str(colleague.pk)
