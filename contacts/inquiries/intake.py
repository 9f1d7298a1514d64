"""What happens to an incoming message: it is stored and assigned, and both sides are notified.

All of it is one transaction, including emails, which are only queued here: no mail server is involved.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contacts import email_addresses
from contacts.inquiries.officers import officers, teams
from contacts.mail import messages, queue
from contacts.models import AddressCount, Inquiry, Preference, Route
from contacts.states import SpamReason, State

RECEIPTS_A_DAY = 3


@transaction.atomic
def receive(values: dict) -> Inquiry:
    """Store a message, given as the values of an inquiry, and assign it.

    The same POST sent again, by a double click or a retry, returns the inquiry it created the first time.
    If the guards marked that one as spam and let this one pass, it is restored.
    """
    if about := values.get("about"):
        values = {**values, "about_words": str(about)[:250]}
    inquiry, is_new = Inquiry.objects.store_once(**values)
    if values.get("state") == State.SPAM:
        return inquiry
    return take_on(inquiry) if is_new else _bring_back(inquiry)


def take_on(inquiry: Inquiry) -> Inquiry:
    """Assign the inquiry, set its due date, and write to its sender and to staff; only once."""
    if inquiry.due_at:
        return inquiry
    inquiry.assignee, inquiry.team = _who_answers(inquiry)
    inquiry.due_at = answer_due(timezone.now())
    inquiry.save(update_fields=["assignee", "team", "due_at"])
    if email_addresses.is_address(inquiry.email) and _may_have_a_receipt(inquiry.email):
        queue.put(**messages.receipt(inquiry))
    for address in addresses_of_staff(inquiry):
        queue.put(**messages.notice(inquiry, address, Preference.objects.language_at(address)))
    return inquiry


def answer_due(moment) -> datetime:
    """The last minute, in TIME_ZONE, of the day by which an inquiry received at that moment is due.

    Saturdays and Sundays are not working days; public holidays, which differ by country, are.
    """
    day = timezone.localdate(moment)
    left = settings.ANSWER_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def addresses_of_staff(inquiry: Inquiry) -> list[str]:
    """The addresses of the assignee, otherwise of the team, otherwise of all who may answer."""
    users = get_user_model().objects
    for people in (
        officers().filter(pk=inquiry.assignee_id),
        officers().filter(groups__in=[inquiry.team_id]) if inquiry.team_id else users.none(),
        users.with_perm("contacts.change_inquiry").filter(is_staff=True),
    ):
        found = people.values_list("email", flat=True)
        if written_to := sorted({address for address in found if email_addresses.is_address(address)}):
            return written_to
    return []


def _bring_back(inquiry: Inquiry) -> Inquiry:
    inquiry = Inquiry.objects.select_for_update(of=["self"]).get(pk=inquiry.pk)
    if inquiry.state != State.SPAM or inquiry.spam_reason == SpamReason.BY_STAFF:
        return inquiry
    inquiry.state, inquiry.spam_reason = State.NEW, ""
    inquiry.save(update_fields=["state", "spam_reason"])
    return take_on(inquiry)


def _who_answers(inquiry):
    """A pair of user and group: the officer responsible for what the page was about, if they may answer;
    otherwise those named by the routes.
    """
    officer = getattr(inquiry.about, "officer", None)
    if officer and officers().filter(pk=officer.pk).exists():
        return officer, None
    route = Route.objects.for_message(inquiry.kind, inquiry.topic)
    if route is None:
        return None, None
    # Who was named in a route may have left the desk since.
    return officers().filter(pk=route.user_id).first(), teams().filter(pk=route.group_id).first()


def _may_have_a_receipt(address: str) -> bool:
    """Whether the address, in any spelling, has had fewer receipts today than the limit."""
    mailbox = email_addresses.mailbox(address)
    key = salted_hmac("contacts.receipt", mailbox, algorithm="sha256").hexdigest()
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return AddressCount.objects.add_one(key, today) <= RECEIPTS_A_DAY
