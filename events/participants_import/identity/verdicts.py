"""What a row is (new, a known person, perhaps one, or unusable) and why."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from events.models import ImportOrganisation, ImportRow
from events.participants_import import cells, plans
from events.participants_import.identity import evidence, questions
from events.participants_import.identity.candidates import Candidates
from events.participants_import.identity.evidence import Known

Verdict, Choice = ImportRow.Verdict, ImportRow.Choice
MAX_CANDIDATES = 5  # candidates for a row
EQUAL_WEIGHT_RANGE = 3  # weights within which one candidate is as likely as another


class Group(NamedTuple):
    """The rows of one person; the first is the leading one."""

    rows: list[ImportRow]
    known: Known
    organisation: ImportOrganisation | None
    plan: plans.Plan


class Settlement:
    """Settles all rows of a batch against the current database and against each other.

    A row with a new person makes them known to later rows, so the first import of a list finds in the list
    what a second import would find in the database.
    """

    def __init__(self, batch, rows, organisations):
        self.batch, self.rows = batch, rows
        self.candidates = Candidates(batch.event, rows, organisations)

    def run(self) -> list[Group]:
        """Set every row's verdict; return the groups that applying would write, in order."""
        for row in self.rows:
            row.candidates, row.changes, row.same_as, row.person = [], [], None, None
            row.reason, row.question = "", ""
            self._settle(row)
        waiting = [row for row in self.rows if row.verdict == Verdict.POSSIBLE]
        # What one row brings may settle another, which may settle a third.
        while len(left := [row for row in waiting if not self._settle_or_ask(row)]) < len(waiting):
            waiting = left
        leading = sorted(self.candidates.leading.items())
        return [self._close(known, self.candidates.rows_of[known]) for _number, known in leading]

    def is_plain(self, row) -> bool:
        """Whether similar names do not need to be searched for."""
        return bool(row.errors) or len(self.candidates.certain(row)) == 1

    def _settle(self, row) -> None:
        people = self.candidates.people.by_id
        if row.choice == Choice.OUT:
            row.verdict, row.reason = Verdict.LEFT_OUT, _("You left it out.")
        elif row.errors:
            row.verdict = Verdict.REJECTED
        elif row.choice == Choice.PERSON and row.chosen_person_id in people:
            self._join(row, people[row.chosen_person_id], _("You chose this person."))
        elif row.choice == Choice.NEW:
            row.others = self.candidates.alike(row)
            self._bring(row, _("You said that this is a new person."))
        else:
            self._settle_or_ask(row)

    def _settle_or_ask(self, row) -> bool:
        """Settle the row if enough is known, otherwise ask about it; return whether it is settled."""
        if row.choice == Choice.ROW and (known := self.candidates.leading.get(row.chosen_row)):
            self._join(row, known, _("You said so."))
            return True
        certain = self.candidates.certain(row)
        if len(certain) == 1:
            self._join(row, *certain[0])
            return True
        possible = self.candidates.possible(row, certain)
        if found := [pair for pair in possible if pair[1].sum >= evidence.QUESTION_WEIGHT]:
            self._ask(row, found)
            return False
        self._bring(row, self._new_reason(possible))
        row.candidates = self._offers(possible)
        return True

    def _ask(self, row, found) -> None:
        likeliest = found[0][1]
        near = [pair for pair in found if pair[1].sum >= likeliest.sum - EQUAL_WEIGHT_RANGE]
        found = [*sorted(near, key=lambda pair: pair[1].name != "same"), *found[len(near) :]]
        row.question = likeliest.code if len(near) == 1 else questions.SEVERAL
        row.reason = questions.sentence(row.question)
        row.candidates = self._offers(found)
        row.verdict = Verdict.POSSIBLE
        self.candidates.leave_open(row)

    @staticmethod
    def _offers(found) -> list[dict]:
        """Candidates in the form stored in rows."""
        return [
            {
                **({"person": known.person.pk} if known.person else {"row": known.leader}),
                "why": questions.sentence(each.code),
                "differs": list(each.differs),
            }
            for known, each in found[:MAX_CANDIDATES]
        ]

    @staticmethod
    def _new_reason(possible) -> str:
        for _known, each in possible:
            if each.name == "same" or evidence.EMAIL in each.same:
                words = {"evidence": questions.sentence(each.code)}
                return _("Treated as a new person, because too much differs. %(evidence)s") % words
        return _("No one with this name or email address is known.")

    def _bring(self, row, why) -> None:
        self._answer(row)
        if plans.name_of(row.values).latin:
            row.verdict, row.reason = Verdict.NEW, why
            self.candidates.join(row, Known(leader=row.number))
        else:
            row.verdict = Verdict.REJECTED
            cells.ask_for_latin(row, self.batch.columns)

    def _join(self, row, known, why) -> None:
        self._answer(row)
        self.candidates.join(row, known)
        row.verdict, row.person, row.reason = Verdict.MATCHED, known.person, why
        leader = self.candidates.rows_of[known][0]
        if leader is not row:
            row.same_as = leader.number
            words = {"row": row.same_as, "why": why[:1].lower() + why[1:]}
            row.reason = _("The same person as in row %(row)d: %(why)s") % words

    def _answer(self, row) -> None:
        row.candidates, row.question = [], ""
        self.candidates.close(row)

    def _close(self, known, rows) -> Group:
        """Plan what a group would write, and describe it in its rows."""
        rows = sorted(rows, key=lambda row: row.number)
        several = [row.values for row in rows]
        entries = (self.candidates.organisations.find(values) for values in several)
        place = next((entry for entry in entries if entry), None)
        plan = plans.make(several, known, place, self.batch.defaults)
        if known.person and known.participation is None:
            plan.says.insert(0, _("added to the event"))
        for row in rows:
            row.changes = plans.unused(row.values, several)
        rows[0].changes = plan.says + rows[0].changes
        if known.participation and plan.is_empty:
            for row in rows:
                row.verdict = Verdict.UNCHANGED
        return Group(rows, known, place, plan)
