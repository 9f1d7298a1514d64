from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerSlug(models.Model):
    """A slug that an item had before. It points to the item, so any number of renames is one redirect."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.BigIntegerField()
    item = GenericForeignKey()
    slug = models.SlugField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint("content_type", "slug", name="publishing_former_slug_once_per_model")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="publishing_former_slug_item")]

    def __str__(self):
        return self.slug
