import pytest
import time_machine
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from contacts.guards.spam import MAX_REFUSALS_A_DAY
from contacts.models import AddressCount, Inquiry, Mail, Topic
from contacts.states import State
from tests.contacts.posting import ADDRESSES, INCOMPLETE, TYPED, alert, form_of_page, post, shown
from tests.factories import make_event, make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ADDRESSES)
def test_form_posts_to_the_page_in_its_language(client, language):
    response = client.get(ADDRESSES[language])

    with translation.override(language):
        assert f'action="{reverse("contacts:contact")}"' in response.content.decode()
    assert shown(response) == {
        "kind": "inquiry",
        "name": "",
        "email": "",
        "organisation": "",
        "country": "",
        "message": "",
        "page": ADDRESSES[language],
        "subject": "",
    }


@pytest.mark.parametrize(("address", "page"), [("/", "/"), ("/ru/news/", "/ru/news/"), ("/x y/", "/x%20y/")])
def test_form_at_the_foot_remembers_its_page(client, address, page):
    assert shown(client.get(address))["page"] == page


@pytest.mark.parametrize("officer_is", [{}, {"is_active": False}, {"is_staff": False}, None])
def test_form_on_the_page_of_an_event_is_about_it_and_reaches_its_officer(client, officer_is):
    officer = None if officer_is is None else make_staff("officer", **officer_is)
    event = make_event("Symposium <on> trade", officer=officer)

    page = form_of_page(client.get(event.get_absolute_url()))
    post(client, data={**TYPED, "about": page["about"]})

    inquiry = Inquiry.objects.get()
    assert (inquiry.about, inquiry.about_words) == (event, "Symposium <on> trade")
    assert inquiry.assignee == (officer if officer_is == {} else None)
    assert form_of_page(client.get("/news/"))["about"] == ""


def test_form_about_an_event_stays_about_it_when_it_is_shown_again(client):
    about = form_of_page(client.get(make_event("Symposium on trade").get_absolute_url()))["about"]

    answers = [
        post(client, data={**INCOMPLETE, "about": about}),
        post(client, data={**TYPED, "about": about}, Origin="https://evil.example"),
        post(client, data={**TYPED, "about": about, "proof": ""}),
    ]

    assert [answer.status_code for answer in answers] == [422, 403, 200]
    assert [form_of_page(answer)["about"] for answer in answers] == [about] * 3
    assert ["Symposium on trade</" in answer.content.decode() for answer in answers] == [True] * 3


def test_chosen_topic_is_stored_and_kept_after_an_error(client):
    topic = Topic.objects.create(name_en="Training")

    post(client, data={**TYPED, "topic": topic.pk})
    refused = post(client, data={**INCOMPLETE, "topic": topic.pk})

    assert Inquiry.objects.get().topic == topic
    assert form_of_page(refused)["topic"] == str(topic.pk)


def test_consent_leads_to_what_is_kept_and_how_long(client, settings):
    settings.INQUIRY_RETENTION_MONTHS = {"closed": 7, "answered": 7, "spam": 1}

    form, privacy = client.get("/news/").content.decode(), client.get("/privacy/").content.decode()

    assert '<a href="/privacy/">How we use your data</a>' in form
    assert ("for 7 months" in privacy, "after 1 month." in privacy) == (True, True)


@pytest.mark.parametrize("language", ADDRESSES)
def test_message_is_stored_and_thanked_for(client, language):
    response = post(client, ADDRESSES[language])

    inquiry = Inquiry.objects.get()
    token = Signer(salt="contacts.thanks").sign(inquiry.reference)
    assert {name: getattr(inquiry, name) for name in TYPED} == TYPED
    assert (inquiry.language, inquiry.state) == (language, State.NEW)
    assert (response.status_code, response.content) == (303, b"")
    assert response.headers["Location"] == f"{ADDRESSES[language]}thanks/{token}/"


