"""The page of an item for staff, in any state of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from history.models import Draft
from news.models import Article
from tests.factories import make_article, make_event, make_page
from tests.forms import change, send
from tests.history.pages import texts

pytestmark = pytest.mark.django_db
KEEP = {"_keep": "yes"}


def preview(item):
    return reverse(f"{item._meta.app_label}:preview", args=[item.pk])


def banner(response):
    return texts(response, "aside", "preview-banner")


@pytest.mark.parametrize("make", [make_article, make_event, make_page], ids=["article", "event", "page"])
def test_preview_of_a_live_item_shows_its_draft_and_changes_nothing(client, editor, make):
    live = make("Water")
    send(client, change(live), title_en="Rivers", **KEEP)
    [stored] = type(live).objects.values()

    shown = client.get(preview(live))

    assert texts(shown, "h1") == ["Rivers"]
    assert banner(shown) == ["Preview · Draft of a change. Visitors see this page without it. Edit"]
    assert list(type(live).objects.values()) == [stored]
    assert texts(client.get(live.get_absolute_url()), "h1") == ["Water"]


def test_preview_of_a_draft_names_its_minute(client, editor):
    live = make_article("Water")
    tomorrow = timezone.localtime() + timedelta(days=1)
    minute = {"change_at_0": f"{tomorrow:%Y-%m-%d}", "change_at_1": "09:00"}
    send(client, change(live), title_en="Rivers", **minute, **KEEP)

    [said] = banner(client.get(preview(live)))

    assert "which will be published on" in said
    assert "09:00. Visitors see this page without it." in said


def test_preview_is_that_of_the_live_item_if_its_draft_does_not_fit_any_more(client, editor):
    live = make_article("Water")
    send(client, change(live), title_en="Rivers", slug="rivers", **KEEP)
    make_article("Other", slug="rivers")

    shown = client.get(preview(live))

    assert texts(shown, "h1") == ["Water"]
    assert banner(shown) == ["Preview · Published. Visitors can see this page. Edit"]


def test_preview_of_what_has_no_draft_writes_nothing(client, editor):
    article = make_article("Water", state="draft")
    client.get(preview(article))  # which notes that the session is used

    with CaptureQueriesContext(connection) as queries:
        shown = client.get(preview(article))

    assert texts(shown, "h1") == ["Water"]
    written = [each["sql"] for each in queries if each["sql"].startswith(("UPDATE", "INSERT", "SAVEPOINT"))]
    assert written == []


def test_preview_after_a_draft_is_discarded_is_that_of_the_live_item(client, editor):
    live = make_article("Water")
    send(client, change(live), title_en="Rivers", **KEEP)
    Draft.objects.all().delete()

    assert texts(client.get(preview(live)), "h1") == ["Water"]


def test_typed_text_is_shown_on_the_draft_and_not_below_it(client, editor):
    live = make_article("Water", body_en="<p>The water.</p>")
    send(client, change(live), title_en="Rivers", **KEEP)

    shown = send(client, change(live), body_en="<p>The rivers.</p>", _preview="en")

    assert texts(shown, "h1") == ["Rivers"]
    assert "The rivers." in shown.content.decode()
    assert Article.objects.get().title_en == "Water"
