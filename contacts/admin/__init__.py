"""The desk as staff see it.

In reading order: `inquiry` is the inbox (`access`, `filters`, `spam`) and one inquiry with its `thread` and
`forms`; `answer` with its `answer_form`; `routing`, who gets what; `mail`, what left; `quotes`;
`personal_data`; `statistics`.
"""

from contacts.admin import inquiry, mail, personal_data, quotes, routing

__all__ = ["inquiry", "mail", "personal_data", "quotes", "routing"]
