from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.querysets import VersionQuerySet

MAX_NAME_LENGTH = 100


class Version(models.Model):
    """What an item was after a change. The database writes it when the transaction commits: see `keeping`.

    `content` has `own`, the columns of its row, and `parts`, by table the rows that belong to it; it is None
    if the item was deleted. `holder` names the item that it is told with, such as "event/5", `subject`
    the person that it is about. Versions made by one transaction have its number.
    """

    kind = models.TextField()
    object_id = models.BigIntegerField()
    holder = models.TextField(default="", blank=True)
    subject = models.TextField(default="", blank=True)
    made_at = models.DateTimeField(_("time"))
    transaction = models.BigIntegerField()
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    # Which outlives the account.
    maker_name = models.TextField(_("by"), blank=True)
    name = models.CharField(
        _("name of the version"),
        max_length=MAX_NAME_LENGTH,
        blank=True,
        help_text=_("Such as “As sent to the ministry”. A version with a name is kept for ever."),
    )
    content = models.JSONField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id", "-id"], name="history_version_of_item"),
            models.Index(
                fields=["holder", "-id"], name="history_version_of_holder", condition=~models.Q(holder="")
            ),
            models.Index(fields=["subject"], name="history_version_about", condition=~models.Q(subject="")),
        ]

    def __str__(self):
        return self.name or f"{self.kind} {self.object_id}, {self.made_at:%Y-%m-%d %H:%M}"
