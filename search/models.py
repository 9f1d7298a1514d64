from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.querysets import EntryQuerySet, MissQuerySet

MAX_TEXT_LENGTH = 100  # characters of what is typed


class Entry(models.Model):
    """One item in one language, as it is searched. The database keeps this table itself: see `indexing`.

    `title_words` are the words of the title alone, by which frequent words are put in order without reading
    the rest; `names` those of people and organisations as they sound.
    """

    kind = models.TextField()
    object_id = models.BigIntegerField()
    language = models.TextField()
    moment = models.DateTimeField(null=True)
    title = models.TextField()
    text = models.TextField()
    title_words = SearchVectorField()
    words = SearchVectorField()
    names = models.TextField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        managed = False

    def __str__(self):
        return f"{self.kind} {self.object_id} ({self.language}): {self.title}"


class Word(models.Model):
    """A word of some text, to which a misspelt one may be corrected; `letters` are its Latin likeness.

    A word may occur twice, and longer than the text it was taken from.
    """

    word = models.TextField()
    letters = models.TextField()

    class Meta:
        managed = False

    def __str__(self):
        return self.word


class Miss(models.Model):
    """What was searched in vain on one day, and how often. Nothing is known of who asked."""

    day = models.DateField(_("day"))
    text = models.CharField(_("searched for"), max_length=MAX_TEXT_LENGTH)
    language = models.CharField(_("language of the page"), max_length=10)
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = MissQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ["-day", "-times", "text"]
        constraints = [
            models.UniqueConstraint(fields=["day", "text", "language"], name="search_miss_once_a_day")
        ]

    def __str__(self):
        return self.text
