"""A preview shows what was typed, and saves nothing."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import translation

from events.models import Event
from news.models import Article, Source
from publishing.models import FormerSlug, Topic
from tests import forms
from tests.factories import make_article, make_event, make_picture, make_session
from tests.forms import ADD, change
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def preview(client, address, language="en", **typed):
    return client.post(address, forms.fields(client.get(address)) | typed | {"_preview": language})


def banner(response) -> str:
    [aside] = [node for node in tree_of(response).iter("aside") if node.get("class") == "preview-banner"]
    return " ".join("".join(aside.itertext()).split())


@pytest.mark.parametrize(
    ("state", "unchanged", "changed"),
    [
        (
            {},
            "Published. Visitors can see this page.",
            "Your changes are not saved yet: visitors see this page without them.",
        ),
        (
            {"publish_at": "2099-01-02T00:00Z"},
            "Scheduled · will appear on 2 January 2099, 08:00. Visitors can’t see this page.",
            "Your changes are not saved yet: without them, this page will appear on 2 January 2099, 08:00.",
        ),
        (
            {"state": "draft"},
            "Draft. Visitors can’t see this page.",
            "Not saved yet. Visitors can’t see this page.",
        ),
    ],
    ids=["published", "scheduled", "draft"],
)
@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
def test_preview_says_what_visitors_see(client, editor, make, state, unchanged, changed):
    address = change(make(**state))

    said = [banner(preview(client, address)), banner(preview(client, address, title_en="Typed title"))]

    end = "Close this window to continue writing."
    assert said == [f"Preview · {unchanged} {end}", f"Preview · {changed} {end}"]


def test_line_ends_of_browsers_are_no_change(client, editor):
    article = make_article(body_en="<ul>\n<li>One</li>\n<li>Two</li>\n</ul>")

    shown = preview(client, change(article), body_en=article.body_en.replace("\n", "\r\n"))

    assert banner(shown).startswith("Preview · Published. Visitors can see this page.")


def test_changed_row_is_not_saved_yet_either(client, editor):
    article = make_article()
    article.sources.create(title="Report")

    assert "not saved yet" in banner(preview(client, change(article), **{"sources-0-title": "Typed"}))


def test_preview_offers_no_languages_and_has_no_heading_for_them(client, editor):
    address = change(make_article())

    shown = [client.get("/"), preview(client, address)]

    assert ["Languages</h2>" in page.content.decode() for page in shown] == [True, False]
    assert ['aria-label="Language"' in page.content.decode() for page in shown] == [True, False]


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
def test_change_of_a_live_item_is_shown_and_not_saved(client, editor, make):
    item = make()
    [stored] = type(item).objects.values()
    typed = {"title_en": "Typed title", "body_en": "<p>Typed text</p>", "slug": "typed"}

    shown = preview(client, change(item), **typed)

    page = shown.content.decode()
    assert ("<h1" in page, "Typed title" in page, "<p>Typed text</p>" in page) == (True, True, True)
    assert "not saved yet" in banner(shown)
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
    assert "not saved yet" in banner(shown)


def test_preview_of_a_scheduled_article_does_not_ask_for_its_time(client, editor):
    article = make_article(publish_at="2099-01-02T00:00Z")

    response = preview(client, change(article), title_en="Typed", publish_at_0="", publish_at_1="")

    assert "not saved yet" in banner(response)
    assert Article.objects.get().is_scheduled


def test_preview_leaves_no_message_behind(client, editor):
    event = make_event()
    make_session(event)
    first_day = forms.fields(client.get(change(event)))["first_day"]
    moved = {"first_day": f"2031{first_day[4:]}", "last_day": f"2031{first_day[4:]}"}

    previewed = preview(client, change(event), **moved)
    opened = client.get(change(event))

    assert "not saved yet" in banner(previewed)
    assert forms.messages(opened) == []
    assert Event.objects.get().first_day == event.first_day


def test_form_shows_what_is_beside_shared_links(client, editor):
    texts = {"title_ru": "Вода", "body_ru": "<p>Текст</p>"}
    drawn, pictured = (
        make_article("Water", **texts),
        make_article("Hall", lead_picture=make_picture(), **texts),
    )

    shown = [
        tree_of(client.get(change(article))).xpath("//details[@class='shared-cards']//img/@src")
        for article in (drawn, pictured)
    ]

    with translation.override("ru"):
        russian = drawn.card.address
    assert shown == [[drawn.card.address, russian], [pictured.lead_picture.card_url]]
    assert client.get(russian).headers["Content-Type"] == "image/png"


def test_preview_of_a_draft_shows_no_code_of_an_address_that_nobody_can_open(client, editor):
    draft, published = make_article(state="draft"), make_article(slug="published")

    shown = [preview(client, change(each)).content.decode() for each in (draft, published)]

    assert ["qr.png" in page for page in shown] == [False, True]
