"""The pages on which staff work with events and people.

In reading order: `event` with its form (`event_form`, `programme`) and its own pages, each a class derived
from one in `pages`: `participants`, `participants_import`, `statistics`, `copying`; `event_import` is for
many events. `people` and `organisations` with what they share in `records`; `countries_and_lists` has the
lists that events are sorted by. `fields` are fields with several lines; `naming` is for the forms of other
apps.
"""

from events.admin import countries_and_lists, event, organisations, people
from events.admin.participants import form
from events.admin.records import history

__all__ = ["countries_and_lists", "event", "form", "history", "organisations", "people"]
