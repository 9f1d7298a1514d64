"""Lists as staff would upload them, the whole way through an import, and the state of the database."""

import csv
import io
import json
from hashlib import sha256

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from events.models import (
    ImportBatch,
    ImportChange,
    ImportOrganisation,
    ImportRow,
    ImportSource,
    Organisation,
    Participation,
    Person,
)
from events.participants_import import checking
from events.participants_import.applying import apply
from events.participants_import.uploading import name_columns, upload
from events.records.journal import read
from publishing.models import FormerSlug

HEADINGS = ["Full name", "E-mail", "Organisation", "Country", "Job title", "Role"]
OWN = {ImportBatch, ImportChange, ImportOrganisation, ImportRow, ImportSource}


def csv_file(rows, headings=HEADINGS, encoding="utf-8", delimiter=",", name="list.csv"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows] if headings else rows)
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def xlsx_file(rows, headings=HEADINGS, name="list.xlsx"):
    book = Workbook()
    for row in [headings, *rows] if headings else rows:
        book.active.append(row)
    return saved(book, name)


def merged_workbook(rows, *ranges):
    """A workbook whose cells are merged in the ranges."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for each in ranges:
        book.active.merge_cells(each)
    return saved(book)


def saved(book, name="list.xlsx"):
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def checked(event, rows, headings=HEADINGS, defaults=None):
    """A batch of these rows after its dry run."""
    source, _created = ImportSource.objects.get_or_create(name="Zoom registration")
    batch = upload(event, source, csv_file(rows, headings), None)
    name_columns(batch, batch.columns, defaults or {})
    return run(batch)


def run(batch):
    """The batch after a whole check, step by step."""
    batch.refresh_from_db()
    while batch.state == ImportBatch.State.CHECKING:
        batch = checking.step(batch.pk)
    return batch


def applied(event, rows, headings=HEADINGS, defaults=None):
    return apply(checked(event, rows, headings, defaults).pk, None)


def verdicts(batch) -> list[str]:
    return list(batch.rows.values_list("verdict", flat=True))


def row(batch, number):
    return batch.rows.get(number=number)


def checksum() -> str:
    """Of every column of every row of the events' tables, but those of imports, and of former addresses."""
    models = [model for model in apps.get_app_config("events").get_models() if model not in OWN]
    assert len(models) > 10
    content = [
        [model._meta.label, *sorted(read(model, model._base_manager.values_list("pk", flat=True)).items())]
        for model in [*models, FormerSlug]
    ]
    return sha256(json.dumps(content).encode()).hexdigest()


def content() -> list:
    """What an import writes, without the numbers that the database gives."""
    people = Person.objects.order_by("slug").values(
        "slug", "given_name", "family_name", "native_name", "honorific", "aliases", "emails", "names_key"
    )
    organisations = Organisation.objects.order_by("slug").values(
        "slug", "name_en", "name_ru", "type", "country__code", "aliases", "names_key"
    )
    participations = [
        (
            each.person.slug,
            each.event.slug,
            each.organisation.slug if each.organisation else "",
            each.organisation_name_en,
            each.job_title_en,
            each.job_title_ru,
            each.country_id,
            each.mode,
            each.attended,
            each.consent,
            each.gender,
            sorted(role.role for role in each.roles.all()),
        )
        for each in Participation.objects.order_by("event", "person__slug")
        .select_related("person", "event", "organisation")
        .prefetch_related("roles")
    ]
    return [list(people), list(organisations), participations]
