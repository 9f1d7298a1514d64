"""Senders' replies, read from a mailbox and added to their inquiries.

A mailbox can be read any number of times: emails already added are recognised by their Message-ID. Those
that belong to no inquiry are counted and left alone, for people to read.
"""

import imaplib
import logging
import mailbox
import re
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.email_addresses import is_same
from contacts.inquiries.intake import answer_due
from contacts.inquiries.workflow import change_state, locked, tell
from contacts.mail import incoming, messages
from contacts.mail.attachments import kind_of
from contacts.mail.incoming import Incoming
from contacts.models import Attachment, Inquiry, Mail, Message, Note
from contacts.querysets import REFERENCE_CHARACTERS
from contacts.states import WITH_STAFF, Direction, State, Writer

logger = logging.getLogger(__name__)

REFERENCE = re.compile(rf"CI-\d{{4}}-[{REFERENCE_CHARACTERS}]{{6}}")
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
TIMEOUT_SECONDS = 60  # seconds for each answer of an IMAP server


@dataclass
class Found:
    """An email in a mailbox. `whole` fetches it if `head` is only its headers; `joined` marks it."""

    head: bytes
    whole: Callable[[], bytes] | None = None
    joined: Callable[[], None] = lambda: None


def read_all(found: Iterator[Found]) -> Counter:
    """Add what belongs to inquiries. Returns how many were added, already known, not ours, and failed."""
    counts = Counter({"joined": 0, "known": 0, "others": 0, "failed": 0})
    for item in found:
        try:
            outcome = _join(item)
        except Exception:  # a mail can be anything at all, and the next one must still be read
            logger.exception("A mail of the mailbox could not be read")
            outcome = "failed"
        counts[outcome] += 1
    return counts


def _join(item: Found) -> str:
    mail = incoming.read(item.head)
    if item.whole:
        if not mail.is_report and inquiry_of(mail) is None:
            return "others"
        mail = incoming.read(item.whole())
    outcome = join(mail)
    if outcome != "others":
        item.joined()
    return outcome


@transaction.atomic
def join(mail: Incoming) -> str:
    """Add an email to the inquiry that it answers. Returns "joined", "known" if it was added before, or
    "others".

    A person's reply reopens the inquiry and the assignee is notified. An automatic reply only appears in
    the thread. So does a bounce, but if an answer bounced, the inquiry is reopened.
    """
    if Message.objects.filter(message_id=mail.message_id).exists():
        return "known"
    inquiry = inquiry_of(mail)
    if inquiry is None:
        return "others"
    inquiry = locked(inquiry)
    if inquiry.erased_at:
        return "others"
    message, is_new = Message.objects.get_or_create(
        message_id=mail.message_id,
        defaults={
            "inquiry": inquiry,
            "direction": Direction.IN,
            "writer": _writer(mail),
            "sender": "" if is_same(mail.sender, inquiry.email) else mail.sender or _("(no address)"),
            "body": mail.text or _("(no text)"),
        },
    )
    if not is_new:
        return "known"
    _keep_files(message, mail)
    came_back = message.writer == Writer.BOUNCE and inquiry.state in (State.ANSWERED, State.WAITING)
    if message.writer == Writer.PERSON or came_back:
        _open(inquiry)
    return "joined"


def inquiry_of(mail: Incoming) -> Inquiry | None:
    """Found by the emails that it answers; otherwise by the reference in its subject, if it comes from the
    sender.
    """
    if mail.references:
        answered = Message.objects.filter(message_id__in=mail.references).select_related("inquiry").first()
        if answered:
            return answered.inquiry
        for sent in Mail.objects.filter(message_id__in=mail.references):
            if found := _by_reference(sent.subject, sent.to):
                return found
    return None if mail.is_report else _by_reference(mail.subject, [mail.sender])


def _by_reference(subject: str, addresses: list[str]) -> Inquiry | None:
    """The inquiry named in a subject, if one of the addresses is its sender's."""
    for inquiry in Inquiry.objects.filter(reference__in=REFERENCE.findall(subject)[:5]):
        if any(is_same(address, inquiry.email) for address in addresses):
            return inquiry
    return None


