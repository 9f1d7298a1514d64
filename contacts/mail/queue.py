"""The queue of outgoing mail: a row before it is tried, sent by a worker, tried again with longer waits.

The rows are django-post-office's `Email`; a mail is queued in the transaction of what causes it, so both
are stored or neither. Its templates are not used: they would run what a visitor typed as template code.

A worker that dies between two steps loses nothing: the attempt was counted, and the next one scheduled,
before it began. Only between the server's consent and our note of it, which follows at once, can it make
one copy too many, of the mail in hand; both carry the same Message-ID.
"""

import logging
import re
from contextlib import suppress
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core import mail as django_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from post_office.models import STATUS, Log, RecipientDeliveryStatus
from post_office.models import Attachment as MailAttachment

from contacts import email_addresses
from contacts.models import Attachment, Mail

logger = logging.getLogger(__name__)

# Minutes from one attempt to the next; a mail that fails once more after the last is given up.
WAITS = (2, 5, 15, 60, 180, 360, 720, 1440)
# A mail that nobody tried for so long after its time: no worker runs.
UNTRIED_WINDOW = timedelta(minutes=10)
# The clocks of two of our machines may differ by so much.
CLOCK_DIFFERENCE = timedelta(minutes=10)
WAITING = (STATUS.queued, STATUS.requeued)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Keys of mails for which the database went away before it heard that they were taken. This worker then only
# notes it at the next attempt.
taken_and_not_noted = set()


def put(*, to, subject, body, headers=None, message_id="", attachments=()) -> Mail:
    """Queue one mail in plain text, best to one address: a server may refuse one of several unnoticed.

    `attachments` are post-office's, already saved. The subject becomes one line; an address or a header
    that is more than one raises ValueError.
    """
    headers = {str(name): str(value) for name, value in (headers or {}).items()}
    if wrong := [text for item in headers.items() for text in item if CONTROL.search(text)]:
        raise ValueError(f"A header of a mail must be one line: {wrong}")
    if wrong := [address for address in to if not email_addresses.is_address(address)]:
        raise ValueError(f"No address to send a mail to: {wrong}")
    mail = Mail(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[email_addresses.canonical(address) for address in to],
        subject=one_line(subject),
        message=body,
        headers=headers,
        message_id=message_id or new_message_id(),
        status=STATUS.queued,
        scheduled_time=timezone.now(),
    )
    mail.save()
    mail.attachments.add(*attachments)
    return mail


def one_line(text: str) -> str:
    return " ".join(CONTROL.sub(" ", str(text)).split())[:500]


def new_message_id() -> str:
    """A Message-ID of RFC 5322 with its angle brackets. Each attempt carries the same, so a second
    copy, after a crash, is known as such."""
    return make_msgid(domain=settings.MAIL_DOMAIN)


def claim(now=None) -> Mail | None:
    """Take the next mail whose time has come, and note the attempt before it is made.

    A worker that dies in the middle leaves the mail in the queue: it is tried again after the wait,
    neither lost nor sent over and over. Any number of workers may claim side by side.
    """
    now = now or timezone.now()
    with transaction.atomic():
        mail = (
            Mail.objects.select_for_update(skip_locked=True)
            .filter(Q(scheduled_time__lte=now) | _misdated(now), status__in=WAITING)
            .order_by("scheduled_time", "pk")
            .first()
        )
        if mail is None:
            return None
        attempts = mail.attempts + 1
        wait = timedelta(minutes=WAITS[min(attempts, len(WAITS)) - 1]) * settings.MAIL_WAIT_FACTOR
        Mail.objects.filter(pk=mail.pk).update(
            status=STATUS.requeued, number_of_retries=attempts, scheduled_time=now + wait, last_updated=now
        )
        mail.number_of_retries = attempts
        mail.attempt = Log.objects.create(email=mail, status=STATUS.failed)
    return mail


def deliver(claimed: Mail) -> bool:
    """Make the attempt that `claim()` noted; keep what the mail server said. True if it took the mail.

    The line is closed only when that is stored: a server may take its time over the farewell, and a worker
    that is killed meanwhile must not send the mail again.
    """
    connection = django_mail.get_connection()
    try:
        is_taken = _attempt(claimed, connection)
    finally:
        with suppress(Exception):  # the server has answered; what happens now changes nothing
            connection.close()
    taken_and_not_noted.discard(claimed.pk)
    return is_taken


