from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.querysets import DraftQuerySet, VersionQuerySet

MAX_NAME_LENGTH = 100
FULL_DAYS = 90  # for which every version is kept


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


class Draft(models.Model):
    """A change of a live item that visitors do not see yet; an item has one at most.

    `base` is what the item was when the draft was begun, `content` what it is to be, `topics` the English
    names of its topics by key, since one that is new exists in the draft alone. `failure` says why it could
    not be published at its minute.
    """

    kind = models.TextField()
    object_id = models.BigIntegerField()
    base = models.JSONField()
    content = models.JSONField()
    topics = models.JSONField(default=dict)
    saves = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    updated_at = models.DateTimeField(_("last changed"))
    failure = models.TextField(blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a change")
        verbose_name_plural = _("drafts of changes")
        constraints = [models.UniqueConstraint("kind", "object_id", name="history_draft_one_of_an_item")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"

    @property
    def due_at(self):
        """The minute at which it is published, or None."""
        return self.due.due_at if hasattr(self, "due") else None


class DueChange(models.Model):
    """The minute at which a draft is published: see `drafts.due`."""

    MOMENTS = ("due_at",)

    draft = models.OneToOneField(Draft, models.CASCADE, primary_key=True, related_name="due")
    due_at = models.DateTimeField(_("publish this change at"), db_index=True)

    def __str__(self):
        return f"{self.draft}, {self.due_at:%Y-%m-%d %H:%M}"