def _writer(mail: Incoming) -> str:
    if mail.is_bounce:
        return Writer.BOUNCE
    return Writer.PROGRAM if mail.is_automatic else Writer.PERSON


def _keep_files(message: Message, mail: Incoming) -> None:
    with ExitStack() as undo:  # else each new try, after a full disk, would leave the first files once more
        for file in mail.files:
            kept = Attachment.objects.create(
                message=message,
                file=ContentFile(file.content, name=file.name),
                name=file.name,
                content_type=kind_of(file.name),
                size=len(file.content),
            )
            undo.callback(kept.file.storage.delete, kept.file.name)
        undo.pop_all()
    if mail.left_out:
        Note.objects.create(
            inquiry=message.inquiry,
            text=_("These files in the reply were not kept, because of their type or size: %s.")
            % ", ".join(mail.left_out)[:3000],
        )


def _open(inquiry: Inquiry) -> None:
    """Reopen the inquiry with a new due date; what staff marked as spam stays spam."""
    if inquiry.state == State.SPAM:
        return
    if inquiry.state not in WITH_STAFF or inquiry.due_at is None:
        inquiry.due_at = answer_due(timezone.now())
        inquiry.save(update_fields=["due_at"])
    change_state(inquiry, State.OPEN)
    tell(inquiry, None, messages.follow_up)


def in_file(path: Path) -> Iterator[Found]:
    """The emails in an mbox file or a Maildir folder, which is not changed. OSError if it can't be read."""
    if path.is_dir():
        if not (path / "cur").is_dir():
            raise NotADirectoryError(path)
        box = mailbox.Maildir(path, factory=None, create=False)
    else:
        path.open("rb").close()
        box = mailbox.mbox(path, factory=None, create=False)
    with closing(box):
        for key in box.iterkeys():
            try:
                with closing(box.get_file(key)) as file:
                    raw = file.read(incoming.MAX_BYTES + 1)
            except (KeyError, FileNotFoundError):  # another program moved it meanwhile
                continue
            yield Found(raw)


def in_imap_folder(address: str) -> Iterator[Found]:
    """The unread emails of imaps://user:password@host/INBOX. Only those that are added become read.

    OSError or imaplib.IMAP4.error if the server can't be reached or refuses.
    """
    parts = urlsplit(address)
    server = _connect(parts.scheme, parts.hostname, parts.port)
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        _check(server.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"'))
        [numbers] = _check(server.uid("SEARCH", "UNSEEN"))
        for number in (numbers or b"").decode("ascii").split():
            yield Found(
                _fetch(server, number, "HEADER"),
                whole=lambda number=number: _fetch(server, number, ""),
                joined=lambda number=number: _mark_read(server, number),
            )
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _connect(scheme: str, host: str, port: int | None):
    """An encrypted connection that checks the server's certificate, which imaplib by itself does not."""
    if scheme == "imaps":
        trusted = ssl.create_default_context()
        return imaplib.IMAP4_SSL(
            host, port or imaplib.IMAP4_SSL_PORT, ssl_context=trusted, timeout=TIMEOUT_SECONDS
        )
    if host not in THIS_MACHINE:
        raise imaplib.IMAP4.error(f"the password is not told to {host} without encryption: use imaps://")
    return imaplib.IMAP4(host, port or imaplib.IMAP4_PORT, timeout=TIMEOUT_SECONDS)


def _fetch(server, number: str, section: str) -> bytes:
    """The headers or the whole of an email, which stays unread."""
    answer = _check(server.uid("FETCH", number, f"(BODY.PEEK[{section}]<0.{incoming.MAX_BYTES + 1}>)"))
    return next((piece[1] for piece in answer if isinstance(piece, tuple)), b"")


def _mark_read(server, number: str) -> None:
    _check(server.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)"))


def _check(answer):
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(data))
    return data
