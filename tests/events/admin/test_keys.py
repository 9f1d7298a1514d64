"""Keys and values that no page of the admin sends, but anybody can type."""

import pytest
from django.urls import reverse

from events.models import DifferentPair, Participation
from tests.events.officers import people
from tests.factories import country, make_event, make_participation, make_person
from tests.publishing.test_keys import IMPOSSIBLE

pytestmark = pytest.mark.django_db


def test_address_with_a_digit_of_another_script_finds_nobody(client, officer):
    response = client.get("/admin/events/person/²/change/")

    assert response.headers["Location"] == "/admin/"


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_record_to_merge_with_has_to_be_chosen(client, officer, text):
    address = reverse("admin:events_person_merge_with", args=[make_person().pk])

    response = client.get(address, {"other": text})

    assert response.context["form"].errors == {"other": ["This field is required."]}


def test_pair_that_is_different_has_two(client, officer):
    one, two, three = (make_person(name).pk for name in ("Ann Lee", "Ann Lea", "Ann Li"))
    address = reverse("admin:events_person_different")

    found = [
        client.post(address, {"pair": pair}).status_code
        for pair in (["²", one], [one, one], [one, two, three], [one, two])
    ]

    assert found == [404, 404, 404, 302]
    assert DifferentPair.objects.count() == 1


def test_place_in_the_list_longer_than_any_number_is_refused(client, officer):
    here = make_participation(make_event())
    values = {f"was-{here.pk}": "unknown,unknown,yes,", f"order-{here.pk}": "9" * 5000}

    client.post(people(here.event), values)

    assert Participation.objects.get().order is None


def test_list_of_people_narrowed_by_no_country_is_refused(client, officer):
    make_participation(make_event(), country=country("KZ"))
    address = reverse("admin:events_person_changelist")

    assert client.get(address, {"country": "KZ"}).context["cl"].result_count == 1
    assert client.get(address, {"country": "\0"}).status_code == 400
