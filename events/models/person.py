from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.names import Named
from events.name_keys import NamesKeyField
from events.querysets.alphabet import CYRILLIC_PLACE, LATIN_PLACE, stored
from events.querysets.people import PersonQuerySet
from publishing import languages
from publishing.addresses import path_to
from publishing.models import Addressed, Picture
from publishing.richtext import RichTextField


class Person(Addressed, Named):
    """Someone who takes part in events, stored once for all of them.

    What was true only at one event (job title, organisation, country, the spelling of the name) is in
    `Participation`.
    """

    VERSIONED = True
    RECOMPUTED = ("names_key",)
    OF_TODAY = ("slug",)

    aliases = ArrayField(
        models.CharField(max_length=250),
        verbose_name=_("other spellings"),
        default=list,
        blank=True,
        help_text=_("Spellings found in lists and former names, one per line. Visitors never see them."),
    )
    emails = ArrayField(
        models.EmailField(),
        verbose_name=_("email addresses"),
        default=list,
        blank=True,
        help_text=_("Used to recognise the person in the next list, one per line. Visitors never see them."),
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
        help_text=_("Addresses of pages on other sites about the same person, one per line."),
    )
    names_key = NamesKeyField()
    latin_place = stored(LATIN_PLACE)
    cyrillic_place = stored(CYRILLIC_PLACE)

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
            models.Index(fields=["family_name", "given_name", "id"], name="events_person_order"),
            models.Index(fields=["latin_place", "id"], name="events_person_latin"),
            models.Index(fields=["cyrillic_place", "id"], name="events_person_cyrillic"),
        ]

    def __str__(self):
        return f"{self.name} ({self.native_name})" if self.native_name else self.name

    def get_absolute_url(self):
        return path_to("events:person", self.slug)

    def save(self, *args, **kwargs):
        """Save, removing the current name from the other spellings."""
        present = {name.casefold() for name in self.present_names}
        self.aliases = [alias for alias in self.aliases if alias.casefold() not in present]
        super().save(*args, **kwargs)

    @property
    def biography_language(self) -> str:
        """The language in which `biography` is shown: the reader's, otherwise English."""
        language = languages.current()
        return language if languages.texts(self, "biography")[language] else languages.ENGLISH

    @property
    def address_text(self) -> str:
        return self.name

    @property
    def present_names(self) -> list[str]:
        return [name for name in (self.name, self.native_name) if name]

    @property
    def all_names(self) -> list[str]:
        return [name for name in (*self.present_names, *self.aliases) if name]

    def learn_spellings(self, names) -> bool:
        """Add names that are not known yet to the other spellings, without saving."""
        known = {name.casefold() for name in self.all_names}
        new = {name.casefold(): name for name in names if name and name.casefold() not in known}
        self.aliases = [*self.aliases, *new.values()]
        return bool(new)
