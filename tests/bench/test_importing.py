"""The list that is imported to see how long it takes."""

import pytest

from bench.content.filling import fill
from bench.content.lists import registrations
from bench.content.sizes import Size
from bench.importing import import_list
from events.models import Event, ImportBatch, ImportSource, Participation, Person
from events.participants_import.uploading import name_columns, upload
from tests.events.participants_import.lists import run

TINY = Size("tiny", articles=5, events=6, participants=10, people=60, organisations=3)

pytestmark = pytest.mark.django_db


def test_list_is_taken_through_all_its_passes_and_leaves_nobody_behind():
    fill(TINY)
    before = (Person.objects.count(), Participation.objects.count())

    passes = import_list(40)

    assert [(each.name, each.rows) for each in passes] == [
        ("upload", 40),
        ("check", 40),
        ("apply", 40),
        ("undo", 40),
    ]
    assert all(0 < each.longest <= each.seconds for each in passes)
    assert ImportBatch.objects.get().state == ImportBatch.State.UNDONE
    assert (Person.objects.count(), Participation.objects.count()) == before


def test_list_holds_rows_of_known_people_and_new_ones_and_others_in_doubt():
    fill(TINY)
    source = ImportSource.objects.create(name="The benchmark")
    batch = upload(Event.objects.order_by("-pk")[0], source, registrations(40), None)
    name_columns(batch, batch.columns, {})
    batch = run(batch)

    assert batch.counts.keys() == {"new", "matched", "possible"}
    assert batch.organisations.filter(organisation=None).count() >= 3
    assert any(not row.cells[0].isascii() for row in batch.rows.all())
