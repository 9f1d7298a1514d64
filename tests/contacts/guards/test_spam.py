from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from contacts.models import Inquiry, Mail
from contacts.states import SpamReason, State
from tests.contacts.posting import (
    ADDRESSES,
    TYPED,
    alert,
    challenge_of,
    form_of_page,
    honest,
    made,
    post,
    shown,
    solved,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)

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


SUSPECTS = {
    "filled trap": (lambda: {"subject": "Cheap watches"}, SpamReason.TRAP),
    "too fast": (lambda: {"proof": solved(challenge_of(0))}, SpamReason.TOO_FAST),
    "no time": (lambda: {"made": ""}, SpamReason.FORGED),
    "unsigned time": (lambda: {"made": "1760000000 "}, SpamReason.FORGED),
    "time signed by another": (lambda: {"made": made(secret="x" * 50)}, SpamReason.FORGED),
    "nonsense for a proof": (lambda: {"proof": "nonsense"}, SpamReason.NO_WORK),
    "nonsense for a confirmation": (lambda: {"confirmed": "nonsense"}, SpamReason.NO_WORK),
}


@pytest.mark.parametrize("suspect", SUSPECTS)
def test_suspect_is_thanked_like_everybody_and_set_aside_with_the_reason(client, suspect):
    changes, reason = SUSPECTS[suspect]
    with time_machine.travel(NOON, tick=False):
        response = post(client, data={**TYPED, **changes()})

    inquiry = Inquiry.objects.get()
    thanks = client.get(response.headers["Location"])
    assert (response.status_code, thanks.status_code) == (303, 200)
    assert inquiry.reference in thanks.content.decode()
    assert (inquiry.state, inquiry.spam_reason, inquiry.message) == (State.SPAM, reason, TYPED["message"])
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("seconds", [-40 * 24 * 3600, -3600, -300, 4, 3600, 40 * 24 * 3600])
def test_page_from_a_cache_or_a_clock_ahead_is_no_reason_for_doubt(client, seconds):
    post(client, data={**TYPED, "made": made(seconds)})

    assert Inquiry.objects.get().state == State.NEW


def test_message_is_too_fast_at_first_and_fine_three_seconds_after_its_challenge(client):
    with time_machine.travel(NOON, tick=False) as clock:
        page = form_of_page(client.get("/news/"))
        first, second = (client.get("/contact/challenge/").json() for _time in range(2))
        clock.shift(2)
        post(client, data={**page, **TYPED, "message": "First", "proof": solved(first)})
        clock.shift(1)
        post(client, data={**page, **TYPED, "message": "Second", "proof": solved(second)})

    assert dict(Inquiry.objects.values_list("message", "spam_reason")) == {"First": "too_fast", "Second": ""}


def test_replayed_proof_makes_spam_of_another_message_and_one_inquiry_of_the_same(client):
    first = honest()

    answers = [client.post("/contact/", data) for data in (first, first, {**first, "message": "Buy"})]

    assert [answer.status_code for answer in answers] == [303] * 3
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert dict(Inquiry.objects.values_list("message", "spam_reason")) == {
        TYPED["message"]: "",
        "Buy": "no_work",
    }


def test_proof_of_a_post_that_could_not_be_stored_is_not_used_up(client):
    data = honest()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_inquiry RENAME TO contacts_elsewhere")
    refused = client.post("/contact/", data)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_elsewhere RENAME TO contacts_inquiry")

    client.post("/contact/", data)

    assert refused.status_code == 503
    assert Inquiry.objects.get().state == State.NEW


@pytest.mark.parametrize("language", ADDRESSES)
def test_message_without_a_proof_is_sent_by_a_second_look(client, language):
    address = ADDRESSES[language]
    typed = {**TYPED, "message": "<b>Line one</b>\r\n\tline two\r\n\r\nend", "organisation": "«О & Co»"}
    with time_machine.travel(NOON, tick=False) as clock:
        page = form_of_page(client.get(address))
        clock.shift(10)
        asked = client.post(address, {**page, **typed})
        stored_yet = Inquiry.objects.exists()
        clock.shift(1)
        sent = client.post(address, form_of_page(asked))

    inquiry = Inquiry.objects.get()
    assert (asked.status_code, stored_yet, sent.status_code) == (200, False, 303)
    assert {name: getattr(inquiry, name) for name in TYPED} == {
        **typed,
        "message": "<b>Line one</b>\n\tline two\n\nend",
    }
    assert (inquiry.state, inquiry.language) == (State.NEW, language)


