from events.admin import event, merges, organisations, people, places
from events.admin.participants import form

__all__ = ["event", "form", "merges", "organisations", "people", "places"]
