from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from contacts import quotes
from contacts.models import Mail, Quote
from contacts.states import Kind, Permission
from contacts.templatetags.contacts import quotes_by_page, quotes_on
from tests.factories import make_inquiry
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

WORDS = "The course changed how we plan."
NAME = "D. Karimova, Uzbekistan"


def make_commendation(**changes):
    message = f"Dear colleagues! {WORDS} With thanks."
    return make_inquiry(**{"kind": Kind.COMMENDATION, "message": message, **changes})


def make_quote(permission=Permission.GIVEN, pages="", words=WORDS, **changes):
    quote = quotes.ask(make_commendation(**changes), words, NAME)
    quote.permission, quote.pages = permission, pages
    quote.save()
    return quote


def path_of(quote):
    return urlsplit(quotes.link(quote)).path


def post(client, quote, answer, **data):
    values = {"answer": answer, "seen": quotes.fingerprint(quote), **data}
    return client.post(path_of(quote), values)


def figures(page):
    """The quotes on a page, each as words, their language, and the name."""
    found = []
    for figure in tree_of(page).iter("figure"):
        if figure.get("class") == "quote":
            block, name = figure.find("blockquote"), figure.find("figcaption")
            found.append(("".join(block.itertext()).strip(), block.get("lang"), name.text))
    return found


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("ru", "/ru"), ("zh-hans", "/zh-hans")])
def test_sender_is_asked_with_the_exact_words_and_two_links(settings, language, prefix):
    inquiry = make_commendation(language=language)

    quote = quotes.ask(inquiry, WORDS, NAME)

    mail = Mail.objects.get()
    address = f"{settings.SITE_URL}{prefix}/contact/permission/"
    assert (mail.to, inquiry.reference in mail.subject) == ([inquiry.email], True)
    paragraphs = mail.message.split("\n\n")
    assert {WORDS, NAME} <= set(paragraphs)
    links = [line for line in mail.message.splitlines() if line.startswith(address)]
    assert links == [f"{quotes.link(quote)}?answer=yes", f"{quotes.link(quote)}?answer=no"]
    assert (quote.permission, quote.words, quote.name, quote.language) == (
        Permission.ASKED,
        WORDS,
        NAME,
        language,
    )


def test_asking_twice_at_once_is_one_mail():
    inquiry = make_commendation()

    for _press in range(2):
        quotes.ask(inquiry, WORDS, NAME)
    assert Mail.objects.count() == 1
    quotes.ask(inquiry, "The course changed", NAME)

    assert Mail.objects.count() == 2
    assert Quote.objects.get().words == "The course changed"


@pytest.mark.parametrize(
    ("changes", "text", "sentence"),
    [
        ({"kind": "question"}, WORDS, "Only commendations can be quoted."),
        ({"state": "spam"}, WORDS, "Only commendations can be quoted."),
        ({"email": "a@b@c"}, WORDS, "Emails can’t be sent to the address a@b@c."),
        ({"message": "Thanks."}, WORDS, "A quote can’t be longer than the message it comes from."),
        (
            {
                "erased_at": timezone.now(),
                **dict.fromkeys(["name", "email", "message", "organisation", "country"], ""),
            },
            WORDS,
            "The personal data of this inquiry has been erased, so there is no one to ask.",
        ),
    ],
)
def test_some_cannot_be_asked(changes, text, sentence):
    inquiry = make_commendation(**changes)

    with pytest.raises(ValidationError) as caught:
        quotes.ask(inquiry, text, NAME)

    assert caught.value.messages == [sentence]
    assert (Mail.objects.count(), Quote.objects.count()) == (0, 0)


def test_who_said_no_is_not_asked_again():
    quote = make_quote(Permission.REFUSED)

    with pytest.raises(ValidationError, match="The sender said no"):
        quotes.ask(quote.inquiry, "The course", NAME)

    assert Mail.objects.count() == 1


def test_asking_about_other_words_takes_the_quote_from_its_pages():
    quote = make_quote(pages="/", language="ru")
    Quote.objects.update(text_en="A translation")

    quotes.ask(quote.inquiry, "The course", NAME)

    quote = Quote.objects.get()
    assert (quote.permission, quote.pages, quote.words, quote.text_en) == (
        Permission.ASKED,
        "",
        "The course",
        "",
    )


@pytest.mark.parametrize("changes", [{"text_en": "Other words"}, {"attribution_en": "Another"}])
def test_database_keeps_to_the_words_that_were_agreed_to(changes):
    quote = make_quote()

    with pytest.raises(IntegrityError, match="contacts_quote_words_as_agreed"), transaction.atomic():
        Quote.objects.update(**changes)
    for name, value in changes.items():
        setattr(quote, name, value)
    with pytest.raises(ValidationError) as caught:
        quote.validate_constraints()

    assert caught.value.messages == [
        "These are not the words that the sender agreed to. Ask for permission again."
    ]


@pytest.mark.parametrize("permission", [each for each in Permission if each != Permission.GIVEN])
def test_database_shows_nothing_without_permission(permission):
    quote = make_quote(permission)

    with pytest.raises(IntegrityError, match="contacts_quote_shown_with_permission"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(pages="/")


@pytest.mark.parametrize("query", ["", "?answer=yes", "?answer=no"])
@pytest.mark.parametrize("permission", [Permission.ASKED, Permission.GIVEN, Permission.REFUSED])
def test_opening_the_link_changes_nothing(client, permission, query):
    quote = make_quote(permission)
    before = Quote.objects.values().get()

    for method in (client.get, client.head):
        response = method(path_of(quote) + query)
        assert response.status_code == 200

    assert Quote.objects.values().get() == before
    assert response.cookies.output() == ""
    assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", "))
    assert response.headers["X-Robots-Tag"] == "noindex"


