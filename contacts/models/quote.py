from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from contacts import languages
from contacts.models.inquiry import Inquiry
from contacts.querysets import QuoteQuerySet
from contacts.states import Permission

QUOTE_LENGTH = 600


def _as_asked(code):
    """A condition: the text in that language is the one the sender was asked about."""
    text, attribution = languages.columns("text", "attribution", codes=[code])
    return Q(language=code, **{text: F("asked_text"), attribution: F("asked_attribution")})


class Quote(models.Model):
    """A line of a commendation that may be shown once its sender has agreed to these words and this name.

    The text in `language` is the sender's own; the other languages are translations by staff.
    """

    inquiry = models.OneToOneField(Inquiry, models.SET_NULL, null=True, editable=False, related_name="quote")
    permission = models.CharField(
        _("permission"), max_length=10, choices=Permission, default=Permission.NOT_ASKED, editable=False
    )
    language = models.CharField(
        _("language"), max_length=12, choices=languages.NAMES, default=languages.ENGLISH, editable=False
    )
    text = models.TextField(_("quoted words"), max_length=QUOTE_LENGTH)
    attribution = models.CharField(
        _("attribution"), max_length=200, help_text=_("The name the sender agreed to.")
    )
    # What the sender was asked about, letter by letter, and so what a yes is a yes to.
    asked_text = models.TextField(max_length=QUOTE_LENGTH, blank=True, editable=False)
    asked_attribution = models.CharField(max_length=200, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), null=True, editable=False)
    answered_at = models.DateTimeField(_("sender’s answer"), null=True, editable=False)
    pages = models.TextField(
        _("shown on"),
        blank=True,
        help_text=_("Addresses of the pages of this site that show it, such as / or /news/, one per line."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pages="") | Q(permission=Permission.GIVEN),
                name="contacts_quote_shown_with_permission",
                violation_error_message=_("Only people who have agreed may be quoted on a page."),
            ),
            models.CheckConstraint(
                condition=~Q(permission=Permission.GIVEN)
                | Q(reduce(or_, map(_as_asked, languages.CODES)), asked_text__gt=""),
                name="contacts_quote_words_as_agreed",
                violation_error_message=_(
                    "These are not the words that the sender agreed to. Ask for permission again."
                ),
            ),
        ]

    def __str__(self):
        return Truncator(self.words).chars(60)

    @property
    def words(self) -> str:
        """The sender's own words, whatever language is read."""
        return self._in("text", self.language)

    @property
    def name(self) -> str:
        """The sender's name as proposed to them, whatever language is read."""
        return self._in("attribution", self.language)

    def put_words(self, text: str, attribution: str) -> None:
        """Set the sender's own words and name; previous texts, including translations, are removed."""
        for code in languages.CODES:
            own = code == self.language
            setattr(self, languages.column("text", code), text if own else "")
            setattr(self, languages.column("attribution", code), attribution if own else "")

    def is_translated_to(self, code: str) -> bool:
        return bool(self._in("text", code) or self._in("attribution", code))

    @property
    def paths(self) -> list[str]:
        """The English paths of the pages that show it."""
        return self.pages.split()

    def shown_in(self, language: str) -> dict:
        """Words and name for a page in that language, translated if possible, each with its language."""
        shown = {}
        for name in ("text", "attribution"):
            code = language if self._in(name, language) else self.language
            shown |= {name: self._in(name, code), f"{name}_language": code}
        return shown

    def _in(self, name: str, code: str) -> str:
        return getattr(self, languages.column(name, code)) or ""
