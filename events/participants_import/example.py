"""A workbook to fill in, with headings that are always recognised."""

from django.utils.translation import gettext as _
from tablib import Dataset

from events.participants_import.columns.meanings import FIELDS

LEFT_OUT = {"given_name", "middle_name", "family_name"}  # beside the full name
ROW = {
    "full_name": "Aigul SAPAROVA",
    "native_name": "Айгуль Сапарова",
    "honorific": "Dr.",
    "email": "aigul@example.org",
    "job_title": "Senior researcher",
    "organisation": "Institute of Trade",
    "organisation_type": "Think tank",
    "country": "Kazakhstan",
    "role": "Speaker",
    "mode": "Online",
    "attended": "Yes",
    "consent": "Yes",
    "gender": "Female",
}
HEADINGS = {
    "full_name": "Full name",
    "native_name": "Name in native script",
    "honorific": "Form of address",
    "email": "Email",
    "job_title": "Job title",
    "organisation": "Organisation",
    "organisation_type": "Organisation type",
    "country": "Country",
    "role": "Role",
    "mode": "Mode",
    "attended": "Attended",
    "consent": "Consent to be listed",
    "gender": "Gender",
}


def example() -> Dataset:
    """Headings and one invented row."""
    names = [name for name in FIELDS if name not in LEFT_OUT]
    return Dataset(
        [ROW[name] for name in names], headers=[HEADINGS[name] for name in names], title=_("Participants")
    )
