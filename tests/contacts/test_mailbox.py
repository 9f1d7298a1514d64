import mailbox as boxes
import random
from collections import Counter
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contacts.answering import Draft, send
from contacts.mail import incoming, queue
from contacts.mailbox import Found, in_file, read_all
from contacts.models import Inquiry, Mail, Message
from contacts.receiving import take_on
from contacts.states import State
from tests.contacts.desk import make_officer
from tests.contacts.imap_server import ImapFolder, imap_server
from tests.factories import make_inquiry

pytestmark = pytest.mark.django_db

SENDER = "Dilnoza Karimova <dilnoza@example.org>"


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def inquiry(officer):
    """An inquiry that the officer answered; it waits for the sender."""
    made = make_inquiry(assignee=officer, due_at=timezone.now() - timedelta(days=9))
    send(Draft(made, officer, "Which course?", "<answer@carec.example>", asks=True))
    Mail.objects.exclude(message_id="<answer@carec.example>").delete()
    made.refresh_from_db()
    return made


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
    return [mail.to[0] for mail in Mail.objects.filter(subject__contains="open again")]


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


# Programs


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
    ],
)
def test_automatic_answer_is_shown_and_counts_as_no_reply(inquiry, headers):
    assert read(make_mail("I am on holiday", **headers)) == {"joined": 1}

    inquiry.refresh_from_db()
    assert inquiry.messages.get(direction="in").writer == "program"
    assert (inquiry.state, notices()) == (State.WAITING, [])


def test_mail_that_says_it_was_not_automatic_is_a_reply(inquiry):
    read(make_mail(**{"Auto-Submitted": "no"}))

    assert inquiry.messages.get(direction="in").writer == "person"


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


def test_bounce_of_a_stranger_is_left_alone(inquiry):
    bounce = (BOUNCE % b"message/rfc822").replace(b"answer@carec", b"other@carec")

    assert read(bounce) == {"others": 1}


# What a mail holds


def test_text_is_the_plain_part_and_files_are_kept(inquiry):
    mail = make_mail("Plain words")
    mail.add_alternative("<p>Words in HTML</p>", subtype="html")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../../Программа.pdf")
    mail.add_attachment(b"MZ", maintype="application", subtype="x-msdownload", filename="virus.exe")

    read(mail)

    [message] = inquiry.messages.filter(direction="in")
    [file] = message.attachments.all()
    assert message.body == "Plain words"
    assert (file.name, file.content_type, file.size) == ("Программа.pdf", "application/pdf", 4)
    assert file.file.read() == b"%PDF"
    assert inquiry.notes.get().text == (
        "These files of the reply were not kept, because of their kind or size: virus.exe."
    )


def test_html_alone_becomes_text_with_its_lines(inquiry):
    mail = make_mail()
    mail.set_content(
        "<style>p {color: red}</style><p>Yes,&nbsp;&lt;May&gt;<br>please.</p>"
        "<script>alert(1)</script><div>Ann</div>",
        subtype="html",
    )

    read(mail)

    assert heard(inquiry) == ["Yes, <May>\nplease.\nAnn"]


def test_files_of_a_reply_are_limited(inquiry):
    mail = make_mail()
    for number in range(12):
        mail.add_attachment(b"x", maintype="text", subtype="csv", filename=f"{number}.csv")
    mail.add_attachment(b"", maintype="text", subtype="csv", filename="empty.csv")

    read(mail)

    assert inquiry.messages.get(direction="in").attachments.count() == 10
    assert "10.csv, 11.csv, empty.csv" in inquiry.notes.get().text


HEAD = b"From: dilnoza@example.org\nIn-Reply-To: <answer@carec.example>\nMessage-ID: <%d@hostile>\n"


def nested(depth):
    lines = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return "".join(lines).encode() + b"Content-Type: text/plain\n\nDeep\n"


HOSTILE = {
    "nothing": b"",
    "one byte": b"\xff",
    "no headers": b"\nWords",
    "no body": HEAD,
    "unknown charset": HEAD + b"Content-Type: text/plain; charset=klingon\n\n\xd0\xb4\xd0\xb0",
    "charset that is no text": HEAD + b"Content-Type: text/plain; charset=base64\n\nWords",
    "charset with a null": HEAD + b'Content-Type: text/plain; charset="a\x00b"\n\nWords',
    "wrong charset": HEAD + b"Content-Type: text/plain; charset=utf-8\n\n\xff\xfe\x00 words",
    "wrong base64": HEAD + b"Content-Transfer-Encoding: base64\n\n!!!!",
    "nulls": HEAD + b"Subject: a\x00b\n\nWo\x00rds",
    "encoded word of nonsense": HEAD + b"Subject: =?utf-9?Q?=FF?= =?utf-8?B?!!?=\n\nWords",
    "sender of nonsense": b'From: <<<>>,,@"\nIn-Reply-To: <answer@carec.example>\n\nWords',
    "boundary without parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\nWords",
    "no boundary": HEAD + b"Content-Type: multipart/mixed\n\nWords",
    "report of nothing": HEAD + b"Content-Type: multipart/report\n\nWords",
    "deeply nested": HEAD + nested(90),
    "nested beyond measure": HEAD + nested(5000),
    "huge": HEAD + b"\n" + b"words " * 40_000,
    "file without a name": HEAD + b"Content-Type: application/pdf; name*=utf-8''%00\n\nx",
    "name of dots": HEAD + b'Content-Disposition: attachment; filename=".."\n\nx',
}


