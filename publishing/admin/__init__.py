"""The parts from which an app builds the admin of what it publishes.

In reading order: `publishable` puts them together; `forms` says what may be saved, `languages` gives each
language its tab, `moments` dates with a time, `workflow` the buttons for each state, `preview` a look before
saving, `deleting` the trash and what keeps a record. `rows` are the lists on a form, `columns` and `filters`
the list of items. `topics` and `library` have admins of their own; `choosers` and `widgets` are the fields
all of them use. `pages` is what a page beside Django's own is made from.
"""

from publishing.admin import topics
from publishing.admin.library import documents, pictures

__all__ = ["documents", "pictures", "topics"]
