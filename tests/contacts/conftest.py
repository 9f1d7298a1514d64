from tests.contacts.mail.conftest import mailbox, smtp

__all__ = ["mailbox", "smtp"]
