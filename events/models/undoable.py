from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Undoable(models.Model):
    """Something done to whole records, with everything needed to take it back.

    `journal` is what happened to each row, as `events.records.journal` wrote it; `report` is what staff were
    told. A child gives `model`, the model of its records, and `needed`, the names by key of those without
    which it can't be undone.
    """

    journal = models.JSONField(encoder=DjangoJSONEncoder)
    report = models.JSONField(encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField(_("done at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("done by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        abstract = True
        default_permissions = ("view",)
        ordering = ["-made_at", "-pk"]
