from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events and people")

    def ready(self):
        # Reads the operator's headings, so that a bad file stops the start and no officer meets it.
        from events.participants_import.columns import headings  # noqa: F401, PLC0415
