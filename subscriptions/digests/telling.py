"""Writes the mails into the queue: each subscription together with how far it has been told."""

import logging
import time
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from contacts.mail import queue
from freshness.changes import current
from subscriptions import messages
from subscriptions.digests import matching, noticing
from subscriptions.models import Notice, Pace, Subscription

logger = logging.getLogger(__name__)

EVERY_SECONDS = 60
BATCH_SIZE = 200  # subscriptions of one transaction
DIGEST_HOUR = 8  # of Monday, by the site's clocks
LOCK = 7_302_114  # of whoever tells: a second worker goes on with its mails meanwhile
_last_told = 0.0


def tell_now_and_then(**_signal) -> None:
    """Called by the loop that sends mail, again and again; does its work once a minute."""
    global _last_told
    if time.monotonic() - _last_told < EVERY_SECONDS and _last_told:
        return
    _last_told = time.monotonic()
    current()  # what is due is published first
    if mails := tell(timezone.now()):
        logger.info("News by email: %d mails queued", mails)


def tell(now: datetime) -> int:
    """Queue what everybody has to hear at this moment; return how many mails."""
    Subscription.objects.never_confirmed(now).delete()
    mails = 0
    while (queued := _tell_some(now)) is not None:
        mails += queued
    return mails


@transaction.atomic
def _tell_some(now: datetime) -> int | None:
    """Tell the next few; None when there is nobody left, or another worker is telling."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return None
    noticing.note(now)
    newest = Notice.objects.newest()
    due = Subscription.objects.due(newest, last_monday(now)).prefetch_related("topics", "countries")
    # Who changes or leaves a subscription at this moment is left alone until the next time.
    batch = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH_SIZE])
    if not batch:
        return None
    items = noticing.noted_since(batch[0].told, now)
    coming = noticing.coming(now) if any(each.pace == Pace.WEEKLY for each in batch) else []
    mails = sum(_tell(subscription, items, coming) for subscription in batch)
    Subscription.objects.filter(pk__in=[each.pk for each in batch]).update(told=newest, told_at=now)
    return mails


def _tell(subscription: Subscription, items, coming) -> bool:
    new = matching.wanted([item for item in items if item.number > subscription.told], subscription)
    soon = matching.wanted(coming, subscription) if subscription.pace == Pace.WEEKLY else []
    sections = matching.sections(new, soon, subscription.language)
    if sections:
        queue.put(**messages.digest(subscription, sections))
    return bool(sections)


def last_monday(now: datetime) -> datetime:
    """The newest time at which weekly mails were due."""
    local = timezone.localtime(now)
    monday = (local - timedelta(days=local.weekday())).replace(
        hour=DIGEST_HOUR, minute=0, second=0, microsecond=0
    )
    return monday if monday <= local else monday - timedelta(days=7)
