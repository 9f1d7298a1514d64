from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Q

from events.choices import ON_STAGE, PresenceMode
from events.models import Country, Event, Material, Participation, ParticipationRole, Session

MAX_UNFOLDED = 24


@dataclass
class Delegation:
    """The people at an event from one country, or from an unknown one: all counted, some named."""

    country: Country | None
    people: int
    named: list[Participation] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        return self.people - len(self.named)


@dataclass
class Item:
    """A session with its speakers: those who may be named, and the number of others."""

    session: Session
    roles: list[ParticipationRole]
    unnamed: int
    materials: list[Material]


@dataclass
class Day:
    date: date
    items: list[Item]


class Roster:
    """The people at an event and their roles, in a constant number of queries.

    `participations` are those whose names the reader may see. The figures count everyone who came.
    """

    def __init__(self, event: Event, participations):
        self.event, self.counted = event, event.participations.counted()
        self.named = list(participations.in_order().for_lists())

    @cached_property
    def on_stage(self) -> list[Participation]:
        return [each for each in self.named if any(held.role in ON_STAGE for held in each.roles.all())]

    @cached_property
    def figures(self) -> dict[str, int]:
        return self.counted.aggregate(
            people=Count("pk"),
            countries=Count("country", distinct=True),
            in_person=Count("pk", filter=Q(mode=PresenceMode.IN_PERSON)),
            online=Count("pk", filter=Q(mode=PresenceMode.ONLINE)),
            hybrid=Count("pk", filter=Q(mode=PresenceMode.HYBRID)),
            unknown=Count("pk", filter=Q(mode=PresenceMode.UNKNOWN)),
        )

    @property
    def is_short(self) -> bool:
        """Whether there are few enough to show without being asked."""
        return len(self.named) <= MAX_UNFOLDED

    @cached_property
    def delegations(self) -> list[Delegation]:
        """Ordered by country name; people without a known country come last."""
        here = Country.objects.filter(participations__in=self.counted)
        counted = here.annotate(people=Count("participations")).by_name()
        found = {country.pk: Delegation(country, country.people) for country in counted}
        rest = self.figures["people"] - sum(delegation.people for delegation in found.values())
        if rest:
            found[None] = Delegation(None, rest)
        for each in self.named:
            found[each.country_id].named.append(each)
        return list(found.values())

    @cached_property
    def programme(self) -> list[Day]:
        """The days in the event's local time, each with its sessions in order."""
        days = {}
        for session in self.event.sessions.all():
            days.setdefault(session.local_start.date(), []).append(self._item(session))
        return [Day(day, items) for day, items in days.items()]

    def _item(self, session) -> Item:
        roles = self._roles.get(session.pk, [])
        named = {role.participation_id for role in roles}
        materials = [each for each in self.event.materials.all() if each.session_id == session.pk]
        return Item(session, roles, self._speaking.get(session.pk, 0) - len(named), materials)

    @cached_property
    def _roles(self) -> dict[int, list[ParticipationRole]]:
        """For each session the on-stage roles of those who may be named."""
        found = {}
        for each in self.on_stage:
            for held in each.roles.all():
                if held.role in ON_STAGE and held.session_id:
                    found.setdefault(held.session_id, []).append(held)
        return found

    @cached_property
    def _speaking(self) -> dict[int, int]:
        """For each session how many people have a role on stage in it, whether or not they may be named."""
        held = ParticipationRole.objects.filter(participation__in=self.counted, role__in=ON_STAGE).order_by()
        return dict(held.values_list("session").annotate(people=Count("participation", distinct=True)))

    @property
    def materials(self) -> list[Material]:
        """Those of the event as a whole."""
        return [each for each in self.event.materials.all() if each.session_id is None]
