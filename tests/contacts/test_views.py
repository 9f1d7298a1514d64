import html5lib
import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from contacts.models import Inquiry
from contacts.states import State

pytestmark = pytest.mark.django_db

ADDRESSES = {"en": "/contact/", "ru": "/ru/contact/", "zh-hans": "/zh-hans/contact/"}
TYPED = {
    "kind": "commendation",
    "name": "Dilnoza Karimova",
    "email": "dilnoza@example.org",
    "organisation": "Ministry of Transport",
    "country": "Uzbekistan",
    "message": "The workshop was a great help.\nThank you!",
    "page": "/news/2026/workshop/",
}
INCOMPLETE = {**TYPED, "name": ""}
HOSTILE = [
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "{{ 7|add:7 }} {% load i18n %} %(name)s {0}",
    "'; DROP TABLE contacts_inquiry; --",
    '=HYPERLINK("https://evil.example")',
    "Здравствуйте! 您好！ سلام \u200f!",
    "\r\nBcc: many@example.org",
    "a\x00b",
    "\ufffe\U000e0001",
]


def shown(response):
    """What the fields of the form on a page hold, by name, as a browser reads it."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    [form] = [form for form in tree.iter("form") if form.get("method") == "post"]
    values = {field.get("name"): field.text or "" for field in form.iter("textarea")}
    for field in form.iter("input"):
        if field.get("type") != "radio" or field.get("checked") is not None:
            values[field.get("name")] = field.get("value", "")
    return values


def alert(response):
    """The words of the notice above the form."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    [notice] = [node for node in tree.iter() if node.get("role") == "alert"]
    assert notice.get("tabindex") == "-1"
    return " ".join("".join(notice.itertext()).split())


def post(client, address="/contact/", *, data=TYPED, **headers):
    return client.post(address, data, headers=headers)


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
    assert alert(response) == "Please look at this again Please tell us your name."
    assert text.count('<a href="#contact-name">Please tell us your name.</a>') == 1
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


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_and_shown_as_text(client, text):
    refused = post(client, data={**INCOMPLETE, "organisation": text, "message": text})
    stored = post(client, data={**TYPED, "organisation": text, "message": text})

    assert (refused.status_code, stored.status_code) == (422, 303)
    seen = shown(refused)
    as_parsed = text.replace("\r\n", "\n").replace("\x00", "\ufffd")
    assert (seen["organisation"], seen["message"]) == (as_parsed, as_parsed)
    tree = html5lib.parse(refused.content.decode(), namespaceHTMLElements=False)
    assert [node.tag for node in tree.iter() if any(name.startswith("on") for name in node.attrib)] == []
    assert [node for node in tree.iter("script") if not node.get("src")] == []
    assert Inquiry.objects.get().message == text.strip().replace("\x00", "")


