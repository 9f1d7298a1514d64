from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from taggit.managers import _TaggableManager
from taggit.models import CommonGenericTaggedItemBase, TagBase

from publishing.languages import ENGLISH
from publishing.slugs import first_free, slug_from

MAX_SLUG_LENGTH = 90  # of the column's 100, so that a number may follow


class TopicQuerySet(models.QuerySet):
    def used_in(self, items):
        """The topics that at least one of `items`, a queryset of one publishable model, carries."""
        content_type = ContentType.objects.get_for_model(items.model)
        carried = TopicItem.objects.filter(content_type=content_type, object_id__in=items.values("pk"))
        return self.filter(pk__in=carried.values("tag"))

    def most_used_in(self, model, keys):
        """The topics of items of this model with one of these keys, a queryset: those of most items first."""
        content_type = ContentType.objects.get_for_model(model)
        own = self.filter(items__content_type=content_type, items__object_id__in=keys)
        return own.annotate(number=Count("items__object_id", distinct=True)).order_by("-number", "name_en")

    def of_each(self, model):
        """The topics of the item of this model to which an outer queryset refers, as staff entered them."""
        content_type = ContentType.objects.get_for_model(model)
        own = self.filter(items__content_type=content_type, items__object_id=OuterRef("pk"))
        return own.order_by("items__pk")


class Topic(TagBase):
    """A topic shared by everything that is published. Staff enter its English name."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_en"]
        constraints = [
            models.UniqueConstraint(
                Lower("name_en"),
                name="publishing_topic_name_once",
                violation_error_message=_("There is already a topic with this name."),
            ),
            models.CheckConstraint(
                condition=Q(name_en__isnull=False, name_en__gt=""),
                name="publishing_topic_has_name",
                violation_error_message=_("The English name can’t be empty."),
            ),
        ]

    def save(self, *args, **kwargs):
        # Taggit reads the column without a language; it holds English, whatever staff's language is.
        with override(ENGLISH):
            if not self.slug:
                base = slug_from(self.name)[:MAX_SLUG_LENGTH].strip("-") or "topic"
                self.slug = first_free(base, Topic.objects.exclude(pk=self.pk))
            super().save(*args, **kwargs)


class TopicItem(CommonGenericTaggedItemBase):
    # As the keys of what it points to: an index of another type could not be used for joining them.
    object_id = models.BigIntegerField(_("object ID"), db_index=True)
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="items", verbose_name=_("topic"))

    class Meta:
        constraints = [
            models.UniqueConstraint("content_type", "object_id", "tag", name="publishing_topic_once_per_item")
        ]
        indexes = [models.Index(fields=["tag", "content_type", "object_id"], name="publishing_topic_items")]


class ItemTopics(_TaggableManager):
    """The topics of one item. A name means the topic of that English name, whatever staff's language is."""

    def add(self, *topics, **kwargs):
        with override(ENGLISH):
            super().add(*topics, **kwargs)

    def set(self, topics, **kwargs):
        with override(ENGLISH):
            super().set(topics, **kwargs)
