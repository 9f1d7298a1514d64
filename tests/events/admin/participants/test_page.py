"""The participants of an event: found, changed many at once, added, edited, taken away."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import Answer
from events.models import Participation, Person
from tests import forms
from tests.events.officers import people
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db


def join(event, name, *, roles=("delegate",), **changes):
    return make_participation(event, make_person(name), roles=roles, **changes)


def names(response) -> list[str]:
    return [each.person.name for each in response.context["people"].page]


def act(client, event, action, *ticked, scope="ticked", **more):
    """Tick participants and press “Apply”, as the page would send it."""
    values = {"apply": "1", "action": action, "scope": scope, "ticked": [each.pk for each in ticked]}
    return client.post(people(event), values | more, follow=True)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Ann", "Bob", "Cid"]),
        ({"country": "KZ"}, ["Ann"]),
        ({"country": "unknown"}, ["Cid"]),
        ({"type": "academia"}, ["Ann"]),
        ({"type": "unknown"}, ["Bob", "Cid"]),
        ({"gender": "female"}, ["Bob"]),
        ({"role": "speaker"}, ["Ann"]),
        ({"role": "unknown"}, ["Cid"]),
        ({"mode": "online"}, ["Bob"]),
        ({"attended": "yes", "consent": "yes"}, ["Ann"]),
        ({"consent": "unknown"}, ["Cid"]),
        ({"country": "XX"}, []),
        ({"q": "Энн"}, ["Ann"]),
        ({"q": "geolog"}, ["Bob"]),
        ({"q": "university"}, ["Ann"]),
        ({"o": "-name"}, ["Cid", "Bob", "Ann"]),
        ({"p": "999"}, ["Ann", "Bob", "Cid"]),
        ({"q": "\0", "country": "\0"}, ["Ann", "Bob", "Cid"]),
    ],
)
def test_list_is_narrowed_and_sorted_by_its_address(client, officer, filters, expected):
    event = make_event()
    university = make_organisation("State University", type="academia")
    ann = join(event, "Ann", roles=["speaker"], country=country(), organisation=university, attended="yes")
    Person.objects.filter(pk=ann.person_id).update(names_key="ann | enn")
    join(event, "Bob", country=country("UZ"), gender="female", mode="online", job_title_en="Geologist")
    join(event, "Cid", roles=[], consent="unknown")

    assert names(client.get(people(event), filters)) == expected


def test_values_are_saved_in_place_by_one_button(client, officer):
    event = make_event()
    one, two = join(event, "Ann", roles=["speaker"]), join(event, "Bob")
    before = event.version

    response = client.post(
        people(event),
        {
            "save": "1",
            f"was-{one.pk}": "unknown,unknown,yes,",
            f"mode-{one.pk}": "online",
            f"attended-{one.pk}": "yes",
            f"consent-{one.pk}": "yes",
            f"order-{one.pk}": "2",
            f"was-{two.pk}": "unknown,unknown,yes,",
            f"mode-{two.pk}": "unknown",
            f"attended-{two.pk}": "unknown",
            f"consent-{two.pk}": "yes",
        },
        follow=True,
    )

    assert forms.messages(response) == ["1 participant saved."]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.mode, one.attended, one.consent, one.order) == ("online", "yes", "yes", 2)
    assert (two.mode, two.attended) == ("unknown", "unknown")
    event.refresh_from_db()
    assert event.version == before  # calendars need not hear of it


def test_what_another_officer_changed_meanwhile_is_kept_and_said(client, officer):
    event = make_event()
    one = join(event, "Ann")
    Participation.objects.filter(pk=one.pk).update(attended="no", job_title_en="Minister")

    response = client.post(
        people(event),
        {"save": "1", f"was-{one.pk}": "unknown,unknown,yes,", f"attended-{one.pk}": "yes"}
        | {f"mode-{one.pk}": "online"},
        follow=True,
    )

    one.refresh_from_db()
    assert (one.attended, one.mode, one.job_title_en) == ("no", "online", "Minister")
    assert forms.messages(response) == [
        "1 participant saved.",
        "Someone else changed Ann in the meantime; that change was kept.",
    ]


@pytest.mark.parametrize("field", ["mode", "attended", "consent", "order"])
def test_impossible_value_is_refused_with_a_sentence(client, officer, field):
    event = make_event()
    one = join(event, "Ann")

    response = client.post(
        people(event),
        {"save": "1", f"was-{one.pk}": "unknown,unknown,yes,", f"{field}-{one.pk}": "99999x"},
        follow=True,
    )

    assert forms.messages(response) == [
        "“99999x” can’t be saved for Ann: the place must be a number up to 32767."
        if field == "order"
        else "“99999x” can’t be saved for Ann."
    ]
    one.refresh_from_db()
    assert (one.mode, one.attended, one.consent, one.order) == ("unknown", "unknown", "yes", None)


def test_bulk_change_touches_only_the_ticked_of_this_event(client, officer):
    event, other = make_event(), make_event("Other")
    one, two, foreign = join(event, "Ann"), join(event, "Bob"), join(other, "Cid")

    response = act(client, event, "attended:yes", one, foreign)

    assert forms.messages(response) == ["1 participant marked as attended."]
    found = Participation.objects.order_by("pk").values_list("attended", flat=True)
    assert list(found) == ["yes", "unknown", "unknown"]
    assert LogEntry.objects.latest("pk").get_change_message() == "1 participant marked as attended."
    assert two.attended == Answer.UNKNOWN


def test_bulk_change_of_all_found_keeps_to_the_filters(client, officer):
    event = make_event()
    for number in range(3):
        join(event, f"Ann {number}", country=country())
    join(event, "Bob", country=country("UZ"))
    address = f"{people(event)}?country=KZ"

    act_values = {"apply": "1", "action": "mode:online", "scope": "all", "found": "3"}
    response = client.post(address, act_values, follow=True)

    assert forms.messages(response) == ["3 participants marked as present online."]
    assert Participation.objects.filter(mode="online", country__code="KZ").count() == 3
    assert Participation.objects.filter(mode="online").count() == 3


def test_bulk_change_of_all_is_refused_when_the_list_has_changed(client, officer):
    event = make_event()
    join(event, "Ann")
    join(event, "Bob")

    response = act(client, event, "consent:no", scope="all", found="1")

    [sentence] = forms.messages(response)
    assert sentence.startswith("The list has changed since you opened it, so nothing was done")
    assert not Participation.objects.filter(consent="no").exists()


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("attended:yes", "Tick the participants first."),
        ("", "Select what to do with the participants."),
        ("attended:maybe", "Select what to do with the participants."),
        ("event:7", "Select what to do with the participants."),
    ],
)
def test_bulk_change_without_sense_does_nothing(client, officer, action, sentence):
    event = make_event()
    join(event, "Ann")

    assert forms.messages(act(client, event, action)) == [sentence]


def test_role_is_given_and_taken_for_the_event_as_a_whole(client, officer):
    event = make_event()
    session = make_session(event)
    one, two = join(event, "Ann", roles=[("speaker", session)]), join(event, "Bob", roles=["speaker"])

    given = act(client, event, "give:speaker", one, two)
    taken = act(client, event, "take:speaker", one, two)

    assert forms.messages(given) == [
        "1 participant was given the role “Speaker”. Anyone who already had it keeps it."
    ]
    assert forms.messages(taken) == ["The role “Speaker” was removed from 2 participants."]
    assert [held.session for held in one.roles.all()] == [session]
    assert not two.roles.exists()


def test_removing_names_what_is_lost_and_asks_first(client, officer):
    event = make_event()
    one = join(event, "Ann", roles=[("speaker", make_session(event))])
    join(event, "Bob")

    asked = act(client, event, "remove", one)
    kept = Participation.objects.count()
    removed = client.post(people(event), {"removing": asked.context["removing"]}, follow=True)

    page = " ".join(asked.content.decode().split())
    assert ("<strong>Ann</strong>, Researcher" in page, "Speaker (Opening)" in page) == (True, True)
    assert (kept, names(removed)) == (2, ["Bob"])
    assert forms.messages(removed) == ["1 participant removed from the event."]
    assert Person.objects.count() == 2


def test_queries_of_the_list_do_not_grow(client, officer):
    event = make_event()
    session, house = make_session(event), make_organisation()

    def fill(numbers):
        for number in numbers:
            roles = ["delegate", ("speaker", session)]
            join(event, f"Person {number}", roles=roles, organisation=house, country=country())

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(people(event))
        return len(queries)

    fill(range(3))
    client.get(people(event))
    three = count()
    fill(range(3, 30))

    assert count() == three
