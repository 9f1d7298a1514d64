import pytest
from django.utils import timezone

from contacts import retention
from contacts.inquiries.answering import Draft, send
from contacts.inquiries.intake import take_on
from contacts.mail import queue
from contacts.models import Inquiry, Mail, Message
from contacts.states import State
from tests.concurrency import overtaken
from tests.contacts.desk import make_officer
from tests.contacts.replies import BOUNCE, RECEIPT_OF_READING, heard, make_mail, notices, read
from tests.factories import make_inquiry

pytestmark = pytest.mark.django_db


def test_reply_joins_the_thread_and_opens_the_inquiry(inquiry, officer):
    assert read(make_mail()) == {"joined": 1}

    inquiry.refresh_from_db()
    [message] = inquiry.messages.filter(direction="in")
    assert (message.body, message.message_id) == ("The one in May.", "<reply@example.org>")
    assert (message.writer, message.sender, message.author) == ("person", "", None)
    assert inquiry.state == State.OPEN
    assert inquiry.due_at > timezone.now()
    assert notices() == [officer.email]


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ({"In_Reply_To": "", "References": "<answer@carec.example> <other@example.org>"}, "joined"),
        ({"In_Reply_To": "<first@example.org>", "References": "<answer@carec.example>"}, "joined"),
        ({"In_Reply_To": "", "Subject": "Re: [{reference}]"}, "joined"),
        ({"In_Reply_To": "", "Subject": "Re: [{reference}]", "sender": "DILNOZA@example.org"}, "joined"),
        ({"In_Reply_To": "", "Subject": "Re: [{reference}]", "sender": "stranger@example.org"}, "others"),
        ({"In_Reply_To": "", "Subject": "Re: [CI-2026-AAAAAA]"}, "others"),
        ({"In_Reply_To": "", "Subject": "Hello"}, "others"),
        ({"In_Reply_To": "<answer@carec.example>", "sender": "colleague@example.org"}, "joined"),
    ],
)
def test_reply_is_known_by_what_it_answers_or_by_reference_and_address(inquiry, headers, outcome):
    written = {name: value.format(reference=inquiry.reference) for name, value in headers.items()}

    assert read(make_mail(**written)) == {outcome: 1}

    assert len(heard(inquiry)) == (outcome == "joined")


def test_reply_to_the_receipt_is_joined():
    inquiry = make_inquiry()
    take_on(inquiry)
    receipt = Mail.objects.get(to=["dilnoza@example.org"])

    assert read(make_mail(In_Reply_To=receipt.message_id, sender="d.karimova@example.org")) == {"joined": 1}

    assert inquiry.messages.get().sender == "d.karimova@example.org"


def test_reply_without_an_address_is_not_taken_for_the_senders(inquiry):
    read(make_mail(sender=""))

    assert inquiry.messages.get(direction="in").sender == "(no address)"


def test_officer_who_answers_a_notice_writes_to_nobody(officer):
    inquiry = make_inquiry(assignee=officer)
    take_on(inquiry)
    make_officer("bek")
    notice = Mail.objects.exclude(to=["dilnoza@example.org"]).first()

    assert read(make_mail(In_Reply_To=notice.message_id, sender=notice.to[0])) == {"others": 1}


def test_same_mail_again_is_known(inquiry):
    assert read(make_mail(), make_mail()) == {"joined": 1, "known": 1}
    assert read(make_mail("Other words")) == {"known": 1}
    assert heard(inquiry) == ["The one in May."]


def test_mail_without_an_id_is_known_by_its_content(inquiry):
    mail = make_mail(message_id="<x>")
    del mail["Message-ID"]

    assert read(mail, mail, make_mail("Other words", message_id="no id at all")) == {"joined": 2, "known": 1}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.NEW, State.OPEN),
        (State.ANSWERED, State.OPEN),
        (State.CLOSED, State.OPEN),
        (State.SPAM, State.SPAM),
    ],
)
def test_state_after_a_reply(inquiry, before, after):
    reason = "by_staff" if before == State.SPAM else ""
    Inquiry.objects.update(state=before, spam_reason=reason)

    read(make_mail())

    inquiry.refresh_from_db()
    assert (inquiry.state, len(heard(inquiry))) == (after, 1)


