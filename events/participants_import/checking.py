"""The dry run, in steps short enough for one request each; progress is stored in the rows."""

import time
from collections import Counter
from functools import cached_property
from operator import attrgetter

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language

from events.models import ImportBatch, ImportRow, Person
from events.name_keys import keys
from events.participants_import import cells
from events.participants_import.countries import Countries
from events.participants_import.identity import close_names, organisations
from events.participants_import.identity.organisations import Organisations
from events.participants_import.identity.people import unknown_without_latin
from events.participants_import.identity.verdicts import Settlement
from events.participants_import.plans import name_of
from events.records import bulk

State, Stage, Verdict = ImportBatch.State, ImportRow.Stage, ImportRow.Verdict
# After which a step ends: long beside what it takes to read the names of all people, with which each step
# begins, and short enough to show how far the check is.
STEP_SECONDS = 4
READING_BATCH = 500  # rows
SEARCH_BATCH = 500  # rows or organisations
TEXT_FIELDS = ("batch", "number", "cells", "faults", "corrections")
LATER_UNUSED = ("cells", "faults", "corrections", "notes")  # once a row is read
READ_FIELDS = ("stage", "values", "errors", "notes", "names_key")
SEARCH_FIELDS = ("stage", "close_people", "close_rows")
VERDICT_FIELDS = ("verdict", "reason", "question", "candidates", "changes", "same_as", "person", "errors")
VERDICT = attrgetter(*(ImportRow._meta.get_field(name).attname for name in VERDICT_FIELDS))


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
    known = _Known(batch)
    while batch.state == State.CHECKING:
        _do_next(batch, known)
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


class _Known:
    """What all parts of a step compare with, each read when it is first needed."""

    def __init__(self, batch):
        self.batch, self.names = batch, close_names.Search(batch)

    @cached_property
    def countries(self):
        return Countries()

    @cached_property
    def organisations(self):
        return Organisations(self.batch)


def _do_next(batch, known) -> None:
    if rows := list(batch.rows.only(*TEXT_FIELDS).filter(stage=Stage.UNREAD)[:READING_BATCH]):
        _read(batch, rows, known.countries)
    elif entries := list(_unsearched_organisations(batch)):
        organisations.search(entries)
    elif rows := list(batch.rows.defer(*LATER_UNUSED).filter(stage=Stage.READ)[:SEARCH_BATCH]):
        settlement = Settlement(batch, rows, known.organisations)
        known.names.find(row for row in rows if not settlement.is_plain(row))
        for row in rows:
            row.stage = Stage.SEARCHED
        bulk.write(rows, SEARCH_FIELDS)
    else:
        settle(batch)


def _read(batch, rows, countries) -> None:
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
    bulk.write(rows, READ_FIELDS)
    if not batch.rows.filter(stage=Stage.UNREAD).exists():
        organisations.collect(batch)


def _unsearched_organisations(batch):
    entries = batch.organisations.filter(searched=False).select_related("country", "home")
    return entries[:SEARCH_BATCH]


def settle(batch) -> list:
    """Set the verdicts of all rows, and return the groups that applying would write."""
    rows = list(batch.rows.defer(*LATER_UNUSED))
    before = [VERDICT(row) for row in rows]
    groups = Settlement(batch, rows, Organisations(batch)).run()
    changed = [row for row, former in zip(rows, before, strict=True) if VERDICT(row) != former]
    bulk.write(changed, VERDICT_FIELDS)
    batch.counts = dict(Counter(row.verdict for row in rows))
    batch.state, batch.language = State.CHECKED, get_language()
    batch.save(update_fields=["counts", "state", "language"])
    return groups


def recheck(batch, numbers) -> None:
    """Read and search again the rows that staff corrected, then settle all rows."""
    batch.rows.filter(number__in=numbers).update(stage=Stage.UNREAD)
    batch.organisations.update(searched=False)
    batch.state = State.CHECKING
    batch.save(update_fields=["state"])