def confirmation(client, **changes):
    """The fields of the page that asks to confirm, as it was half a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        return form_of_page(client.post("/contact/", honest(proof="", **changes)))


def test_confirmation_can_be_turned_back_into_the_form(client):
    response = client.post("/contact/", {**confirmation(client), "change": "1"})

    assert (response.status_code, shown(response)) == (200, {**TYPED, "subject": ""})
    assert Inquiry.objects.count() == 0


def test_confirmation_of_another_text_is_asked_for_again(client):
    other = {**confirmation(client), "message": "Buy"}

    response = client.post("/contact/", other)

    assert (response.status_code, Inquiry.objects.count()) == (200, 0)
    assert form_of_page(response)["message"] == "Buy"


def test_confirmation_sent_twice_makes_one_inquiry(client):
    data = confirmation(client)

    first, second = client.post("/contact/", data), client.post("/contact/", data)

    assert first.headers["Location"] == second.headers["Location"]
    assert Inquiry.objects.get().state == State.NEW


def test_confirmation_serves_once(client):
    data = confirmation(client)
    client.post("/contact/", data)
    Inquiry.objects.update(submission_key=None)  # as after an hour

    client.post("/contact/", data)

    assert list(Inquiry.objects.order_by("pk").values_list("spam_reason", flat=True)) == ["", "no_work"]


def test_hasty_confirmation_is_asked_for_again_and_then_passes(client):
    with time_machine.travel(NOON, tick=False) as clock:
        asked = form_of_page(client.post("/contact/", honest(proof="")))
        again = client.post("/contact/", asked)
        clock.shift(1)
        sent = client.post("/contact/", form_of_page(again))

    assert (again.status_code, form_of_page(again)) == (200, asked)
    assert (sent.status_code, Inquiry.objects.get().state) == (303, State.NEW)


@pytest.mark.parametrize(("late", "status", "stored"), [(0, 303, 1), (1, 200, 0)])
def test_confirmation_holds_for_a_day(client, late, status, stored):
    with time_machine.travel(NOON, tick=False) as clock:
        asked = form_of_page(client.post("/contact/", honest(proof="")))
        clock.shift(timedelta(days=1, seconds=late))
        sent = client.post("/contact/", asked)

    assert (sent.status_code, Inquiry.objects.count()) == (status, stored)


def test_confirmation_from_a_clock_ahead_is_asked_for_again_and_then_passes(client):
    with time_machine.travel(NOON, tick=False) as clock:
        clock.shift(timedelta(days=1))
        asked = form_of_page(client.post("/contact/", honest(proof="")))
        clock.move_to(NOON)
        again = client.post("/contact/", asked)
        clock.shift(1)
        sent = client.post("/contact/", form_of_page(again))

    assert (again.status_code, form_of_page(again)["message"]) == (200, TYPED["message"])
    assert (sent.status_code, Inquiry.objects.get().state) == (303, State.NEW)


def test_page_made_and_worked_on_by_a_clock_ahead_is_posted_like_any_other(client):
    with time_machine.travel(NOON + timedelta(days=1), tick=False) as clock:
        data = {**form_of_page(client.get("/contact/")), **TYPED, "proof": solved()}
        clock.move_to(NOON)
        client.post("/contact/", data)

    assert (Inquiry.objects.get().state, Mail.objects.exists()) == (State.NEW, True)


@pytest.mark.parametrize("stale", ["confirmation", "proof"])
def test_message_that_was_left_lying_is_asked_for_again(client, stale):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        data = confirmation(client) if stale == "confirmation" else honest()

    response = client.post("/contact/", data)

    assert (response.status_code, Inquiry.objects.count()) == (200, 0)
    assert form_of_page(response)["message"] == form_of_page(client.post("/contact/", data))["message"] != ""
