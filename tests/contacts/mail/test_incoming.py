import random
from base64 import b64encode
from collections import Counter
from time import process_time

import pytest

from contacts.mail import incoming
from contacts.mail.html_text import text_of
from contacts.mail.reply_text import parted
from tests.contacts.replies import BOUNCE, heard, make_mail, read

pytestmark = pytest.mark.django_db


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
        "These files in the reply were not kept, because of their type or size: virus.exe."
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
    monkeypatch.setattr(incoming, "MAX_BYTES", 200_000)
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


def test_byte_that_its_charset_does_not_know_costs_one_character():
    raw = b"Content-Type: text/plain; charset=windows-1251\n\n" + "Да".encode("windows-1251") + b"\x98"

    assert incoming.read(raw).text == "Да\ufffd"


def test_header_without_end_is_read_in_no_time():
    head = b"From: " + b"a@b.c," * 30_000
    began = process_time()

    mail = incoming.read(head + b"\r\n\r\nHello")

    assert (mail.text, process_time() - began < 2) == ("Hello", True)


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "x-gbk"])
def test_chinese_mail_is_read_with_all_its_characters(label):
    words = "朱镕基 囍 €"
    head = f"Content-Type: text/plain; charset={label}\n\n".encode()

    assert incoming.read(head + words.encode("gb18030")).text == words


def test_chinese_header_and_file_name_are_read_with_all_their_characters():
    word = b64encode("镕基".encode("gbk")).decode()
    name = b64encode("镕基.pdf".encode("gbk")).decode()
    raw = (
        f"Subject: =?gb2312?B?{word}?=\n"
        f'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
        f'Content-Disposition: attachment; filename="=?GB2312?B?{name}?="\n\nx\n--b--\n'
    )

    mail = incoming.read(raw.encode())

    assert (mail.subject, [file.name for file in mail.files]) == ("镕基", ["镕基.pdf"])


BODY = """Content-Transfer-Encoding: 8bit

--=part
Content-Type: text/plain; charset=utf-8

Да
--=part
Content-Type: application/pdf
Content-Disposition: attachment; filename="a.pdf"

%PDF
"""


@pytest.mark.parametrize("end", ["--=part--\n", ""])
@pytest.mark.parametrize("named", ["", "; boundary=other", '; boundary="=part"'])
def test_mail_is_read_when_its_boundary_is_missing_or_wrong(named, end):
    mail = incoming.read(f"Content-Type: multipart/mixed{named}\n{BODY}{end}".encode())

    assert (mail.text, [file.name for file in mail.files]) == ("Да", ["a.pdf"])


@pytest.mark.parametrize("named", ["", "; boundary=b"])
def test_mail_of_parts_without_any_is_its_text(named):
    assert incoming.read(f"Content-Type: multipart/mixed{named}\n\nWords\n".encode()).text == "Words"


@pytest.mark.parametrize("sender", ["mailer-daemon@mx.example.org", "no-reply@mx.example.org"])
def test_headers_alone_tell_a_report_from_other_mails(sender):
    report = incoming.read(
        BOUNCE.partition(b"\n\n")[0].replace(b"MAILER-DAEMON@mx.example.org", sender.encode())
    )

    assert (report.sender, report.is_report) == (sender, True)


@pytest.mark.parametrize("charset", ["klingon", "base64", "x-unknown"])
def test_mail_of_an_unknown_charset_is_read_as_utf_8(charset):
    raw = f"Content-Type: text/plain; charset={charset}\n\nДа".encode()

    assert incoming.read(raw).text == "Да"


FRAMED = "On Mon, 4 May 2026, CAREC &lt;info@carec.example&gt; wrote:"


@pytest.mark.parametrize(
    ("markup", "fresh", "tail"),
    [
        (
            '<div dir="ltr">Yes,\n  please</div><br><div class="gmail_quote">'
            f'{FRAMED}<br><blockquote class="gmail_quote"><div>May?</div><div>June?</div></blockquote></div>',
            "Yes, please",
            "On Mon, 4 May 2026, CAREC <info@carec.example> wrote:\n> May?\n> June?",
        ),
        (
            "<p>Yes</p><blockquote type=cite>June?<blockquote>May?</blockquote></blockquote>",
            "Yes",
            "> June?\n> > May?",
        ),
        (
            "<p>Yes</p><hr><div><b>From:</b> CAREC<br><b>Sent:</b> Monday<br></div><p>May?</p>",
            "Yes",
            "From: CAREC\nSent: Monday\nMay?",
        ),
        ("<blockquote>May?</blockquote>Yes", "> May?\nYes", ""),
    ],
)
def test_quote_in_html_alone_is_parted(markup, fresh, tail):
    assert parted(text_of(markup)) == (fresh, tail)


def test_lines_of_preformatted_html_are_kept():
    assert text_of("<pre>one\ntwo</pre><p>three\nfour</p>") == "one\ntwo\nthree four"


@pytest.mark.parametrize(
    "piece", ["<div>", "<blockquote>", "<!--", "<!x", "<a ", "<script>", "</", "&", "<pre>\n"]
)
def test_hostile_html_is_read_in_no_time(piece):
    began = process_time()

    text_of(piece * (1_000_000 // len(piece)))

    assert process_time() - began < 5


@pytest.mark.parametrize(
    "hostile",
    [
        b"Content-Type: text/html\n\n<" + b"a" * 100_000,
        b"Content-Type: multipart/mixed\n\n--" + b" " * 2_000_000,
    ],
    ids=["element", "boundary"],
)
def test_name_without_end_is_read_in_no_time(hostile):
    began = process_time()

    incoming.read(hostile)

    assert process_time() - began < 3
