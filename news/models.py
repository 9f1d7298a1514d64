from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Country, Event, Organisation, Person
from news.named import writers
from news.querysets import ArticleQuerySet, AuthorQuerySet
from publishing import richtext
from publishing.addresses import path_to
from publishing.cards.addresses import Card
from publishing.models import Addressed, Document, Picture, Publishable
from publishing.models.indexes import index_of_kept, index_of_texts
from publishing.models.ordered import GalleryEntry, Ordered, once_in_gallery
from publishing.models.publishable import SHORT_TEXTS


class Author(Addressed):
    """A person named under a headline. The name outlives the person's account."""

    name = models.CharField(_("name"), max_length=120)
    affiliation = models.CharField(
        _("affiliation"),
        max_length=200,
        blank=True,
        help_text=_("Position and organisation, as readers see them."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Only if this author also works in the administration of this site."),
    )
    person = models.OneToOneField(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("person"),
        help_text=_(
            "The same person as a participant of events. Once visitors may see that person, both pages lead "
            "to each other, and articles show the person’s photo."
        ),
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def address_text(self) -> str:
        return self.name_en or self.name

    def get_absolute_url(self):
        return path_to("news:author", self.slug)

    # What stands for a face beside the name.

    @property
    def photo(self) -> Picture | None:
        return self.public_person.photo if self.public_person else None

    @property
    def initials(self) -> str:
        words = self.name.replace("·", " ").split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:]))

    @property
    def public_person(self) -> Person | None:
        """The person if visitors may see them."""
        return writers().get(self.person_id) if self.person_id else None


class Article(Publishable):
    lead_picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead picture")
    )
    gallery = models.ManyToManyField(
        Picture, through="GalleryPicture", related_name="+", verbose_name=_("gallery")
    )
    authors = models.ManyToManyField(
        Author, through="Byline", related_name="articles", verbose_name=_("authors")
    )
    attachments = models.ManyToManyField(
        Document, through="Attachment", related_name="+", verbose_name=_("attachments")
    )
    events = models.ManyToManyField(
        Event,
        related_name="articles",
        blank=True,
        verbose_name=_("events"),
        help_text=_("The events this article is about. Each page then links to the other."),
    )
    people = models.ManyToManyField(
        Person,
        related_name="articles",
        blank=True,
        verbose_name=_("people"),
        help_text=_("Whom this article names. Visitors see those who agree to be listed at an event."),
    )
    organisations = models.ManyToManyField(
        Organisation, related_name="articles", blank=True, verbose_name=_("organisations")
    )
    countries = models.ManyToManyField(
        Country, related_name="articles", blank=True, verbose_name=_("countries")
    )
    related = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="+",
        blank=True,
        verbose_name=_("read next"),
        help_text=_(
            "Up to three articles, shown below this one. Free places are taken by those that share its "
            "events, people and topics."
        ),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", "Can publish articles and take them down")]
        indexes = [
            *Publishable.Meta.indexes,
            index_of_texts(*SHORT_TEXTS, name="news_article_texts"),
            index_of_kept("state", "-publish_at", "-id", name="news_article_by_state"),
        ]

    @property
    def year(self) -> int:
        """The year in the article's address, in the site's time zone; this year for one without a date."""
        return (self.publish_at or timezone.now()).astimezone(timezone.get_default_timezone()).year

    def get_absolute_url(self):
        return path_to("news:detail", self.year, self.slug)

    @property
    def reading_minutes(self) -> int:
        return richtext.minutes_to_read(self.body)

    @property
    def card(self) -> Card:
        """What other sites show beside a link to it, if it has no picture."""
        day = [date_format(localtime(self.publish_at))] if self.publish_at else []
        topic = [each.name for each in self.topic_list[:1]]
        return Card(self.title, gettext("News"), " · ".join(day + topic))

    # Lists in the order set by staff; `for_page()` reads them along.

    @cached_property
    def ordered_authors(self) -> list[Author]:
        return [byline.author for byline in self.bylines.select_related("author")]

    @cached_property
    def gallery_pictures(self) -> list[Picture]:
        return [entry.picture for entry in self.gallery_entries.select_related("picture")]

    @cached_property
    def documents(self) -> list[Document]:
        return [entry.document for entry in self.attachment_entries.select_related("document")]

    @cached_property
    def source_list(self) -> list["Source"]:
        return list(self.sources.all())


class Byline(Ordered):
    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines", verbose_name=_("author"))

    class Meta(Ordered.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(
                "article",
                "author",
                name="news_byline_once_per_article",
                violation_error_message=_("This author is listed twice."),
            )
        ]

    def __str__(self):
        return str(self.author)


class GalleryPicture(GalleryEntry):
    article = models.ForeignKey(Article, models.CASCADE, related_name="gallery_entries")
    picture = models.ForeignKey(
        Picture, models.PROTECT, related_name="gallery_entries", verbose_name=_("picture")
    )

    class Meta(GalleryEntry.Meta):
        constraints = [once_in_gallery("article", "news_gallery_picture_once_per_article")]


class Attachment(Ordered):
    article = models.ForeignKey(Article, models.CASCADE, related_name="attachment_entries")
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="attachment_entries", verbose_name=_("document")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                "article",
                "document",
                name="news_attachment_once_per_article",
                violation_error_message=_("This document is already attached."),
            )
        ]

    def __str__(self):
        return str(self.document)


class Source(Ordered):
    """Where a statement comes from, or where to read more."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("web address"), max_length=500, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.title
