from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.models import Quote
from events.models import Event
from news.models import Article
from publishing.models import Topic


def _topic(label):
    return models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class HomePage(models.Model):
    """What editors have chosen for the home page: one row. What they leave open, the page finds by itself."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    headline = models.CharField(
        _("headline"),
        max_length=90,
        blank=True,
        help_text=_("One short line above everything. If empty, the site’s own stands there."),
    )
    lead_article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead story"),
        help_text=_(
            "The large story on the first screen. If empty, and for as long as visitors can’t see the one "
            "you choose, the newest article stands there."
        ),
    )
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first event"),
        help_text=_("It stands before the other coming events until it is over."),
    )
    first_topic = _topic(_("first topic"))
    second_topic = _topic(_("second topic"))
    third_topic = _topic(_("third topic"))
    quote = models.ForeignKey(
        Quote,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quote"),
        help_text=_("If empty, the newest of those that were placed on the page with the address /."),
    )

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home page")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="home_homepage_is_one",
                violation_error_message=_("There is one home page."),
            ),
            models.CheckConstraint(
                condition=~Q(first_topic=F("second_topic"))
                & ~Q(first_topic=F("third_topic"))
                & ~Q(second_topic=F("third_topic")),
                name="home_homepage_topics_differ",
                violation_error_message=_("The same topic is chosen twice."),
            ),
        ]

    def __str__(self):
        return gettext("Home page")

    @property
    def topic_keys(self) -> list[int]:
        """Of the chosen topics, in their order."""
        keys = (self.first_topic_id, self.second_topic_id, self.third_topic_id)
        return [key for key in keys if key]
