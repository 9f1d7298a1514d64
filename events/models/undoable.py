from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Undoable(models.Model):
    """An operation on whole records, with everything needed to undo it.

    `journal` is what happened to each row, as recorded by `events.records.journal`; `report` is what staff
    were told. A subclass defines `model`, the model of its records, and `needed`, the names by key of the
    records without which it can't be undone.
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
