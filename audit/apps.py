from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Log")

    def ready(self):
        from audit import sign_ins  # noqa: F401, PLC0415  receivers; models are loaded only now
        from audit.triggers import follow_migrations  # noqa: PLC0415  models are loaded only now

        post_migrate.connect(follow_migrations, sender=self)
