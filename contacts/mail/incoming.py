"""Parses an incoming email. It copes with any bytes: what can't be read is empty, and what is too large is
left out.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.text import get_valid_filename

from contacts.email_addresses import canonical
from contacts.mail import attachments
from contacts.mail.html_text import text_of

MAX_BYTES = 25 * 1024 * 1024  # bytes of a mail, its files among them; the rest is not read
MAX_TEXT_LENGTH = 100_000
MAX_HEADER_LENGTH = 5000  # characters
MAX_PART_BYTES = 1024 * 1024  # bytes of text that are made readable
MAX_PARTS = 200
# How programs begin the subject when the owner of a mailbox is away; many write no header for it.
AWAY = re.compile(
    r"(automatic reply|auto[- ]?reply|out of (the )?office"
    r"|автоматический ответ|автоответ|自动回复|自動回覆)\b",
    re.IGNORECASE,
)
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,253}>")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Programs name the oldest Chinese encoding and write with all the characters of the newest, which holds both.
CHINESE = {"gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936"}
CHINESE_WORD = re.compile(r"=\?(?:gb2312|gbk|x-gbk)\?", re.IGNORECASE)
# The first line of a part: its boundary, and a header of the part below.
BOUNDARY = re.compile(
    rb"^--([^\r\n]{1,200}?)[ \t]{0,200}\r?\n(?=content-[a-z-]{1,30}:)", re.IGNORECASE | re.MULTILINE
)


class BoundedPolicy(policy.EmailPolicy):
    """Limits the length of headers: the parser takes minutes for one of some hundred thousand characters."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, CHINESE_WORD.sub("=?gb18030?", value[:MAX_HEADER_LENGTH])


@dataclass
class File:
    name: str
    content: bytes


@dataclass
class Incoming:
    """An incoming email. `references` are the ids of the emails it answers, the most recent first.

    `is_report`: it was written by a mail server, or is a read receipt, so it contains the email it is
    about. `is_bounce`: it says that an email could not be delivered.
    """

    message_id: str
    sender: str
    subject: str
    references: list[str]
    is_automatic: bool = False
    is_report: bool = False
    is_bounce: bool = False
    text: str = ""
    files: list[File] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read(raw: bytes) -> Incoming:
    """Parse an email; raises RecursionError for one that is nested far too deeply."""
    message = _mended(message_from_bytes(raw[:MAX_BYTES], policy=BoundedPolicy()))
    parts = _parts(message)
    mail = Incoming(
        message_id=_message_id(message, raw),
        sender=_sender(message),
        subject=_header(message, "Subject"),
        references=_references(message),
        is_automatic=_is_automatic(message),
        is_report=_is_report(message),
        is_bounce=_is_bounce(message, parts),
    )
    if mail.is_report:
        mail.references += _returned_ids(parts)
        mail.text = _report(parts) or _text(message, parts)
        return mail
    mail.text = _text(message, parts)
    if len(raw) > MAX_BYTES:
        mail.left_out.append("…")
    else:
        mail.files, mail.left_out = _files(parts)
    return mail


def _mended(message: Message) -> Message:
    """An email whose header names no boundary, or the wrong one, split by the one found in its body."""
    if message.get_content_maintype() != "multipart" or message.is_multipart():
        return message
    body = _content(message)
    if not body:  # headers alone, whose words on the kind of the mail hold all the same
        return message
    found = BOUNDARY.search(body)
    boundary = found[1].decode("ascii", errors="replace") if found else "none"
    if not found or '"' in boundary or not boundary.isascii():
        del message["Content-Type"]
        return message
    head = f'Content-Type: {message.get_content_type()}; boundary="{boundary}"\n\n'
    message.set_payload(message_from_bytes(head.encode() + body, policy=BoundedPolicy()).get_payload())
    return message


def _header(message: Message, name: str) -> str:
    """A header's text on one line; empty if it is missing or can't be read."""
    try:
        return _clean(str(message.get(name, ""))).replace("\n", " ").strip()
    except Exception:  # the parser of headers raises whatever its bugs raise
        return ""


def _clean(text: str) -> str:
    return CONTROL.sub("", text)


def _message_id(message: Message, raw: bytes) -> str:
    """The email's own id; if it is missing or can't be stored, one made from its content."""
    found = MESSAGE_ID.fullmatch(_header(message, "Message-ID"))
    return found[0] if found else f"<{hashlib.sha256(raw).hexdigest()}@without-id.invalid>"


