"""Everything kept about one person, identified by an email address: to show, export or erase."""

import json
from collections import Counter
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import ModuleType
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import get_valid_filename

from contacts import retention
from contacts.email_addresses import typed
from contacts.inquiries.workflow import name_of
from contacts.models import Inquiry, Look, Mail, Message

# Modules of other apps that keep something under email addresses, each with `NAME`, `LABEL`, `kept(address)`
# and `erase(address)`.
KEEPERS: list[ModuleType] = []

# What is told of an inquiry as it is stored.
PLAIN_FIELDS = (
    *("reference", "kind", "state", "language", "name", "email", "organisation", "country", "message"),
    *("about_words", "page", "received_at", "first_answered_at", "closed_at"),
)


@dataclass(frozen=True)
class Kept:
    """`replies` are emails from this address in other people's inquiries."""

    address: str
    inquiries: list[Inquiry]
    replies: list[Message]
    mails: list[Mail]
    looks: list[Look]
    elsewhere: dict[str, list[dict]]  # what each keeper has, by its name

    @property
    def counts(self) -> Counter:
        """How many records of each kind would be erased."""
        messages = [message for inquiry in self.inquiries for message in inquiry.messages.all()]
        messages += self.replies
        return +Counter(
            inquiries=len(self.inquiries),
            messages=len(messages),
            files=sum(len(message.attachments.all()) for message in messages),
            notes=sum(len(inquiry.notes.all()) for inquiry in self.inquiries),
            mails=len(self.mails),
            quotes=sum(hasattr(inquiry, "quote") for inquiry in self.inquiries),
            **{name: len(records) for name, records in self.elsewhere.items()},
        )

    @property
    def references(self) -> list[str]:
        """The inquiries that someone who reads this looks into."""
        return sorted({item.reference for item in self.all_inquiries})

    @property
    def all_inquiries(self) -> list[Inquiry]:
        return [*self.inquiries, *(message.inquiry for message in self.replies)]


def kept_about(address: str) -> Kept:
    address = typed(address)
    inquiries = (
        Inquiry.objects.by_sender(address)
        .select_related("topic", "quote")
        .prefetch_related("messages__attachments", "notes__author")
    )
    references = [inquiry.reference for inquiry in inquiries]
    return Kept(
        address=address,
        inquiries=list(inquiries),
        replies=list(
            Message.objects.filter(sender__iexact=address)
            .exclude(sender="")  # as those have that come from the inquiry's own sender
            .exclude(inquiry__in=inquiries)
            .select_related("inquiry")
            .prefetch_related("attachments")
        ),
        mails=list(_mails(address, references).order_by("pk")),
        looks=list(Look.objects.filter(reference__in=references).select_related("user")),
        elsewhere={keeper.NAME: keeper.kept(address) for keeper in KEEPERS},
    )


@transaction.atomic
def erase(kept: Kept, user) -> Counter:
    """Erase all of it, including quotes that were agreed to; return how many records of each kind were
    erased.
    """
    replied = {message.inquiry.reference for message in kept.replies}
    inquiries = Inquiry.objects.filter(pk__in=[inquiry.pk for inquiry in kept.inquiries])
    # Inquiries before mails, as everywhere: two erasings at once would wait for each other.
    erased = retention.erase(inquiries, user=user, with_quotes=True)
    mails, mail_files = retention.erase_mails(Mail.objects.filter(pk__in=[mail.pk for mail in kept.mails]))
    keys = [message.pk for message in kept.replies]
    messages, files = retention.erase_messages(Message.objects.filter(pk__in=keys))
    Look.objects.bulk_create(
        Look(user=user, reference=reference, what="erased") for reference in sorted(replied)
    )
    elsewhere = {keeper.NAME: keeper.erase(kept.address) for keeper in KEEPERS}
    return +(erased + Counter(mails=mails, messages=messages, files=files + mail_files, **elsewhere))


def archive(kept: Kept) -> BinaryIO:
    """A ZIP file with data.json for programs, data.html for people, and the files of the thread."""
    file = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    storage = storages["private"]
    data, names = _as_data(kept)
    with ZipFile(file, "w", ZIP_DEFLATED) as pack:
        pack.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        elsewhere = [(keeper.LABEL, kept.elsewhere[keeper.NAME]) for keeper in KEEPERS]
        context = {"data": data, "elsewhere": elsewhere}
        pack.writestr("data.html", render_to_string("admin/contacts/privacy/export.html", context))
        for inside, stored in names.items():
            if storage.exists(stored):
                with storage.open(stored) as source:
                    pack.writestr(inside, source.read())
    file.seek(0)
    return file


def _mails(address, references):
    about = retention.mails_about(references).values("pk")
    return Mail.objects.filter(Q(to__iexact=address) | Q(pk__in=about))


def _as_data(kept: Kept) -> tuple[dict, dict[str, str]]:
    """The data as JSON values, and the storage path of each file in the archive."""
    names = {}

    def files_of(message):
        for attachment in message.attachments.all():
            safe = get_valid_filename(attachment.name)[-100:] or "file"
            inside = f"files/{message.inquiry.reference}/{attachment.pk}-{safe}"
            names[inside] = attachment.file.name
            yield {"name": attachment.name, "type": attachment.content_type, "file": inside}

    def mail_of(message):
        return {
            "direction": message.direction,
            "at": message.created_at,
            "from": message.sender,
            "message_id": message.message_id,
            "text": message.body,
            "files": list(files_of(message)),
        }

    data = {
        "address": kept.address,
        "exported_at": timezone.now(),
        "inquiries": [
            {
                **{name: getattr(inquiry, name) for name in PLAIN_FIELDS},
                "topic": str(inquiry.topic or ""),
                "messages": [mail_of(message) for message in inquiry.messages.all()],
                "notes": [{"at": note.created_at, "text": note.text} for note in inquiry.notes.all()],
                "quote": _quote(getattr(inquiry, "quote", None)),
            }
            for inquiry in kept.inquiries
        ],
        "messages_elsewhere": [
            {"reference": message.inquiry.reference, **mail_of(message)} for message in kept.replies
        ],
        "mails": [
            {
                "at": mail.created,
                "to": ", ".join(mail.to),
                "subject": mail.subject,
                "state": str(mail.state),
                "text": mail.message,
            }
            for mail in kept.mails
        ],
        "looks": [
            {
                "at": look.at,
                "reference": look.reference,
                "what": look.what,
                "who": name_of(look.user) if look.user else "",
            }
            for look in kept.looks
        ],
        **kept.elsewhere,
    }
    return data, names


def _quote(quote):
    if quote is None:
        return None
    return {"text": quote.words, "attribution": quote.name, "permission": quote.permission}
