"""What happens when somebody enters an address: a mail goes to it, and nothing else until it is confirmed."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contacts import email_addresses
from contacts.guards.spam import block_of
from contacts.mail import queue
from contacts.models import AddressCount
from freshness.moments import start_of_day
from subscriptions import messages
from subscriptions.models import Subscription

MAILS_A_DAY = 3  # to one mailbox
REQUESTS_A_DAY = 50  # of one block of addresses: offices and conferences share one


class TooManyError(Exception):
    """Too many addresses were entered from this network today."""


@transaction.atomic
def ask(request, form) -> None:
    """Send the address a mail with a link, unless it has had enough of them today.

    Whoever has confirmed an address gets a link to change the choices; what was typed changes nothing,
    because anybody may have typed it.
    """
    if _count_today(f"block {block_of(request)}") > REQUESTS_A_DAY:
        raise TooManyError
    address = form.cleaned_data["email"]
    if _count_today(f"mailbox {email_addresses.mailbox(address)}") > MAILS_A_DAY:
        return
    known = Subscription.objects.select_for_update().of(address).first()
    if known and known.confirmed_at:
        queue.put(**messages.already(known))
        return
    subscription = form.save(commit=False)
    subscription.pk, subscription.email = known and known.pk, address
    subscription.asked_at = timezone.now()
    subscription.save()
    form.save_m2m()
    queue.put(**messages.confirmation(subscription))


def _count_today(what: str) -> int:
    key = salted_hmac("subscriptions.asking", what, algorithm="sha256").hexdigest()
    today = datetime.fromtimestamp(start_of_day(timezone.now()), UTC)
    return AddressCount.objects.add_one(key, today)
