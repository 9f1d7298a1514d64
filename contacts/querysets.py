import json
from datetime import timedelta

from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from contacts import languages
from contacts.email_addresses import canonical
from contacts.states import WITH_STAFF, Permission

# No digit or letter that another looks like, and no vowel to make a word with.
REFERENCE_CHARACTERS = "34679CDFGHJKMNPQRTVWXY"
# A double click or a second try after a lost answer comes within this time; later it is a new message.
SAME_POST_WINDOW = timedelta(hours=1)
VERDICT = {"state", "spam_reason"}


class InquiryQuerySet(models.QuerySet):
    def waiting_for_staff(self):
        return self.filter(state__in=WITH_STAFF)

    def overdue(self, now=None):
        """Inquiries that should have been answered by `now`; `is_overdue` is the twin."""
        return self.waiting_for_staff().filter(due_at__lte=now or timezone.now())

    def most_urgent_first(self, now=None):
        """Overdue first, then those still to be answered by due date, then the rest, newest first."""
        now = now or timezone.now()
        due_at = Case(When(state__in=WITH_STAFF, then=F("due_at")))
        urgency = Case(
            When(state__in=WITH_STAFF, due_at__lte=now, then=Value(0)),
            When(state__in=WITH_STAFF, then=Value(1)),
            default=Value(2),
        )
        return self.annotate(urgency=urgency).order_by(
            "urgency", due_at.asc(nulls_last=True), "-received_at", "-pk"
        )

    def by_sender(self, email: str):
        """Every inquiry from this address, in any spelling."""
        asked_for = Lower(Value(canonical(email)))
        return self.alias(address=Lower("email")).filter(address=asked_for).exclude(email="")

    def concerning(self, user):
        """Those assigned to the user, or to one of the user's groups and no person."""
        return self.filter(Q(assignee=user) | Q(assignee=None, team__in=user.groups.all()))

    def store_once(self, **values):
        """Store a message; return its inquiry and whether it is new. The same POST within an hour is not.

        The guards' verdict is not compared, so it may differ the second time.
        """
        now = timezone.now()
        key = submission_key({name: value for name, value in values.items() if name not in VERDICT})
        with transaction.atomic():
            self.filter(submission_key=key, received_at__lte=now - SAME_POST_WINDOW).update(
                submission_key=None
            )
            return self.get_or_create(submission_key=key, defaults={**values, "received_at": now})

    def free_reference(self) -> str:
        """An unused reference that is easy to read out over the phone, such as CI-2026-7K3F9Q."""
        year = timezone.localdate().year
        while True:
            reference = f"CI-{year}-{get_random_string(6, REFERENCE_CHARACTERS)}"
            if not self.filter(reference=reference).exists():
                return reference


class RouteQuerySet(models.QuerySet):
    def for_message(self, kind: str, topic):
        """A message's route, or None: one for its topic and kind, its topic, its kind, or everything."""
        fitting = self.filter(Q(kind="") | Q(kind=kind), Q(topic=None) | Q(topic=topic))
        names = Case(When(topic=None, then=Value(0)), default=Value(2)) + Case(
            When(kind="", then=Value(0)), default=Value(1)
        )
        return fitting.annotate(names=names).order_by("-names").first()


class AddressCountQuerySet(models.QuerySet):
    def add_one(self, block: str, window) -> int:
        """Count one more message from the block in the window that began then; return the total."""
        with connection.cursor() as cursor:
            cursor.execute(
                'INSERT INTO contacts_addresscount (block, "window", count) VALUES (%s, %s, 1)'
                ' ON CONFLICT (block, "window")'
                " DO UPDATE SET count = contacts_addresscount.count + 1 RETURNING count",
                [block, window],
            )
            return cursor.fetchone()[0]

    def before(self, moment):
        return self.filter(window__lt=moment)


class SpentProofQuerySet(models.QuerySet):
    def spend(self, digest: str, expires_at) -> bool:
        """Use up the proof: True only the first time, however many ask at once."""
        _proof, is_new = self.get_or_create(digest=digest, defaults={"expires_at": expires_at})
        return is_new

    def before(self, moment):
        return self.filter(expires_at__lt=moment)


class QuoteQuerySet(models.QuerySet):
    def agreed(self):
        """The quotes to whose words and name the sender says yes."""
        return self.filter(permission=Permission.GIVEN)

    def placed(self):
        """The quotes that an editor placed on a page."""
        return self.agreed().exclude(pages="")


def submission_key(values: dict) -> str:
    """The same 64 characters for the same values; without the site's secret they reveal nothing."""
    written = json.dumps(values, sort_keys=True, default=lambda record: [record._meta.label, record.pk])
    return salted_hmac("contacts.submission", written, algorithm="sha256").hexdigest()


class PreferenceQuerySet(models.QuerySet):
    def language_of(self, user) -> str:
        """Empty if the user has not chosen one."""
        return self.filter(user=user).values_list("language", flat=True).first() or ""

    def language_at(self, address: str) -> str:
        """That of mails to a member of staff with this address; English if they have not chosen one."""
        found = self.filter(user__email__iexact=address, user__is_active=True).order_by("user")
        return found.values_list("language", flat=True).first() or languages.ENGLISH

    def choose(self, user, language: str) -> None:
        self.update_or_create(user=user, defaults={"language": language})
