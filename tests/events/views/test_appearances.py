"""How the page of a person tells their appearances."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.models import Material, Participation
from publishing.models import State, Topic
from tests.factories import make_event, make_organisation, make_participation, make_person, make_session
from tests.markup import compact

pytestmark = pytest.mark.django_db
ADDRESS = "/people/aigul-saparova/"


def event_in(days, title="Forum", **changes):
    """Of two hours, that many days from now."""
    start = timezone.now() + timedelta(days=days)
    return make_event(title, **({"starts_at": start, "ends_at": start + timedelta(hours=2)} | changes))


def event_of(year, month=7, title="Forum", **changes):
    start = datetime(year, month, 27, 1, tzinfo=UTC)
    return make_event(title, starts_at=start, ends_at=start + timedelta(hours=8), **changes)


def appearances(client, page=1):
    return client.get(f"{ADDRESS}?page={page}").context["appearances"]


def posts(found):
    """The job titles of the rows that tell one."""
    rows = [row for year in found.years for row in year.rows]
    return [participation.job_title if is_told else "" for participation, is_told in rows]


def test_what_is_to_come_stands_apart_the_soonest_first(client):
    person = make_person()
    for days in (90, 3, -2, -900):
        make_participation(event_in(days, f"In {days} days"), person)
    now = timezone.now()
    running = make_event("Running", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
    make_participation(running, person)

    found = appearances(client)
    page = compact(client.get(ADDRESS))

    assert [each.shown_event.title for each in found.coming] == ["Running", "In 3 days", "In 90 days"]
    past = [each.shown_event.title for year in found.years for each, _is_told in year.rows]
    assert past == ["In -2 days", "In -900 days"]
    assert page.index("Next appearances") < page.index("In 90 days") < page.index(">Appearances</h2>")


def test_person_with_nothing_to_come_has_no_such_section(client):
    make_participation(make_event(), make_person())

    assert "Next appearance" not in client.get(ADDRESS).content.decode()


def test_years_are_those_of_the_clocks_at_the_event(client):
    person = make_person()
    new_year = datetime(2023, 12, 31, 20, tzinfo=UTC)  # in Beijing already the first of January
    for hours, zone in enumerate(("UTC", "Asia/Shanghai")):
        start = new_year + timedelta(hours=hours)
        event = make_event(zone, starts_at=start, ends_at=start + timedelta(hours=1), time_zone=zone)
        make_participation(event, person)

    assert [(year.number, len(year.rows)) for year in appearances(client).years] == [(2024, 1), (2023, 1)]


def test_unchanged_position_is_said_once(client):
    person, office = make_person(), make_organisation("Trade Office")
    for year, title in ((2024, "Director"), (2023, "Director"), (2022, "Analyst"), (2021, "Analyst")):
        make_participation(event_of(year), person, job_title_en=title, organisation=office)
    make_participation(event_of(2020), person, job_title_en="Analyst")

    found = appearances(client)
    page = compact(client.get(ADDRESS))

    assert posts(found) == ["", "", "Analyst", "", "Analyst"]  # the last one for nobody
    assert page.count("Director, <a") == 1  # at the head


def test_further_page_begins_with_a_position(client):
    person = make_person()
    for number in range(32):
        make_participation(event_of(1990 + number), person, job_title_en="Director")

    assert posts(appearances(client)) == [""] * 30
    assert posts(appearances(client, 2)) == ["Director", ""]


def test_three_hundred_appearances_are_each_on_one_page(client):
    person = make_person()
    events = [event_of(1990 + number // 12, 1 + number % 12, f"Forum {number}") for number in range(300)]
    Participation.objects.bulk_create(
        Participation(event=event, person=person, consent="yes") for event in events
    )

    pages = [
        client.get(f"{ADDRESS}?page={number}").context["page_obj"].object_list for number in range(1, 11)
    ]

    shown = [each.shown_event.pk for page in pages for each in page]
    assert [len(page) for page in pages] == [30] * 10
    assert shown == [event.pk for event in reversed(events)]
    assert client.get(f"{ADDRESS}?page=11").status_code == 404


def material(event, session, title):
    Material.objects.create(
        event=event, session=session, kind="slides", title_en=title, url="https://example.org/slides"
    )


def test_talks_are_what_somebody_said_and_left_slides_or_a_recording_of(client):
    person, event = make_person(), make_event()
    said, heard, lost = (make_session(event, title) for title in ("Said", "Heard", "Lost"))
    roles = [("speaker", said), ("delegate", heard), ("speaker", lost)]
    make_participation(event, person, roles=roles)
    material(event, said, "Slides of what was said")
    material(event, heard, "Slides of others")
    coming = event_in(9, "To come")
    ahead = make_session(coming, "Ahead")
    make_participation(coming, person, roles=[("speaker", ahead)])
    material(coming, ahead, "Slides of tomorrow")

    talks = appearances(client).talks
    page = compact(client.get(ADDRESS))

    assert [talk.contribution.session.title for talk in talks] == ["Said"]
    assert page.count("Slides of what was said") == 1
    assert "Slides of others" not in page
    assert "Slides of tomorrow" not in page


def test_topics_are_those_of_events_on_whose_stage_somebody_spoke(client):
    person = make_person()
    trade, water, hidden, heard = (
        Topic.objects.create(name_en=name) for name in ("Trade", "Water", "Hidden", "Heard")
    )
    for number, (topics, changes, role, consent) in enumerate(
        [
            ([trade, water], {}, "speaker", "yes"),
            ([water], {}, "moderator", "yes"),
            ([heard], {}, "delegate", "yes"),
            ([hidden], {"state": State.DRAFT}, "speaker", "yes"),
            ([hidden], {}, "speaker", "no"),
        ]
    ):
        event = event_of(2015 + number, **changes)
        event.topics.add(*topics)
        make_participation(event, person, roles=[role], consent=consent)
    # Of somebody else.
    other = event_of(2014)
    other.topics.add(hidden)
    make_participation(other, make_person("Bekzod Rahimov"), roles=["speaker"])

    response = client.get(ADDRESS)

    assert [topic.name for topic in response.context["person"].topics] == ["Water", "Trade"]
    assert '<a href="/events/?topic=water">Water</a>' in compact(response)
    assert response.context["facts"]["knowsAbout"] == ["Water", "Trade"]


def test_person_who_never_spoke_has_no_topics(client):
    event = make_event()
    event.topics.add(Topic.objects.create(name_en="Trade"))
    make_participation(event, make_person())

    assert "Speaks on" not in client.get(ADDRESS).content.decode()
