"""Pages of people, organisations and countries ask the database the same, however much they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Material, Participation, Person
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db


def count_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(rows, event, office):
    """That many people of one office at the event, and that many events of one person."""
    people = Person.objects.bulk_create(
        Person(given_name="Aigul", family_name=f"F{number}", slug=f"{event.pk}-{number}")
        for number in range(rows)
    )
    made = [
        Participation(event=event, person=each, consent="yes", organisation=office, country=country())
        for each in people
    ]
    Participation.objects.bulk_create(made)


@pytest.mark.parametrize(
    "address", ["/people/", "/organisations/office/", "/people/?q=aigul", "/countries/kz/"]
)
def test_lists_take_as_many_queries_for_300_people_as_for_one(client, address):
    office = make_organisation("Office", country=country())
    grow(1, make_event(), office)
    one = count_queries(client, address)

    grow(2, make_event(), office)
    three = count_queries(client, address)
    grow(297, make_event(), office)

    assert (three, count_queries(client, address)) == (one, one)
    assert one <= 22


def test_person_takes_as_many_queries_for_three_appearances_as_for_one(client):
    person, office = make_person(), make_organisation()

    def appear():
        event = make_event(country=country("KZ"))
        session = make_session(event)
        Material.objects.create(event=event, session=session, title_en="Film", url="https://example.org/film")
        roles = [("speaker", session), "opening_speaker"]
        make_participation(event, person, roles=roles, organisation=office, country=country("KZ"))

    appear()
    one = count_queries(client, "/people/aigul-saparova/")
    appear()
    appear()

    assert count_queries(client, "/people/aigul-saparova/") == one
    assert one <= 16
