"""A preview shows what was typed, and saves nothing."""

import pytest
from django.contrib.admin.models import LogEntry

from events.models import Event
from news.models import Article, Source
from publishing.models import FormerSlug, Topic
from tests import forms
from tests.factories import make_article, make_event, make_session
from tests.forms import ADD, change

pytestmark = pytest.mark.django_db


def preview(client, address, language="en", **typed):
    return client.post(address, forms.fields(client.get(address)) | typed | {"_preview": language})


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
def test_change_of_a_live_item_is_shown_and_not_saved(client, editor, make):
    item = make()
    [stored] = type(item).objects.values()
    typed = {"title_en": "Typed title", "body_en": "<p>Typed text</p>", "slug": "typed"}

    page = preview(client, change(item), **typed).content.decode()

    assert ("<h1" in page, "Typed title" in page, "<p>Typed text</p>" in page) == (True, True, True)
    assert "Not saved yet, so visitors do not see this." in page
    assert list(type(item).objects.values()) == [stored]
    assert (FormerSlug.objects.count(), LogEntry.objects.count()) == (0, 0)
    assert "Typed title" not in client.get(item.get_absolute_url()).content.decode()


def test_new_article_is_shown_with_its_rows_and_not_saved(client, editor):
    rows = {
        "sources-TOTAL_FORMS": "1",
        "sources-0-title": "Typed source",
        "sources-0-order": "1",
        "topics": "Typed topic",
    }

    page = preview(client, ADD, title_en="Typed title", **rows).content.decode()

    assert ["Typed title" in page, "Typed source" in page, "Typed topic" in page] == [True] * 3
    assert [model.objects.count() for model in (Article, Source, Topic)] == [0, 0, 0]


def test_preview_speaks_the_language_of_the_tab(client, editor):
    article = make_article()

    page = preview(client, change(article), "ru", title_ru="Вода", body_ru="<p>Текст</p>").content.decode()

    assert ('<html lang="ru">' in page, "Вода" in page, "<p>Текст</p>" in page) == (True, True, True)


def test_preview_in_no_language_of_the_site_is_english(client, editor):
    page = preview(client, change(make_article()), "x-nonsense").content.decode()

    assert '<html lang="en">' in page


def test_what_stands_in_the_way_of_a_preview_is_said(client, editor):
    article = make_article()
    rows = {"sources-TOTAL_FORMS": "1", "sources-0-url": "https://www.example.org/", "sources-0-order": "1"}

    response = preview(client, change(article), title_en="", **rows)

    assert forms.errors(response) == [
        "Title (English): The English title can’t be empty.",
        "Sources, row 1, Title: This field is required.",
    ]
    assert "There is no preview yet" in response.content.decode()


def test_row_that_is_to_be_deleted_stands_in_the_way_of_no_preview(client, editor):
    article = make_article()
    article.sources.create(title="Report")
    rows = {"sources-0-title": "", "sources-0-DELETE": "on"}

    refused = preview(client, change(article), title_en="", **rows)
    shown = preview(client, change(article), **rows)

    assert forms.errors(refused) == ["Title (English): The English title can’t be empty."]
    assert "Not saved yet" in shown.content.decode()


def test_preview_of_a_scheduled_article_does_not_ask_for_its_time(client, editor):
    article = make_article(publish_at="2099-01-02T00:00Z")

    response = preview(client, change(article), title_en="Typed", publish_at_0="", publish_at_1="")

    page = response.content.decode()
    assert "Not saved yet" in page
    assert Article.objects.get().is_scheduled


def test_preview_leaves_no_message_behind(client, editor):
    event = make_event()
    make_session(event)
    first_day = forms.fields(client.get(change(event)))["first_day"]
    moved = {"first_day": f"2031{first_day[4:]}", "last_day": f"2031{first_day[4:]}"}

    previewed = preview(client, change(event), **moved)
    opened = client.get(change(event))

    assert "Not saved yet" in previewed.content.decode()
    assert forms.messages(opened) == []
    assert Event.objects.get().first_day == event.first_day
