"""What may be typed into an article, and the sentence when it may not be saved."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from news.models import Article, Author
from publishing import richtext
from publishing.models import State, Topic
from tests import forms
from tests.factories import make_article, make_picture
from tests.forms import ADD, change

pytestmark = pytest.mark.django_db


def test_new_article_is_a_draft_of_its_author(client, editor):
    response = forms.send(client, ADD, title_en="Water talks", body_en="<p>They met.</p>")

    article = Article.objects.get()
    assert forms.messages(response) == ["“Water talks” was saved as a draft."]
    assert response.redirect_chain == [(change(article), 302)]
    assert (article.state, article.slug, article.created_by, article.updated_by) == (
        State.DRAFT,
        "water-talks",
        editor,
        editor,
    )


def test_empty_title_is_refused_and_everything_else_kept(client, editor):
    picture = make_picture()
    typed = {
        "title_en": "",
        "summary_en": "A summary.",
        "body_en": "<p>Text</p>",
        "title_ru": "Вода",
        "topics": "Water, Green energy",
        "lead_picture": str(picture.pk),
        "slug": "my-address",
    }

    response = forms.send(client, ADD, **typed)

    assert forms.errors(response) == ["The English title can’t be empty."]
    assert {name: forms.fields(response)[name] for name in typed} == typed
    assert not Article.objects.exists()


def test_second_article_with_an_address_is_refused_at_that_field(client, editor):
    make_article(slug="taken")

    response = forms.send(client, ADD, title_en="Other", slug="taken", body_en="<p>Kept</p>")

    assert forms.errors(response) == [
        "Another item already has this address, perhaps one in the trash. Enter another, or leave the "
        "field empty to have one made."
    ]
    assert forms.fields(response)["body_en"] == "<p>Kept</p>"


def test_renaming_keeps_the_former_address(client, editor):
    article = make_article(slug="before")

    forms.send(client, change(article), slug="after")

    assert client.get(f"/news/{article.year}/before/").url == f"/news/{article.year}/after/"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Green energy", ["Green energy"]),
        ("Water,green  Energy , water", ["Green energy", "Water"]),
        ("Вода，Energy、水", ["Energy", "Вода", "水"]),
        ("", []),
    ],
)
def test_topics_are_separated_by_commas_alone(client, editor, typed, names):
    Topic.objects.create(name="Green energy")

    forms.send(client, ADD, title_en="A", topics=typed)

    assert [topic.name for topic in Article.objects.get().topics.order_by("name")] == names


def test_topic_that_is_too_long_is_refused(client, editor):
    response = forms.send(client, ADD, title_en="A", topics="x" * 101)

    assert forms.errors(response) == ["A topic can have up to 100 characters. Separate topics with commas."]


def body_with(picture, attributes):
    return f'<p>Text</p><figure><img src="{picture.url()}"{attributes}></figure>'


@pytest.mark.parametrize(
    ("decorative", "attributes", "expected"),
    [
        (False, ' alt="People"', []),
        (False, "", ["Picture 1, “A hall”, needs alternative text that says what it shows."]),
        (False, ' alt=" "', ["Picture 1, “A hall”, needs alternative text that says what it shows."]),
        (True, ' alt=""', []),
        (True, "", ["Picture 1, “A hall”, needs alternative text that says what it shows."]),
    ],
)
def test_pictures_in_a_text_need_their_alternative_text(client, editor, decorative, attributes, expected):
    picture = make_picture(is_decorative=decorative)

    response = forms.send(client, ADD, title_en="A", body_ru=body_with(picture, attributes))

    assert forms.errors(response) == expected
    assert Article.objects.exists() == (not expected)


def test_picture_that_left_the_library_is_refused(client, editor):
    picture = make_picture()
    body = body_with(picture, ' alt="People"')
    picture.delete()

    response = forms.send(client, ADD, title_en="A", body_en=body)

    assert forms.errors(response) == ["Picture 1 is no longer in the picture library."]


def test_body_of_two_megabytes_is_refused_and_kept(client, editor):
    body = "<p>" + "ж" * (2 * 2**20) + "</p>"

    response = forms.send(client, ADD, title_en="A", body_en=body, summary_en="Kept")

    assert forms.errors(response) == [
        f"This text is 2,097,159 characters long; the limit is {richtext.MAX_LENGTH:,}. "
        "Please split it, or attach the long part as a document."
    ]
    assert forms.fields(response)["body_en"] == body
    assert forms.fields(response)["summary_en"] == "Kept"


def test_hostile_html_is_cleaned(client, editor):
    forms.send(
        client,
        ADD,
        title_en="A",
        body_en='<p onclick="x()">Hello</p><script>alert(1)</script><a href="javascript:x()">link</a>',
    )

    assert Article.objects.get().body_en == "<p>Hello</p><a>link</a>"


def test_saving_an_unchanged_form_makes_no_new_english_revision(client, editor):
    article = make_article(body_en="<p>One\ntwo “quoted”&nbsp;&amp; more</p>", summary_en="A\nB")

    forms.send(client, change(article))

    article.refresh_from_db()
    assert (article.english_revision, article.version) == (1, 2)


def test_history_says_what_changed_in_which_language(client, editor):
    article = make_article()

    forms.send(client, change(article), title_ru="Вода", summary_en="New", state="archived")

    [entry] = LogEntry.objects.all()
    assert entry.get_change_message() == "Changed Summary (English), Title (Russian) and state."


def test_preview_shows_what_was_saved(client, editor):
    article = make_article(state=State.DRAFT, publish_at=None)
    forms.send(client, change(article), title_en="Saved a moment ago")

    page = client.get(change(article)).content.decode()
    preview = client.get(reverse("news:preview", args=[article.pk]))

    assert f'href="/news/preview/{article.pk}/"' in page
    assert "Saved a moment ago" in preview.content.decode()


def test_author_without_an_address_gets_one_from_the_name(client, editor):
    forms.send(client, "/admin/news/author/add/", name_en="Aziza Rahimova")

    assert Author.objects.get().slug == "aziza-rahimova"
