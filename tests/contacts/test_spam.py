import pytest
from django.test import Client

from contacts.models import Inquiry
from contacts.states import State
from tests.contacts.posting import ADDRESSES, TYPED, alert, post, shown

pytestmark = pytest.mark.django_db

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


def test_filled_trap_is_thanked_for_and_set_aside_as_spam(client):
    response = post(client, data={**TYPED, "subject": "Cheap watches"})

    assert response.status_code == 303
    assert client.get(response.headers["Location"]).status_code == 200
    assert Inquiry.objects.get().state == State.SPAM