def buttons(response):
    return [node.get("value") for node in tree_of(response).iter("button") if node.get("name") == "answer"]


@pytest.mark.parametrize(
    ("permission", "query", "offered"),
    [
        (Permission.ASKED, "", ["yes", "no"]),
        (Permission.ASKED, "?answer=no", ["no", "yes"]),
        (Permission.GIVEN, "", ["no"]),
        (Permission.REFUSED, "", ["yes"]),
    ],
)
def test_page_shows_words_name_and_what_can_be_done(client, permission, query, offered):
    quote = make_quote(permission)

    response = client.get(path_of(quote) + query)

    assert figures(response) == [(WORDS, "en", NAME)]
    assert buttons(response) == offered


def test_sender_agrees_withdraws_and_agrees_again(client):
    quote = make_quote(Permission.ASKED)
    states = []

    for answer in ("yes", "no", "yes"):
        response = post(client, quote, answer)
        quote.refresh_from_db()
        states.append((response.status_code, response.headers["Location"], quote.permission))

    there = path_of(quote)
    assert states == [
        (303, there, Permission.GIVEN),
        (303, there, Permission.REFUSED),
        (303, there, Permission.GIVEN),
    ]
    assert quote.answered_at is not None


def test_withdrawing_takes_the_quote_from_its_pages(client):
    quote = make_quote(pages="/\n/news/")
    assert figures(client.get("/news/")) == [(WORDS, "en", NAME)]

    post(client, quote, "no")

    assert figures(client.get("/news/")) == []


def test_yes_counts_only_to_the_words_that_were_seen(client):
    quote = make_quote(Permission.ASKED)
    seen = quotes.fingerprint(quote)
    quote = quotes.ask(quote.inquiry, "The course", NAME)

    late = post(client, quote, "yes", seen=seen)
    empty = post(client, quote, "yes", seen="")

    assert (late.status_code, empty.status_code) == (409, 409)
    assert Quote.objects.get().permission == Permission.ASKED
    assert post(client, quote, "yes").status_code == 303
    assert Quote.objects.get().permission == Permission.GIVEN


def test_yes_comes_within_sixty_days_and_no_at_any_time(client):
    quote = make_quote(Permission.ASKED)
    Quote.objects.update(asked_at=timezone.now() - timedelta(days=60, seconds=1))

    assert buttons(client.get(path_of(quote))) == ["no"]
    assert post(client, quote, "yes").status_code == 409
    assert Quote.objects.get().permission == Permission.ASKED

    assert post(client, quote, "no").status_code == 303
    assert Quote.objects.get().permission == Permission.REFUSED


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ({}, {"Origin": "https://evil.example"}, 403),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({"answer": "perhaps"}, {}, 400),
        ({}, {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 303),
    ],
)
def test_answer_is_taken_from_our_own_page(client, data, headers, status):
    quote = make_quote(Permission.ASKED)
    values = {"answer": "yes", "seen": quotes.fingerprint(quote), **data}

    response = client.post(path_of(quote), values, headers=headers)

    assert response.status_code == status
    assert (Quote.objects.get().permission == Permission.GIVEN) == (status == 303)


def test_forged_link_and_a_quote_that_has_gone_are_not_found(client):
    quote = make_quote(Permission.ASKED)
    good = path_of(quote)
    other = good.replace(f"/{quote.pk}:", f"/{quote.pk + 1}:")
    assert other != good

    assert client.get(other).status_code == 404
    assert client.post(other, {"answer": "yes"}).status_code == 404
    quote.delete()
    assert client.get(good).status_code == 404


@pytest.mark.parametrize("path", ["/news/", "/ru/news/", "/zh-hans/news/"])
def test_quote_stands_on_its_page_in_each_language(client, path):
    make_quote(pages="/events/\n/news/")

    assert figures(client.get(path)) == [(WORDS, "en", NAME)]
    assert figures(client.get("/")) == []


def test_translation_is_shown_where_there_is_one(client):
    quote = make_quote(pages="/", language="ru")
    quote.text_en, quote.attribution_zh_hans = "In English", "中文名"
    quote.save()

    shown = {path: figures(client.get(path)) for path in ("/", "/ru/", "/zh-hans/")}

    assert shown == {
        "/": [("In English", "en", NAME)],
        "/ru/": [(WORDS, "ru", NAME)],
        "/zh-hans/": [(WORDS, "ru", "中文名")],
    }


def test_quotes_cost_one_query_however_many(client, django_assert_num_queries):

    for number in range(3):
        make_quote(pages="/news/", words=f"The course {number}", message=WORDS * 2)
    client.get("/news/")

    with django_assert_num_queries(1):  # for what has changed
        found = quotes_on("/news/")

    assert len(found) == 3


@pytest.mark.parametrize(
    "path", ["/newsroom/", "/new", "/news", "/n.ws/", "/news/\0", "/(", "/" + "x" * 5000]
)
def test_quote_is_on_no_page_of_a_similar_path(path):
    make_quote(pages="/news/")

    shown = {page: len(quotes) for page, quotes in quotes_by_page().items()}

    assert shown == {"/news/": 1}
    assert shown.get(path) is None


def test_markup_in_a_quote_is_text(client):
    make_quote(pages="/", words="<b>The course</b> <script>", message="<b>The course</b> <script>" * 2)

    assert figures(client.get("/")) == [("<b>The course</b> <script>", "en", NAME)]
