"""`inquiry` and its `thread`; `routing`; `quote`; `mail`; and `guard`, what the spam guards remember;
`preference`, what each member of staff has chosen.
"""

from contacts.models.guard import AddressCount, SpentProof
from contacts.models.inquiry import MESSAGE_LENGTH, PAGE_LENGTH, Inquiry
from contacts.models.mail import Mail
from contacts.models.preference import Preference
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
    "Preference",
    "Quote",
    "Route",
    "SavedAnswer",
    "SpentProof",
    "Topic",
]
