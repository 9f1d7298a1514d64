"""The parts from which an app builds the admin of what it publishes.

In reading order: `publishable` combines them; `forms` decides what may be saved, `languages` provides the
language tabs, `moments` date and time fields, `workflow` the buttons for each state, `preview` a preview
before saving, `deleting` the trash and protection of records in use. `rows` are the inline rows on a form,
`columns` and `filters` belong to the list of items. `topics` and `library` have admins of their own;
`choosers` and `widgets` are the fields they all use. `comparing` shows which words of two texts differ;
`pages` is the base of every additional page.
"""

from publishing.admin import topics
from publishing.admin.library import documents, pictures

__all__ = ["documents", "pictures", "topics"]
