"""The dry run, in steps short enough for one request each; progress is stored in the rows."""

import time
from collections import Counter

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language

from events.models import ImportBatch, ImportRow, Person
from events.name_keys import keys
from events.participants_import import cells
from events.participants_import.countries import Countries
from events.participants_import.identity import close_names, organisations
from events.participants_import.identity.people import unknown_without_latin
from events.participants_import.identity.verdicts import Settlement
from events.participants_import.plans import name_of

State, Stage, Verdict = ImportBatch.State, ImportRow.Stage, ImportRow.Verdict
STEP_SECONDS = 1.5  # after which a step ends
READING_BATCH = 500  # rows
SEARCH_BATCH = 200  # rows or organisations
READ_FIELDS = ("stage", "values", "errors", "notes", "names_key")
SEARCH_FIELDS = ("stage", "close_people", "close_rows")
VERDICT_FIELDS = ("verdict", "reason", "question", "candidates", "changes", "same_as", "person", "errors")


@transaction.atomic
def start(batch) -> None:
    """Restart reading and searching for all rows, as after a change of columns; decisions and corrections are
    kept.
    """
    batch.rows.update(stage=Stage.UNREAD, verdict=Verdict.PENDING)
    _begin(batch)


@transaction.atomic
def start_search(batch) -> None:
    """Restart the comparison of all rows, as after a change of the people in the database."""
    batch.rows.update(stage=Stage.READ)
    _begin(batch)


def _begin(batch) -> None:
    batch.organisations.update(searched=False)
    batch.state = State.CHECKING
    batch.newest_person = newest_person()
    batch.save(update_fields=["state", "newest_person"])


def newest_person() -> int:
    return Person.objects.aggregate(newest=Max("pk"))["newest"] or 0


@transaction.atomic
def step(batch_pk: int, seconds: float = STEP_SECONDS) -> ImportBatch:
    """Continue the check for a limited time; the batch's state says whether it is finished."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("event").get(pk=batch_pk)
    end = time.monotonic() + seconds
    search = close_names.Search(batch)
    while batch.state == State.CHECKING:
        _do_next(batch, search)
        if time.monotonic() > end:
            break
    return batch


def progress(batch) -> tuple[int, int]:
    """How much of the check is done and the total, in rows, each counted once for reading and once for the
    search.
    """
    total = batch.rows.count()
    read = batch.rows.exclude(stage=Stage.UNREAD).count()
    searched = batch.rows.filter(stage=Stage.SEARCHED).count()
    return read + searched, 2 * total


def _do_next(batch, search) -> None:
    if rows := list(batch.rows.filter(stage=Stage.UNREAD)[:READING_BATCH]):
        _read(batch, rows)
    elif entries := list(_unsearched_organisations(batch)):
        organisations.search(entries)
    elif rows := list(batch.rows.filter(stage=Stage.READ)[:SEARCH_BATCH]):
        settlement = Settlement(batch, rows)
        search.find(row for row in rows if not settlement.is_plain(row))
        for row in rows:
            row.stage = Stage.SEARCHED
        store(rows, SEARCH_FIELDS)
    else:
        settle(batch)


def _read(batch, rows) -> None:
    countries = Countries()
    for row in rows:
        texts = cells.texts_of(row, batch.columns)
        understood = cells.understand(texts, cells.faults_of(row, batch.columns), countries)
        row.values, row.errors, row.notes = understood
        if why := cells.no_person(row, countries):
            row.errors, row.notes = {"full_name": why}, {}
        row.names_key = "" if row.errors else keys(name_of(row.values).all)
        row.stage = Stage.READ
    for row in unknown_without_latin(rows):
        cells.ask_for_latin(row, batch.columns)
        row.names_key = ""
    store(rows, READ_FIELDS)
    if not batch.rows.filter(stage=Stage.UNREAD).exists():
        organisations.collect(batch)


def _unsearched_organisations(batch):
    entries = batch.organisations.filter(searched=False).select_related("country", "home")
    return entries[:SEARCH_BATCH]


def settle(batch) -> list:
    """Set the verdicts of all rows, and return the groups that applying would write."""
    rows = list(batch.rows.all())
    groups = Settlement(batch, rows).run()
    store(rows, VERDICT_FIELDS)
    batch.counts = dict(Counter(row.verdict for row in rows))
    batch.state, batch.language = State.CHECKED, get_language()
    batch.save(update_fields=["counts", "state", "language"])
    return groups


def store(rows, fields) -> None:
    """Save some fields of many rows at once."""
    ImportRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=1000
    )


def recheck(batch, numbers) -> None:
    """Read and search again the rows that staff corrected, then settle all rows."""
    batch.rows.filter(number__in=numbers).update(stage=Stage.UNREAD)
    batch.organisations.update(searched=False)
    batch.state = State.CHECKING
    batch.save(update_fields=["state"])
