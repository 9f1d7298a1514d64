"""Mails that come in, and what becomes of them."""

from email.message import EmailMessage

from contacts.inquiries.replies import Found, read_all
from contacts.models import Mail

SENDER = "Dilnoza Karimova <dilnoza@example.org>"
BOUNCE = b"""From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
Message-ID: <bounce@mx.example.org>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

--=b
Content-Type: text/plain

I'm sorry to have to inform you.
--=b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; dilnoza@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--=b
Content-Type: %s

Message-ID: <answer@carec.example>
Subject: Your message

--=b--
"""
RECEIPT_OF_READING = b"""From: Dilnoza Karimova <dilnoza@example.org>
Message-ID: <read@example.org>
Subject: Read: Your message
Content-Type: multipart/report; report-type=disposition-notification; boundary="=b"

--=b
Content-Type: text/plain

Your message was displayed.
--=b
Content-Type: message/disposition-notification

Final-Recipient: rfc822; dilnoza@example.org
Original-Message-ID: <answer@carec.example>
Disposition: manual-action/MDN-sent-manually; displayed

--=b--
"""


def make_mail(text="The one in May.", sender=SENDER, message_id="<reply@example.org>", **headers):
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = sender, message_id
    written = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in ({"In-Reply-To": "<answer@carec.example>"} | written).items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail


def read(*mails):
    """Read raw mails, and say how it went for each kind of outcome."""
    raws = [mail if isinstance(mail, bytes) else mail.as_bytes() for mail in mails]
    return {name: count for name, count in read_all(Found(raw) for raw in raws).items() if count}


def heard(inquiry):
    return [message.body for message in inquiry.messages.filter(direction="in")]


def notices():
    return [mail.to[0] for mail in Mail.objects.filter(subject__contains="reopened")]
