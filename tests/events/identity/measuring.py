"""What an import made of rows of which the truth is known."""

from collections import Counter
from dataclasses import dataclass, field

from events.models import ImportRow
from tests.events.identity.rows import HEADINGS, Row
from tests.events.participants_import.lists import checked

Verdict = ImportRow.Verdict


@dataclass
class Outcome:
    """Rows by what became of them; `by_kind` and `by_culture` hold the same for a part of the rows each."""

    counts: Counter = field(default_factory=Counter)
    by_kind: dict[str, Counter] = field(default_factory=dict)
    by_culture: dict[str, Counter] = field(default_factory=dict)
    wrong: list[tuple] = field(default_factory=list)
    questions: Counter = field(default_factory=Counter)  # of what came of asking, and the question

    def note(self, row: Row, what: str) -> None:
        for counts in (
            self.counts,
            self.by_kind.setdefault(row.kind, Counter()),
            self.by_culture.setdefault(row.culture, Counter()),
        ):
            counts["rows"] += 1
            counts[what] += 1

    def share(self, *what, of=("rows",)) -> float:
        return sum(self.counts[each] for each in what) / sum(self.counts[each] for each in of)

    def table(self, counters) -> str:
        heads = [
            "rows",
            "joined",
            "offered first",
            "offered",
            "missed",
            "new",
            "asked in vain",
            "wrongly joined",
        ]
        lines = [f"{'':48}" + "".join(f"{head:>15}" for head in heads)]
        for name, counts in counters.items():
            lines.append(f"{name:48}" + "".join(f"{counts[head] or '.':>15}" for head in heads))
        return "\n".join(lines)


def measure(event, rows: list[Row], outcome: Outcome) -> None:
    """Check the rows as a list for an event, without deciding anything, and note what it made of them."""
    batch = checked(event, [row.cells for row in rows], HEADINGS)
    stored = {each.number: each for each in batch.rows.all()}
    by_number = dict(zip(sorted(stored), rows, strict=True))
    first_of = {}
    for number, row in by_number.items():
        found = stored[number]
        meant = first_of.setdefault(row.truth, number)
        is_known = isinstance(row.truth, int) or meant != number
        if found.verdict == Verdict.REJECTED:
            raise AssertionError(f"{row.cells} was rejected: {found.errors}")
        what = _what(found, row.truth, meant, is_known, by_number)
        outcome.note(row, what)
        if what.startswith(("asked", "offered")):
            outcome.questions[what, found.question or found.verdict, row.kind] += 1
        if outcome_of := _wrong(found, row.truth, by_number):
            outcome.wrong.append((row.kind, row.cells, outcome_of))


def _truth_of(target, by_number):
    """The truth that a candidate or a row's `same_as` stands for."""
    return by_number[target["row"]].truth if "row" in target else target["person"]


def _joined(found):
    if found.person_id:
        return {"person": found.person_id}
    return {"row": found.same_as} if found.same_as else None


def _wrong(found, truth, by_number):
    joined = found.verdict in (Verdict.MATCHED, Verdict.UNCHANGED) and _joined(found)
    return joined and _truth_of(joined, by_number) != truth and found.reason


def _what(found, truth, meant, is_known, by_number) -> str:
    if found.verdict in (Verdict.MATCHED, Verdict.UNCHANGED):
        return "joined" if not _wrong(found, truth, by_number) else "wrongly joined"
    if found.verdict == Verdict.NEW:
        return "missed" if is_known else "new"
    offered = [_truth_of(each, by_number) for each in found.candidates]
    if not is_known or truth not in offered:
        return "asked and missed" if is_known else "asked in vain"
    return "offered first" if offered[0] == truth else "offered"
