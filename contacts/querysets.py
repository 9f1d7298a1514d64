import json
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from contacts.states import State

# No digit or letter that another looks like, and no vowel to make a word with.
REFERENCE_CHARACTERS = "34679CDFGHJKMNPQRTVWXY"
# A double click or a second try after a lost answer comes within this time; later it is a new message.
SAME_POST = timedelta(hours=1)


class InquiryQuerySet(models.QuerySet):
    def waiting_for_staff(self):
        return self.filter(state__in=[State.NEW, State.OPEN])

    def receive(self, **values):
        """Store a message and return its inquiry; a post that comes again is the inquiry it already made."""
        now = timezone.now()
        key = submission_key(values)
        with transaction.atomic():
            self.filter(submission_key=key, received_at__lte=now - SAME_POST).update(submission_key=None)
            inquiry, _created = self.get_or_create(
                submission_key=key, defaults={**values, "received_at": now}
            )
        return inquiry

    def free_reference(self) -> str:
        """An unused reference that can be read out on the telephone, such as CI-2026-7K3F9Q."""
        year = timezone.localdate().year
        while True:
            reference = f"CI-{year}-{get_random_string(6, REFERENCE_CHARACTERS)}"
            if not self.filter(reference=reference).exists():
                return reference


def submission_key(values: dict) -> str:
    """The same 64 characters for the same values; without the site's secret it tells nothing about them."""
    written = json.dumps(values, sort_keys=True)
    return salted_hmac("contacts.submission", written, algorithm="sha256").hexdigest()
