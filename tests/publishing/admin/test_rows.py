"""Rows that belong to an item, in its form."""

import pytest
from django.urls import reverse

from news.models import Source
from publishing.admin.rows import MAX_NEW_ROWS
from tests import forms
from tests.factories import make_article, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(client):
    client.force_login(make_staff())
    return make_article()


def save(client, article, count):
    """Save the form with so many new sources; the answer, and how many forms of sources it made."""
    address = reverse("admin:news_article_change", args=[article.pk])
    stored = article.sources.count()
    rows = {"sources-TOTAL_FORMS": str(stored + count)}
    for number in range(stored, stored + min(count, MAX_NEW_ROWS + 1)):
        rows |= {f"sources-{number}-title": f"Source {number}", f"sources-{number}-order": str(number)}
        rows |= {f"sources-{number}-url": "https://www.example.org/report"}
    return forms.send(client, address, **rows)


def made(response):
    [sources] = [
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == "sources"
    ]
    return len(sources.forms)


def test_as_many_rows_as_there_may_be_at_once_can_be_added_again_and_again(client, article):
    save(client, article, MAX_NEW_ROWS)
    save(client, article, MAX_NEW_ROWS)

    assert Source.objects.count() == 2 * MAX_NEW_ROWS


def test_more_rows_than_anybody_types_are_refused_and_never_made(client, article):
    refused = save(client, article, 1001)

    assert forms.errors(refused) == [f"Please submit at most {MAX_NEW_ROWS} forms."]
    assert made(refused) == MAX_NEW_ROWS
    assert Source.objects.count() == 0