@examples(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_is_shown_again_as_it_was_typed(text):
    response = post(Client(), data={**INCOMPLETE, "organisation": text, "message": text})

    seen = shown(response)
    assert response.status_code == 422
    assert (seen["organisation"], seen["message"]) == (text, text)


SAME, OTHER = "http://testserver", "https://evil.example"
ORIGINS = [
    # Origin, Sec-Fetch-Site, accepted
    (None, None, True),
    (None, "same-origin", True),
    (None, "none", True),
    (None, "same-site", False),
    (None, "cross-site", False),
    (None, "nonsense", False),
    (SAME, None, True),
    (SAME, "same-origin", True),
    (SAME, "none", True),
    (SAME, "same-site", False),
    (SAME, "cross-site", False),
    ("https://testserver", None, True),
    ("HTTP://TestServer", "same-origin", True),
    ("http://testserver:8000", None, False),
    ("http://testserver.evil.example", None, False),
    ("http://sub.testserver", "same-site", False),
    ("testserver", None, False),
    ("ftp://testserver", None, False),
    ("http://[", None, False),
    ("", None, False),
    (OTHER, None, False),
    (OTHER, "same-origin", False),
    (OTHER, "cross-site", False),
    ("null", None, False),
    ("null", "cross-site", False),
    ("null", "same-origin", True),
]


@pytest.mark.parametrize(("origin", "site", "accepted"), ORIGINS)
def test_only_this_site_may_post(client, origin, site, accepted):
    headers = {"Origin": origin, "Sec-Fetch-Site": site}

    response = post(client, **{name: value for name, value in headers.items() if value is not None})

    assert (response.status_code, Inquiry.objects.count()) == ((303, 1) if accepted else (403, 0))


@pytest.mark.parametrize("language", ADDRESSES)
def test_refused_post_keeps_the_text_and_can_be_sent_again(client, language):
    response = post(client, ADDRESSES[language], Origin=OTHER)

    assert (response.status_code, shown(response)) == (403, {**TYPED, "subject": ""})
    if language == "en":
        assert alert(response) == (
            "Your browser tells us that this message was sent from another website, so we did not accept it. "
            "If you wrote it yourself, please press the button to send it from here."
        )
    assert post(client, ADDRESSES[language], data=shown(response), Origin=SAME).status_code == 303


def test_post_needs_no_csrf_cookie():
    assert post(Client(enforce_csrf_checks=True)).status_code == 303


def test_double_click_makes_one_inquiry_and_one_reference(client):
    first, second = post(client), post(client)

    assert first.headers["Location"] == second.headers["Location"]
    assert Inquiry.objects.count() == 1


def test_filled_trap_is_thanked_for_and_set_aside_as_spam(client):
    response = post(client, data={**TYPED, "subject": "Cheap watches"})

    assert response.status_code == 303
    assert client.get(response.headers["Location"]).status_code == 200
    assert Inquiry.objects.get().state == State.SPAM


def test_message_of_a_megabyte_is_kept_and_explained(client):
    message = "Слово " * 100_000

    response = post(client, data={**TYPED, "message": message})

    assert response.status_code == 422
    assert shown(response)["message"] == message
    assert alert(response).startswith(
        "Please look at this again Your message has 599999 characters, and there"
    )


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_post_of_thirteen_megabytes_is_explained(client, content_type):
    body = b"message=" + b"x" * 13_000_000
    if "boundary" in content_type:
        body = b'--b\r\nContent-Disposition: form-data; name="message"\r\n\r\n' + body + b"\r\n--b--\r\n"

    response = client.post("/contact/", body, content_type=content_type)

    assert response.status_code == 413
    assert alert(response).startswith("This was more than 12 megabytes")
    assert shown(response)["page"] == "/contact/"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("&".join(f"a{number}=1" for number in range(1500)), "application/x-www-form-urlencoded"),
        ("--b\r\nContent-Disposition: form-data", "multipart/form-data"),
        ("x", "multipart/form-data; boundary=" + "é" * 300),
        (
            "".join(
                f'--b\r\nContent-Disposition: form-data; name="f{number}"; filename="f"\r\n\r\nx\r\n'
                for number in range(150)
            )
            + "--b--\r\n",
            "multipart/form-data; boundary=b",
        ),
    ],
    ids=["too many fields", "no boundary", "bad boundary", "too many files"],
)
def test_post_that_is_no_form_is_explained(client, body, content_type):
    response = client.post("/contact/", body, content_type=content_type)

    assert response.status_code == 400
    assert alert(response) == "The form arrived incomplete. Please fill it in and send it again."


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/octet-stream"])
def test_post_of_another_kind_is_an_empty_form(client, content_type):
    assert client.post("/contact/", b'{"name": "x"}', content_type=content_type).status_code == 422


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "unicode_escape", "hex", "no-such"])
def test_text_is_utf8_whatever_the_sender_claims(client, charset):
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {**TYPED, "name": "Дилноза \\ud800 +2AA-"}.items()
    )

    response = client.generic(
        "POST",
        "/contact/",
        (body + "--b--\r\n").encode(),
        content_type=f"multipart/form-data; boundary=b; charset={charset}",
    )

    assert response.status_code == 303
    assert Inquiry.objects.get().name == "Дилноза \\ud800 +2AA-"


def test_bytes_that_are_no_text_do_not_crash(client):
    response = client.post(
        "/contact/",
        b"kind=question&name=%FF%ED%A0%80&email=a@example.org&message=%C0%80x&page=%00",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 303
    assert Inquiry.objects.get().page == ""


def test_files_are_ignored(client, tmp_path, settings):
    upload = tmp_path / "virus.exe"
    upload.write_bytes(b"MZ" * 2_000_000)

    with upload.open("rb") as file:
        response = post(client, data={**TYPED, "attachment": file, "message": "See the file"})

    assert response.status_code == 303
    assert Inquiry.objects.get().message == "See the file"


def test_text_is_kept_when_the_database_fails(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_inquiry RENAME TO contacts_elsewhere")

    response = post(client)

    assert (response.status_code, shown(response)) == (503, {**TYPED, "subject": ""})
    assert alert(response).startswith("We could not store your message just now. Nothing you wrote is lost")
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
        post(client, Origin=OTHER),
        post(client, data={**TYPED, "message": "x" * 13_000_000}),
        client.post("/contact/", b"x", content_type="multipart/form-data"),
    ]

    assert [answer.status_code for answer in answers] == [200, 303, 200, 404, 422, 403, 413, 400]
    assert [answer.cookies.output() for answer in answers] == [""] * 8
    assert [
        answer.headers.get("Vary", "") for answer in answers if "Cookie" in answer.headers.get("Vary", "")
    ] == []


def test_form_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/contact/")
        post(client, data=INCOMPLETE)
        client.get(f"/contact/thanks/{Signer(salt='contacts.thanks').sign('CI-2026-7K3F9Q')}/")


def test_page_is_the_same_for_each_visitor(client):
    first = client.get("/contact/")
    second = Client(headers={"User-Agent": "another", "Accept-Language": "ru"}).get("/contact/")

    assert first.content == second.content
