"""Who a row may refer to, and who it certainly is: known people, and new ones from earlier rows."""

from django.utils.translation import gettext as _

from events.participants_import import plans
from events.participants_import.identity import evidence
from events.participants_import.identity.evidence import Evidence, Facts, Known
from events.participants_import.identity.people import People, is_in_other_order, keys_of, words_of
from publishing import languages


class Candidates:
    """Everyone the rows of a batch may refer to.

    `rows_of` maps each identified person to their rows, the leading one first.
    """

    def __init__(self, event, rows, organisations):
        self.people = People(event, rows)
        self.organisations = organisations
        self.rows_of = {}
        self.leading = {}  # number of a leading row -> whom it means
        self.open = {}  # number of a row about which staff are asked -> whom it may bring
        self.facts = {row.number: self._facts(row) for row in rows if not row.errors}

    def join(self, row, known) -> None:
        """Record that the row refers to this person, as the leading row or a later one."""
        rows = self.rows_of.setdefault(known, [])
        rows.append(row)
        self.leading.setdefault(rows[0].number, known)
        self.learn(known, row)

    def leave_open(self, row) -> None:
        """The row may introduce a new person, who is then a candidate for later rows too."""
        if row.number not in self.open:
            self.open[row.number] = Known(leader=row.number, is_open=True)
            self.learn(self.open[row.number], row)

    def close(self, row) -> None:
        """The row has no open question any more."""
        if known := self.open.pop(row.number, None):
            self.people.drop(known)

    def learn(self, known, row) -> None:
        facts = self.facts[row.number]
        self.people.teach(known, keys_of(row), [facts.email] if facts.email else [])
        known.places |= {facts.place} - {None}
        known.countries |= {facts.country} - {""}
        known.genders |= {facts.gender} - {""}
        known.own_names |= set(facts.own_names)
        known.job_titles |= {facts.job_title} - {""}
        if not known.is_open:
            known.is_here = True
        if self.rows_of.get(known, [row])[0] is row:
            known.place, known.country = facts.place or known.place, facts.country or known.country
        else:
            known.place, known.country = known.place or facts.place, known.country or facts.country

    def certain(self, row) -> list[tuple[Known, str]]:
        """Who is certainly meant, and why. Several people are not a certainty.

        An email address outweighs names, and a name proves nothing without the organisation, or if several
        people of that name work there. Other differences are left to staff: a job and an organisation may
        change while an address stays the same, but not gender or characters.
        """
        mine = keys_of(row)
        by_email = self._of_the_address(row)
        if len(by_email) == 1:
            return [(by_email[0], _("Same email."))]
        if by_email:
            same_name = [known for known in by_email if not known.keys.isdisjoint(mine)]
            return [(known, _("Same email.")) for known in same_name if len(same_name) == 1]
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
            return [(known, _("The same row has already been imported for this event.")) for known in again]
        here = [known for known in self.people.with_key(mine) if self._is_recorded(row, known)]
        if here or not proven:
            return [(known, _("The same as in the list of participants.")) for known in here]
        return [(known, self._name_reason(row, known)) for known, _each in colleagues]

    def possible(self, row, certain) -> list[tuple[Known, Evidence]]:
        """Who the row may refer to, the likeliest first; if several are certain, only those."""
        likeness = {self.people.by_id.get(pk): value for pk, value in row.close_people}
        close = [self.people.by_id.get(pk) for pk, _value in row.close_people]
        for number, value in row.close_rows:
            known = self.open.get(number) or self.leading.get(number)
            close.append(known)
            likeness[known] = max(value, likeness.get(known, 0))
        several = dict.fromkeys(
            (
                *(known for known, _why in certain),
                *self.people.with_key(keys_of(row)),
                *self.people.with_email(row.values["email"]),
                *close,
            )
        )
        found = [
            (known, self._compare(row, known, likeness.get(known, 0)))
            for known in several
            if known and (known.person or known.leader < row.number)
        ]
        return sorted(found, key=lambda pair: -pair[1].sum)

    def alike(self, row) -> list[Known]:
        """Everyone that staff ruled out when they called the row a new person."""
        mine, email = keys_of(row), row.values["email"]
        close = [self.people.by_id.get(pk) for pk, _likeness in row.close_people]
        close += [self.leading.get(number) for number, _likeness in row.close_rows]
        found = (*self.people.with_key(mine), *self.people.with_email(email), *close)
        return [known for known in found if known and not known.is_open]

    def _compare(self, row, known, likeness=0) -> Evidence:
        keys = keys_of(row)
        same_name = 0 if known.keys.isdisjoint(keys) else self._weight(keys)
        return evidence.compare(keys, self.facts[row.number], known, same_name, likeness)

    def _weight(self, keys) -> float:
        bearers = sum(each.person is not None for each in self.people.with_key(keys))
        return evidence.weight_of_name(bearers, self.people.size)

    def _of_the_address(self, row) -> list[Known]:
        """Those with the row's email address whose name, gender and characters are compatible with it."""
        return [
            known
            for known in self.people.with_email(row.values["email"])
            if not known.is_open
            and evidence.may_be_same(keys_of(row), known.keys)
            and not {evidence.GENDER, evidence.OWN_SCRIPT} & set(self._compare(row, known).differs)
        ]

    def _rows_like(self, row, known) -> int:
        """How many other rows of this list are equal and refer to this person."""
        rows = self.rows_of.get(known, [])
        return sum(words_of(each.values) == words_of(row.values) for each in rows if each is not row)

    def _is_recorded(self, row, known) -> bool:
        """Whether an existing participant matches the row exactly, no more and no less, and no other row of
        this list refers to them: a second Wang Wei of China is asked about.
        """
        here, facts = known.participation, self.facts[row.number]
        if here is None or known in self.rows_of or self._compare(row, known).differs:
            return False
        titles = {*languages.texts(here, "job_title").values()} - {""}
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
