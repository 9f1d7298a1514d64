from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from contacts.email_addresses import readable
from events.models import Country, Event
from news.models import Article
from publishing import languages
from publishing.models import Topic
from subscriptions.querysets import NoticeQuerySet, SubscriptionQuerySet


class Pace(models.TextChoices):
    WEEKLY = "weekly", _("Once a week, on Monday")
    AT_ONCE = "at_once", _("As soon as something is published")


class Subscription(models.Model):
    """What one address gets: everything, or what is about one of its topics or one of its countries.

    Its mails have told of every notice up to the number `told`; it was last its turn at `told_at`.
    """

    email = models.EmailField(_("email address"), max_length=254)
    language = models.CharField(_("language"), max_length=10, choices=list(languages.NAMES.items()))
    pace = models.CharField(_("how often"), max_length=7, choices=Pace, default=Pace.WEEKLY)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    told = models.BigIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(_("last looked for news"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriptions_subscription_once_per_address"),
            models.CheckConstraint(
                condition=Q(pace__in=Pace.values), name="subscriptions_subscription_pace_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_at=None)
                | Q(confirmed_at__isnull=False, told_at__isnull=False),
                name="subscriptions_subscription_told_once_confirmed",
            ),
        ]
        indexes = [
            models.Index("pace", "told", condition=Q(confirmed_at__isnull=False), name="subscriptions_due")
        ]

    def __str__(self):
        return self.email

    @property
    def readable_email(self) -> str:
        return readable(self.email)

    def confirm(self, now) -> None:
        """From now on it is told of what appears; confirming once more changes nothing."""
        unconfirmed = Subscription.objects.filter(pk=self.pk, confirmed_at=None)
        unconfirmed.update(confirmed_at=now, told_at=now, told=Notice.objects.newest())


class Notice(models.Model):
    """Notes that an article or event has appeared, so that it is told of once, however often it is taken down
    and published again. Numbers grow in the order in which notices are seen: whoever makes them holds a lock.
    """

    PART_OF_VERSIONS = False  # whoever was told can't be untold

    article = models.OneToOneField(Article, models.CASCADE, null=True, related_name="notice")
    event = models.OneToOneField(Event, models.CASCADE, null=True, related_name="notice")
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, event__isnull=False) | Q(article__isnull=False, event=None),
                name="subscriptions_notice_of_one_item",
            )
        ]

    def __str__(self):
        return f"{self.article or self.event}"
