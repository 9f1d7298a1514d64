"""The queue of outgoing mail: a row before it is tried, sent by a worker, tried again with longer waits.

The rows are django-post-office's `Email`; a mail is queued in the transaction of what causes it, so both
are stored or neither. Its templates are not used: they would run what a visitor typed as template code.
"""

import logging
from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from post_office.models import STATUS, Email, Log

logger = logging.getLogger(__name__)

# Minutes from one attempt to the next; a mail that fails once more after the last is given up.
WAITS = (2, 5, 15, 60, 180, 360, 720, 1440)
# A mail that nobody tried for so long after its time: no worker runs.
UNTRIED = timedelta(minutes=10)
WAITING = (STATUS.queued, STATUS.requeued)


def put(*, to, subject, body, headers=None, message_id="", attachments=()) -> Email:
    """Queue one mail in plain text. `attachments` are post-office's, already saved.

    The subject and all headers must be single lines: Django refuses any other when it is sent.
    """
    email = Email(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=list(to),
        subject=subject,
        message=body,
        headers=headers or {},
        message_id=message_id or new_message_id(),
        status=STATUS.queued,
        priority=None,
    )
    email.save()
    email.attachments.add(*attachments)
    return email


def new_message_id() -> str:
    """A Message-ID of RFC 5322 with its angle brackets. Each attempt carries the same, so a second
    copy, after a crash, is known as such."""
    return make_msgid(domain=settings.MAIL_DOMAIN)


def claim(now=None) -> Email | None:
    """Take the next mail whose time has come, and note the attempt before it is made.

    A worker that dies in the middle leaves the mail in the queue: it is tried again after the wait,
    neither lost nor sent over and over. Any number of workers may claim side by side.
    """
    now = now or timezone.now()
    with transaction.atomic():
        email = (
            Email.objects.select_for_update(skip_locked=True)
            .filter(Q(scheduled_time=None) | Q(scheduled_time__lte=now), status__in=WAITING)
            .order_by("scheduled_time", "pk")
            .first()
        )
        if email is None:
            return None
        attempts = (email.number_of_retries or 0) + 1
        wait = timedelta(minutes=WAITS[min(attempts, len(WAITS)) - 1]) * settings.MAIL_WAIT_FACTOR
        Email.objects.filter(pk=email.pk).update(
            status=STATUS.requeued, number_of_retries=attempts, scheduled_time=now + wait, last_updated=now
        )
        email.number_of_retries = attempts
    return email


def deliver(email: Email) -> bool:
    """Make the attempt that `claim()` noted; keep what the mail server said. True if it took the mail."""
    connection = mail.get_connection()
    try:
        email.dispatch(commit=False, connection=connection)
    except Exception as error:  # the server may fail in any way, and the next mail must still be tried
        logger.warning("Mail %s was not sent: %s", email.message_id, error)
        given_up = email.number_of_retries > len(WAITS)
        if given_up:
            _set_status(email, STATUS.failed)
        _log(email, STATUS.failed, error)
        return False
    _set_status(email, STATUS.sent)
    _log(email, STATUS.sent)
    return True


def deliver_all(now=None) -> int:
    """Try every mail whose time has come; return how many the server took."""
    sent = 0
    while email := claim(now):
        sent += deliver(email)
    return sent


def send_again(emails) -> int:
    """Queue failed and waiting mails of a queryset for now; return how many."""
    return emails.exclude(status=STATUS.sent).update(
        status=STATUS.queued, scheduled_time=None, number_of_retries=0, last_updated=timezone.now()
    )


def stuck(now=None):
    """Mails that were given up, failed more than twice, or lie about because no worker runs."""
    now = now or timezone.now()
    untried = Q(scheduled_time=None, created__lte=now - UNTRIED) | Q(scheduled_time__lte=now - UNTRIED)
    waiting = Q(status__in=WAITING) & (untried | Q(number_of_retries__gt=2))
    return Email.objects.filter(Q(status=STATUS.failed) | waiting)


def _set_status(email, status) -> None:
    Email.objects.filter(pk=email.pk).update(status=status, last_updated=timezone.now())


def _log(email, status, error=None) -> None:
    Log.objects.create(
        email=email,
        status=status,
        message=str(error or ""),
        exception_type=type(error).__name__ if error else "",
    )
