from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.undoable import Undoable


class Merge(Undoable):
    """Two records of one person or organisation, merged."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("kind"))
    kept_id = models.BigIntegerField()
    kept_name = models.CharField(_("kept record"), max_length=500)
    merged_id = models.BigIntegerField()
    merged_name = models.CharField(_("merged record"), max_length=500)

    class Meta(Undoable.Meta):
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.CheckConstraint(condition=~Q(kept_id=F("merged_id")), name="events_merge_unites_two")
        ]

    def __str__(self):
        return f"{self.merged_name} → {self.kept_name}"

    @property
    def model(self):
        return self.content_type.model_class()

    @property
    def needed(self) -> dict[int, str]:
        return {self.kept_id: self.kept_name}


class DifferentPair(models.Model):
    """Two similar records that staff marked as not the same."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("pair of different records")
        verbose_name_plural = _("pairs of different records")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "content_type", "first_id", "second_id", name="events_different_pair_once"
            ),
            models.CheckConstraint(
                condition=Q(first_id__lt=F("second_id")), name="events_different_pair_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"
