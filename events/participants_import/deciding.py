"""Staff decisions about rows and organisations of a checked list, and how long its rows are kept."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.models import ImportBatch, ImportRow, Organisation, Person
from events.participants_import import checking
from events.participants_import.columns.meanings import FIELDS
from events.participants_import.identity.questions import SEVERAL
from events.records import bulk
from events.tables.lines import MAX_CELL_LENGTH, tidy

Choice, Verdict = ImportRow.Choice, ImportRow.Verdict
ROWS_LIFETIME = timedelta(days=90)
SAME = "same"


@transaction.atomic
def decide(batch, choices: dict[int, str], corrections: dict[int, dict[str, str]]) -> ImportBatch:
    """Save choices such as "new", "out", "person:5", "row:12" or "", and corrected texts, by row number."""
    rows = list(batch.rows.filter(number__in=choices.keys() | corrections.keys()))
    _choose(rows, choices)
    for row in rows:
        texts = corrections.get(row.number, {})
        row.corrections |= {
            field: tidy(text)[:MAX_CELL_LENGTH] for field, text in texts.items() if field in FIELDS
        }
    bulk.write(rows, ["choice", "chosen_person", "chosen_row", "corrections"])
    return _check(batch, [number for number, texts in corrections.items() if texts])


@transaction.atomic
def answer(batch, question: str, choice: str, meant: dict[int, str]) -> int:
    """Answer a question for those of these rows that raise it; return their number.

    `choice` is "same", "new" or "out". `meant` has, by row number, the candidate that the page showed,
    such as "person:5": if that is no longer the row's likeliest candidate, the answer is not applied to
    another.
    """
    rows = list(batch.rows.filter(verdict=Verdict.POSSIBLE, question=question, number__in=meant))
    if choice == SAME:
        rows = [row for row in rows if question != SEVERAL and likeliest(row) == meant[row.number]]
        _choose(rows, meant)
    elif choice in (Choice.NEW, Choice.OUT):
        _choose(rows, dict.fromkeys(meant, choice))
    bulk.write(rows, ["choice", "chosen_person", "chosen_row"])
    _check(batch, [])
    return sum(row.choice != Choice.OPEN for row in rows)


def likeliest(row) -> str:
    """The choice for the first candidate."""
    first = row.candidates[0]
    kind = Choice.PERSON if "person" in first else Choice.ROW
    return kind.with_key(first[kind])


@transaction.atomic
def decide_all(batch, choice: str) -> ImportBatch:
    """Treat all undecided rows as new people, or leave them out.

    This includes rows whose question only arises because others are new people, unless the check takes
    longer than a request may.
    """
    if choice in (Choice.NEW, Choice.OUT):
        is_checked = True
        while is_checked and batch.rows.filter(verdict=Verdict.POSSIBLE).update(choice=choice):
            batch = _check(batch, [])
            is_checked = batch.state == ImportBatch.State.CHECKED
    return batch


@transaction.atomic
def choose_organisations(batch, choices: dict[int, str]) -> ImportBatch:
    """Save, by entry id, "new" or the id of an organisation, whether suggested or not."""
    for entry in batch.organisations.filter(pk__in=choices):
        wanted = choices[entry.pk]
        known = wanted.isdecimal() and Organisation.objects.filter(pk=wanted[:18]).first()
        if wanted == "new" or known:
            entry.chosen = True
            entry.organisation = known or None
            entry.save(update_fields=["chosen", "organisation"])
    return _check(batch, [])


def _choose(rows, choices) -> None:
    """Save the choices, by row number, in these rows; if the person no longer exists, it stays open."""
    said = {number: Choice.read(text) for number, text in choices.items()}
    wanted = [key for choice, key in said.values() if choice == Choice.PERSON]
    there = set(Person.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for row in rows:
        if row.number not in said:
            continue
        choice, key = said[row.number]
        is_gone = choice == Choice.PERSON and key not in there
        if is_gone or (key is not None and key not in _offered(row, choice)):
            choice = Choice.OPEN
        row.choice = choice
        row.chosen_person_id = key if choice == Choice.PERSON else None
        row.chosen_row = key if choice == Choice.ROW else None


def _offered(row, kind) -> set[int]:
    """Keys of those whom the page offered: nobody else can be chosen."""
    close, known = (
        (row.close_people, {row.person_id, row.chosen_person_id})
        if kind == Choice.PERSON
        else (row.close_rows, {row.chosen_row})
    )
    candidates = {each[kind] for each in row.candidates if kind in each}
    return (candidates | {key for key, _likeness in close} | known) - {None}


def _check(batch, numbers) -> ImportBatch:
    checking.recheck(batch, numbers)
    return checking.step(batch.pk)


@transaction.atomic
def forget(batch) -> None:
    """Delete the rows and the undo data; what the batch wrote is kept."""
    batch.rows.all().delete()
    batch.organisations.all().delete()
    batch.journal.all().delete()
    batch.forgotten, batch.outside = True, []
    batch.save(update_fields=["forgotten", "outside"])


def forget_old() -> None:
    """Forget lists that were last worked on before the retention period."""
    limit = timezone.now() - ROWS_LIFETIME
    old = ImportBatch.objects.filter(forgotten=False, created_at__lt=limit)
    for batch in old.filter(Q(applied_at=None) | Q(applied_at__lt=limit)):
        forget(batch)
