from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    name = "history"
    verbose_name = _("History")

    def ready(self):
        from freshness.changes import AT_MOMENTS
        from history.drafts.due import publish_due

        AT_MOMENTS[self.get_model("DueChange")._meta.db_table] = publish_due
