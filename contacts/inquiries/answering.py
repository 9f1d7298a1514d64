"""Answers by email: their content, and what happens when they are sent.

The message in the thread, the email in the queue and the new state are saved in one transaction.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from post_office.models import Attachment as MailAttachment

from contacts import email_addresses, languages
from contacts.inquiries.workflow import change_state, locked, name_of, newest_mail, what_came_after
from contacts.mail import queue
from contacts.mail.reply_text import fresh_part
from contacts.models import Attachment, Inquiry, Mail, Message, SavedAnswer
from contacts.states import Direction, State, Writer

PLACEHOLDER = re.compile(r"\{(\w*)\}")
PLACEHOLDERS = ("name", "reference", "about", "officer")
# Mails carry the ids of those before them; very many make a header that servers refuse.
MAX_REFERENCES = 20


class OvertakenError(Exception):
    """Someone has written since the officer opened the form; the message says who."""


@dataclass
class Draft:
    """An answer that has not been sent yet.

    `message_id` is assigned when the form is opened, so a form sent twice is one answer. `seen` is the
    last email in the thread that the officer saw.
    """

    inquiry: Inquiry
    officer: User
    body: str
    message_id: str
    seen: int = 0
    attachments: tuple[MailAttachment, ...] = ()
    asks: bool = False

    @property
    def letter(self) -> dict:
        """The arguments of `queue.put()`, as the email will be sent."""
        before = [mail for mail in self.inquiry.messages.all() if mail.writer == Writer.PERSON]
        # What somebody else wrote is not the sender's to read.
        heard = [mail for mail in before if mail.direction == Direction.IN and not mail.sender]
        moment, words = self.inquiry.received_at, self.inquiry.message
        if heard:
            moment, words = heard[-1].created_at, fresh_part(heard[-1].body)
        with override(self.inquiry.language):
            subject = _("Your message to the CAREC Institute")
            day = date_format(timezone.localtime(moment), "DATE_FORMAT")
            framing = _("On %(date)s you wrote:") % {"date": day}
        quoted = "\n".join(f"> {line}".rstrip() for line in words.splitlines())
        return {
            "to": [self.inquiry.email],
            "subject": f"{subject} [{self.inquiry.reference}]",
            "body": f"{self.body}\n\n{framing}\n{quoted}\n",
            "headers": {"Reply-To": sender(), **references(before)},
            "message_id": self.message_id,
        }


def sender() -> str:
    """The name and address that answers are sent from, and the address for replies."""
    return settings.DEFAULT_FROM_EMAIL


def references(mails) -> dict[str, str]:
    """The headers that link an email to earlier ones (RFC 5322, 3.6.4)."""
    ids = [mail.message_id for mail in mails if is_message_id(mail.message_id)]
    if not ids:
        return {}
    return {"In-Reply-To": ids[-1], "References": " ".join(ids[-MAX_REFERENCES:])}


def is_message_id(text: str) -> bool:
    return re.fullmatch(r"<[!-~]+>", text) is not None


@transaction.atomic
def send(draft: Draft) -> Message:
    """Send the answer. Sending the same draft again returns the answer it became the first time.

    Raises OvertakenError if there is an email that the officer has not seen, and ValidationError if the
    inquiry can't be answered.
    """
    inquiry = locked(draft.inquiry)
    if (sent := Message.objects.filter(message_id=draft.message_id).first()) and sent.body == draft.body:
        return sent
    if sentence := why_not(inquiry):
        raise ValidationError(sentence)
    if newest_mail(inquiry) != draft.seen:
        raise OvertakenError(what_came_after(inquiry, draft.seen))
    mail = queue.put(**draft.letter, attachments=draft.attachments)
    message = Message.objects.create(
        inquiry=inquiry,
        direction=Direction.OUT,
        author=draft.officer,
        body=draft.body,
        message_id=draft.message_id,
        email=mail,
    )
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            file=file.file.name,
            name=file.name[:200],
            content_type=file.mimetype[:120],
            size=file.file.size,
        )
        for file in draft.attachments
    )
    if inquiry.first_answered_at is None:
        inquiry.first_answered_at = message.created_at
        inquiry.save(update_fields=["first_answered_at"])
    change_state(inquiry, State.WAITING if draft.asks else State.ANSWERED, draft.officer)
    return message


def why_not(inquiry: Inquiry) -> str:
    """A sentence that says why the inquiry can't be answered; empty if it can."""
    if inquiry.erased_at:
        return _(
            "The personal data of this inquiry has been erased, so there is no address to send an answer to."
        )
    if inquiry.state == State.SPAM:
        return _("This is marked as spam. Mark it as not spam before you answer it.")
    if not email_addresses.is_address(inquiry.email):
        return _("Emails can’t be sent to the address %s.") % email_addresses.readable(inquiry.email)
    return ""


def other_sender(inquiry: Inquiry) -> str:
    """The address of the last reply if it differs from the one that answers go to; otherwise empty."""
    replies = inquiry.messages.filter(direction=Direction.IN, writer=Writer.PERSON)
    last = replies.order_by("-pk").first()
    return email_addresses.readable(last.sender) if last else ""


def send_again(message: Message) -> int:
    """Queue an answer's email again if it was not sent; return the number of emails queued, 1 or 0."""
    return queue.send_again(Mail.objects.filter(pk=message.email_id))


def saved_answers(inquiry: Inquiry):
    """The saved answers in the inquiry's language or in English, for its kind or for every kind."""
    is_written = Q()
    for code in {inquiry.language, languages.ENGLISH}:
        is_written |= Q(**{f"{languages.column('text', code)}__gt": ""})
    return SavedAnswer.objects.filter(is_written, kind__in=["", inquiry.kind])


def language_of(saved: SavedAnswer, inquiry: Inquiry) -> str:
    """The language in which the saved answer is inserted: the inquiry's, otherwise English."""
    is_translated = getattr(saved, languages.column("text", inquiry.language))
    return inquiry.language if is_translated else languages.ENGLISH


def text_for(saved: SavedAnswer, inquiry: Inquiry, officer) -> str:
    """A saved answer with its placeholders filled in; see `fill_in()`."""
    language = language_of(saved, inquiry)
    text = getattr(saved, languages.column("text", language))
    return fill_in(text, inquiry, officer, language)


def fill_in(text: str, inquiry: Inquiry, officer, language: str = "") -> str:
    """Put the words in place of {name}, {reference}, {about}, {officer}; ValidationError for any other."""
    check_placeholders(text)
    with override(language or inquiry.language):
        about = inquiry.about_words or _("your message")
    words = {
        "name": inquiry.name,
        "reference": inquiry.reference,
        "about": about,
        "officer": name_of(officer),
    }
    # What a visitor typed must not become a placeholder itself when the text is filled in once more.
    words = {name: word.replace("{", "(").replace("}", ")") for name, word in words.items()}
    return PLACEHOLDER.sub(lambda match: words[match[1]], text)


def check_placeholders(text: str) -> None:
    """Raise ValidationError with a sentence for each unknown placeholder."""
    known = [f"{{{name}}}" for name in PLACEHOLDERS]
    unknown = sorted({match[0] for match in PLACEHOLDER.finditer(text)} - set(known))
    sentence = _("There is no placeholder %(wrong)s. Use one of these: %(known)s.")
    if unknown:
        raise ValidationError([sentence % {"wrong": wrong, "known": ", ".join(known)} for wrong in unknown])
