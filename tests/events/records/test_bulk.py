"""Columns of many rows written at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Country, Organisation, Person
from events.records import bulk
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_each_item_gets_its_own_values_and_no_other_column_changes(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH_ROWS", 2)
    people = [make_person(f"Aigul {name}") for name in ("Saparova", "Bekova", "Karimova")]
    for number, person in enumerate(people):
        person.emails, person.aliases = [f"a{number}@example.org"], [f"Айгуль “{number}”, \\ {{}}"]
        person.honorific = "not written"
        person.family_name_first = number == 1

    with CaptureQueriesContext(connection) as queries:
        bulk.write(people, ["emails", "aliases", "family_name_first"])

    found = Person.objects.order_by("pk").values_list("emails", "aliases", "family_name_first", "honorific")
    assert list(found) == [
        ([f"a{number}@example.org"], [f"Айгуль “{number}”, \\ {{}}"], number == 1, "") for number in range(3)
    ]
    assert len(queries) == 2


def test_relation_is_written_and_emptied():
    country = Country.objects.get(code="KZ")
    bank, ministry = make_organisation("Bank", country=country), make_organisation("Ministry")
    bank.country, ministry.country = None, country

    bulk.write([bank, ministry], ["country"])

    assert dict(Organisation.objects.values_list("name_en", "country")) == {
        "Bank": None,
        "Ministry": country.pk,
    }


@pytest.mark.parametrize(("count", "names"), [(0, ["emails"]), (1, [])])
def test_nothing_to_write_is_not_sent(count, names, django_assert_num_queries):
    people = [make_person() for _ in range(count)]

    with django_assert_num_queries(0):
        bulk.write(people, names)