def test_hostile_mails_never_stop_the_run(inquiry, monkeypatch):
    monkeypatch.setattr(incoming, "LARGEST", 200_000)
    raws = [raw.replace(b"%d", str(number).encode()) for number, raw in enumerate(HOSTILE.values())]

    counts = read(*raws, make_mail())

    assert sum(counts.values()) == len(HOSTILE) + 1
    assert counts.get("failed", 0) <= 1  # the one that is nested beyond measure
    assert heard(inquiry)[-1] == "The one in May."
    assert all("\x00" not in body for body in heard(inquiry))


def test_any_bytes_can_be_read():
    chance = random.Random(20260504)
    seeds = [make_mail().as_bytes(), BOUNCE % b"message/rfc822", *HOSTILE.values()]
    outcomes = Counter()
    for _number in range(600):
        raw = bytearray(chance.choice(seeds)[:3000])
        for _change in range(chance.randint(0, 12)):
            raw[chance.randrange(len(raw) or 1) : chance.randrange(len(raw) or 1)] = chance.randbytes(3)
        mail = incoming.read(bytes(raw))
        mail.text.encode("utf-8")
        outcomes[bool(mail.text)] += 1

    assert sum(outcomes.values()) == 600
    assert outcomes[True] > 100


# Mailboxes


def write_box(folder, kind, *mails):
    box = kind(folder / "box", create=True)
    for mail in mails:
        box.add(mail.as_bytes())
    box.close()
    return folder / "box"


@pytest.mark.parametrize("kind", [boxes.mbox, boxes.Maildir])
def test_command_reads_a_mailbox_and_leaves_it_as_it_is(inquiry, tmp_path, capsys, kind):
    stranger = make_mail(In_Reply_To="", message_id="<other@example.org>")
    path = write_box(tmp_path, kind, make_mail(), stranger)
    before = {file: file.read_bytes() for file in Path(path).rglob("*") if file.is_file()}

    call_command("read_replies", str(path))
    call_command("read_replies", str(path))

    assert capsys.readouterr().out.splitlines() == [
        "Joined: 1, known already: 0, of others and left alone: 1, could not be read: 0.",
        "Joined: 0, known already: 1, of others and left alone: 1, could not be read: 0.",
    ]
    assert {file: file.read_bytes() for file in Path(path).rglob("*") if file.is_file()} == before


def test_command_reads_the_unread_mails_of_an_imap_folder(inquiry, settings, capsys):
    stranger = make_mail(In_Reply_To="", message_id="<other@example.org>")
    folder = ImapFolder([mail.as_bytes().replace(b"\n", b"\r\n") for mail in (stranger, make_mail())])
    with imap_server(folder) as port:
        settings.IMAP_URL = f"imap://info:secret@127.0.0.1:{port}/INBOX"
        call_command("read_replies")

    assert capsys.readouterr().out == (
        "Joined: 1, known already: 0, of others and left alone: 1, could not be read: 0.\n"
    )
    assert heard(inquiry) == ["The one in May."]
    assert (folder.read, folder.folders) == ({2}, ['"INBOX"'])
    assert folder.fetched == [(1, "HEADER"), (2, "HEADER"), (2, "")]


def test_command_says_in_a_sentence_what_is_wrong(settings, tmp_path):
    with pytest.raises(CommandError, match=r"^Name an mbox file or a Maildir folder, or set IMAP_URL\.$"):
        call_command("read_replies")
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(CommandError, match=r"^The mailbox can't be read: "):
            call_command("read_replies", str(path))
    with imap_server(ImapFolder([])) as port:
        settings.IMAP_URL = f"imap://info:wrong@127.0.0.1:{port}/INBOX"
        with pytest.raises(CommandError, match="wrong user or password"):
            call_command("read_replies")
    with pytest.raises(CommandError, match="Connection refused"):
        call_command("read_replies")


def test_file_is_not_made_when_there_is_none(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(in_file(tmp_path / "none"))

    assert not (tmp_path / "none").exists()


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
