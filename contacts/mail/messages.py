"""The texts of the emails that the site sends automatically, as arguments of `queue.put()`."""

from typing import TypedDict

from django.conf import settings
from django.contrib.admin.utils import label_for_field
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from contacts.models import Inquiry, Quote
from contacts.states import Kind

# RFC 3834: programs that answer mail by themselves must not answer these.
WRITTEN_BY_A_PROGRAM = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
ANSWERED_BY_A_PROGRAM = {**WRITTEN_BY_A_PROGRAM, "Auto-Submitted": "auto-replied"}


class Arguments(TypedDict):
    to: list[str]
    subject: str
    body: str
    headers: dict[str, str]


def how_soon() -> str:
    """The time within which we answer, as a sentence."""
    days = settings.ANSWER_DAYS
    return ngettext("We answer within %d working day.", "We answer within %d working days.", days) % days


def receipt(inquiry: Inquiry) -> Arguments:
    """To the sender, in the language of the page. It contains nothing that was typed, not even the name, so
    nobody can use this site to send words to a stranger's address.
    """
    with override(inquiry.language):
        paragraphs = [
            _("Thank you for your message. It has arrived, and a member of our staff will read it."),
            _("Your reference number is %s.") % inquiry.reference,
            how_soon(),
            _("If you would like to add anything, please reply to this email and keep its subject line."),
            _(
                "If you did not write to us, someone gave your address, perhaps by mistake. In that "
                "case you do not need to do anything, and we are sorry for the trouble."
            ),
            _("CAREC Institute") + f"\n{settings.SITE_URL}/",
        ]
        subject = _("We have received your message (%s)") % inquiry.reference
    return {
        "to": [inquiry.email],
        "subject": subject,
        "body": "\n\n".join(paragraphs) + "\n",
        "headers": ANSWERED_BY_A_PROGRAM,
    }


def notice(inquiry: Inquiry, address: str, language: str) -> Arguments:
    """To a member of staff: there is something to answer."""
    with override(language):
        sentence = _("A visitor to the website has written, and you have been asked to answer.")
        return _to_staff(inquiry, address, _("%(kind)s to answer: %(reference)s"), sentence)


def follow_up(inquiry: Inquiry, address: str, language: str) -> Arguments:
    """To those responsible for an inquiry: there is an email to read, perhaps a bounce."""
    with override(language):
        sentence = _(
            "An email has come in for an inquiry that you are responsible for, and it has been reopened."
        )
        return _to_staff(inquiry, address, _("%(kind)s reopened: %(reference)s"), sentence)


def _to_staff(inquiry: Inquiry, address: str, subject: str, sentence: str) -> Arguments:
    """In the language of whoever reads it. Who wrote, and what, is shown only in the administration."""
    kind = str(Kind(inquiry.kind).label)
    facts = {
        "reference": inquiry.reference,
        "kind": kind,
        "topic": str(inquiry.topic or "-"),
        "page": inquiry.page or "-",
        "due_at": date_format(timezone.localtime(inquiry.due_at)),
    }
    labels = {name: f"{capfirst(str(label_for_field(name, Inquiry)))}:" for name in facts}
    width = max(map(len, labels.values())) + 2
    path = reverse("admin:contacts_inquiry_change", args=[inquiry.pk])
    lines = [
        sentence,
        "",
        *(f"{labels[name]:{width}}{value}" for name, value in facts.items()),
        "",
        _("Read and answer it here: %s") % f"{settings.SITE_URL}{path}",
    ]
    return {
        "to": [address],
        "subject": subject % {"kind": kind, "reference": inquiry.reference},
        "body": "\n".join(lines) + "\n",
        "headers": WRITTEN_BY_A_PROGRAM,
    }


def permission(inquiry: Inquiry, quote: Quote, link: str) -> Arguments:
    """To the sender of a commendation, in their language: asks whether we may show these words under this
    name.
    """
    with override(inquiry.language):
        paragraphs = [
            _(
                "Thank you for your kind words. We would like to show some of them on our website, and "
                "are asking for your permission. Nothing is shown until you agree."
            ),
            _("These are the words:"),
            quote.asked_text,
            _("And this is how we would name you:"),
            quote.asked_attribution,
            _("If you agree, please open this page within 60 days and press the button:")
            + f"\n{link}?answer=yes",
            _("If you would rather not be quoted, you can tell us here, or just do nothing:")
            + f"\n{link}?answer=no",
            _("You can change your mind at any time: both links will keep working."),
            _("CAREC Institute") + f"\n{settings.SITE_URL}/",
        ]
        subject = _("May we quote you? (%s)") % inquiry.reference
    return {
        "to": [inquiry.email],
        "subject": subject,
        "body": "\n\n".join(paragraphs) + "\n",
        "headers": WRITTEN_BY_A_PROGRAM,
    }
