"""A file becomes a batch whose columns staff then name; the file itself is forgotten."""

from django.db import transaction

from events.models import ImportBatch, ImportRow
from events.participants_import import checking
from events.participants_import.columns import guess_all, mapping_of
from events.participants_import.countries import Countries
from events.participants_import.reading import read

SAMPLE = 100  # rows by whose texts a column is guessed


@transaction.atomic
def upload(event, source, file, user, encoding: str = "", sheet: str = "") -> ImportBatch:
    """Read the file and guess its columns; raises UnreadableError, and then nothing is stored."""
    table = read(file, encoding, sheet)
    sample = [line.cells for line in table.rows[:SAMPLE]]
    batch = ImportBatch.objects.create(
        event=event,
        source=source,
        file_name=file.name[-255:],
        notes=table.notes,
        headings=table.headings,
        columns=guess_all(table.headings, sample, source.mapping, Countries().find),
        defaults=source.defaults,
        created_by=user,
    )
    ImportRow.objects.bulk_create(
        (
            ImportRow(batch=batch, number=line.number, cells=line.cells, faults=line.faults)
            for line in table.rows
        ),
        batch_size=1000,
    )
    return batch


@transaction.atomic
def name_columns(batch, columns, defaults) -> None:
    """Keep the mapping for this batch and for the next list of its source, and start the check."""
    batch.columns, batch.defaults = columns, defaults
    batch.save(update_fields=["columns", "defaults"])
    if batch.source:
        batch.source.mapping |= mapping_of(batch.headings, columns)
        batch.source.defaults = defaults
        batch.source.save()
    checking.start(batch)
