"""Which draft was saved is told to the browser, and nothing else of it."""

import pytest

from tests import forms
from tests.factories import make_article, make_inquiry, make_staff
from tests.forms import ADD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    client.force_login(make_staff())


def send(client, draft, **typed):
    return client.post(ADD, forms.fields(client.get(ADD)) | typed | {"_draft": draft})


def test_saved_draft_is_named_to_the_pages_of_staff(client):
    cookie = send(client, "m1x2y3", title_en="Typed").cookies["saved_draft"]

    assert (cookie.value, cookie["path"], cookie["samesite"], cookie["max-age"]) == (
        "m1x2y3",
        "/admin/",
        "Lax",
        "",
    )


def test_draft_of_a_refused_form_is_kept(client):
    assert "saved_draft" not in send(client, "m1x2y3", title_en="").cookies


def test_draft_of_a_form_sent_after_the_session_is_kept(client):
    client.logout()

    response = client.post(ADD, {"title_en": "Typed", "_draft": "m1x2y3"})

    assert (response.status_code, "saved_draft" in response.cookies) == (302, False)


def test_what_is_no_name_of_a_draft_makes_no_cookie(client):
    assert "saved_draft" not in send(client, "m1; x=2", title_en="Typed").cookies


def test_draft_of_a_deleted_record_is_kept_and_led_to_an_empty_form(client):
    article = make_article()
    typed = forms.fields(client.get(forms.change(article))) | {"title_en": "Typed", "_draft": "m1x2y3"}
    address = forms.change(article)
    article.delete()

    response = client.post(address, typed)

    assert (response.status_code, response.headers["Location"]) == (302, f"{ADD}?_draft=m1x2y3")
    assert "saved_draft" not in response.cookies
    [sentence] = forms.messages(client.get(response.headers["Location"]))
    assert sentence.endswith("doesn’t exist. Perhaps it was deleted?")


def test_deleted_record_without_a_draft_leads_to_the_start_page(client):
    article = make_article()
    address = forms.change(article)
    article.delete()

    response = client.post(address, {"title_en": "Typed"})

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


def test_deleted_record_of_a_kind_that_nobody_may_add_leads_to_the_start_page(client):
    inquiry = make_inquiry()
    address = forms.change(inquiry)
    typed = forms.fields(client.get(address)) | {"_draft": "m1x2y3"}
    inquiry.delete()

    response = client.post(address, typed)

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    [sentence] = forms.messages(client.get("/admin/"))
    assert sentence.endswith("doesn’t exist. Perhaps it was deleted?")
