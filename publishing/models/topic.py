from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import GenericTaggedItemBase, TagBase

from publishing.slugs import first_free, slug_from

MAX_SLUG_LENGTH = 90  # of the column's 100, so that a number may follow


class TopicQuerySet(models.QuerySet):
    def used_in(self, items):
        """The topics that at least one of `items`, a queryset of one publishable model, carries."""
        content_type = ContentType.objects.get_for_model(items.model)
        carried = TopicItem.objects.filter(content_type=content_type, object_id__in=items.values("pk"))
        return self.filter(pk__in=carried.values("tag"))


class Topic(TagBase):
    """A topic shared by everything that is published. Its English name is the one staff type."""

    name_ru = models.CharField(_("Russian name"), max_length=100, blank=True)
    name_zh_hans = models.CharField(_("Chinese name"), max_length=100, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="publishing_topic_name_once",
                violation_error_message=_("There already is a topic with this name."),
            )
        ]

    @property
    def label(self) -> str:
        own = {"ru": self.name_ru, "zh-hans": self.name_zh_hans}.get(get_language())
        return own or self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            base = slug_from(self.name)[:MAX_SLUG_LENGTH].strip("-") or "topic"
            self.slug = first_free(base, Topic.objects.exclude(pk=self.pk))
        super().save(*args, **kwargs)


class TopicItem(GenericTaggedItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="items", verbose_name=_("topic"))

    class Meta:
        constraints = [
            models.UniqueConstraint("content_type", "object_id", "tag", name="publishing_topic_once_per_item")
        ]
