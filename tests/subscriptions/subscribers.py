"""Subscriptions for tests, and the mails that they got."""

from datetime import UTC, datetime

from django.utils import timezone

from contacts.models import Mail
from subscriptions.models import Notice, Subscription

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def subscribe(address="reader@example.org", *, topics=(), countries=(), confirmed=True, **changes):
    """A confirmed subscription in English to everything, at once."""
    now = timezone.now()
    moments = {"confirmed_at": now, "told_at": now} if confirmed else {}
    values = {"language": "en", "pace": "at_once", "asked_at": now, "told": Notice.objects.newest()}
    made = Subscription.objects.create(email=address, **(values | moments | changes))
    made.topics.set(topics)
    made.countries.set(countries)
    return made


def mails():
    """All of them as (address, subject), oldest first."""
    return [(mail.to[0], mail.subject) for mail in Mail.objects.order_by("pk")]
