"""Merging and taking back in small worlds of any kind: nothing is lost, and everything comes back."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.models import EventOrganisation, Organisation, Participation, ParticipationRole
from events.records.merging import KEPT, OTHER, merge, undo
from tests.events.snapshots import contents
from tests.factories import make_event, make_organisation, make_participation, make_person, make_session


def participation():
    answers = st.sampled_from(["yes", "no", "unknown"])
    return st.fixed_dictionaries(
        {
            "job_title_en": st.sampled_from(["", "Director", "Researcher"]),
            "consent": answers,
            "attended": answers,
            "organisation": st.sampled_from([None, 0, 1]),
            "roles": st.lists(
                st.tuples(st.sampled_from(["speaker", "delegate", "press"]), st.booleans()),
                unique=True,
                max_size=3,
            ),
        }
    )


worlds = st.fixed_dictionaries(
    {
        # Who was at which of three events, in which way.
        "participations": st.dictionaries(
            st.tuples(st.integers(0, 1), st.integers(0, 2)), participation(), max_size=5
        ),
        "parts": st.sets(
            st.tuples(st.integers(0, 1), st.integers(0, 2), st.sampled_from(["host", "donor"])), max_size=5
        ),
        "parent": st.sampled_from([None, (0, 1), (1, 0)]),
        "emails": st.tuples(*[st.lists(st.sampled_from(["a@x.org", "b@x.org"]), unique=True)] * 2),
        "aliases": st.tuples(*[st.lists(st.sampled_from(["A. S.", "Aygul"]), unique=True)] * 2),
        "honorifics": st.tuples(*[st.sampled_from(["", "Dr.", "Ms."])] * 2),
        "choices": st.dictionaries(
            st.sampled_from(["name", "honorific", "native_name"]), st.sampled_from([KEPT, OTHER])
        ),
    }
)


def build(world):
    events = [make_event(f"Event {number}") for number in range(3)]
    sessions = [make_session(event) for event in events]
    people = [
        make_person(
            ("Aigul Saparova", "Aygul Saparova")[number],
            emails=world["emails"][number],
            aliases=world["aliases"][number],
            honorific=world["honorifics"][number],
        )
        for number in range(2)
    ]
    organisations = [make_organisation(f"Organisation {number}") for number in range(2)]
    if world["parent"]:
        child, parent = (organisations[number] for number in world["parent"])
        Organisation.objects.filter(pk=child.pk).update(parent=parent)
    for (person, event), values in world["participations"].items():
        values = dict(values)
        organisation = values.pop("organisation")
        roles = [(role, sessions[event]) if in_session else role for role, in_session in values.pop("roles")]
        make_participation(
            events[event],
            people[person],
            roles,
            organisation=None if organisation is None else organisations[organisation],
            **values,
        )
    for organisation, event, part in world["parts"]:
        EventOrganisation.objects.create(
            event=events[event], organisation=organisations[organisation], part=part
        )
    return people, organisations


class TestAnyWorld(TestCase):
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(worlds)
    def test_two_merges_lose_no_appearance_and_undo_brings_all_back(self, world):
        people, organisations = build(world)
        before = contents()
        events = {event for _person, event in world["participations"]}
        roles = {
            (event, role)
            for (_person, event), values in world["participations"].items()
            for role in values["roles"]
        }

        first = merge(*people, world["choices"])
        middle = contents()
        second = merge(*organisations)

        assert people[0].participations.count() == Participation.objects.count() == len(events)
        assert ParticipationRole.objects.count() == len(roles)
        assert EventOrganisation.objects.count() == len({part[1:] for part in world["parts"]})
        undo(second)
        assert contents() == middle
        undo(first)
        assert contents() == before
