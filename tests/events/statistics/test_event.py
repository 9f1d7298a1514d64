from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.choices import UNKNOWN, Role
from events.models import Participation, ParticipationRole
from events.statistics.event import DIMENSIONS, FILTERS, Figure, narrow, table, tables
from tests.events.participant_strategies import Hall, rolls
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db
EXAMPLES = settings(max_examples=25)


def figures(event, name):
    return [tuple(figure) for figure in table(event.participations.all(), FILTERS[name]).figures]


def test_figures_equal_the_rows_whatever_the_list():
    event = make_event()
    hall = Hall.build(event)

    @EXAMPLES
    @given(rolls())
    def check(roll):
        with hall.holding(roll):
            found = tables(event.participations.all())

        for each in found:
            counts = Counter(value for entry in roll for value in entry.values(each.dimension.name))
            assert {figure.value: figure.count for figure in each.figures} == {UNKNOWN: 0, **counts}
            assert each.figures[-1].value == UNKNOWN
            assert each.total == len(roll)
            if each.dimension.divides:
                assert sum(figure.count for figure in each.figures) == len(roll)
                assert sum(each.shares) == pytest.approx(1 if roll else 0)

    check()


def test_filters_find_the_rows_whatever_the_list():
    event = make_event()
    hall = Hall.build(event)

    @EXAMPLES
    @given(rolls(), st.data())
    def check(roll, data):
        values = {"country": ["KZ", UNKNOWN, "DE"]}
        values |= {name: each.choices.values for name, each in FILTERS.items() if each.choices}
        values["role"] = [*Role.values, UNKNOWN]
        chosen = data.draw(
            st.fixed_dictionaries({}, optional={name: st.sampled_from(values[name]) for name in values})
        )

        with hall.holding(roll) as made:
            found = {each.pk for each in narrow(event.participations.all(), chosen)}

        assert found == {
            participation.pk
            for participation, entry in zip(made, roll, strict=True)
            if all(value in entry.values(name) for name, value in chosen.items())
        }

    check()


def test_each_figure_is_the_number_of_rows_its_filter_finds():
    event = make_event()
    hall = Hall.build(event)

    @settings(max_examples=8)
    @given(rolls())
    def check(roll):
        with hall.holding(roll):
            rows = event.participations.all()
            for each in tables(rows):
                for figure in each.figures:
                    assert narrow(rows, {each.dimension.name: figure.value}).count() == figure.count

    check()


def test_person_with_two_roles_counts_once_in_the_total_and_once_in_each():
    event = make_event()
    roles = ["keynote", "panellist", ("panellist", make_session(event))]
    make_participation(event, roles=roles)

    found = table(event.participations.all(), FILTERS["role"])

    assert found.figures == [
        Figure("keynote", "Keynote speaker", 1),
        Figure("panellist", "Panellist", 1),
        Figure(UNKNOWN, "Unknown", 0),
    ]
    assert found.total == 1


def test_countries_stand_by_number_and_name_with_unknown_last():
    event = make_event()
    for code in ("UZ", "KZ", "KZ", "CN", None, None, None):
        make_participation(event, country=code and country(code))

    assert figures(event, "country") == [
        ("KZ", "Kazakhstan", 2),
        ("CN", "People’s Republic of China", 1),
        ("UZ", "Uzbekistan", 1),
        (UNKNOWN, "Unknown", 3),
    ]


def test_organisation_of_unknown_type_counts_with_none_at_all():
    event = make_event()
    make_participation(event, organisation=make_organisation(type="unknown"))
    make_participation(event, organisation=None)

    assert figures(event, "type") == [(UNKNOWN, "Unknown", 2)]


def test_event_without_participants_has_unknown_rows():
    found = tables(make_event().participations.all())

    assert [each.figures for each in found] == [[Figure(UNKNOWN, "Unknown", 0)]] * len(DIMENSIONS)
    assert [each.shares for each in found] == [[0.0]] * len(DIMENSIONS)


def test_filter_of_another_name_or_no_value_is_left_aside():
    event = make_event()
    make_participation(event)

    assert narrow(Participation.objects.all(), {"page": "2", "gender": ""}).count() == 1


@pytest.mark.parametrize("name", FILTERS)
def test_value_that_does_not_exist_finds_nobody(name):
    make_participation(make_event())

    assert [narrow(Participation.objects.all(), {name: value}).count() for value in ("x", "\0")] == [0, 0]


def test_filtered_roles_are_still_counted_in_full():
    event = make_event()
    make_participation(event, roles=["speaker", "moderator"])
    make_participation(event, roles=["delegate"])

    found = table(narrow(event.participations.all(), {"role": "speaker"}), FILTERS["role"])

    assert [(figure.value, figure.count) for figure in found.figures] == [
        ("speaker", 1),
        ("moderator", 1),
        (UNKNOWN, 0),
    ]


def test_figures_cost_the_same_for_many_participants(django_assert_num_queries):
    event = make_event()
    people = [make_person(f"Person {number}") for number in range(30)]
    made = Participation.objects.bulk_create(
        Participation(event=event, person=person, country=country("KZ")) for person in people
    )
    ParticipationRole.objects.bulk_create(ParticipationRole(participation=each) for each in made)

    with django_assert_num_queries(len(DIMENSIONS) + 2):
        tables(event.participations.all())
