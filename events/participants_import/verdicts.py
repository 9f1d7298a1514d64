"""What a row is: new, a person known already, perhaps one, or nothing that can be used; and why."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from events.models import ImportRow
from events.participants_import import plans
from events.participants_import.organisations import Organisations
from events.participants_import.people import (
    LIKENESS_ELSEWHERE,
    SHOWN,
    Known,
    People,
    alike,
    is_in_other_order,
    keys_of,
)

Verdict, Choice = ImportRow.Verdict, ImportRow.Choice


class Group(NamedTuple):
    """The rows of one person, the first of them leading."""

    rows: list[ImportRow]
    known: Known
    organisation: object
    plan: plans.Plan


class Settlement:
    """Settles all rows of a batch against the database as it is now, and against one another.

    A row that brings a new person makes them known to the rows after it, so that what the second import of
    a list would find in the database, the first one finds in the list.
    """

    def __init__(self, batch, rows):
        self.batch, self.rows = batch, rows
        self.people = People(batch.event, rows)
        self.organisations = Organisations(batch)
        self.groups = {}  # number of a leading row -> who is meant, and the rows
        self.number_of = {}  # id() of a Known -> number of the leading row

    def run(self) -> list[Group]:
        """Give every row its verdict; return the groups that applying would write, in order."""
        waiting = []
        for row in self.rows:
            row.candidates, row.changes, row.same_as, row.person, row.reason = [], [], None, None, ""
            row.verdict = self._settle(row)
            if row.verdict == Verdict.POSSIBLE:
                waiting.append(row)
        while settled := {row.number for row in waiting if self._is_settled(row)}:
            waiting = [row for row in waiting if row.number not in settled]
        return [self._close(number, *group) for number, group in sorted(self.groups.items())]

    def is_plain(self, row) -> bool:
        """Whether nobody of a close name need be looked for."""
        return bool(row.errors) or len(self._certain(row)) == 1

    def _settle(self, row) -> str:
        if row.choice == Choice.OUT:
            row.reason = _("You left it out.")
            return Verdict.LEFT_OUT
        if row.errors:
            return Verdict.REJECTED
        if row.choice == Choice.PERSON and row.chosen_person_id in self.people.by_id:
            return self._join(row, self.people.by_id[row.chosen_person_id], _("You chose this person."))
        if row.choice == Choice.ROW and row.chosen_row in self.groups:
            return self._join(row, self.groups[row.chosen_row][0], _("You said so."))
        if row.choice == Choice.NEW:
            return self._bring(row, _("You said that this is a new person."))
        return row.verdict if self._is_settled(row) else Verdict.POSSIBLE

    def _is_settled(self, row) -> bool:
        """Whether nothing is left to ask, be it by what other rows brought meanwhile."""
        if self._is_certain(row):
            row.candidates = []
            return True
        row.candidates = self._candidates(row)
        if row.candidates:
            row.reason = row.candidates[0]["why"]
            return False
        row.verdict = self._bring(row, _("Nobody of this name or e-mail address is known."))
        return True

    def _is_certain(self, row) -> bool:
        certain = self._certain(row)
        if len(certain) == 1:
            row.verdict = self._join(row, *certain[0])
        return len(certain) == 1

    def _bring(self, row, why) -> str:
        known = Known(leader=row.number)
        self.groups[row.number] = known, [row]
        self.number_of[id(known)] = row.number
        self._learn(known, row)
        row.reason = why
        return Verdict.NEW

    def _join(self, row, known, why) -> str:
        row.person, row.reason = known.person, why
        if id(known) in self.number_of:
            row.same_as = self.number_of[id(known)]
            self.groups[row.same_as][1].append(row)
            words = {"row": row.same_as, "why": why[:1].lower() + why[1:]}
            row.reason = _("The same person as in row %(row)d: %(why)s") % words
        else:
            self.groups[row.number] = known, [row]
            self.number_of[id(known)] = row.number
        self._learn(known, row)
        return Verdict.MATCHED

    def _learn(self, known, row) -> None:
        email, place, country = row.values["email"], self._place(row), row.values["country"]
        self.people.teach(known, keys_of(row), [email] if email else [])
        known.places |= {place} - {None}
        known.countries |= {country} - {""}
        known.is_here = True
        if row.same_as is None:
            known.place, known.country = place or known.place, country or known.country
        else:
            known.place, known.country = known.place or place, known.country or country

    def _place(self, row):
        """What tells one organisation from another, whether it exists or would be created."""
        entry = self.organisations.find(row.values)
        return entry and (entry.organisation_id or f"new {entry.pk}")

    def _certain(self, row) -> list[tuple[Known, str]]:
        """Who is meant, and why; an e-mail address goes before names. Several are no certainty."""
        mine = keys_of(row)
        by_email = [
            (known, _("Same e-mail."))
            for known in self.people.with_email(row.values["email"])
            if alike(mine, known.keys)
        ]
        if len(by_email) == 1:
            return by_email
        shared = [(known, self._shared(row, known)) for known in self.people.with_key(mine)]
        by_name = [(known, self._name_reason(row, known, what)) for known, what in shared if what]
        here = [pair for pair in by_name if pair[0].is_here]
        return here if len(here) == 1 else by_name or by_email

    def _shared(self, row, known) -> str:
        """What the row and a person have in common beside the name; empty if it is not enough."""
        place, country, email = self._place(row), row.values["country"], row.values["email"]
        if place and place in known.places:
            return _("organisation")
        if country and country in known.countries:
            return _("country")
        differs = (
            (place and known.place and place != known.place)
            or (country and known.country and country != known.country)
            or (email and known.emails and email not in known.emails)
        )
        return _("event, and nothing differs") if known.is_here and not differs else ""

    @staticmethod
    def _name_reason(row, known, what) -> str:
        names = plans.name_of(row.values).all
        if known.person and all(is_in_other_order(each, known.person) for each in names):
            return _("Same name in another order or script, same %(what)s.") % {"what": what}
        return _("Same name and %(what)s.") % {"what": what}

    def _candidates(self, row) -> list[dict]:
        """Whom the row may mean, each with the reason, the likeliest first."""
        mine = keys_of(row)
        found = [(known, _("%(why)s There are several.") % {"why": why}) for known, why in self._certain(row)]
        found += [(known, _("Same name; nothing else tells.")) for known in self.people.with_key(mine)]
        found += [
            (known, _("Same e-mail, another name.")) for known in self.people.with_email(row.values["email"])
        ]
        close = [(self.people.by_id.get(pk), likeness) for pk, likeness in row.close_people]
        close += [(self.groups.get(number, [None])[0], likeness) for number, likeness in row.close_rows]
        found += [
            (known, why)
            for known, likeness in close
            if known and (why := self._close_reason(row, known, likeness))
        ]
        reasons = {}
        for known, why in found:
            reasons.setdefault(id(known), (known, why))
        return [
            {"person": known.person.pk, "why": why} if known.person else {"row": known.leader, "why": why}
            for known, why in list(reasons.values())[:SHOWN]
        ]

    def _close_reason(self, row, known, likeness) -> str:
        if shared := self._shared(row, known):
            return _("Close name (%(likeness).2f), same %(what)s.") % {"likeness": likeness, "what": shared}
        if likeness >= LIKENESS_ELSEWHERE or not (known.countries or known.places):
            return _("Close name (%(likeness).2f).") % {"likeness": likeness}
        return ""

    def _close(self, number, known, rows) -> Group:
        """Plan what a group writes, and say so in its rows."""
        rows.sort(key=lambda row: row.number)
        several = [row.values for row in rows]
        entries = (self.organisations.find(values) for values in several)
        place = next((entry for entry in entries if entry), None)
        plan = plans.make(several, known, place, self.batch.defaults)
        if known.person and known.participation is None:
            plan.says.insert(0, _("is added to the event"))
        rows[0].changes = plan.says
        for row in rows[1:]:
            row.changes = plans.unused(row.values, several)
        if known.participation and plan.is_empty:
            for row in rows:
                row.verdict = Verdict.UNCHANGED
        return Group(rows, known, place, plan)
