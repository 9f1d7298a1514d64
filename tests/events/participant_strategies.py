"""Any list of participants: a strategy for hypothesis, and the rows it stands for."""

from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction
from hypothesis import strategies as st

from events.choices import Answer, Gender, OrganisationType, PresenceMode, Role
from events.models import Country, Event, Organisation, Participation, ParticipationRole, Person
from tests.factories import make_organisation, make_person, make_session

SIZE = 9  # participants of the longest list
HOSTILE = st.one_of(
    st.sampled_from(
        [
            "=1+1",
            "+7 701 000 00 00",
            "-2+3",
            "@SUM(A1)",
            "\t=1+1",
            "\r\n=1+1",
            "  =1+1",
            "＝1+1",
            "==1+1",
            "'=1+1",
            '=HYPERLINK("http://example.org";"A, B")',
            "Айгуль, «эксперт»",
            "王小明;\n研究员",
            "bell \x07, form feed \x0c",
            "\ufffe\uffff",
            "1,5",
            "01.02.2023",
            "#N/A",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
)


class Entry(NamedTuple):
    """One participant in plain values; None for no country, no organisation."""

    country: str | None
    type: str | None
    gender: str
    roles: list[tuple[str, bool]]  # whether it is held in a session
    mode: str
    attended: str
    consent: str
    text: str

    def values(self, name: str) -> set[str]:
        """The values of one dimension."""
        if name == "role":
            return {role for role, _in_session in self.roles} or {"unknown"}
        return {getattr(self, name) or "unknown"}


def rolls():
    roles = st.lists(st.tuples(st.sampled_from(Role.values), st.booleans()), max_size=3, unique=True)
    entry = st.builds(
        Entry,
        country=st.sampled_from([None, "KZ", "CN", "UZ"]),
        type=st.sampled_from([None, *OrganisationType.values]),
        gender=st.sampled_from(Gender.values),
        roles=roles,
        mode=st.sampled_from(PresenceMode.values),
        attended=st.sampled_from(Answer.values),
        consent=st.sampled_from(Answer.values),
        text=HOSTILE,
    )
    return st.lists(entry, max_size=SIZE)


class Hall(NamedTuple):
    """What the lists of one test are made from."""

    event: Event
    session: object
    people: list[Person]
    organisations: dict[str, Organisation]
    countries: dict[str, Country]

    @classmethod
    def build(cls, event: Event):
        return cls(
            event,
            make_session(event),
            [make_person(f"Person {number}") for number in range(SIZE)],
            {type_: make_organisation(f"Of {type_}", type=type_) for type_ in OrganisationType.values},
            {each.code: each for each in Country.objects.filter(code__in=["KZ", "CN", "UZ"])},
        )

    @contextmanager
    def holding(self, roll: list[Entry]):
        """The list stands in the database, until the block ends."""
        with transaction.atomic():
            made = Participation.objects.bulk_create(
                Participation(
                    event=self.event,
                    person=person,
                    country=self.countries.get(entry.country),
                    organisation=self.organisations.get(entry.type),
                    job_title_en=entry.text,
                    **{name: getattr(entry, name) for name in ("gender", "mode", "attended", "consent")},
                )
                for entry, person in zip(roll, self.people, strict=False)
            )
            ParticipationRole.objects.bulk_create(
                ParticipationRole(
                    participation=participation, role=role, session=self.session if in_session else None
                )
                for participation, entry in zip(made, roll, strict=True)
                for role, in_session in entry.roles
            )
            yield made
            transaction.set_rollback(True)
