"""What staff do with an inquiry besides answering it: assign it and move it through its states."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.email_addresses import readable
from contacts.inquiries.intake import addresses_of_staff, take_on
from contacts.mail import messages, queue
from contacts.models import Inquiry, Preference
from contacts.states import Direction, SpamReason, State, Writer


@transaction.atomic
def move(inquiry: Inquiry, state: str, user) -> bool:
    """Move a stored inquiry to a state and record who did; False if it is already in that state.

    One that is marked as not spam is taken on as if it had just come in.
    """
    stored = locked(inquiry)
    was_spam = stored.state == State.SPAM
    if not change_state(stored, state, user):
        return False
    if was_spam:
        take_on(stored)
    inquiry.refresh_from_db()
    return True


def change_state(inquiry: Inquiry, state: str, user=None) -> bool:
    """Store the new state of a locked inquiry with its consequences, and record who changed it; False if
    unchanged.
    """
    if inquiry.state == state:
        return False
    before = inquiry.get_state_display()
    inquiry.state = state
    inquiry.spam_reason = SpamReason.BY_STAFF if state == State.SPAM else ""
    inquiry.closed_at = timezone.now() if state == State.CLOSED else None
    inquiry.save(update_fields=["state", "spam_reason", "closed_at"])
    words = {"before": before, "after": inquiry.get_state_display()}
    log(inquiry, user, _("State: %(before)s → %(after)s") % words)
    return True


@transaction.atomic
def assign(inquiry: Inquiry, assignee, user) -> bool:
    """Assign a stored inquiry to a person and notify them by email; False if they already have it."""
    stored = locked(inquiry)
    if stored.assignee == assignee:
        return False
    stored.assignee = assignee
    stored.save(update_fields=["assignee"])
    log(stored, user, _("Assigned to: %s") % name_of(assignee))
    tell(stored, user)
    return True


def tell(inquiry: Inquiry, user, letter=messages.notice) -> None:
    """Notify those responsible for the inquiry, except the person who made the change."""
    if not inquiry.due_at:  # in the spam, or from before there were due dates
        return
    for address in addresses_of_staff(inquiry):
        if user is None or address != user.email:
            queue.put(**letter(inquiry, address, Preference.objects.language_at(address)))


def locked(inquiry: Inquiry) -> Inquiry:
    """The inquiry as it is stored, held until the transaction ends, so that one change follows another."""
    return Inquiry.objects.select_for_update(of=["self"]).get(pk=inquiry.pk)


def newest_mail(inquiry: Inquiry) -> int:
    """The number of the thread's last email, 0 if there is none; tells whether a person has written in the
    meantime.
    """
    mails = inquiry.messages.filter(writer=Writer.PERSON).order_by("-pk")
    return mails.values_list("pk", flat=True).first() or 0


def what_came_after(inquiry: Inquiry, seen: int) -> str:
    """A sentence about the email that came after the last one seen; empty if none did."""
    mail = inquiry.messages.filter(writer=Writer.PERSON, pk__gt=seen).order_by("-pk").first()
    if mail is None:
        return ""
    if mail.direction == Direction.IN and mail.sender:
        return _("An email from %s has come in since.") % readable(mail.sender)
    if mail.direction == Direction.IN:
        return _("The sender has written again in the meantime.")
    return _("%s has answered in the meantime.") % name_of(mail.author)


def name_of(user) -> str:
    if user is None:
        return _("No one")
    return user.get_full_name() or user.get_username()


def log(inquiry: Inquiry, user, sentence: str) -> None:
    """Add a sentence to the inquiry's history; what the site does by itself has no user."""
    if user:
        LogEntry.objects.log_actions(user.pk, [inquiry], CHANGE, change_message=sentence, single_object=True)
