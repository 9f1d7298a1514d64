import re

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.querysets.countries import CountryQuerySet
from publishing import languages
from publishing.addresses import path_to

# Neither members nor observers of the United Nations: which flag stands for them is not ours to say.
CODES_WITHOUT_FLAG = re.compile(
    "AI|AQ|AS|AW|AX|BL|BM|BQ|BV|CC|CK|CW|CX|EH|FK|FO|GF|GG|GI|GL|GP|GS|GU|HK|HM|IM|IO|JE|KY|MF|MO|MP|MQ|MS"
    "|NC|NF|NU|PF|PM|PN|PR|RE|SH|SJ|SX|TC|TF|TK|TW|UM|VG|VI|WF|YT"
)


class Country(models.Model):
    """A country or territory of ISO 3166-1, with the names that the institute uses."""

    code = models.CharField(
        _("ISO code"),
        max_length=2,
        unique=True,
        help_text=_("Two capital letters from ISO 3166-1, such as KZ."),
    )
    code3 = models.CharField(_("three-letter ISO code"), max_length=3, unique=True)
    name = models.CharField(
        pgettext_lazy("of a country", "name"),
        max_length=100,
        help_text=_("As the institute writes it on every page and in every list."),
    )
    official_name = models.CharField(
        _("official name"),
        max_length=150,
        blank=True,
        help_text=_("The long form, such as Republic of Kazakhstan, shown on the country’s page."),
    )
    aliases = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("other names"),
        default=list,
        blank=True,
        help_text=_("Names that imported lists may use for it, in any language, one per line."),
    )
    is_member = models.BooleanField(_("CAREC member"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex="^[A-Z]{2}$", code3__regex="^[A-Z]{3}$"),
                name="events_country_codes_are_iso",
                violation_error_message=_("The ISO codes must have two and three capital letters."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("events:country", self.code.lower())

    @property
    def flag(self) -> str:
        """The path of its flag's picture among the static files, or nothing."""
        return "" if CODES_WITHOUT_FLAG.fullmatch(self.code) else f"flags/{self.code.lower()}.svg"

    @property
    def all_names(self) -> list[str]:
        own = [languages.texts(self, field).values() for field in ("name", "official_name")]
        return list(dict.fromkeys(name for names in (*own, self.aliases) for name in names if name))

    @property
    def official_names(self) -> dict[str, str]:
        """By language, the reader's first, unless that says no more than the name."""
        names, own = languages.texts(self, "official_name"), languages.current()
        first = {} if names[own] == self.name else {own: names.pop(own)}
        names.pop(own, None)
        return {code: name for code, name in (first | names).items() if name}
