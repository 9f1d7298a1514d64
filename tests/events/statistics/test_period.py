from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from events.choices import UNKNOWN, Answer
from events.models import EventKind, Participation
from events.statistics.period import Tally, held, report
from tests.factories import country, make_event, make_participation, make_person

pytestmark = pytest.mark.django_db
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
HOUR = timedelta(hours=1)


class Attendance(NamedTuple):
    event: int
    person: int
    country: str | None
    attended: str


def at(moment, **changes):
    return make_event(starts_at=moment, ends_at=moment + HOUR, **changes)


def tally(rows, firsts):
    """What plain Python counts; `firsts` maps a person to the first event they were at."""
    return Tally(
        events=len({row.event for row in rows}),
        attendances=len(rows),
        people=len({row.person for row in rows}),
        newcomers=sum(firsts[row.person] == row.event for row in rows),
    )


def test_report_equals_the_rows_whatever_the_lists():
    kinds = list(EventKind.objects.filter(slug__in=["symposium", "workshop"]))
    years = [2022, 2022, 2023, 2024, 2024]
    events = [
        at(datetime(year, 3, 1 + place, tzinfo=UTC), kind=kinds[place % 2])
        for place, year in enumerate(years)
    ]
    at(datetime(2021, 3, 1, tzinfo=UTC))
    people = [make_person(f"Person {number}") for number in range(4)]
    countries = {code: country(code) for code in ("KZ", "CN")}
    attendance = st.builds(
        Attendance,
        event=st.integers(0, len(events) - 1),
        person=st.integers(0, len(people) - 1),
        country=st.sampled_from([None, *countries]),
        attended=st.sampled_from(Answer.values),
    )

    @settings(max_examples=25)
    @given(
        st.lists(attendance, max_size=12, unique_by=lambda row: (row.event, row.person)),
        st.sampled_from(["", *Answer.values]),
        st.sampled_from([None, *kinds]),
    )
    def check(rows, attended, kind):
        with transaction.atomic():
            Participation.objects.bulk_create(
                Participation(
                    event=events[row.event],
                    person=people[row.person],
                    country=countries.get(row.country),
                    attended=row.attended,
                )
                for row in rows
            )
            found = report(held(date(2022, 1, 1), date(2023, 12, 31), kind), attended)
            transaction.set_rollback(True)

        inside = [place for place in (0, 1, 2) if kind in (None, events[place].kind)]
        counted = [row for row in rows if attended in ("", row.attended)]
        firsts = {row.person: row.event for row in sorted(counted, key=lambda row: -row.event)}
        counted = [row for row in counted if row.event in inside]

        def of(places):
            """The tally at these events, those with nobody included."""
            there = [row for row in counted if row.event in places]
            return tally(there, firsts)._replace(events=len(places))

        def of_country(code, places):
            there = [row for row in counted if row.country == code and row.event in places]
            return tally(there, firsts)

        by_year = {year: [place for place in inside if years[place] == year] for year in years[:3]}
        by_kind = {each.pk: [place for place in inside if events[place].kind == each] for each in kinds}
        cells = {(row.country, years[row.event]) for row in counted}
        assert found.total == of(inside)
        assert {line.value: line.tally for line in found.years} == {
            year: of(places) for year, places in by_year.items() if places
        }
        assert {line.value: line.tally for line in found.kinds} == {
            pk: of(places) for pk, places in by_kind.items() if places
        }
        assert {line.value: line.tally for line in found.countries} == {
            UNKNOWN: Tally(),
            **{code or UNKNOWN: of_country(code, inside) for code, _year in cells},
        }
        assert found.cells == {
            (code or UNKNOWN, year): of_country(code, by_year[year]) for code, year in cells
        }
        assert [(events.index(event), attendances) for event, attendances in found.events] == [
            (place, of([place]).attendances) for place in reversed(inside)
        ]
        assert found.total.newcomers <= found.total.people <= found.total.attendances
        for lines in (found.years, found.kinds, found.countries):
            assert sum(line.tally.attendances for line in lines) == found.total.attendances

    check()


def test_person_at_two_events_is_two_attendances_and_one_person():
    person = make_person()
    for month in (3, 9):
        make_participation(at(datetime(2023, month, 1, tzinfo=UTC)), person, country=country("KZ"))

    found = report(held(*YEAR))

    assert found.total == Tally(events=2, attendances=2, people=1, newcomers=1)
    assert [line.label for line in found.countries] == ["Kazakhstan", "Unknown"]


def test_newcomer_of_an_earlier_year_is_none_now():
    person = make_person()
    make_participation(at(datetime(2022, 3, 1, tzinfo=UTC)), person)
    make_participation(at(datetime(2023, 3, 1, tzinfo=UTC)), person)

    assert report(held(*YEAR)).total.newcomers == 0
    assert report(held(date(2022, 1, 1), date(2023, 12, 31))).total.newcomers == 1


def test_event_belongs_to_the_year_that_clocks_of_its_place_showed():
    eve = datetime(2023, 12, 31, 20, tzinfo=UTC)
    make_participation(at(eve, time_zone="Asia/Shanghai"), country=country("KZ"))
    make_participation(at(eve, time_zone="America/New_York"), country=country("CN"))

    found = report(held(date(2023, 12, 31), date(2024, 1, 1)))

    assert [(line.value, line.tally.attendances) for line in found.years] == [(2023, 1), (2024, 1)]
    assert set(found.cells) == {("CN", 2023), ("KZ", 2024)}
    assert held(*YEAR).get().time_zone == "America/New_York"


def test_both_days_of_the_period_are_in_it():
    for day in (31, 1):
        at(datetime(2023, 1 if day == 1 else 12, day, 3, tzinfo=UTC), time_zone="UTC")

    assert held(*YEAR).count() == 2
    assert held(date(2023, 1, 2), date(2023, 12, 30)).count() == 0


def test_events_that_did_not_take_place_are_left_out():
    make_event(status="moved_online")
    make_event(status="cancelled")
    make_event(status="postponed")
    make_event().move_to_trash()

    assert held(*YEAR).count() == 1


def test_drafts_count_because_staff_report_what_took_place():
    make_event(state="draft", publish_at=None)

    assert held(*YEAR).count() == 1


def test_period_without_events_is_empty_but_for_unknown():
    found = report(held(*YEAR))

    assert found.total == Tally()
    assert (found.years, found.kinds, found.cells, found.events) == ([], [], {}, [])
    assert [(line.value, line.tally) for line in found.countries] == [(UNKNOWN, Tally())]


def test_report_costs_the_same_for_many_events(django_assert_max_num_queries):
    for number in range(12):
        make_participation(at(datetime(2010 + number, 3, 1, tzinfo=UTC)), country=country("KZ"))

    with django_assert_max_num_queries(11):
        report(held(date(2010, 1, 1), date(2023, 12, 31)))
