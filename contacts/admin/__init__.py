"""The desk as staff see it.

In reading order: `inbox`, the list of inquiries and the tray of spam (`access`, `filters`); `inquiry`, one of
them with its `thread` and `forms`; `answer` with its `answer_form`, a class made from what is in `pages`, as
other pages are; `routing`, who gets what; `mail`, what left; `quotes`; `personal_data`; `statistics`.
"""

from contacts.admin import inquiry, mail, personal_data, quotes, routing

__all__ = ["inquiry", "mail", "personal_data", "quotes", "routing"]