@transaction.atomic
def _attempt(claimed: Mail, connection) -> bool:
    """The row stays locked meanwhile, so that no other worker overtakes an attempt that lasts long."""
    mail = (
        Mail.objects.select_for_update(skip_locked=True)
        .filter(pk=claimed.pk, status__in=WAITING, number_of_retries=claimed.number_of_retries)
        .first()
    )
    if mail is None:  # somebody else has it, or it was set aside
        return False
    try:
        if mail.pk not in taken_and_not_noted:
            connection.open()
            mail.dispatch(commit=False, connection=connection)
    except Exception as error:  # the server may fail in any way, and the next mail must still be tried
        logger.warning("Mail %s was not sent: %s", mail.message_id, error)
        if mail.attempts > len(WAITS):
            _set_status(mail, STATUS.failed)
        _note(claimed.attempt, STATUS.failed, error)
        return False
    taken_and_not_noted.add(mail.pk)
    _set_status(mail, STATUS.sent)
    _note(claimed.attempt, STATUS.sent)
    return True


def deliver_all(now=None) -> int:
    """Try every mail whose time has come; return how many the server took."""
    sent = 0
    while mail := claim(now):
        sent += deliver(mail)
    return sent


def send_again(mails) -> int:
    """Queue for now what was not sent of a queryset; return how many. A mail in hand is left alone."""
    return _change(
        mails,
        status=STATUS.queued,
        scheduled_time=timezone.now(),
        number_of_retries=0,
        recipient_delivery_status=None,
    )


def set_aside(mails) -> int:
    """Try what was not sent of a queryset no more, and warn of it no more; return how many."""
    return _change(
        mails, status=STATUS.failed, recipient_delivery_status=RecipientDeliveryStatus.HARD_BOUNCED
    )


def stuck(now=None):
    """Mails that were given up, failed more than twice, or lie about because no worker runs.

    One that was stored while the clock was ahead counts at once: its time may be long in coming.
    """
    now = now or timezone.now()
    given_up = Q(status=STATUS.failed, recipient_delivery_status=None)
    untried = Q(scheduled_time__lte=now - UNTRIED_WINDOW) | _misdated(now)
    waiting = Q(status__in=WAITING) & (untried | Q(number_of_retries__gt=2))
    return Mail.objects.filter(given_up | waiting)


def _misdated(now) -> Q:
    """The clock was ahead when the next try was dated, which is when the row was last changed."""
    return Q(last_updated__gt=now + CLOCK_DIFFERENCE)


def forget(before) -> int:
    """Delete the mails sent or set aside before that moment, with their files; return how many.

    A file that an inquiry's thread holds as well stays.
    """
    done = Q(status=STATUS.sent) | Q(status=STATUS.failed, recipient_delivery_status__isnull=False)
    _total, deleted = Mail.objects.filter(done, last_updated__lt=before).delete()
    for attachment in MailAttachment.objects.filter(emails=None):
        if not Attachment.objects.filter(file=attachment.file.name).exists():
            attachment.file.delete(save=False)
        attachment.delete()
    return sum(deleted.get(model._meta.label, 0) for model in (Mail, Mail._meta.concrete_model))


@transaction.atomic
def _change(mails, **values) -> int:
    unsent = mails.exclude(status=STATUS.sent).order_by().select_for_update(skip_locked=True)
    keys = list(unsent.values_list("pk", flat=True))
    return Mail.objects.filter(pk__in=keys).update(**values, last_updated=timezone.now())


def _set_status(mail, status) -> None:
    Mail.objects.filter(pk=mail.pk).update(status=status, last_updated=timezone.now())


def _note(attempt, status, error=None) -> None:
    """How the attempt ended. One that was cut off keeps the empty words of its beginning."""
    attempt.status = status
    attempt.message = reason(error) if error else ""
    attempt.exception_type = type(error).__name__ if error else ""
    attempt.save()


def reason(error: Exception) -> str:
    """What the mail server said, or what went wrong on the way to it, in one line."""
    if isinstance(error, SMTPRecipientsRefused) and error.recipients:
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        code, words = "", str(error) or type(error).__name__
    words = words.decode(errors="replace") if isinstance(words, bytes) else words
    return one_line(f"{code} {words}")
