"""Exports lists of participants: the available columns and formats."""

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from import_export import resources
from import_export.fields import Field
from import_export.formats import base_formats

from events.choices import Answer
from events.models import Event
from events.querysets.alphabet import place
from events.querysets.participations import ParticipationQuerySet
from events.tables.writing import Sheet, csv_bytes, xlsx_bytes
from publishing import languages


class XLSX(base_formats.XLSX):
    def export_data(self, dataset, **kwargs):
        return xlsx_bytes([Sheet(dataset.title, dataset.headers, dataset)])


class CSV(base_formats.CSV):
    def export_data(self, dataset, **kwargs):
        return csv_bytes(dataset.headers, dataset)


FORMATS = {"xlsx": XLSX(), "csv": CSV()}
ORDERS = {
    "list": _("In the order of the participant list"),
    "name": _("By family name"),
    "country": _("By country, then family name"),
    "organisation": _("By organisation, then family name"),
}
BY_NAME = ("family_name", "given_name", "pk")
SHOWN_TEXTS = {
    "country": lambda participation: participation.country.name if participation.country else "",
    "organisation": lambda participation: participation.organisation_name or "",
}


class ParticipantExport(resources.Resource):
    """One field per column, in the order of the file. Texts are in the page's language, otherwise in English.

    Names are spelled as they were at the time.
    """

    honorific = Field(column_name=_("Form of address"))
    name = Field(column_name=_("Name"))
    given_name = Field(column_name=_("Given name"))
    family_name = Field(column_name=_("Family name"))
    native_name = Field(column_name=_("Name in native script"))
    job_title = Field(column_name=_("Job title"))
    organisation = Field(column_name=_("Organisation"))
    organisation_type = Field(column_name=_("Type of organisation"))
    country = Field(column_name=_("Country"))
    country_code = Field(column_name=_("Country code"))
    roles = Field(column_name=_("Roles"))
    mode = Field(column_name=_("Attendance mode"))
    attended = Field(column_name=_("Attended"))
    consent = Field(column_name=_("Agrees to be listed"))
    gender = Field(column_name=_("Gender"))
    emails = Field(column_name=_("Email addresses"))
    order = Field(column_name=_("Place in the list"))

    def dehydrate_honorific(self, participation):
        return participation.honorific

    def dehydrate_name(self, participation):
        return participation.name

    def dehydrate_given_name(self, participation):
        return participation.given_name

    def dehydrate_family_name(self, participation):
        return participation.family_name

    def dehydrate_native_name(self, participation):
        return participation.native_name

    def dehydrate_job_title(self, participation):
        return participation.job_title

    def dehydrate_organisation(self, participation):
        return participation.organisation_name

    def dehydrate_organisation_type(self, participation):
        organisation = participation.organisation
        return organisation.get_type_display() if organisation else ""

    def dehydrate_country(self, participation):
        return participation.country.name if participation.country else ""

    def dehydrate_country_code(self, participation):
        return participation.country.code if participation.country else ""

    def dehydrate_roles(self, participation):
        return "; ".join(map(str, participation.role_labels))

    def dehydrate_mode(self, participation):
        return participation.get_mode_display()

    def dehydrate_attended(self, participation):
        return participation.get_attended_display()

    def dehydrate_consent(self, participation):
        return participation.get_consent_display()

    def dehydrate_gender(self, participation):
        return participation.get_gender_display()

    def dehydrate_emails(self, participation):
        return "; ".join(participation.person.emails)

    def dehydrate_order(self, participation):
        return participation.order


COLUMNS = {name: field.column_name for name, field in ParticipantExport.fields.items()}
DEFAULT_COLUMNS = (
    "name",
    "native_name",
    "job_title",
    "organisation",
    "country",
    "roles",
    "mode",
    "attended",
    "consent",
)
# Never published, and only for those who may see people's own records.
PRIVATE_COLUMNS = ("gender", "emails")


def for_the_public(participations: ParticipationQuerySet) -> ParticipationQuerySet:
    """Those who agreed to be listed; the event itself does not have to be published yet."""
    return participations.filter(consent=Answer.YES)


def export(participations: ParticipationQuerySet, columns, file_format: str, order="list") -> bytes:
    """The participants as a file in one of FORMATS, with some of COLUMNS, in one of ORDERS."""
    rows = participations.select_related("person", "organisation", "country").prefetch_related("roles")
    # As a list: a queryset would be read by pages, with queries for each.
    rows = list(rows.in_order() if order == "list" else rows.order_by(*BY_NAME))
    if order in SHOWN_TEXTS:
        # By what stands in the column, whatever its language; those without it last.
        language = languages.current()
        texts = {row.pk: SHOWN_TEXTS[order](row) for row in rows}
        rows.sort(key=lambda row: (not texts[row.pk], place(texts[row.pk], language)))
    dataset = ParticipantExport().export(rows, export_fields=list(columns))
    dataset.title = str(_("Participants"))
    return FORMATS[file_format].export_data(dataset)


def file_name(event: Event, what: str, extension: str) -> str:
    """ASCII letters whatever the event is called: symposium-participants-2023-07-27.xlsx, by today's date."""
    slug = slugify(event.slug)[:80].strip("-") or f"event-{event.pk}"
    return f"{slug}-{what}-{timezone.localdate().isoformat()}.{extension}"
