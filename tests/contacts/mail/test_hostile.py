"""Whatever is typed into a field, no mail has a header or a recipient more for it."""

from email import message_from_bytes
from email.policy import default
from itertools import count

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from contacts.forms import InquiryForm
from contacts.inquiries.intake import receive
from contacts.mail import queue
from contacts.models import AddressCount, Inquiry, Mail, Route
from tests.contacts.posting import TYPED
from tests.factories import make_staff

pytestmark = pytest.mark.django_db

NUMBER = count()
PIECES = [
    *("\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00", "\t", "\u202e", "\u200b", "\ufeff"),
    *("Bcc: many@example.org", "To: a@example.org, b@example.org", "Subject: x", "=?utf-8?q?=0A?=", "%0d%0a"),
    *(
        "many@example.org",
        ":",
        ",",
        ";",
        '"',
        "<",
        ">",
        "(",
        ")",
        "@",
        "\\",
        ".",
        "{{ 7|add:7 }}",
        "{name}",
        "%s",
    ),
    *("Ann", "سلام", "您好", "é", "\U0001f600"),
]
HOSTILE = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=7, max_size=9).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Content-Transfer-Encoding",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
}
OFFICER = "officer@carec.example"


def as_sent(mail):
    """The mail as a program reads it that got its bytes."""
    return message_from_bytes(mail.email_message().message().as_bytes(), policy=default)


def addresses(message):
    return [address.addr_spec for address in message["To"].addresses]


@examples(max_examples=200)  # of seven pieces and more in each field
@given(
    st.fixed_dictionaries(
        dict.fromkeys(("name", "organisation", "country", "message", "page"), HOSTILE),
        optional={"kind": HOSTILE},
    ),
    st.one_of(st.none(), HOSTILE, HOSTILE.map("{}@example.org".format), HOSTILE.map("a@{}".format)),
)
def test_nothing_typed_changes_the_heads_of_the_mails(typed, email):
    if not Route.objects.exists():
        Route.objects.create(user=make_staff("officer", email=OFFICER))
    address = f"visitor{next(NUMBER)}@example.org" if email is None else email
    form = InquiryForm(
        {**TYPED, **typed, "name": f"A{typed['name']}", "message": f"A{typed['message']}", "email": address}
    )

    if form.is_valid():
        inquiry = receive({**form.cleaned_data, "language": "ru"})
        mails = list(Mail.objects.order_by("pk"))
        messages = [as_sent(mail) for mail in mails]
        for made in (Mail, Inquiry, AddressCount):  # the next example is no second post of this one
            made.objects.all().delete()
        assert [set(message.keys()) - HEADERS for message in messages] == [set()] * len(messages)
        assert [len(message.keys()) for message in messages] == [len(HEADERS)] * len(messages)
        assert {len(addresses(message)) for message in messages} == {1}
        assert {inquiry.reference in message["Subject"] for message in messages} == {True}
        assert [mail.to for mail in mails][-1:] == [[OFFICER]]


@examples(max_examples=400)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_mail_is_queued_with_a_second_header_or_recipient(address, subject, body, header):
    try:
        mail = queue.put(
            to=[f"{address}a@example.org"],
            subject=subject,
            body=body.replace("\x00", ""),
            headers={"X-Typed": header},
        )
    except ValueError as refusal:
        assert str(refusal).startswith(("No address", "A header"))
        return
    message = as_sent(mail)
    assert set(message.keys()) == HEADERS - {"Auto-Submitted", "X-Auto-Response-Suppress"} | {"X-Typed"}
    assert len(message.keys()) == 9
    assert len(addresses(message)) == 1
