"""Texts in a list that were not recognised, each listed once however many cells have it."""

from dataclasses import dataclass

from events.models import ImportBatch, ImportRow
from events.participants_import import deciding
from events.participants_import.cells import texts_of
from events.participants_import.columns.meanings import FIELDS, NAMES


@dataclass(frozen=True)
class OddText:
    """A text in a column, the sentence about it, its rows, and whether it prevents their import."""

    field: str
    text: str
    sentence: str
    numbers: list[int]
    is_refused: bool

    @property
    def label(self) -> str:
        return str(FIELDS[self.field])

    @property
    def count(self) -> int:
        return len(self.numbers)


def odd_texts(batch: ImportBatch) -> list[OddText]:
    """First the texts that prevent rows from being imported, then the most frequent; names are left out."""
    found: dict[tuple[str, str], OddText] = {}
    rows = ImportRow.objects.filter(batch=batch).exclude(errors={}, notes={})
    for row in rows.only("number", "cells", "corrections", "errors", "notes"):
        texts = texts_of(row, batch.columns)
        for field, sentence in (row.errors | row.notes).items():
            if field not in NAMES and field in texts and texts[field]:
                new = OddText(field, texts[field], sentence, [], field in row.errors)
                found.setdefault((field, texts[field]), new).numbers.append(row.number)
    return sorted(found.values(), key=lambda each: (not each.is_refused, -each.count, each.field, each.text))


def correct(batch: ImportBatch, answers: dict[tuple[str, str], str]) -> int:
    """Correct all cells with a text, given by field and text; return the number of rows."""
    corrections: dict[int, dict[str, str]] = {}
    for odd in odd_texts(batch):
        if new := answers.get((odd.field, odd.text)):
            for number in odd.numbers:
                corrections.setdefault(number, {})[odd.field] = new
    if corrections:
        deciding.decide(batch, {}, corrections)
    return len(corrections)
