import pytest
from django.contrib.auth.models import Permission as Right
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.admin.quotes import has_room_for_quotes
from contacts.models import Mail, Quote
from contacts.states import Permission
from tests.contacts.test_quotes import NAME, WORDS, figures, make_commendation, make_quote
from tests.factories import make_article, make_staff
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def log_in(client, *rights):
    user = make_staff("writer", is_superuser=False)
    user.user_permissions.set(Right.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


@pytest.fixture
def officer(client):
    return log_in(client, "view_inquiry", "change_inquiry", "view_quote", "add_quote")


@pytest.fixture
def editor(client):
    return log_in(client, "view_quote", "change_quote")


def ask_page(inquiry):
    return reverse("admin:contacts_quote_ask", args=[inquiry.pk])


def change_page(quote):
    return reverse("admin:contacts_quote_change", args=[quote.pk])


def place(client, quote, pages, **texts):
    empty = {f"{name}_{code}": "" for name in ("text", "attribution") for code in ("ru", "zh_hans")}
    return client.post(change_page(quote), {"pages": pages, **empty, **texts})


def texts(response, **wanted):
    tree = tree_of(response)
    [(name, value)] = wanted.items()
    return ["".join(node.itertext()).strip() for node in tree.iter() if node.get(name) == value]


def test_officer_asks_from_the_page_of_a_commendation(officer):
    inquiry = make_commendation(organisation="Ministry", country="Uzbekistan")
    page = officer.get(reverse("admin:contacts_inquiry_change", args=[inquiry.pk]))
    assert texts(page, href=ask_page(inquiry)) == ["Ask for permission to quote"]

    form = officer.get(ask_page(inquiry)).context["form"]
    response = officer.post(ask_page(inquiry), {"text": WORDS, "attribution": NAME})

    assert form.initial == {
        "text": inquiry.message,
        "attribution": "Dilnoza Karimova, Ministry, Uzbekistan",
    }
    assert response.headers["Location"] == reverse("admin:contacts_inquiry_change", args=[inquiry.pk])
    assert list(Quote.objects.values_list("text_en", "attribution_en", "permission")) == [
        (WORDS, NAME, Permission.ASKED)
    ]
    assert Mail.objects.count() == 1


def test_page_of_the_commendation_shows_what_became_of_it(officer):
    quote = make_quote()

    page = officer.get(reverse("admin:contacts_inquiry_change", args=[quote.inquiry.pk]))

    assert texts(page, href=change_page(quote)) == [WORDS]
    assert texts(page, href=ask_page(quote.inquiry)) == ["Ask again"]
    assert "Permission: Given" in page.content.decode()


def test_page_of_another_inquiry_offers_no_quote(officer):
    inquiry = make_commendation(kind="question")

    page = officer.get(reverse("admin:contacts_inquiry_change", args=[inquiry.pk]))

    assert texts(page, href=ask_page(inquiry)) == []
    assert officer.get(ask_page(inquiry), follow=True).redirect_chain[0][1] == 302


def test_words_that_cannot_be_sent_come_back_with_a_sentence(officer):
    inquiry = make_commendation()

    long = officer.post(ask_page(inquiry), {"text": inquiry.message + "!", "attribution": NAME})
    empty = officer.post(ask_page(inquiry), {"text": WORDS, "attribution": ""})

    assert long.context["form"].errors == {
        "text": ["A quote can’t be longer than the message it comes from."]
    }
    assert list(empty.context["form"].errors) == ["attribution"]
    assert empty.context["form"]["text"].value() == WORDS
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    "rights", [["add_quote"], ["view_inquiry", "change_quote"], ["change_inquiry", "view_inquiry"]]
)
def test_asking_needs_the_permission(client, rights):
    inquiry = make_commendation()
    log_in(client, *rights)

    assert client.get(ask_page(inquiry)).status_code == 403
    assert client.post(ask_page(inquiry), {"text": WORDS, "attribution": NAME}).status_code == 403
    assert Quote.objects.count() == 0


def test_editor_places_a_quote_on_pages(editor, client):
    quote = make_quote()

    response = place(editor, quote, " /ru/news/ \r\n\r\n/news/\r\n/", text_ru="Перевод")

    quote.refresh_from_db()
    assert (response.status_code, quote.pages, quote.text_ru) == (302, "/news/\n/", "Перевод")
    assert figures(client.get("/ru/news/")) == [("Перевод", "ru", NAME)]


@pytest.mark.parametrize("permission", [each for each in Permission if each != Permission.GIVEN])
def test_editor_places_nothing_without_permission(editor, permission):
    quote = make_quote(permission)

    place(editor, quote, "/news/")

    assert Quote.objects.get().pages == ""


def test_placing_a_quote_waits_for_the_answer_of_its_sender(editor):
    quote = make_quote()

    with CaptureQueriesContext(connection) as queries:
        place(editor, quote, "/news/")

    locks = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert ['"contacts_quote"' in lock for lock in locks] == [True]


def test_editor_cannot_change_words_or_permission(editor):
    quote = make_quote()

    place(editor, quote, "", text_en="Other", attribution_en="Other", permission="asked", asked_text="Other")

    quote.refresh_from_db()
    assert (quote.words, quote.name, quote.asked_text, quote.permission) == (WORDS, NAME, WORDS, "given")


@pytest.mark.parametrize(
    "line",
    [
        "news/",
        "https://example.org/",
        "//example.org/",
        "/nowhere/",
        "/news",
        "/news/?page=2",
        "/news/#top",
        "/contact/",
        "/sitemap.xml",
        "/news/feed/",
        "/admin/",
        "/news/2026/a-draft/",
    ],
)
def test_place_must_be_a_page_that_shows_quotes(editor, line):
    quote = make_quote()
    make_article("A draft", state="draft")

    response = place(editor, quote, f"/news/\n{line}")

    assert response.context["adminform"].form.errors == {
        "pages": [
            f"{line} is not a page of this site that shows quotes. Enter its address without the name of "
            "the site, such as /news/."
        ]
    }
    assert Quote.objects.get().pages == ""


def test_pages_of_content_have_room_for_quotes():
    article = make_article("Opening")

    assert has_room_for_quotes(article.get_absolute_url())
    assert has_room_for_quotes("/events/")


def test_nobody_adds_a_quote_by_hand(client):
    client.force_login(make_staff())

    assert client.get(reverse("admin:contacts_quote_add")).status_code == 403


def test_list_shows_words_permission_and_pages(editor):
    make_quote(pages="/\n/news/")

    text = editor.get(reverse("admin:contacts_quote_changelist")).content.decode()

    assert WORDS in text
    assert "/, /news/" in text


def test_officer_who_does_not_translate_sees_no_empty_translations(officer):
    quote = make_quote(language="en")
    Quote.objects.filter(pk=quote.pk).update(text_ru="Большая помощь.")

    text = officer.get(change_page(quote)).content.decode()

    assert ("Translation: Russian" in text, "Translation: Chinese" in text) == (True, False)


def test_editor_sees_every_translation_to_be_written(editor):
    text = editor.get(change_page(make_quote(language="en"))).content.decode()

    assert ("Translation: Russian" in text, "Translation: Chinese" in text) == (True, True)
