from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.querysets import RouteQuerySet
from contacts.states import Kind


class Topic(models.Model):
    """What a message is about, as selected by the sender in the form."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("offered in the form"), default=True)

    class Meta:
        verbose_name = _("inquiry topic")
        verbose_name_plural = _("inquiry topics")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class Route(models.Model):
    """Who receives new inquiries. If several routes match, the most specific one decides."""

    kind = models.CharField(
        _("kind"), max_length=16, choices=Kind, blank=True, help_text=_("Leave empty for every kind.")
    )
    topic = models.ForeignKey(
        Topic,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="routes",
        verbose_name=_("topic"),
        help_text=_("Leave empty for every topic."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    group = models.ForeignKey(
        Group,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("or group"),
    )

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ["kind", "topic", "pk"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "topic",
                name="contacts_route_once",
                nulls_distinct=False,
                violation_error_message=_("There is already a route for this kind and topic."),
            ),
            models.CheckConstraint(
                condition=Q(user=None, group__isnull=False) | Q(user__isnull=False, group=None),
                name="contacts_route_to_person_or_group",
                violation_error_message=_("Select either a person or a group."),
            ),
        ]

    def __str__(self):
        return str(self.user or self.group)


class SavedAnswer(models.Model):
    """A text to start an answer with. {name} and {reference} stand for those of the inquiry."""

    title = models.CharField(
        _("title"), max_length=120, help_text=_("For staff only, so that it can be found again.")
    )
    kind = models.CharField(
        _("kind"), max_length=16, choices=Kind, blank=True, help_text=_("Leave empty for every kind.")
    )
    text = models.TextField(
        _("text"),
        max_length=10_000,
        help_text=_("{name}, {reference}, {about} and {officer} are filled in for you."),
    )

    class Meta:
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")
        ordering = ["title"]

    def __str__(self):
        return self.title
