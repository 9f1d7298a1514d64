"""Rows of ordered lists, each of which belongs to one item."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ordered(models.Model):
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class GalleryEntry(Ordered):
    """A `picture` in the gallery of an item."""

    class Meta(Ordered.Meta):
        abstract = True
        verbose_name = _("gallery picture")
        verbose_name_plural = _("gallery")

    def __str__(self):
        return str(self.picture)


def once_in_gallery(item: str, name: str) -> models.UniqueConstraint:
    """The constraint by which a gallery shows no picture twice; `item` is the field of its item."""
    return models.UniqueConstraint(
        item, "picture", name=name, violation_error_message=_("This picture is already in the gallery.")
    )
