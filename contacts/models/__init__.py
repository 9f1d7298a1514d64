"""`inquiry` and its `thread`; `routing`; `quote`; `mail`; and `guard`, what the spam guards remember."""

from contacts.models.guard import AddressCount, SpentProof
from contacts.models.inquiry import MESSAGE_LENGTH, PAGE_LENGTH, Inquiry
from contacts.models.mail import Mail
from contacts.models.quote import Quote
from contacts.models.routing import Route, SavedAnswer, Topic
from contacts.models.thread import Attachment, Look, Message, Note

__all__ = [
    "MESSAGE_LENGTH",
    "PAGE_LENGTH",
    "AddressCount",
    "Attachment",
    "Inquiry",
    "Look",
    "Mail",
    "Message",
    "Note",
    "Quote",
    "Route",
    "SavedAnswer",
    "SpentProof",
    "Topic",
]