def test_thanks_show_the_reference_and_nothing_personal(client):
    response = client.get(post(client).headers["Location"])

    inquiry = Inquiry.objects.get()
    text = response.content.decode()
    assert response.status_code == 200
    assert text.count(inquiry.reference) == 1 + text.count(f"thanks/{inquiry.reference}")
    assert [name for name in ("name", "email", "organisation", "message") if TYPED[name] in text] == []
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("language", "days", "sentence"),
    [
        ("en", 1, "We answer within 1 working day."),
        ("en", 5, "We answer within 5 working days."),
        ("ru", 5, "Мы отвечаем в течение 5 рабочих дней."),
        ("zh-hans", 5, "我们将在5个工作日内答复。"),
    ],
)
def test_thanks_and_receipt_tell_how_soon_we_answer(client, settings, language, days, sentence):
    settings.ANSWER_DAYS = days

    thanks = client.get(post(client, ADDRESSES[language]).headers["Location"])

    assert sentence in thanks.content.decode()
    assert sentence in Mail.objects.get().message.split("\n\n")


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token + "x",
        lambda token: token.replace("CI-", "CX-"),
        lambda token: token.partition(":")[0],
        lambda token: Signer(salt="another").sign(token.partition(":")[0]),
        lambda token: "%00",
        lambda token: "文" * 400,
    ],
)
def test_thanks_for_a_forged_token_are_not_found(client, forge):
    token = Signer(salt="contacts.thanks").sign("CI-2026-7K3F9Q")

    assert client.get(f"/contact/thanks/{token}/").status_code == 200
    assert client.get(f"/contact/thanks/{forge(token)}/").status_code == 404


@pytest.mark.parametrize("language", ADDRESSES)
def test_error_keeps_everything_that_was_typed(client, language):
    response = post(
        client, ADDRESSES[language], data={**INCOMPLETE, "email": "no address", "country": "x" * 101}
    )

    assert response.status_code == 422
    assert shown(response) == {**INCOMPLETE, "email": "no address", "country": "x" * 101, "subject": ""}
    assert Inquiry.objects.count() == 0


def test_error_is_told_above_the_form_and_at_its_field(client):
    response = post(client, data=INCOMPLETE)

    text = response.content.decode()
    assert alert(response) == "Please check the following Enter your name."
    assert text.count('<a href="#contact-name">Enter your name.</a>') == 1
    assert text.count('id="contact-name_error"') == 1
    assert 'aria-invalid="true" aria-describedby="contact-name_error"' in text
    assert text.count('aria-invalid="true"') == 1
    assert text.count("<h1>") == 1


def test_error_of_the_kind_leads_to_the_choice(client):
    response = post(client, data={**TYPED, "kind": "threat"})

    text = response.content.decode()
    assert text.count('href="#contact-kind"') == text.count(
        '<fieldset class="field field--error" id="contact-kind"'
    )
    assert 'aria-describedby="contact-kind_error"' in text


def test_double_click_makes_one_inquiry_and_one_reference(client):
    first, second = post(client), post(client)

    assert first.headers["Location"] == second.headers["Location"]
    assert Inquiry.objects.count() == 1


def test_text_is_kept_when_the_database_fails(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_inquiry RENAME TO contacts_elsewhere")

    response = post(client)

    assert (response.status_code, shown(response)) == (503, {**TYPED, "subject": ""})
    assert alert(response).startswith("We could not store your message. Nothing you wrote is lost")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_elsewhere RENAME TO contacts_inquiry")
    assert post(client).status_code == 303


@pytest.mark.parametrize(
    ("method", "status"),
    [("head", 200), ("options", 200), ("put", 405), ("patch", 405), ("delete", 405), ("trace", 405)],
)
def test_other_methods(client, method, status):
    response = getattr(client, method)("/contact/")

    assert response.status_code == status
    assert status == 200 or response.headers["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert response.headers.get("Set-Cookie") is None


def test_no_answer_sets_a_cookie_or_varies_by_one(client):
    answers = [
        client.get("/contact/"),
        post(client),
        client.get(post(client).headers["Location"]),
        client.get("/contact/thanks/forged/"),
        post(client, data=INCOMPLETE),
        post(client, Origin="https://evil.example"),
        post(client, data={**TYPED, "message": "x" * 13_000_000}),
        post(client, data={**TYPED, "proof": ""}),
        post(client, data={**TYPED, "subject": "Buy"}),
        client.get("/contact/challenge/"),
        client.get("/privacy/"),
        client.post("/contact/", b"x", content_type="multipart/form-data"),
    ]
    AddressCount.objects.update(count=MAX_REFUSALS_A_DAY)
    answers.append(post(client))

    assert [answer.status_code for answer in answers] == [
        *[200, 303, 200, 404, 422, 403, 413],
        *[200, 303, 200, 200, 400, 429],
    ]
    assert {answer.cookies.output() for answer in answers} == {""}
    assert [
        answer.headers.get("Vary", "") for answer in answers if "Cookie" in answer.headers.get("Vary", "")
    ] == []


def test_form_that_is_kept_asks_the_database_for_changes_alone(client, django_assert_num_queries):
    client.get("/contact/")

    with django_assert_num_queries(1):
        client.get("/contact/")


def test_page_is_the_same_for_each_visitor(client):
    with time_machine.travel(0, tick=False):
        first = client.get("/contact/")
        second = Client(headers={"User-Agent": "another", "Accept-Language": "ru"}).get("/contact/")

    assert first.content == second.content
