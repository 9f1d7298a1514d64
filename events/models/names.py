from django.db import models
from django.utils.translation import gettext_lazy as _

from events.naming.honorifics import addressed
from events.naming.scripts import LETTERS
from publishing import languages

LATIN_COLUMNS = ("given_name", "family_name", "family_name_first")
NAME_COLUMNS = ("honorific", *LATIN_COLUMNS, "native_name")
# What changes as a whole. The Latin name comes last, because lists are found by it.
NAME_PARTS = (("honorific",), ("native_name",), LATIN_COLUMNS)


class WrittenName:
    """How a name is written that is stored in the parts which `Named` has.

    Visitors see `shown_name` everywhere, and `other_name` beside it where there is room for both.
    """

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
    def shown_name(self) -> str:
        """As visitors see it: as the person writes it if readers of the page’s language have those letters,
        otherwise in Latin ones.
        """
        return self.shown_in(languages.current())

    def shown_in(self, language: str) -> str:
        letters = LETTERS.get(language) if self.native_name else None
        return self.native_name if letters and letters.fullmatch(self.native_name) else self.name

    @property
    def other_name(self) -> str:
        """The name in the letters in which it is not shown; empty if no others are known."""
        return self.name if self.shown_name == self.native_name else self.native_name

    @property
    def shown_full_name(self) -> str:
        """With the form of address, if the page's language has a word for it."""
        language = languages.current()
        return addressed(self.shown_in(language), self.honorific, language)

    @property
    def initials(self) -> str:
        """Shown in place of a photo, in the order of the name; a name in characters is one word."""
        if (shown := self.shown_name) == self.native_name:
            return "".join(word[0] for word in shown.split()[:2])
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
