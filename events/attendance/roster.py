from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from events.attendance.participants import Held, Participant, countries_by_key, participants
from events.attendance.small_numbers import without_small
from events.choices import ON_STAGE, UNKNOWN, OrganisationType, PresenceMode
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
    start: datetime  # by the clocks of the place
    end: datetime
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
        self._zone = event.zone
        self.named = participants(event, is_preview=is_preview)
        self.counts = _counts(event=event.pk)

    @cached_property
    def on_stage(self) -> list[Participant]:
        return [each for each in self.named if each.is_on_stage]

    @cached_property
    def figures(self) -> dict[str, int]:
        people, *modes = map(sum, list(zip(*self.counts, strict=True))[2:] or [[]] * 5)
        return {
            "people": people,
            "countries": len(self.by_country.keys() - {None}),
            **dict(zip(("in_person", "online", "hybrid", "unknown"), modes, strict=True)),
        }

    @property
    def ways(self) -> list[str]:
        """How many came in which way, in words; none if that is known of nobody."""
        figures = self.figures
        words = {
            "in_person": _("%(number)s in person"),
            "online": _("%(number)s online"),
            "hybrid": _("%(number)s in both ways"),
            "unknown": _("%(number)s not known"),
        }
        if figures["unknown"] == figures["people"]:
            return []
        return [text % {"number": figures[way]} for way, text in words.items() if figures[way]]

    @cached_property
    def by_country(self) -> Counter[int | None]:
        """How many people came from each country, by its key."""
        found = Counter()
        for country, _kind, people, *_modes in self.counts:
            found[country] += people
        return found

    @cached_property
    def types(self) -> list[dict]:
        """How many came from each type of organisation, for a chart; none where that points at them."""
        found = Counter()
        for _country, kind, people, *_modes in self.counts:
            found[kind or UNKNOWN] += people
        unknown = found.pop(UNKNOWN, 0)
        told, others = without_small(found)
        rows = [(OrganisationType(kind).label, people) for kind, people in told.items()]
        rest = [(_("Other types"), others), (_("Not known"), unknown)]
        return [{"label": label, "number": people} for label, people in rows + rest if people] if told else []

    @property
    def is_short(self) -> bool:
        """Whether there are few enough to show without being asked."""
        return len(self.named) <= MAX_UNFOLDED

    @cached_property
    def delegations(self) -> list[Delegation]:
        """Ordered by country name; people without a known country come last."""
        found = {
            key: Delegation(country, self.by_country[key])
            for key, country in (*countries_by_key().items(), (None, None))
            if key in self.by_country
        }
        for each in self.named:
            # Who is taken off the list between the two queries is in the first alone.
            if delegation := found.get(each.country.pk if each.country else None):
                delegation.named.append(each)
        return list(found.values())

    @cached_property
    def programme(self) -> list[Day]:
        """The days in the event's local time, each with its sessions in order."""
        days = {}
        for session in self.event.session_list:
            item = self._item(session)
            days.setdefault(item.start.date(), []).append(item)
        return [Day(day, items) for day, items in days.items()]

    def _item(self, session) -> Item:
        roles = self._roles.get(session.pk, [])
        named = {each.address for each, _held in roles}
        materials = [each for each in self.event.material_list if each.session_id == session.pk]
        start, end = (moment.astimezone(self._zone) for moment in (session.starts_at, session.ends_at))
        return Item(session, start, end, roles, session.speaking - len(named), materials)

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
def _counts():
    """For each country and type of organisation, each None if unknown, how many people came, and how many of
    them in each mode.
    """
    counted = Participation.objects.counted().filter(event=Parameter("event")).order_by()
    groups = ("country", "organisation__type")
    modes = (PresenceMode.IN_PERSON, PresenceMode.ONLINE, PresenceMode.HYBRID, PresenceMode.UNKNOWN)
    in_modes = {f"in_{mode}": Count("pk", filter=Q(mode=mode)) for mode in modes}
    found = counted.values(*groups).annotate(people=Count("pk"), **in_modes)
    return found.values_list(*groups, "people", *in_modes)
