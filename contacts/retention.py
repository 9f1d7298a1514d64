"""Erases personal data when retention ends or the person asks for it, and logs who looked at them.

An erased inquiry remains as a row without text, so that the figures do not change.
"""

from calendar import monthrange
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from post_office.models import Attachment as MailAttachment

from contacts.models import AddressCount, Attachment, Inquiry, Look, Mail, Message, Note, Quote, SpentProof
from contacts.states import Permission, State

SAME_LOOK_WINDOW = timedelta(hours=1)
# No guard of the form looks back further than a day; the second is for clocks that differ.
TRACE_LIFETIME = timedelta(days=2)
ERASED = {
    **dict.fromkeys(["name", "email", "organisation", "country", "message", "page", "about_words"], ""),
    **dict.fromkeys(["about_type", "about_id", "submission_key"]),
}
# As `free_reference()` makes them, in the subject of every mail about an inquiry.
REFERENCE = Func(F("subject"), Value(r"CI-\d{4}-[0-9A-Z]{6}"), function="SUBSTRING")
BATCH_SIZE = 200


def past_retention(now: datetime | None = None):
    """The inquiries past their retention period, counted from the last message in them."""
    now = now or timezone.now()
    newest = Message.objects.filter(inquiry=OuterRef("pk")).order_by("-created_at").values("created_at")[:1]
    over = Q(pk__in=[])
    for state, months in settings.INQUIRY_RETENTION_MONTHS.items():
        over |= Q(state=state, last_word_at__lt=months_before(now, months))
    last_word_at = Greatest("received_at", "first_answered_at", "closed_at", Subquery(newest))
    return Inquiry.objects.filter(erased_at=None).alias(last_word_at=last_word_at).filter(over)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day in an earlier month, or that month's last day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def erase_past_retention(now: datetime | None = None) -> Counter:
    """Erase what is past its months, a few inquiries at a time; return how many records of each kind."""
    erased = Counter()
    while counts := erase(past_retention(now).order_by("pk")[:BATCH_SIZE]):
        erased += counts
    return erased


@transaction.atomic
def erase(inquiries, *, user=None, with_quotes=False) -> Counter:
    """Permanently erase the personal data of a queryset of inquiries; return how many records of each kind.

    Quotes that the sender agreed to are kept, detached from the inquiry, unless `with_quotes`. An inquiry
    that is still waiting for an answer is closed.
    """
    chosen = Inquiry.objects.filter(pk__in=inquiries.values("pk"), erased_at=None)
    found = dict(chosen.select_for_update().order_by("pk").values_list("pk", "reference"))
    if not found:
        return Counter()
    quotes = Quote.objects.filter(inquiry__in=found)
    dropped = quotes if with_quotes else quotes.exclude(permission=Permission.GIVEN)
    mails, mail_files = erase_mails(mails_about(found.values()))
    messages, files = erase_messages(Message.objects.filter(inquiry__in=found))
    counts = Counter(
        inquiries=len(found),
        messages=messages,
        files=files + mail_files,
        notes=Note.objects.filter(inquiry__in=found).delete()[0],
        mails=mails,
        quotes=_drop(dropped),
    )
    quotes.update(inquiry=None)
    now = timezone.now()
    erased = Inquiry.objects.filter(pk__in=found)
    erased.filter(state__in=[State.NEW, State.OPEN, State.WAITING]).update(state=State.CLOSED, closed_at=now)
    erased.update(**ERASED, erased_at=now)
    Look.objects.bulk_create(
        Look(user=user, reference=reference, what="erased") for reference in found.values()
    )
    return +counts


def forget_traces(now: datetime | None = None) -> int:
    """Delete what the spam guards no longer need; return the number of rows."""
    before = (now or timezone.now()) - TRACE_LIFETIME
    return sum(model.objects.before(before).delete()[0] for model in (AddressCount, SpentProof))


def mails_about(references):
    """The queued emails whose subject names one of the inquiries."""
    return Mail.objects.alias(reference=REFERENCE).filter(reference__in=list(references))


def erase_mails(mails) -> tuple[int, int]:
    """Delete queued emails with their files; return the numbers of emails and files."""
    # A worker has the mail in hand locked, and its log to write: wait for it before either goes.
    keys = list(mails.select_for_update().order_by("pk").values_list("pk", flat=True))
    attached = dict(MailAttachment.objects.filter(emails__in=keys).values_list("pk", "file"))
    Mail.objects.filter(pk__in=keys).delete()
    unused = MailAttachment.objects.filter(pk__in=attached, emails=None)
    names = list(unused.values_list("file", flat=True))
    unused.delete()
    return len(keys), _delete_files(names)


def erase_messages(messages) -> tuple[int, int]:
    """Empty thread messages and delete their files; return the numbers of messages and files.

    The rows are kept: when a mailbox is read again, an email with a known id does not come in again.
    """
    keys = list(messages.values_list("pk", flat=True))
    attached = Attachment.objects.filter(message__in=keys)
    names = list(attached.values_list("file", flat=True))
    attached.delete()
    Message.objects.filter(pk__in=keys).update(body="", sender="")
    return len(keys), _delete_files(names)


def _drop(quotes) -> int:
    """Delete quotes, and their words from the administration's log; return the number of quotes."""
    keys = [str(key) for key in quotes.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(Quote)
    LogEntry.objects.filter(content_type=kind, object_id__in=keys).update(object_repr="")
    return quotes.delete()[0]


def _delete_files(names) -> int:
    """Delete the files that no record refers to any more; return how many.

    They are deleted before the transaction ends: if it fails, the records still say what is to be erased.
    """
    names = set(names)
    for model in (Attachment, MailAttachment):
        names -= set(model.objects.filter(file__in=names).values_list("file", flat=True))
    for name in names:
        storages["private"].delete(name)
    return len(names)


@transaction.atomic
def note_look(user, inquiry: Inquiry, what: str = "read") -> None:
    """Log that a member of staff read or exported the data of an inquiry; reading at most once an hour."""
    if what == "read":
        # The lock makes two pages opened at once one look.
        Inquiry.objects.select_for_update().filter(pk=inquiry.pk).first()
        lately = Look.objects.filter(user=user, reference=inquiry.reference, what=what)
        if lately.filter(at__gt=timezone.now() - SAME_LOOK_WINDOW).exists():
            return
    Look.objects.create(user=user, reference=inquiry.reference, what=what)
