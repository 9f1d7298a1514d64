from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.querysets import EntryQuerySet


class Action(models.TextChoices):
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    DELETED = "deleted", _("Deleted")
    DOWNLOADED = "downloaded", _("Downloaded")
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGNED_OUT = "signed_out", _("Signed out")
    DEVICES_SIGNED_OUT = "devices_signed_out", _("Devices signed out")


class Entry(models.Model):
    """What somebody did. The database refuses to change or delete it: see `triggers`.

    Who it was and what it was about are kept as keys and as the names they had, without relations: an entry
    outlives both. `model` is a label such as "news.byline", `object_id` the row's key, and `item` the record
    that staff know it by, such as "news.article/5". `person` is the key of the person it is about; when their
    record is deleted, name and values are emptied.

    `before` and `after` have, by column, what differs: of a new row what is in it, of a deleted one what
    was. Values that the log must not know are "…".
    """

    at = models.DateTimeField(_("time"))
    actor = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    network = models.TextField(blank=True)
    action = models.TextField(_("action"), choices=Action.choices)
    model = models.TextField(blank=True)
    object_id = models.BigIntegerField(null=True)
    item = models.TextField(blank=True)
    name = models.TextField(blank=True)
    person = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    transaction = models.BigIntegerField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Action.values), name="audit_entry_action_is_known"),
        ]
        indexes = [
            models.Index(fields=["item", "-id"], name="audit_entry_of_item", condition=~Q(item="")),
            models.Index(
                fields=["actor", "-id"], name="audit_entry_of_actor", condition=Q(actor__isnull=False)
            ),
            models.Index(fields=["model", "-id"], name="audit_entry_of_model"),
            models.Index(fields=["action", "-id"], name="audit_entry_of_action"),
            models.Index(fields=["person"], name="audit_entry_about", condition=Q(person__isnull=False)),
            # Entries are written in the order of both, so these cost next to nothing.
            BrinIndex(fields=["at"], name="audit_entry_at"),
            BrinIndex(fields=["transaction"], name="audit_entry_transaction"),
        ]

    def __str__(self):
        return f"{self.get_action_display()}: {self.name or self.item or self.model}"
