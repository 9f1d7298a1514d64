"""The thread of an inquiry as its page shows it: everything written and done, in chronological order."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.utils.translation import gettext, pgettext
from post_office.models import STATUS, Log

from contacts.email_addresses import readable
from contacts.inquiries.workflow import name_of
from contacts.mail.reply_text import parted
from contacts.models import Inquiry, Mail, Message, Note
from contacts.states import Direction, Writer


@dataclass
class Entry:
    """`sort` is a name for the style sheet: in, other, out, note, bounce, program or log."""

    at: datetime
    sort: str
    who: str
    what: str
    text: str
    tail: str = ""
    attachments: list = field(default_factory=list)
    mail: "MailState | None" = None


@dataclass
class MailState:
    """The state of an answer's delivery; `error` is the mail server's last message."""

    key: int
    state: str
    mark: str
    error: str

    @property
    def is_in_trouble(self) -> bool:
        return self.mark == "failed" or bool(self.error)


def thread(inquiry: Inquiry) -> list[Entry]:
    """A constant number of queries, however long the thread is."""
    entries = [_first(inquiry), *_mails(inquiry), *_notes(inquiry), *_log(inquiry)]
    return sorted(entries, key=lambda entry: entry.at)


def _first(inquiry):
    return Entry(inquiry.received_at, "in", inquiry.name, gettext("Message from the form"), inquiry.message)


def _mails(inquiry):
    found = list(
        Message.objects.filter(inquiry=inquiry).select_related("author").prefetch_related("attachments")
    )
    attempts = Prefetch("logs", Log.objects.order_by("-pk"), to_attr="newest_first")
    queued = Mail.objects.prefetch_related(attempts).in_bulk([message.email_id for message in found])
    for message in found:
        if message.direction == Direction.OUT:
            yield Entry(
                message.created_at,
                "out",
                name_of(message.author) if message.author else gettext("The institute"),
                pgettext("sort of a message", "Answer by email"),
                message.body,
                attachments=list(message.attachments.all()),
                mail=_state(queued.get(message.email_id), message),
            )
        else:
            yield _heard(message, inquiry)


def _heard(message, inquiry):
    fresh, tail = parted(message.body)
    who = readable(message.sender) or inquiry.name
    sort, what, who = {
        Writer.PERSON: ("in", gettext("Reply by email"), who),
        Writer.PROGRAM: ("program", gettext("Automatic reply"), who),
        Writer.BOUNCE: ("bounce", gettext("Could not be delivered"), gettext("A mail server")),
    }[message.writer]
    if message.sender and sort == "in":
        sort, what = "other", gettext("Reply from another address")
    return Entry(message.created_at, sort, who, what, fresh, tail, list(message.attachments.all()))


def _state(mail, message):
    if mail is None:  # sent, and its row forgotten since
        return MailState(message.pk, gettext("Sent"), "sent", "")
    mark = "sent" if mail.status == STATUS.sent else "waiting" if mail.is_waiting else "failed"
    error = mail.newest_first[0].message if mail.newest_first and mark != "sent" else ""
    return MailState(message.pk, mail.state, mark, error)


def _notes(inquiry):
    for note in Note.objects.filter(inquiry=inquiry).select_related("author"):
        who = name_of(note.author) if note.author else gettext("The website")
        yield Entry(note.created_at, "note", who, gettext("Internal note, never sent"), note.text)


def _log(inquiry):
    kind = ContentType.objects.get_for_model(Inquiry)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(inquiry.pk)).select_related("user")
    for entry in entries:
        yield Entry(entry.action_time, "log", name_of(entry.user), "", entry.get_change_message())
