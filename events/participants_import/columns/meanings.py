"""What the columns of a list can mean."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from events.participants_import.columns.headings import heading_key

FIELDS = {
    "full_name": _("full name"),
    "given_name": _("given name"),
    "middle_name": _("middle name or patronymic"),
    "family_name": _("family name"),
    "native_name": _("name in native script"),
    "honorific": _("form of address"),
    "email": _("email"),
    "job_title": _("job title"),
    "organisation": _("organisation"),
    "organisation_type": _("type of organisation"),
    "country": _("country"),
    "role": _("role"),
    "mode": _("attendance mode (in person, online)"),
    "attended": _("attended"),
    "consent": _("agrees to be listed"),
    "gender": _("gender"),
}
NAMES = ("full_name", "given_name", "family_name", "native_name")


def mapping_of(headings: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """The part of a mapping that its source should remember."""
    return {heading_key(heading): field for heading, field in zip(headings, columns, strict=True)}
