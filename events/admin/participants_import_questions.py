"""The questions of an import as its page shows them: one for all rows of which the same is known."""

from typing import NamedTuple

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.participants_import_rows import name_in, named_by, people_of
from events.models import ImportRow
from events.participants_import import evidence, questions
from events.participants_import.cells import texts_of
from events.participants_import.deciding import likeliest

LINES = 50  # of a question on a page


class Difference(NamedTuple):
    label: str
    known: str
    listed: str


class Line(NamedTuple):
    """A row, whom it would be joined with, and what differs between them; `sent` is both for the answer."""

    row: ImportRow
    sent: str
    name: str
    target: str
    person: object
    facts: list[str]
    differences: list[Difference]

    @property
    def others(self) -> int:
        """How many more may be meant."""
        return len(self.row.candidates) - 1 if self.row.question == questions.SEVERAL else 0


class Question(NamedTuple):
    code: str
    sentence: str
    count: int
    lines: list[Line]
    answers: list[tuple[str, str]]  # what is sent, and the words on the button

    @property
    def left(self) -> int:
        """Rows that are not shown yet."""
        return self.count - len(self.lines)


def asked(batch) -> list[Question]:
    """All questions that are open, the most frequent first, in a constant number of queries."""
    rows = batch.rows.filter(verdict=ImportRow.Verdict.POSSIBLE)
    counts = dict(rows.values_list("question").annotate(count=Count("pk")).order_by("-count", "question"))
    place = Window(RowNumber(), partition_by=F("question"), order_by=F("number").asc())
    shown = list(rows.annotate(place=place).filter(place__lte=LINES).order_by("number"))
    people, named = people_of(shown), named_by(batch, shown)
    lines = {}
    for row in shown:
        lines.setdefault(row.question, []).append(_line(batch, row, people, named))
    return [_question(code, count, lines[code]) for code, count in counts.items()]


def _question(code, count, lines) -> Question:
    answers = [
        ("new", ngettext("A new person", "New people", len(lines))),
        ("out", ngettext("Leave it out", "Leave them out", len(lines))),
    ]
    if code != questions.SEVERAL:
        answers.insert(0, ("same", ngettext("The same person", "The same people", len(lines))))
    return Question(code, questions.sentence(code), count, lines, answers)


def _line(batch, row, people, named) -> Line:
    texts = texts_of(row, batch.columns)
    first, person = row.candidates[0], None
    if "row" in first:
        other = texts_of(named[first["row"]], batch.columns)
        target, known = name_in(other), {fact: other[field] for fact, field in FIELD_OF.items()}
    elif first["person"] in people:
        person, _seen = people[first["person"]]
        target, known = str(person), _known(person)
    else:
        target, known = _("deleted or merged meanwhile"), dict.fromkeys(FIELD_OF, "")
    differs = set() if row.question == questions.SEVERAL else set(row.question.split(":")[2].split(","))
    differences = [
        Difference(str(questions.FACTS[fact]), known[fact], texts[FIELD_OF[fact]])
        for fact in FIELD_OF
        if fact in differs
    ]
    facts = [texts[field] for fact, field in FIELD_OF.items() if fact not in differs and texts[field]]
    sent = f"{row.number}-{likeliest(row)}"
    return Line(row, sent, name_in(texts), target, person, facts, differences)


FIELD_OF = {
    evidence.EMAIL: "email",
    evidence.OWN_SCRIPT: "native_name",
    evidence.ORGANISATION: "organisation",
    evidence.COUNTRY: "country",
    evidence.JOB_TITLE: "job_title",
    evidence.GENDER: "gender",
}


def _known(person) -> dict[str, str]:
    """What was last known of each fact."""
    seen = person.last_seen
    return {
        evidence.EMAIL: ", ".join(person.emails),
        evidence.OWN_SCRIPT: person.native_name,
        evidence.ORGANISATION: str(seen.organisation or "") if seen else "",
        evidence.COUNTRY: str(seen.country or "") if seen else "",
        evidence.JOB_TITLE: seen.job_title if seen else "",
        evidence.GENDER: seen.get_gender_display() if seen else "",
    }
