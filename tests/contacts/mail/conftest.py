import pytest

from tests.contacts.mail.server import Mailbox, mail_server
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def smtp(settings, mailbox):
    """The site sends to a server of the test's own; what that takes lies in `mailbox`."""
    with mail_server(mailbox) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = PATIENCE_SECONDS
        yield mailbox