def test_reply_to_an_erased_inquiry_is_left_alone(inquiry):
    empty = dict.fromkeys(["name", "email", "organisation", "country", "message"], "")
    Inquiry.objects.update(erased_at=timezone.now(), **empty)

    assert read(make_mail()) == {"others": 1}
    assert heard(inquiry) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_reply_that_waits_while_the_inquiry_is_erased_is_left_alone(inquiry):
    outcome = overtaken(lambda: retention.erase(Inquiry.objects.all()), lambda: read(make_mail()))

    assert outcome == {"others": 1}
    assert heard(inquiry) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
        {"Subject": "Automatic reply: Your message"},
        {"Subject": "Out of Office Re: Your message"},
        {"Subject": "Автоматический ответ: Ваше обращение"},
        {"Subject": "自动回复:您的来信"},
    ],
)
def test_automatic_answer_is_shown_and_counts_as_no_reply(inquiry, headers):
    assert read(make_mail("I am on holiday", **headers)) == {"joined": 1}

    inquiry.refresh_from_db()
    assert inquiry.messages.get(direction="in").writer == "program"
    assert (inquiry.state, notices()) == (State.WAITING, [])


def test_reply_that_speaks_of_an_automatic_answer_is_a_persons(inquiry):
    read(make_mail(Subject="Re: the automatic reply of your colleague"))

    assert inquiry.messages.get(direction="in").writer == "person"


def test_mail_that_says_it_was_not_automatic_is_a_reply(inquiry):
    read(make_mail(**{"Auto-Submitted": "no"}))

    assert inquiry.messages.get(direction="in").writer == "person"


@pytest.mark.parametrize("returned", [b"message/rfc822", b"text/rfc822-headers"])
def test_bounce_is_noted_on_the_thread_and_opens_what_was_answered(inquiry, officer, returned):
    assert read(BOUNCE % returned) == {"joined": 1}

    inquiry.refresh_from_db()
    [message] = inquiry.messages.filter(direction="in")
    assert message.writer == "bounce"
    assert message.body == (
        "Final-Recipient: rfc822; dilnoza@example.org\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such user"
    )
    assert (inquiry.state, notices()) == (State.OPEN, [officer.email])


def test_receipt_of_reading_is_no_mail_that_came_back(inquiry):
    assert read(RECEIPT_OF_READING) == {"joined": 1}

    inquiry.refresh_from_db()
    message = inquiry.messages.get(direction="in")
    assert (message.writer, message.body) == ("program", "Your message was displayed.")
    assert (inquiry.state, notices()) == (State.WAITING, [])


@pytest.mark.parametrize("action", [b"delayed", b"relayed", b"delivered", b"expanded"])
def test_report_of_a_delivery_that_has_not_failed_is_no_mail_that_came_back(inquiry, action):
    read((BOUNCE % b"message/rfc822").replace(b"Action: failed", b"Action: " + action))

    inquiry.refresh_from_db()
    assert inquiry.messages.get(direction="in").writer == "program"
    assert (inquiry.state, notices()) == (State.WAITING, [])


def test_words_of_an_old_mail_server_are_a_mail_that_came_back(inquiry):
    read(make_mail("Sorry, no mailbox by that name.", sender="MAILER-DAEMON@mx.example.org"))

    assert inquiry.messages.get(direction="in").writer == "bounce"


def test_bounce_of_a_stranger_is_left_alone(inquiry):
    bounce = (BOUNCE % b"message/rfc822").replace(b"answer@carec", b"other@carec")

    assert read(bounce) == {"others": 1}


def test_answer_and_reply_go_on_in_one_thread(inquiry, officer, smtp):
    queue.deliver_all()
    sent = next(mail for mail in smtp.messages if mail["To"] == "dilnoza@example.org")
    reply = make_mail(In_Reply_To=sent["Message-ID"], Subject=f"Re: {sent['Subject']}")
    read(reply)
    inquiry.refresh_from_db()
    newest = Message.objects.latest("pk")

    send(Draft(inquiry, officer, "It is in May.", "<second@carec.example>", seen=newest.pk))
    queue.deliver_all()

    second = smtp.messages[-1]
    assert second["In-Reply-To"] == "<reply@example.org>"
    assert second["References"] == "<answer@carec.example> <reply@example.org>"
    assert second["Subject"] == sent["Subject"]
