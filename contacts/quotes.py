"""Turns commendations into quotes: the sender agrees to the exact words and name, and may withdraw later."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from contacts import email_addresses
from contacts.mail import messages, queue
from contacts.models import Inquiry, Quote
from contacts.states import Kind, Permission, State

ANSWER_WINDOW = timedelta(days=60)
# A form sent twice is one mail.
SAME_ASKING_WINDOW = timedelta(minutes=10)


@transaction.atomic
def ask(inquiry: Inquiry, text: str, attribution: str) -> Quote:
    """Queue an email to the sender that asks for permission to show these words under this name.

    Any earlier permission ends, and the quote is removed from all pages. Raises ValidationError if they
    can't, or must not, be asked.
    """
    inquiry = Inquiry.objects.select_for_update(of=["self"]).get(pk=inquiry.pk)
    quote = Quote.objects.select_for_update().filter(inquiry=inquiry).first() or Quote(inquiry=inquiry)
    if sentence := why_not(inquiry, quote):
        raise ValidationError(sentence)
    if len(text) > len(inquiry.message):
        raise ValidationError(_("A quote can’t be longer than the message it comes from."))
    now = timezone.now()
    same = (quote.asked_text, quote.asked_attribution) == (text, attribution)
    if quote.permission == Permission.ASKED and same and now - quote.asked_at < SAME_ASKING_WINDOW:
        return quote
    quote.language = inquiry.language
    quote.put_words(text, attribution)
    quote.asked_text, quote.asked_attribution = text, attribution
    quote.permission, quote.asked_at, quote.answered_at, quote.pages = Permission.ASKED, now, None, ""
    quote.save()
    queue.put(**messages.permission(inquiry, quote, link(quote)))
    return quote


def why_not(inquiry: Inquiry, quote: Quote | None) -> str:
    """A sentence that says why the sender can't be asked; empty if they can."""
    if inquiry.erased_at:
        return _("The personal data of this inquiry has been erased, so there is no one to ask.")
    if inquiry.kind != Kind.COMMENDATION or inquiry.state == State.SPAM:
        return _("Only commendations can be quoted.")
    if not email_addresses.is_address(inquiry.email):
        return _("Emails can’t be sent to the address %s.") % email_addresses.readable(inquiry.email)
    if quote and quote.permission == Permission.REFUSED:
        return _(
            "The sender said no, so they will not be asked again. They can still say yes through "
            "the link in our email."
        )
    return ""


@transaction.atomic
def answer(quote: Quote, agrees: bool, seen: str) -> bool:
    """Record the sender's answer to the words with that fingerprint; False if they are no longer the current
    ones.

    A yes is valid for the words the sender saw and within 60 days; a no is always valid.
    """
    quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if agrees and (seen != fingerprint(quote) or not may_still_agree(quote)):
        return False
    wanted = Permission.GIVEN if agrees else Permission.REFUSED
    if quote.permission != wanted:
        quote.permission, quote.answered_at = wanted, timezone.now()
        if not agrees:
            quote.pages = ""
        quote.save()
    return True


def may_still_agree(quote: Quote) -> bool:
    return quote.asked_at is not None and timezone.now() - quote.asked_at < ANSWER_WINDOW


def fingerprint(quote: Quote) -> str:
    """Changes whenever the words or the name change."""
    words = f"{quote.asked_text}\0{quote.asked_attribution}"
    return salted_hmac("contacts.quote.words", words, algorithm="sha256").hexdigest()


def link(quote: Quote) -> str:
    """The secret link where only the sender can answer, in their language."""
    with override(quote.language):
        return settings.SITE_URL + reverse("contacts:permission", args=[_signer().sign(quote.pk)])


def of_token(token: str) -> Quote | None:
    """The quote of a link; None if the link was not made here or the quote no longer exists."""
    try:
        pk = _signer().unsign(token)
    except BadSignature:
        return None
    return Quote.objects.filter(pk=pk).exclude(permission=Permission.NOT_ASKED).first()


def without_language(path: str) -> str:
    """The English path of a page in any language."""
    code = get_language_from_path(path)
    return path.removeprefix(f"/{code}") if code else path


def _signer():
    return Signer(salt="contacts.quote.permission")
