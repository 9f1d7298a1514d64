from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from publishing.models.former_slug import FormerSlug
from publishing.slugs import MAX_LENGTH, first_free, next_free, slug_from


class Addressed(models.Model):
    """Has a page whose address is generated from `address_text`; former addresses keep working."""

    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        error_messages={
            "unique": _(
                "Another item already has this address, perhaps one in the trash. Enter another, or "
                "leave the field empty to have one made."
            )
        },
        help_text=_(
            "The last part of the web address. If empty, it is made from the title or name. If you "
            "change it, the old address redirects to the new one."
        ),
    )
    former_slugs = GenericRelation(FormerSlug)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Save, generating a missing slug and keeping the former one.

        Subclasses write in `_write()`, so that everything happens under one lock of the row.
        """
        with transaction.atomic():
            before = self._stored()
            if not self.slug:
                self.lock_slugs()
                self.slug = self.free_slug()
            self._write(before, *args, update_fields=update_fields, **kwargs)
            if before and before.slug != self.slug and (update_fields is None or "slug" in update_fields):
                FormerSlug.objects.remember(self, before)

    @property
    def address_text(self) -> str:
        """The text from which an empty slug is generated."""
        raise NotImplementedError

    @property
    def has_known_address(self) -> bool:
        """Whether visitors may have seen this item at its address."""
        return True

    def free_slug(self) -> str:
        """A slug from `address_text` that no other item of this model has or had."""
        model = type(self)
        base = slug_from(self.address_text) or model._meta.model_name
        present = model._base_manager.exclude(pk=self.pk)
        return first_free(base, present, FormerSlug.objects.of_model(model).exclude(object_id=self.pk or 0))

    @classmethod
    def lock_slugs(cls) -> None:
        """Prevent others from generating slugs for this model until the transaction ends: two may have the
        same title.
        """
        content_type = ContentType.objects.get_for_model(cls)
        ContentType.objects.select_for_update(no_key=True).get(pk=content_type.pk)

    @classmethod
    def fill_slugs(cls, items) -> None:
        """Give new items the slugs that `save()` would give them; for `bulk_create()` in the same
        transaction.
        """
        cls.lock_slugs()
        taken = set(cls._base_manager.values_list("slug", flat=True))
        taken |= set(FormerSlug.objects.of_model(cls).values_list("slug", flat=True))
        for item in items:
            item.slug = next_free(slug_from(item.address_text) or cls._meta.model_name, taken)
            taken.add(item.slug)

    def _stored(self):
        if self.pk is None:
            return None
        return type(self)._base_manager.select_for_update(of=("self",)).filter(pk=self.pk).first()

    def _write(self, before, *args, **kwargs) -> None:
        """`before` is the stored item or None."""
        super().save(*args, **kwargs)
