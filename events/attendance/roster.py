from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Q

from events.attendance.participants import Held, Participant, countries_by_key, participants
from events.choices import ON_STAGE, PresenceMode
from events.models import Country, Event, Material, Participation, Session
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

MAX_UNFOLDED = 24


@dataclass
class Delegation:
    """The people at an event from one country, or from an unknown one: all counted, some named."""

    country: Country | None
    people: int
    named: list[Participant] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        return self.people - len(self.named)


@dataclass
class Item:
    """A session with its speakers: those who may be named, each with a role, and the number of others."""

    session: Session
    roles: list[tuple[Participant, Held]]
    unnamed: int
    materials: list[Material]


@dataclass
class Day:
    date: date
    items: list[Item]


class Roster:
    """The people at an event and their roles, in two queries; `event` comes from `for_page()`.

    Named are those whose names visitors may see, or in a preview would see. The figures count everyone who
    came.
    """

    def __init__(self, event: Event, *, is_preview: bool = False):
        self.event = event
        self.named = participants(event, is_preview=is_preview)
        self.counts = _counts_by_country(event=event.pk)

    @cached_property
    def on_stage(self) -> list[Participant]:
        return [each for each in self.named if each.is_on_stage]

    @cached_property
    def figures(self) -> dict[str, int]:
        people, *modes = (sum(numbers) for numbers in list(zip(*self.counts, strict=True))[1:] or [[]] * 5)
        countries = sum(country is not None for country, *_numbers in self.counts)
        return {
            "people": people,
            "countries": countries,
            **dict(zip(("in_person", "online", "hybrid", "unknown"), modes, strict=True)),
        }

    @property
    def is_short(self) -> bool:
        """Whether there are few enough to show without being asked."""
        return len(self.named) <= MAX_UNFOLDED

    @cached_property
    def delegations(self) -> list[Delegation]:
        """Ordered by country name; people without a known country come last."""
        people = {country: people for country, people, *_modes in self.counts}
        found = {
            key: Delegation(country, people[key])
            for key, country in (*countries_by_key().items(), (None, None))
            if key in people
        }
        for each in self.named:
            found[each.country.pk if each.country else None].named.append(each)
        return list(found.values())

    @cached_property
    def programme(self) -> list[Day]:
        """The days in the event's local time, each with its sessions in order."""
        days = {}
        for session in self.event.session_list:
            session.event = self.event
            days.setdefault(session.local_start.date(), []).append(self._item(session))
        return [Day(day, items) for day, items in days.items()]

    def _item(self, session) -> Item:
        roles = self._roles.get(session.pk, [])
        named = {each.address for each, _held in roles}
        materials = [each for each in self.event.material_list if each.session_id == session.pk]
        return Item(session, roles, session.speaking - len(named), materials)

    @cached_property
    def _roles(self) -> dict[int, list[tuple[Participant, Held]]]:
        """For each session the on-stage roles of those who may be named."""
        found = {}
        for each in self.on_stage:
            for held in each.roles:
                if held.role in ON_STAGE and held.session_id:
                    found.setdefault(held.session_id, []).append((each, held))
        return found

    @property
    def materials(self) -> list[Material]:
        """Those of the event as a whole."""
        return [each for each in self.event.material_list if each.session_id is None]


@prepared
def _counts_by_country():
    """For each country, or None, its key, how many came, and how many of them in each mode."""
    counted = Participation.objects.counted().filter(event=Parameter("event")).order_by().values("country")
    modes = (PresenceMode.IN_PERSON, PresenceMode.ONLINE, PresenceMode.HYBRID, PresenceMode.UNKNOWN)
    in_modes = {f"in_{mode}": Count("pk", filter=Q(mode=mode)) for mode in modes}
    return counted.annotate(people=Count("pk"), **in_modes).values_list("country", "people", *in_modes)
