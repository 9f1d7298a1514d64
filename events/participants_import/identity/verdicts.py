"""What a row is: new, a person known already, perhaps one, or nothing that can be used; and why."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from events.models import ImportRow
from events.participants_import import cells, plans
from events.participants_import.identity import evidence, questions
from events.participants_import.identity.evidence import Evidence, Facts, Known
from events.participants_import.identity.organisations import Organisations
from events.participants_import.identity.people import People, is_in_other_order, keys_of, words_of

Verdict, Choice = ImportRow.Verdict, ImportRow.Choice
SHOWN = 5  # candidates for a row
NEAR = 3  # weights within which one candidate is as likely as another


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
        self.open = {}  # number of a row about which staff are asked -> who it may bring
        self.facts = {row.number: self._facts(row) for row in rows if not row.errors}

    def run(self) -> list[Group]:
        """Give every row its verdict; return the groups that applying would write, in order."""
        waiting = []
        for row in self.rows:
            row.candidates, row.changes, row.same_as, row.person = [], [], None, None
            row.reason, row.question = "", ""
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
            row.others = self._alike(row)
            return self._bring(row, _("You said that this is a new person."))
        return row.verdict if self._is_settled(row) else Verdict.POSSIBLE

    def _is_settled(self, row) -> bool:
        """Whether nothing is left to ask, be it by what other rows brought meanwhile."""
        if row.choice == Choice.ROW and row.chosen_row in self.groups:
            row.verdict = self._join(row, self.groups[row.chosen_row][0], _("You said so."))
            return True
        certain = self._certain(row)
        if len(certain) == 1:
            row.verdict = self._join(row, *certain[0])
            return True
        alike = self._candidates(row, certain)
        if found := [pair for pair in alike if pair[1].sum >= evidence.ASKED]:
            self._ask(row, found)
            return False
        row.verdict = self._bring(row, self._new_reason(alike))
        row.candidates = self._offers(alike)
        return True

    def _ask(self, row, found) -> None:
        likeliest = found[0][1]
        near = [pair for pair in found if pair[1].sum >= likeliest.sum - NEAR]
        found = [*sorted(near, key=lambda pair: pair[1].name != "same"), *found[len(near) :]]
        row.question = likeliest.code if len(near) == 1 else questions.SEVERAL
        row.reason = questions.sentence(row.question)
        row.candidates = self._offers(found)
        if row.number not in self.open:
            self.open[row.number] = Known(leader=row.number, is_open=True)
            self._learn(self.open[row.number], row)

    @staticmethod
    def _offers(found) -> list[dict]:
        """Candidates as rows keep them."""
        return [
            {
                **({"person": known.person.pk} if known.person else {"row": known.leader}),
                "why": questions.sentence(each.code),
                "differs": each.differs,
            }
            for known, each in found[:SHOWN]
        ]

    @staticmethod
    def _new_reason(alike) -> str:
        for _known, each in alike:
            if each.name == "same" or evidence.EMAIL in each.same:
                words = {"evidence": questions.sentence(each.code)}
                return _("Taken for a new person, because too much differs. %(evidence)s") % words
        return _("Nobody of this name or e-mail address is known.")

    def _bring(self, row, why) -> str:
        self._answer(row)
        if not plans.name_of(row.values).latin:
            cells.ask_for_latin(row, self.batch.columns)
            return Verdict.REJECTED
        known = Known(leader=row.number)
        self.groups[row.number] = known, [row]
        self.number_of[id(known)] = row.number
        self._learn(known, row)
        row.reason = why
        return Verdict.NEW

    def _join(self, row, known, why) -> str:
        self._answer(row)
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

    def _answer(self, row) -> None:
        """Nothing is asked about the row any more."""
        row.candidates, row.question = [], ""
        if known := self.open.pop(row.number, None):
            self.people.drop(known)

    def _learn(self, known, row) -> None:
        facts = self.facts[row.number]
        self.people.teach(known, keys_of(row), [facts.email] if facts.email else [])
        known.places |= {facts.place} - {None}
        known.countries |= {facts.country} - {""}
        known.genders |= {facts.gender} - {""}
        known.own_names |= set(facts.own_names)
        known.job_titles |= {facts.job_title} - {""}
        if not known.is_open:
            known.is_here = True
        if row.same_as is None:
            known.place, known.country = facts.place or known.place, facts.country or known.country
        else:
            known.place, known.country = known.place or facts.place, known.country or facts.country

    def _facts(self, row) -> Facts:
        values, entry = row.values, self.organisations.find(row.values)
        near = entry.candidates if entry and entry.organisation_id is None else []
        return Facts(
            email=values["email"],
            # What tells one organisation from another, whether it exists or would be created.
            place=entry and (entry.organisation_id or f"new {entry.pk}"),
            near_places=frozenset(pk for pk, _likeness in near),
            country=values["country"],
            gender=evidence.gender_of(values["gender"], values["honorific"]),
            own_names=(values["native"],) if values["native"] else (),
            job_title=values["job_title"],
        )

    def _compare(self, row, known, likeness=0) -> Evidence:
        keys = keys_of(row)
        bearers = sum(each.person is not None for each in self.people.with_key(keys))
        same_name = evidence.weight_of_name(bearers, self.people.size)
        return evidence.compare(keys, self.facts[row.number], known, same_name, likeness)

    def _certain(self, row) -> list[tuple[Known, str]]:
        """Who is meant beyond doubt, and why. Several are no certainty.

        An address goes before names, and a name proves nothing without the organisation, nor where several
        of this name work there. What differs beside leaves it to staff: a job and an organisation change
        while an address stays, but no sex and no script.
        """
        mine = keys_of(row)
        by_email = self._of_the_address(row)
        if len(by_email) == 1:
            return [(by_email[0], _("Same e-mail."))]
        if by_email:
            same_name = [known for known in by_email if not known.keys.isdisjoint(mine)]
            return [(known, _("Same e-mail.")) for known in same_name if len(same_name) == 1]
        colleagues = [
            (known, each)
            for known in self.people.with_key(mine)
            if not known.is_open and evidence.ORGANISATION in (each := self._compare(row, known)).same
        ]
        proven = [(known, self._name_reason(row, known)) for known, each in colleagues if not each.differs]
        if len(colleagues) == 1 and proven:
            return proven
        again = [
            known for known, times in self.people.of_the_same_row(row) if self._rows_like(row, known) < times
        ]
        if again:
            return [(known, _("The same row was imported for this event before.")) for known in again]
        here = [known for known in self.people.with_key(mine) if self._is_recorded(row, known)]
        if here or not proven:
            return [(known, _("The same as in the list of participants.")) for known in here]
        return [(known, self._name_reason(row, known)) for known, _each in colleagues]

    def _of_the_address(self, row) -> list[Known]:
        """Those with a row's e-mail address whose name, gender and characters may be the row's as well."""
        return [
            known
            for known in self.people.with_email(row.values["email"])
            if not known.is_open
            and evidence.may_be_same(keys_of(row), known.keys)
            and not {evidence.GENDER, evidence.OWN_SCRIPT} & set(self._compare(row, known).differs)
        ]

    def _rows_like(self, row, known) -> int:
        """How many other rows of this list say the same and mean this person."""
        _known, rows = self.groups.get(self.number_of.get(id(known)), (None, []))
        return sum(words_of(each.values) == words_of(row.values) for each in rows if each is not row)

    def _is_recorded(self, row, known) -> bool:
        """Whether somebody takes part of whom exactly what the row says is known, no more and no less, and
        whom no other row of this list means: a second Wang Wei of China is asked about.
        """
        here, facts = known.participation, self.facts[row.number]
        if here is None or id(known) in self.number_of or self._compare(row, known).differs:
            return False
        titles = {here.job_title_en, here.job_title_ru, here.job_title_zh_hans} - {"", None}
        return (
            (facts.place, facts.country) == (known.place, known.country)
            and (not facts.email or facts.email in known.emails)
            and (facts.job_title in titles if titles else not facts.job_title)
        )

    @staticmethod
    def _name_reason(row, known) -> str:
        names = plans.name_of(row.values).all
        if known.person and all(is_in_other_order(each, known.person) for each in names):
            return _("Same name in another order or script, same organisation.")
        return _("Same name and organisation.")

    def _alike(self, row) -> list[Known]:
        """Everybody whom staff decided about when they called the row a new person."""
        mine, email = keys_of(row), row.values["email"]
        close = [self.people.by_id.get(pk) for pk, _likeness in row.close_people]
        close += [self.groups.get(number, [None])[0] for number, _likeness in row.close_rows]
        found = (*self.people.with_key(mine), *self.people.with_email(email), *close)
        return [known for known in found if known and not known.is_open]

    def _candidates(self, row, certain) -> list[tuple[Known, Evidence]]:
        """Whom the row may mean, the likeliest first; those who certainly are, if there are several."""
        likeness = {id(self.people.by_id.get(pk)): value for pk, value in row.close_people}
        close = [self.people.by_id.get(pk) for pk, _value in row.close_people]
        for number, value in row.close_rows:
            known = self.open.get(number) or self.groups.get(number, [None])[0]
            close.append(known)
            likeness[id(known)] = max(value, likeness.get(id(known), 0))
        several = {
            id(known): known
            for known in (
                *(known for known, _why in certain),
                *self.people.with_key(keys_of(row)),
                *self.people.with_email(row.values["email"]),
                *close,
            )
            if known and (known.person or known.leader < row.number)
        }
        found = [(known, self._compare(row, known, likeness.get(each, 0))) for each, known in several.items()]
        return sorted(found, key=lambda pair: -pair[1].sum)

    def _close(self, number, known, rows) -> Group:
        """Plan what a group writes, and say so in its rows."""
        rows.sort(key=lambda row: row.number)
        several = [row.values for row in rows]
        entries = (self.organisations.find(values) for values in several)
        place = next((entry for entry in entries if entry), None)
        plan = plans.make(several, known, place, self.batch.defaults)
        if known.person and known.participation is None:
            plan.says.insert(0, _("is added to the event"))
        for row in rows:
            row.changes = plans.unused(row.values, several)
        rows[0].changes = plan.says + rows[0].changes
        if known.participation and plan.is_empty:
            for row in rows:
                row.verdict = Verdict.UNCHANGED
        return Group(rows, known, place, plan)
