"""Messages of visitors, and the account of who answers them."""

from datetime import timedelta

from django.contrib.auth import get_user_model

from bench.content import texts
from bench.content.news import BATCH_ROWS
from bench.content.sizes import Size
from contacts.models import Inquiry
from contacts.states import Kind, SpamReason, State

EDITOR = "editor"
BETWEEN_INQUIRIES = timedelta(minutes=53)
DUE_AFTER = timedelta(days=5)
# Of each twenty; the others are closed.
STATES = (State.NEW, State.OPEN, State.WAITING, State.ANSWERED, State.SPAM)
CYCLE = 20


def add_inquiries(size: Size) -> None:
    rights = {"is_staff": True, "is_superuser": True}
    get_user_model().objects.get_or_create(rights, username=EDITOR)
    Inquiry.objects.bulk_create((_inquiry(number) for number in range(size.inquiries)), BATCH_ROWS)


def _inquiry(number: int) -> Inquiry:
    random = texts.draw("inquiry", number)
    received = texts.NEWEST_ARTICLE - number * BETWEEN_INQUIRIES
    place = number % CYCLE
    state = STATES[place] if place < len(STATES) else State.CLOSED
    return Inquiry(
        pk=number + 1,
        reference=f"REF-{number}",
        state=state,
        spam_reason=SpamReason.BY_STAFF if state == State.SPAM else "",
        kind=Kind.INQUIRY,
        name=f"{texts.name(random)} {texts.name(random)}",
        email=f"sender-{number}@example.org",
        message=texts.words(random, 80),
        language="en",
        received_at=received,
        due_at=received + DUE_AFTER,
    )