def _sender(message: Message) -> str:
    addresses = getaddresses([_header(message, "From")])
    return canonical(addresses[0][1])[:254] if addresses else ""


def _references(message: Message) -> list[str]:
    ids = [
        *MESSAGE_ID.findall(_header(message, "In-Reply-To")),
        *reversed(MESSAGE_ID.findall(_header(message, "References"))),
    ]
    return list(dict.fromkeys(ids))[:50]


def _is_automatic(message: Message) -> bool:
    """By RFC 3834 and the other signs of automatic replies."""
    submitted = _header(message, "Auto-Submitted").lower()
    precedence = _header(message, "Precedence").lower()
    return (
        (submitted != "" and not submitted.startswith("no"))
        or precedence in {"bulk", "junk", "auto_reply"}
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond"))
        or bool(AWAY.match(_header(message, "Subject")))
        or _is_report(message)
    )


def _is_postmaster(message: Message) -> bool:
    return bool(re.match(r"(mailer-daemon|postmaster)@", _sender(message), re.IGNORECASE))


def _is_report(message: Message) -> bool:
    return message.get_content_type() == "multipart/report" or _is_postmaster(message)


def _is_bounce(message: Message, parts: Sequence[Message]) -> bool:
    """Whether it reports a failed delivery (RFC 3464). Other reports are about a delay, a success or, as read
    receipts (RFC 8098), what the reader did. Some old servers write to the sender in plain words.
    """
    if message.get_content_type() == "multipart/report":
        return any(_header(part, "Action").lower() == "failed" for part in parts)
    return _is_postmaster(message)


def _parts(message: Message) -> list[Message]:
    parts = []
    for part in message.walk():
        parts.append(part)
        if len(parts) == MAX_PARTS:
            break
    return parts


def _returned_ids(parts: Sequence[Message]) -> list[str]:
    """The ids of the emails that a report returns, in full or as headers, or names."""
    ids = []
    for part in parts[1:]:
        for name in ("Message-ID", "Original-Message-ID"):
            ids += MESSAGE_ID.findall(_header(part, name))
        if part.get_content_type() == "text/rfc822-headers":
            ids += re.findall(rf"(?im)^message-id:\s*({MESSAGE_ID.pattern})", _decoded(part))
    return ids[:50]


def _report(parts: Sequence[Message]) -> str:
    """What the mail server says about each address (RFC 3464)."""
    lines = [
        f"{name}: {value}"
        for part in parts
        if _header(part, "Action")
        for name in ("Final-Recipient", "Status", "Diagnostic-Code")
        if (value := _header(part, name))
    ]
    return "\n".join(lines)[:MAX_TEXT_LENGTH]


def _text(message: Message, parts: Sequence[Message]) -> str:
    """The first plain-text part, otherwise the first HTML part converted to text."""
    inline = [part for part in parts if not part.is_multipart() and not part.get_filename()]
    for kind, convert in (("text/plain", str), ("text/html", text_of)):
        for part in inline:
            if part.get_content_type() == kind and (text := convert(_decoded(part)).strip()):
                return text[:MAX_TEXT_LENGTH]
    return ""


def _decoded(part: Message) -> str:
    content = _content(part)[:MAX_PART_BYTES]
    charset = part.get_content_charset() or "utf-8"
    charset = "gb18030" if charset in CHINESE else charset
    try:
        text = content.decode(charset, errors="replace")
    except (LookupError, ValueError, UnicodeError):  # no such encoding, or one that is none of text
        text = content.decode("utf-8", errors="replace")
    return _clean("\n".join(text.splitlines()))


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _files(parts: Sequence[Message]) -> tuple[list[File], list[str]]:
    """The files to keep, and the names of those that are too large, too many or of a type not accepted."""
    kept: list[File] = []
    left_out: list[str] = []
    for part in parts:
        if part.is_multipart() or not (name := _file_name(part)):
            continue
        content = _content(part)
        sizes = [(file.name, len(file.content)) for file in kept]
        try:
            attachments.check([*sizes, (name, len(content))])
        except ValidationError:
            left_out.append(name)
        else:
            kept.append(File(name, content))
    return kept, left_out[:50]


def _file_name(part: Message) -> str:
    """The last part of the file name given in the email; empty if the part is not a file."""
    try:
        name = PurePosixPath(_clean(part.get_filename() or "").replace("\\", "/")).name
        return name and get_valid_filename(name) and name[-200:]
    except Exception:  # names are headers too: see above
        return "?"
