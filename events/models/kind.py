from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.querysets.events import EventKindQuerySet
from publishing.models import Addressed


class EventKind(Addressed):
    """Symposium, workshop, visit and so on; staff maintain the list."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80)

    objects = EventKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of events")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def address_text(self) -> str:
        return self.name_en or self.name


class Series(models.Model):
    """Events that belong together over the years: the editions of a forum, the parts of a dialogue."""

    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self):
        return self.title
