from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.inquiries.answering import Draft, send
from contacts.models import Mail
from tests.contacts.desk import make_officer
from tests.contacts.mail.conftest import mailbox, smtp
from tests.factories import make_inquiry

__all__ = ["mailbox", "smtp"]


@pytest.fixture
def officer():
    return make_officer(first_name="Aziza", last_name="Rahimova")


@pytest.fixture
def desk(client, officer):
    """The browser of the officer."""
    client.force_login(officer)
    return client


@pytest.fixture
def inquiry(officer):
    """An inquiry that the officer answered; it waits for the sender."""
    made = make_inquiry(assignee=officer, due_at=timezone.now() - timedelta(days=9))
    send(Draft(made, officer, "Which course?", "<answer@carec.example>", asks=True))
    Mail.objects.exclude(message_id="<answer@carec.example>").delete()
    made.refresh_from_db()
    return made
