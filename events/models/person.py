from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from events.matching import NamesKeyField
from events.querysets import PersonQuerySet
from publishing.models import Addressed, Picture
from publishing.richtext import RichTextField

ENGLISH = settings.MODELTRANSLATION_DEFAULT_LANGUAGE


class Person(Addressed):
    """Somebody who takes part in events, kept once for all of them.

    What was true on one day only (job title, organisation, country) stands in the `Participation`.
    """

    honorific = models.CharField(
        _("form of address"),
        max_length=40,
        blank=True,
        help_text=_("Mr., Ms., Dr., Prof., H.E. and the like."),
    )
    given_name = models.CharField(
        _("given name"), max_length=120, blank=True, help_text=_("In Latin letters.")
    )
    family_name = models.CharField(
        _("family name"),
        max_length=120,
        blank=True,
        help_text=_("In Latin letters. Who has one name only has it here."),
    )
    family_name_first = models.BooleanField(
        _("family name first"), default=False, help_text=_("As in Huang Jingjing: Huang is the family name.")
    )
    native_name = models.CharField(
        _("name in its own script"),
        max_length=200,
        blank=True,
        help_text=_("As the person writes it: Айгуль Сапарова, 王小明."),
    )
    aliases = ArrayField(
        models.CharField(max_length=250),
        verbose_name=_("other spellings"),
        default=list,
        blank=True,
        help_text=_("Spellings met in lists, former names; one on a line. Visitors never see them."),
    )
    emails = ArrayField(
        models.EmailField(),
        verbose_name=_("e-mail addresses"),
        default=list,
        blank=True,
        help_text=_("To know the person again in the next list; one on a line. Visitors never see them."),
    )
    photo = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    biography = RichTextField(_("biography"), blank=True)
    same_as = ArrayField(
        models.URLField(max_length=500),
        verbose_name=_("pages about the person"),
        default=list,
        blank=True,
        help_text=_("Addresses of pages elsewhere that are about the same person; one on a line."),
    )
    names_key = NamesKeyField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "given_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(family_name="", given_name=""),
                name="events_person_has_name",
                violation_error_message=_("A person needs a name in Latin letters."),
            )
        ]
        indexes = [
            GinIndex(fields=["names_key"], opclasses=["gin_trgm_ops"], name="events_person_names"),
            GinIndex(fields=["emails"], name="events_person_emails"),
        ]

    def __str__(self):
        return f"{self.name} ({self.native_name})" if self.native_name else self.name

    def get_absolute_url(self):
        return reverse("events:person", args=[self.slug])

    @property
    def name(self) -> str:
        """In Latin letters, in the person's own order."""
        parts = (self.given_name, self.family_name)
        return " ".join(part for part in (reversed(parts) if self.family_name_first else parts) if part)

    @property
    def full_name(self) -> str:
        """The name with the form of address before it."""
        return f"{self.honorific} {self.name}".strip()

    @property
    def initials(self) -> str:
        """For a tile in place of a photo, in the person's own order."""
        first, second = self.given_name[:1], self.family_name[:1]
        return second + first if self.family_name_first else first + second

    @property
    def biography_language(self) -> str:
        """The language in which `biography` is shown: the reader's, else English."""
        language = get_language() or ENGLISH
        return language if getattr(self, build_localized_fieldname("biography", language)) else ENGLISH

    @property
    def address_text(self) -> str:
        return self.name

    @property
    def all_names(self) -> list[str]:
        return [name for name in (self.name, self.native_name, *self.aliases) if name]
