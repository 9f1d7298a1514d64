from django.db import models
from django.utils.translation import gettext_lazy as _

LATIN_COLUMNS = ("given_name", "family_name", "family_name_first")
NAME_COLUMNS = ("honorific", *LATIN_COLUMNS, "native_name")
# What changes as a whole. The Latin name comes last, because lists are found by it.
NAME_PARTS = (("honorific",), ("native_name",), LATIN_COLUMNS)


class WrittenName:
    """How a name is written that is stored in the parts which `Named` has."""

    honorific: str
    given_name: str
    family_name: str
    family_name_first: bool
    native_name: str

    @property
    def name(self) -> str:
        """In Latin letters, in the person's own order."""
        given, family = self.given_name, self.family_name
        first, second = (family, given) if self.family_name_first else (given, family)
        return f"{first} {second}".strip()

    @property
    def full_name(self) -> str:
        """The name with the form of address before it."""
        return f"{self.honorific} {self.name}".strip()

    @property
    def written_name(self) -> str:
        """The complete name, as lists of participants write it."""
        return f"{self.full_name} ({self.native_name})" if self.native_name else self.full_name

    @property
    def initials(self) -> str:
        """Shown in place of a photo, in the person's own order."""
        first, second = self.given_name[:1], self.family_name[:1]
        return second + first if self.family_name_first else first + second


class Named(WrittenName, models.Model):
    """A person's name as shown: the current one in `Person`, the name at the time in `Participation`."""

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
        help_text=_("In Latin letters. If the person has only one name, enter it here."),
    )
    family_name_first = models.BooleanField(
        _("family name first"), default=False, help_text=_("As in Huang Jingjing: Huang is the family name.")
    )
    native_name = models.CharField(
        _("name in native script"),
        max_length=200,
        blank=True,
        help_text=_("As the person writes it: Айгуль Сапарова, 王小明."),
    )

    class Meta:
        abstract = True

    def values_of(self, columns) -> dict:
        return {column: getattr(self, column) for column in columns}

    def shown_by(self, part) -> dict:
        """The columns of a list that show this part of the name; none if the list has another Latin name."""
        return self.values_of((*LATIN_COLUMNS, *part))
