from events.admin import event, organisations, people, places
from events.admin.participants import form
from events.admin.records import history

__all__ = ["event", "form", "history", "organisations", "people", "places"]
