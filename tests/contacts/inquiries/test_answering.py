import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone

from contacts.inquiries import answering
from contacts.inquiries.answering import OvertakenError, send
from contacts.models import Inquiry, Mail, Message
from contacts.states import State
from tests.concurrency import at_once
from tests.contacts.desk import (
    BODY,
    answer_of,
    links,
    make_draft,
    make_reply,
    messages,
    page_of,
)
from tests.factories import make_inquiry

pytestmark = pytest.mark.django_db


def test_answer_is_a_message_a_mail_and_a_state(officer):
    inquiry = make_inquiry()

    message = send(make_draft(inquiry, officer))

    inquiry.refresh_from_db()
    mail = Mail.objects.get()
    assert (message.inquiry, message.direction, message.author, message.body) == (
        inquiry,
        "out",
        officer,
        BODY,
    )
    assert (message.email_id, message.message_id) == (mail.pk, mail.message_id)
    assert (mail.to, mail.state) == (["dilnoza@example.org"], "Waiting")
    assert (inquiry.state, inquiry.first_answered_at) == (State.ANSWERED, message.created_at)


def test_answer_that_asks_waits_for_the_sender(officer):
    inquiry = make_inquiry()

    send(make_draft(inquiry, officer, asks=True))

    assert Inquiry.objects.get().state == State.WAITING


def test_second_answer_leaves_the_time_of_the_first(officer):
    first = timezone.now() - timedelta(days=1)
    inquiry = make_inquiry(first_answered_at=first, state=State.CLOSED, closed_at=first)

    send(make_draft(inquiry, officer))

    inquiry.refresh_from_db()
    assert (inquiry.first_answered_at, inquiry.closed_at) == (first, None)


def test_mail_carries_the_reference_the_sender_and_the_quoted_words(officer, settings):
    settings.DEFAULT_FROM_EMAIL = "CAREC Institute <info@carec.example>"
    inquiry = make_inquiry(
        message="Прошу прислать программу.\n\nСпасибо",
        language="ru",
        received_at=datetime(2026, 5, 4, 20, tzinfo=UTC),
    )

    letter = make_draft(inquiry, officer, "Программа на сайте.").letter

    assert letter["subject"].endswith(f" [{inquiry.reference}]")
    assert letter["headers"] == {"Reply-To": "CAREC Institute <info@carec.example>"}
    first, _blank, framing, *quoted = letter["body"].splitlines()
    assert first == "Программа на сайте."
    assert "5 мая 2026" in framing  # the day in TIME_ZONE
    assert quoted == ["> Прошу прислать программу.", ">", "> Спасибо"]


def test_mail_to_somebody_who_replied_is_joined_to_the_thread(officer):
    inquiry = make_inquiry()
    send(make_draft(inquiry, officer, message_id="<1@carec.example>"))
    make_reply(inquiry, "Is there a fee?\n\n> in May", message_id="<2@example.org>")
    make_reply(inquiry, "I am on holiday", message_id="<3@example.org>", writer="program")

    letter = make_draft(inquiry, officer).letter

    assert letter["headers"]["In-Reply-To"] == "<2@example.org>"
    assert letter["headers"]["References"] == "<1@carec.example> <2@example.org>"
    assert letter["body"].endswith("you wrote:\n> Is there a fee?\n")


def test_mail_does_not_quote_what_came_from_another_address(officer):
    inquiry = make_inquiry()
    make_reply(inquiry, "Is there a fee?")
    make_reply(inquiry, "It concerns us too.", sender="colleague@example.org", message_id="<2@example.org>")

    letter = make_draft(inquiry, officer).letter

    assert letter["to"] == ["dilnoza@example.org"]
    assert letter["headers"]["In-Reply-To"] == "<2@example.org>"
    assert letter["body"].endswith("you wrote:\n> Is there a fee?\n")


def test_id_that_could_forge_a_header_is_not_referred_to():
    inquiry = make_inquiry()
    make_reply(inquiry, message_id="<a@b>\nBcc: <c@d>")

    assert answering.references(inquiry.messages.all()) == {}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_clicks_at_the_same_time_send_one_mail(officer):
    draft = make_draft(make_inquiry(), officer)

    sent = at_once(4, lambda: send(draft))

    assert len(set(sent)) == 1
    assert (Mail.objects.count(), Message.objects.count()) == (1, 1)


def test_answer_to_something_newer_is_not_sent_unread(officer):
    inquiry = make_inquiry()
    draft = make_draft(inquiry, officer)
    make_reply(inquiry)

    with pytest.raises(OvertakenError, match=r"^The sender has written again in the meantime\.$"):
        send(draft)
    make_reply(inquiry, sender="colleague@example.org")
    with pytest.raises(OvertakenError, match=r"^An email from colleague@example\.org has come in since\.$"):
        send(draft)


def test_nothing_is_kept_of_an_answer_that_breaks_off():
    inquiry = make_inquiry()

    with pytest.raises(ValueError, match="unsaved"):  # after its mail was queued
        send(make_draft(inquiry, get_user_model()(username="unsaved")))

    assert (Message.objects.count(), Mail.objects.count()) == (0, 0)
    assert Inquiry.objects.get().state == State.NEW


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": State.SPAM}, "This is marked as spam. Mark it as not spam before you answer it."),
        ({"email": "two words@example.org"}, "Emails can’t be sent to the address two words@example.org."),
        (
            {
                "erased_at": timezone.now(),
                **dict.fromkeys(["name", "email", "message", "organisation", "country"], ""),
            },
            "The personal data of this inquiry has been erased, so there is no address to send an answer to.",
        ),
    ],
)
def test_inquiry_that_can_not_be_answered_says_why(desk, officer, changes, sentence):
    inquiry = make_inquiry(**{"name": "Dilnoza", **changes})

    response = desk.get(answer_of(inquiry), follow=True)

    assert response.redirect_chain == [(page_of(inquiry), 302)]
    assert messages(response) == [sentence]
    assert "Answer by email" not in links(response)
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        send(make_draft(inquiry, officer))


def test_mail_can_be_read_back_by_any_program(officer):
    inquiry = make_inquiry(name="Bcc: all@example.org", message="From me\n.\nend")
    send(make_draft(inquiry, officer))

    message = message_from_bytes(
        Mail.objects.get().email_message().message().as_bytes(), policy=policy.default
    )

    assert message["Bcc"] is None
    assert message.get_body().get_content().endswith("> From me\n> .\n> end\n")
