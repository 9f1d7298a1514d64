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
    """The rows of one person, the first of them leading; `known` is None for a new person."""

    rows: list[ImportRow]
    known: Known | None
    organisation: object
    plan: plans.Plan


class Settlement:
    """Settles all rows of a batch against the database as it is now, and against one another."""

    def __init__(self, batch, rows):
        self.batch, self.rows = batch, rows
        self.people = People(batch.event, rows)
        self.organisations = Organisations(batch)
        self.places = {row.number: self.organisations.find(row.values) for row in rows}
        self.leaders = {}  # number of a leading row -> its group's rows
        self.known = {}  # number of a leading row -> Known
        self.by_person, self.by_email, self.by_key = {}, {}, {}

    def run(self) -> list[Group]:
        """Give every row its verdict; return the groups that applying would write, in order."""
        for row in self.rows:
            row.candidates, row.changes, row.same_as, row.person = [], [], None, None
            row.verdict, row.reason = self._settle(row)
        return [self._close(number, rows) for number, rows in self.leaders.items()]

    def _settle(self, row):
        if row.choice == Choice.OUT:
            return Verdict.LEFT_OUT, _("You left it out.")
        if row.errors:
            return Verdict.REJECTED, ""
        if row.choice == Choice.PERSON and row.chosen_person_id in self.people.by_id:
            return self._match(row, self.people.by_id[row.chosen_person_id], _("You chose this person."))
        if row.choice == Choice.ROW and row.chosen_row in self.leaders:
            return self._repeat(row, row.chosen_row, _("you said so"))
        if row.choice == Choice.NEW:
            return self._lead(row, _("You said that this is a new person."))
        certain = self._certain(row)
        if len(certain) == 1:
            return self._match(row, *certain[0])
        if not certain and (earlier := self._certain_row(row)):
            return self._repeat(row, *earlier)
        row.candidates = self._candidates(row, certain)
        if row.candidates:
            return Verdict.POSSIBLE, row.candidates[0]["why"]
        return self._lead(row, _("Nobody of this name or e-mail address is known."))

    def _match(self, row, known, why):
        row.person = known.person
        if known.person.pk in self.by_person:
            return self._repeat(row, self.by_person[known.person.pk], why)
        self._lead(row, why)
        self.by_person[known.person.pk] = row.number
        self.known[row.number] = known
        return Verdict.MATCHED, why

    def _lead(self, row, why):
        self.leaders[row.number] = [row]
        self._index(row, row)
        return Verdict.NEW, why

    def _index(self, row, leader):
        for each in keys_of(row):
            self.by_key.setdefault(each, []).append(leader)
        if row.values["email"]:
            self.by_email.setdefault(row.values["email"], []).append(leader)

    def _repeat(self, row, number, why):
        row.same_as = number
        self.leaders[number].append(row)
        self._index(row, self.leaders[number][0])
        return Verdict.MATCHED, _("The same person as in row %(row)d: %(why)s.") % {
            "row": number,
            "why": why[:1].lower() + why[1:].rstrip("."),
        }

    def _certain(self, row):
        """Pairs of a person and the reason; an e-mail address that decides goes before names."""
        mine = keys_of(row)
        same_email = self.people.by_email.get(row.values["email"], []) if row.values["email"] else []
        by_email = [(known, _("Same e-mail.")) for known in same_email if alike(mine, known.keys)]
        if len(by_email) == 1:
            return by_email
        same_key = {known.person.pk: known for each in mine for known in self.people.by_key.get(each, [])}
        shared = [(known, self._shared(row, known)) for known in same_key.values()]
        by_name = [(known, self._name_reason(row, known, what)) for known, what in shared if what]
        here = [pair for pair in by_name if pair[0].here]
        return here if len(here) == 1 else by_name or by_email

    def _shared(self, row, known) -> str:
        """What the row and a person have in common beside the name; empty if it is not enough."""
        place, country = self.places[row.number], row.values["country"]
        if place and place.organisation_id in known.organisations:
            return _("organisation")
        if country and country in known.countries:
            return _("country")
        if known.here and self._agrees(place, country, known.here):
            return _("event")
        return ""

    @staticmethod
    def _agrees(place, country, here) -> bool:
        other_place = place and here.organisation_id and place.organisation_id != here.organisation_id
        other_country = country and here.country and here.country.code != country
        return not other_place and not other_country

    @staticmethod
    def _name_reason(row, known, what) -> str:
        name = plans.name_of(row.values)
        words = {"what": what}
        if all(is_in_other_order(each, known.person) for each in name.all):
            return _("Same name in another order or script, same %(what)s.") % words
        return _("Same name and %(what)s.") % words

    def _certain_row(self, row):
        """The number of an earlier row of the same person and the reason, if there is exactly one."""
        email, mine = row.values["email"], keys_of(row)
        same = [other for other in self.by_email.get(email, []) if email and alike(mine, keys_of(other))]
        if same:
            return same[0].number, _("Same e-mail.")
        named = {other.number: other for each in mine for other in self.by_key.get(each, [])}
        for other in named.values():
            place, country = self.places[row.number], row.values["country"]
            if place and place == self.places[other.number]:
                return other.number, _("Same name and organisation.")
            if country and country == other.values["country"]:
                return other.number, _("Same name and country.")
        return None

    def _candidates(self, row, certain) -> list[dict]:
        """Whom the row may mean, each with the reason, the likeliest first."""
        email, mine = row.values["email"], keys_of(row)
        found = {}
        for known, why in certain:
            found[("person", known.person.pk)] = why
        for each in mine:
            for known in self.people.by_key.get(each, []):
                found.setdefault(("person", known.person.pk), _("Same name; nothing else tells."))
            for other in self.by_key.get(each, []):
                found.setdefault(("row", other.number), self._row_reason(_("Same name as in row %d."), other))
        for known in self.people.by_email.get(email, []) if email else []:
            found.setdefault(("person", known.person.pk), _("Same e-mail, another name."))
        for other in self.by_email.get(email, []) if email else []:
            why = self._row_reason(_("Same e-mail as in row %d, another name."), other)
            found.setdefault(("row", other.number), why)
        for pk, likeness in row.close_people:
            if pk in self.people.by_id and (why := self._close_reason(row, self.people.by_id[pk], likeness)):
                found.setdefault(("person", pk), why)
        for number, likeness in row.close_rows:
            if number in self.leaders and number not in self.known:
                why = self._close_row_reason(row, self.leaders[number][0], likeness)
                if why:
                    found.setdefault(("row", number), why)
        return [{kind: pk, "why": why} for (kind, pk), why in list(found.items())[:SHOWN]]

    @staticmethod
    def _row_reason(sentence, other) -> str:
        return sentence % other.number

    def _close_reason(self, row, known, likeness) -> str:
        shared = self._shared(row, known)
        if shared:
            return _("Close name (%(likeness).2f), same %(what)s.") % {"likeness": likeness, "what": shared}
        if likeness >= LIKENESS_ELSEWHERE or not (known.countries or known.organisations):
            return _("Close name (%(likeness).2f).") % {"likeness": likeness}
        return ""

    def _close_row_reason(self, row, other, likeness) -> str:
        place = self.places[row.number]
        same = (place and place == self.places[other.number]) or (
            row.values["country"] and row.values["country"] == other.values["country"]
        )
        if same or likeness >= LIKENESS_ELSEWHERE:
            words = {"row": other.number, "likeness": likeness}
            return _("Close to the name in row %(row)d (%(likeness).2f).") % words
        return ""

    def _close(self, number, rows) -> Group:
        """Plan what a group writes, and say so in its rows."""
        known = self.known.get(number)
        several = [row.values for row in rows]
        place = next((self.places[row.number] for row in rows if self.places[row.number]), None)
        plan = plans.make(several, known, place, self.batch.defaults)
        if known and known.here is None:
            plan.says.insert(0, _("is added to the event"))
        rows[0].changes = plan.says
        for row in rows[1:]:
            row.changes = plans.unused(row.values, several)
        if known and known.here and plan.is_empty:
            for row in rows:
                row.verdict = Verdict.UNCHANGED
        return Group(rows, known, place, plan)
