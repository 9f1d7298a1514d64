from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.person import Person
from events.models.undoable import Undoable


class Split(Undoable):
    """A record shared by two people, split between them."""

    model = Person

    kept_id = models.BigIntegerField()
    kept_name = models.CharField(_("kept record"), max_length=500)
    new_id = models.BigIntegerField()
    new_name = models.CharField(_("new person"), max_length=500)

    class Meta(Undoable.Meta):
        verbose_name = _("split")
        verbose_name_plural = _("splits")
        constraints = [
            models.CheckConstraint(condition=~Q(kept_id=F("new_id")), name="events_split_makes_two")
        ]

    def __str__(self):
        return f"{self.kept_name} → {self.kept_name} + {self.new_name}"

    @property
    def needed(self) -> dict[int, str]:
        return {self.kept_id: self.kept_name, self.new_id: self.new_name}
