from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerSlugQuerySet(models.QuerySet):
    def of_model(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def remember(self, item, before) -> None:
        """Keep the slug of `before`, the previous version of the item, working; its current one needs no
        entry.

        An address that visitors knew leads to the last item they saw there; a draft never takes it over.
        """
        content_type = ContentType.objects.get_for_model(type(item))
        self.filter(content_type=content_type, slug=item.slug, object_id=item.pk).delete()
        former, is_new = self.get_or_create(
            content_type=content_type, slug=before.slug, defaults={"object_id": item.pk}
        )
        if not is_new and before.has_known_address:
            former.object_id = item.pk
            former.save()


class FormerSlug(models.Model):
    """A slug that an item had before. It points to the item, so any number of renames needs only one
    redirect.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.BigIntegerField()
    item = GenericForeignKey()
    slug = models.SlugField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint("content_type", "slug", name="publishing_former_slug_once_per_model")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="publishing_former_slug_item")]

    def __str__(self):
        return self.slug
