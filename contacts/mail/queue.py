"""The queue of outgoing email: each is stored first, sent by a worker, and retried at growing intervals.

The rows are django-post-office's `Email`; an email is queued in the transaction that causes it, so both
are stored or neither. Its templates are not used: they would run what a visitor typed as template code.

A worker that dies between two steps loses nothing: the attempt was counted, and the next one scheduled,
before it began. Only if it dies between the server's acceptance and our record of it, which follows at once,
is a second copy sent; both carry the same Message-ID.
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
from django.dispatch import Signal
from django.utils import timezone
from post_office.models import STATUS, Log, RecipientDeliveryStatus
from post_office.models import Attachment as MailAttachment

from contacts import email_addresses
from contacts.models import Attachment, Mail

logger = logging.getLogger(__name__)

# Sent before a worker looks for mail: whoever has some to write at its time may do so now.
looking = Signal()
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


def put(*, to, subject, body, html="", headers=None, message_id="", attachments=()) -> Mail:
    """Queue one email of plain text, and perhaps the same as HTML, preferably to one address: a server may
    silently refuse one of several.

    `attachments` are post-office's, already saved. The subject is reduced to one line; an address or a
    header with several lines raises ValueError.
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
        html_message=html,
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
    """A Message-ID (RFC 5322) with its angle brackets. Every attempt carries the same, so a second copy after
    a crash is recognised as such.
    """
    return make_msgid(domain=settings.MAIL_DOMAIN)


def claim(now=None) -> Mail | None:
    """Take the next email that is due, and record the attempt before it is made.

    If a worker dies in the middle, the email stays in the queue and is retried after the wait; it is
    neither lost nor sent over and over. Any number of workers may claim at the same time.
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
    """Make the attempt that `claim()` recorded, and store what the mail server said. True if it accepted the
    email.

    The connection is closed only after that is stored: a server may be slow to say goodbye, and if the
    worker is killed in the meantime the email must not be sent again.
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
    """Keeps the row locked, so that no other worker overtakes a long attempt."""
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
    """Try every email that is due; return how many the server accepted."""
    sent = 0
    while mail := claim(now):
        sent += deliver(mail)
    return sent


def send_again(mails) -> int:
    """Queue the unsent emails of a queryset for now; return how many. One being sent is left alone."""
    return _change(
        mails,
        status=STATUS.queued,
        scheduled_time=timezone.now(),
        number_of_retries=0,
        recipient_delivery_status=None,
    )


def set_aside(mails) -> int:
    """Stop trying the unsent emails of a queryset, and stop warning about them; return how many."""
    return _change(
        mails, status=STATUS.failed, recipient_delivery_status=RecipientDeliveryStatus.HARD_BOUNCED
    )


def stuck(now=None):
    """Emails that failed for good, failed more than twice, or are waiting because no worker is running.

    One stored while the clock was ahead counts at once, because its time may be far off.
    """
    now = now or timezone.now()
    given_up = Q(status=STATUS.failed, recipient_delivery_status=None)
    untried = Q(scheduled_time__lte=now - UNTRIED_WINDOW) | _misdated(now)
    waiting = Q(status__in=WAITING) & (untried | Q(number_of_retries__gt=2))
    return Mail.objects.filter(given_up | waiting)


def _misdated(now) -> Q:
    """Those whose next attempt was dated by a clock that was ahead when the row was last changed."""
    return Q(last_updated__gt=now + CLOCK_DIFFERENCE)


def forget(before) -> int:
    """Delete the emails sent or set aside before that moment, with their files; return how many.

    Files that also belong to an inquiry's thread are kept.
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
    """Record how the attempt ended. An interrupted one keeps the empty message it started with."""
    attempt.status = status
    attempt.message = reason(error) if error else ""
    attempt.exception_type = type(error).__name__ if error else ""
    attempt.save()


def reason(error: Exception) -> str:
    """What the mail server said, or what went wrong before it could, on one line."""
    if isinstance(error, SMTPRecipientsRefused) and error.recipients:
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        code, words = "", str(error) or type(error).__name__
    words = words.decode(errors="replace") if isinstance(words, bytes) else words
    return one_line(f"{code} {words}")
