"""Publishes drafts at their minute: whoever asks first after it does so, once, for all others."""

import logging

from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.dispatch import Signal
from django.utils import timezone, translation

from history.acting import act_as
from history.drafts.publishing import publish
from history.models import Draft, DueChange
from publishing.languages import ENGLISH

logger = logging.getLogger(__name__)
failed = Signal()  # with the `draft` that could not be published; its `failure` says why
LOCK = 1_847_003_120  # an advisory lock; nothing else of ours uses it


@transaction.atomic
def publish_due() -> int:
    """Publish what is due; who asks meanwhile waits until it is. Return how many drafts were.

    One that can't be published stays a draft, says why, and is not tried again by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    published = 0
    for due in (
        DueChange.objects.filter(due_at__lte=timezone.now()).order_by("due_at").select_related("draft")
    ):
        try:
            with transaction.atomic(), translation.override(ENGLISH):  # not that of whoever asks
                act_as(due.draft.made_by_id, until_commit=True)
                publish(due.draft)
                published += 1
        except (ValidationError, Error) as error:
            reason = " ".join(getattr(error, "messages", [str(error)]))
            draft = Draft.objects.get(pk=due.draft_id)
            draft.failure = reason
            draft.save(update_fields=["failure"])
            DueChange.objects.filter(pk=due.pk).delete()
            failed.send(Draft, draft=draft)
            logger.error("A change that was due could not be published: %s: %s", due.draft, reason)
    return published
