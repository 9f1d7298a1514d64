"""Turns a file into a batch whose columns staff then identify; the file itself is not kept."""

from django.db import transaction

from events.models import ImportBatch, ImportRow
from events.participants_import import checking
from events.participants_import.columns.meanings import mapping_of
from events.participants_import.columns.table import Table, divided
from events.participants_import.countries import Countries
from events.participants_import.guessing import guess_all
from events.participants_import.reading import read
from events.tables.lines import Line

SAMPLE_ROWS = 500  # rows by whose texts a column is guessed


@transaction.atomic
def upload(event, source, file, user, encoding: str = "", sheet: str = "") -> ImportBatch:
    """Read the file and guess its columns; raises UnreadableError, and then nothing is stored."""
    countries = Countries()
    table = read(file, encoding, sheet, countries.find)
    batch = ImportBatch(
        event=event,
        source=source,
        file_name=file.name[-255:],
        notes=table.notes,
        defaults=source.defaults,
        created_by=user,
    )
    _keep(batch, table, countries)
    return batch


@transaction.atomic
def choose_headings(batch, numbers: list[int]) -> None:
    """Take the headings from these rows, or none, and guess the columns again; raises UnreadableError.

    Staff decisions are kept for rows that are still in the list.
    """
    countries = Countries()
    lines = [Line(row.number, row.cells, row.faults) for row in batch.rows.all()]
    lines = sorted([*lines, *outside(batch)], key=lambda line: line.number)
    _keep(batch, divided(lines, numbers, countries.find), countries)


def outside(batch) -> list[Line]:
    """The lines of the file that are not rows of the list."""
    return [Line(number, cells, faults) for number, cells, faults in batch.outside]


def _keep(batch, table: Table, countries) -> None:
    """Store the rows and the lines around them, with a guess at the columns."""
    sample = [line.cells for line in table.rows[:SAMPLE_ROWS]]
    batch.headings, batch.heading_rows, batch.outside = table.headings, table.heading_rows, table.outside
    batch.columns = guess_all(table.headings, sample, batch.source.mapping if batch.source else {}, countries)
    batch.state = ImportBatch.State.COLUMNS
    batch.save()
    batch.rows.exclude(number__in=[line.number for line in table.rows]).delete()
    ImportRow.objects.bulk_create(
        (
            ImportRow(batch=batch, number=line.number, cells=line.cells, faults=line.faults)
            for line in table.rows
        ),
        update_conflicts=True,
        unique_fields=["batch", "number"],
        update_fields=["cells", "faults"],
        batch_size=1000,
    )


@transaction.atomic
def name_columns(batch, columns, defaults) -> None:
    """Save the mapping for this batch and for the next list from its source, and start the check."""
    batch.columns, batch.defaults = columns, defaults
    batch.save(update_fields=["columns", "defaults"])
    if batch.source:
        batch.source.mapping |= mapping_of(batch.headings, columns)
        batch.source.defaults = defaults
        batch.source.save()
    checking.start(batch)
