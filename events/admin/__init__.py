from events.admin import countries_and_lists, event, organisations, people
from events.admin.participants import form
from events.admin.records import history

__all__ = ["countries_and_lists", "event", "form", "history", "organisations", "people"]
