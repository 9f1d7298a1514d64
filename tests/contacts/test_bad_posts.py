from urllib.parse import urlencode

import html5lib
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from contacts.models import Attachment, Inquiry, Message
from tests.contacts.posting import INCOMPLETE, TYPED, alert, post, shown

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"

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
    assert [node.text for node in tree.iter("script") if node.attrib.keys().isdisjoint({"src", "type"})] == []
    assert Inquiry.objects.get().message == text.strip().replace("\x00", "")


@examples(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_is_shown_again_as_it_was_typed(text):
    response = post(Client(), data={**INCOMPLETE, "organisation": text, "message": text})

    seen = shown(response)
    assert response.status_code == 422
    assert (seen["organisation"], seen["message"]) == (text, text)


def test_message_of_a_megabyte_is_kept_and_explained(client):
    message = "Слово " * 100_000

    response = post(client, data={**TYPED, "message": message})

    assert response.status_code == 422
    assert shown(response)["message"] == message
    assert alert(response).startswith(
        "Please check the following Your message has 599999 characters, but the limit"
    )


def test_post_of_ten_megabytes_is_read_and_explained(client):
    response = client.post("/contact/", urlencode({**TYPED, "message": "x" * 10_000_000}), content_type=FORM)

    assert response.status_code == 422
    assert len(shown(response)["message"]) == 10_000_000


@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=b"])
def test_post_of_thirteen_megabytes_is_explained(client, content_type):
    body = b"message=" + b"x" * 13_000_000
    if "boundary" in content_type:
        body = b'--b\r\nContent-Disposition: form-data; name="message"\r\n\r\n' + body + b"\r\n--b--\r\n"

    response = client.post("/contact/", body, content_type=content_type)

    assert response.status_code == 413
    assert alert(response).startswith("This was larger than 12 megabytes")
    assert shown(response)["page"] == "/contact/"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("&".join(f"a{number}=1" for number in range(3500)), "application/x-www-form-urlencoded"),
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
    assert (Attachment.objects.count(), Message.objects.count()) == (0, 0)
