"""The questions of an import as its page shows them: one for all rows with the same evidence."""

from typing import NamedTuple

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.participants_import.rows import name_in, named_by, people_of
from events.choices import Gender
from events.models import ImportRow, Person
from events.participants_import.cells import texts_of
from events.participants_import.deciding import likeliest
from events.participants_import.identity import evidence, questions
from events.participants_import.identity.organisations import Organisations
from events.participants_import.plans import told_apart

MAX_LINES = 50  # of a question on a page
FIELD_OF = {
    evidence.EMAIL: "email",
    evidence.OWN_SCRIPT: "native_name",
    evidence.ORGANISATION: "organisation",
    evidence.COUNTRY: "country",
    evidence.JOB_TITLE: "job_title",
    evidence.GENDER: "gender",
}


class Difference(NamedTuple):
    label: str
    known: str
    listed: str


class Meant(NamedTuple):
    """Who a row may refer to: `person`, or the person in row `number`; `why` if there are several."""

    name: str
    person: Person | None
    number: int | None
    why: str
    differences: list[Difference]


class Line(NamedTuple):
    """A row and who it may refer to; `sent` identifies the row and its likeliest candidate in the answer.

    `less_likely` are names of people who differ too much to be covered by the same answer.
    """

    row: ImportRow
    sent: str
    name: str
    facts: list[str]
    meant: list[Meant]
    less_likely: list[str]


class Question(NamedTuple):
    code: str
    sentence: str
    count: int
    lines: list[Line]
    answers: list[tuple[str, str]]  # what is sent, and the words on the button

    @property
    def left(self) -> int:
        """The number of rows that are not shown yet."""
        return self.count - len(self.lines)


def asked(batch) -> list[Question]:
    """All open questions, the most frequent first, in a constant number of queries."""
    rows = batch.rows.filter(verdict=ImportRow.Verdict.POSSIBLE)
    counts = dict(rows.values_list("question").annotate(count=Count("pk")).order_by("-count", "question"))
    place = Window(RowNumber(), partition_by=F("question"), order_by=F("number").asc())
    shown = list(rows.annotate(place=place).filter(place__lte=MAX_LINES).order_by("number"))
    made, lines = _Lines(batch, shown), {}
    for row in shown:
        lines.setdefault(row.question, []).append(made.line(row))
    return [_question(code, count, lines[code]) for code, count in counts.items()]


def _question(code, count, lines) -> Question:
    answers = [
        ("new", ngettext("A new person", "New people", len(lines))),
        ("out", ngettext("Leave it out", "Leave them out", len(lines))),
    ]
    if code != questions.SEVERAL:
        answers.insert(0, ("same", ngettext("The same person", "The same people", len(lines))))
    return Question(code, questions.sentence(code), count, lines, answers)


class _Lines:
    """Builds the lines of rows from data read for all of them at once."""

    def __init__(self, batch, rows):
        self.columns = batch.columns
        self.people, self.named = people_of(rows), named_by(batch, rows)
        self.organisations = Organisations(batch)

    def line(self, row) -> Line:
        texts = self._texts(row)
        if row.question == questions.SEVERAL:
            differs = ()
            meant = [self._meant(row, texts, each, each.get("differs", ())) for each in row.candidates]
            less_likely = []
        else:
            differs = row.question.split(":")[2].split(",")
            meant = [self._meant(row, texts, row.candidates[0], differs)]
            less_likely = [self._meant(row, texts, each, ()).name for each in row.candidates[1:]]
        facts = [texts[field] for fact, field in FIELD_OF.items() if fact not in differs and texts[field]]
        return Line(row, f"{row.number}-{likeliest(row)}", name_in(texts), facts, meant, less_likely)

    def _texts(self, row) -> dict[str, str]:
        """What the row says, in the site's own terms where known."""
        values = row.values
        gender = evidence.gender_of(values.get("gender", ""), values.get("honorific", ""))
        words = {"gender": _gender(gender), "country": values.get("country_name", "")}
        return texts_of(row, self.columns) | {field: text for field, text in words.items() if text}

    def _meant(self, row, texts, candidate, differs) -> Meant:
        person, number, organisation = None, candidate.get("row"), None
        if number:
            other = self._texts(self.named[number])
            name, known = name_in(other), {fact: other[field] for fact, field in FIELD_OF.items()}
        elif candidate["person"] in self.people:
            person, _seen = self.people[candidate["person"]]
            name, known = str(person), _known(person)
            organisation = person.last_seen and person.last_seen.organisation
        else:
            name, known = _("deleted or merged in the meantime"), dict.fromkeys(FIELD_OF, "")
        listed = {fact: texts[field] for fact, field in FIELD_OF.items()}
        if organisation:
            fact, entry = evidence.ORGANISATION, self.organisations.find(row.values)
            known[fact], listed[fact] = told_apart(organisation, entry, listed[fact])
        differences = [
            Difference(str(questions.FACTS[fact]), known[fact], listed[fact])
            for fact in FIELD_OF
            if fact in differs
        ]
        why = candidate["why"] if row.question == questions.SEVERAL else ""
        return Meant(name, person, number, why, differences)


def _known(person) -> dict[str, str]:
    """The most recent value of each fact."""
    seen = person.last_seen
    return {
        evidence.EMAIL: ", ".join(person.emails),
        evidence.OWN_SCRIPT: person.native_name,
        evidence.ORGANISATION: str(seen.organisation or "") if seen else "",
        evidence.COUNTRY: str(seen.country or "") if seen else "",
        evidence.JOB_TITLE: seen.job_title if seen else "",
        evidence.GENDER: _gender(evidence.gender_of(seen.gender if seen else "", person.honorific)),
    }


def _gender(value) -> str:
    return str(Gender(value).label) if value else ""
