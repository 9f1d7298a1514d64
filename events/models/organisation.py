from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.choices import OrganisationType
from events.models.country import Country
from events.name_keys import NamesKeyField
from events.querysets.alphabet import PLAIN, RUSSIAN
from events.querysets.people import OrganisationQuerySet
from events.ror import check_ror, ror_url
from publishing import languages
from publishing.addresses import path_to
from publishing.models import Addressed, Picture


class Organisation(Addressed):
    """An institution, stored once for all events."""

    VERSIONED = True
    RECOMPUTED = ("names_key",)
    OF_TODAY = ("slug",)

    name = models.CharField(_("official name"), max_length=250)
    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("An abbreviation or a short form for lists.")
    )
    type = models.CharField(
        _("type"), max_length=20, choices=OrganisationType, default=OrganisationType.UNKNOWN
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("country"),
        help_text=_("Leave empty for an international organisation."),
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("part of"),
        help_text=_("The organisation that this one belongs to. The pages of the two lead to each other."),
    )
    aliases = ArrayField(
        models.CharField(max_length=250),
        verbose_name=_("other names"),
        default=list,
        blank=True,
        help_text=_("Former names, abbreviations and spellings, in any language, one per line."),
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    ror = models.CharField(
        _("ROR identifier"),
        max_length=9,
        blank=True,
        validators=[check_ror],
        help_text=_("The worldwide identifier of a research organisation. Look it up on ror.org."),
    )
    logo = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands on white at the head of its page."),
    )
    names_key = NamesKeyField()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name_en"),
                "country",
                name="events_organisation_once_per_country",
                nulls_distinct=False,
                violation_error_message=_("There is already an organisation with this name in this country."),
            ),
            models.UniqueConstraint(
                "ror",
                condition=~Q(ror=""),
                name="events_organisation_ror_is_unique",
                violation_error_message=_("Another organisation has this ROR identifier."),
            ),
            models.CheckConstraint(
                condition=Q(name_en__isnull=False, name_en__gt=""),
                name="events_organisation_has_name",
                violation_error_message=_("The English name can’t be empty."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="events_organisation_not_its_own_part",
                violation_error_message=_("An organisation can’t be part of itself."),
            ),
        ]
        indexes = [
            GinIndex(fields=["names_key"], opclasses=["gin_trgm_ops"], name="events_organisation_names"),
            models.Index(PLAIN.organisations, "id", name="events_organisation_latin"),
            models.Index(RUSSIAN.organisations, "id", name="events_organisation_cyrillic"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("events:organisation", self.slug)

    @property
    def ror_url(self) -> str:
        return ror_url(self.ror) if self.ror else ""

    @property
    def address_text(self) -> str:
        return self.name_en or self.name

    @property
    def names_that_day(self) -> dict[str, str | None]:
        """Its present names by the columns in which a participation keeps them."""
        columns = zip(languages.columns("organisation_name"), languages.columns("name"), strict=True)
        return {kept: getattr(self, own) for kept, own in columns}

    @property
    def present_names(self) -> list[str]:
        own = (languages.texts(self, field).values() for field in ("name", "short_name"))
        return [name for names in own for name in names if name]

    @property
    def all_names(self) -> list[str]:
        return [name for name in (*self.present_names, *self.aliases) if name]
