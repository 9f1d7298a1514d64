from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from publishing.addresses import MAX_LENGTH, lock_slugs, remember_slug, unique_slug
from publishing.models.former_slug import FormerSlug


class Addressed(models.Model):
    """Has a page whose address is made from `address_text` once, and is never lost when it changes."""

    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        error_messages={
            "unique": _(
                "Another item already has this address, perhaps one in the trash. "
                "Choose another, or leave the field empty to have one made."
            )
        },
        help_text=_(
            "The last part of the web address. Left empty, it is made from the title or name. "
            "When you change it, the old address leads to the new one."
        ),
    )
    former_slugs = GenericRelation(FormerSlug)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Save; on the way make a missing slug and keep the former one."""
        with transaction.atomic():
            before = self._stored()
            if not self.slug:
                lock_slugs(type(self))
                self.slug = unique_slug(self)
            self._write(before, *args, update_fields=update_fields, **kwargs)
            if before and before.slug != self.slug and (update_fields is None or "slug" in update_fields):
                remember_slug(self, before)

    @property
    def address_text(self) -> str:
        """The words from which an empty slug is made."""
        raise NotImplementedError

    @property
    def has_known_address(self) -> bool:
        """Whether visitors may have met this item at its address."""
        return True

    def _stored(self):
        if self.pk is None:
            return None
        return type(self)._base_manager.select_for_update(of=("self",)).filter(pk=self.pk).first()

    def _write(self, before, *args, **kwargs) -> None:
        """`before` is the stored item or None."""
        super().save(*args, **kwargs)
