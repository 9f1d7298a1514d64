import pytest
from django.db import connection

from events.models import DifferentPair, Organisation, Person
from events.records.duplicates import Pair, likely_pairs, namesakes, note_different
from tests.factories import country, make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Aigul Saparova", "Saparova Aigul", "the same name, perhaps in another order or script"),
        ("Aygul Saparova", "Айгул Сапарова", "the same name, perhaps in another order or script"),
        ("Xiaoming Wang", "王小明", "the same name, perhaps in another order or script"),
        ("Aigul Saparova", "Aygul Saparova", "names 66 % alike"),
        ("Mohammad Khan", "Muhammad Khan", "names 64 % alike"),
        ("Xiaoming Wang", "Wang Xiao Ming", "names 68 % alike"),
    ],
)
def test_close_names_are_a_pair_with_its_reason(first, second, reason):
    one, two = make_person(first), make_person(second)
    make_person("Imran Ahmadov")

    [pair] = likely_pairs(Person)

    assert (pair.first, pair.second, pair.reasons) == (one.pk, two.pk, [reason])


@pytest.mark.parametrize(
    ("first", "second"),
    [("Kamran Khan", "Imran Khan"), ("Wei Li", "Wen Li"), ("Aigul Saparova", "Nurlan Saparov")],
)
def test_different_people_are_no_pair(first, second):
    make_person(first)
    make_person(second)

    assert likely_pairs(Person) == []


def test_other_spellings_count():
    one = make_person("Aigul Saparova", aliases=["Aigul Bekova"])
    two = make_person("Aigul Bekova")

    assert likely_pairs(Person) == [Pair(one.pk, two.pk, 1, False)]


def test_same_email_comes_first():
    one = make_person("Aigul Saparova", emails=["office@example.org"])
    two = make_person("Nurlan Omarov", emails=["Office@example.org"])
    three = make_person("Omarov Nurlan")

    assert likely_pairs(Person) == [
        Pair(one.pk, two.pk, 0, True),
        Pair(two.pk, three.pk, 1, False),
    ]


def test_pair_declared_different_does_not_come_back():
    one, two = make_person(), make_person("Saparova Aigul")
    user = make_user()

    note_different(Person, two.pk, one.pk, user)
    note_different(Person, one.pk, two.pk, user)

    assert likely_pairs(Person) == []
    assert list(DifferentPair.objects.values_list("first_id", "second_id", "noted_by")) == [
        (one.pk, two.pk, user.pk)
    ]


def test_namesakes_have_the_new_name_exactly_in_any_order_or_script():
    person = make_person("Tamar Zoidze", aliases=["Nino Beridze"])
    former = Person.objects.get(pk=person.pk)
    same = [make_person("Beridze Nino"), make_person("Eka Lomidze", aliases=["Нино Беридзе"])]
    make_person("Nino Beridze-Lomidze")
    declared = make_person("Nino Beridze")
    note_different(Person, declared.pk, person.pk, make_user())

    person.given_name, person.family_name = "Nino", "Beridze"

    assert namesakes(person, former) == same
    assert namesakes(person, person) == []


def test_organisations_of_two_countries_may_have_one_name():
    one = make_organisation("Ministry of Finance", country=country("KZ"))
    make_organisation("Ministry of Finance", country=country("UZ"))
    three = make_organisation("Finance Ministry", country=country("KZ"))

    assert [(pair.first, pair.second) for pair in likely_pairs(Organisation)] == [(one.pk, three.pk)]


def test_all_pairs_of_the_likeness_are_found():
    """The join by rare trigrams finds exactly what comparing everybody with everybody finds."""
    given = ["Aigul", "Aygul", "Aigula", "Nurlan", "Nurlana", "Bek", "Xiaoming", "Xiao Ming"]
    family = ["Saparova", "Saparov", "Sapar", "Omarov", "Omarova", "Wang", "Li", "Aitbekova"]
    Person.objects.bulk_create(
        Person(given_name=one, family_name=two, slug=f"{one}-{two}".replace(" ", ""))
        for one in given
        for two in family
    )

    found = [(pair.first, pair.second) for pair in likely_pairs(Person)]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id, b.id FROM events_person a, events_person b "
            "WHERE a.id < b.id AND similarity(a.names_key, b.names_key) >= 0.6"
        )
        assert sorted(found) == sorted(cursor.fetchall())
    assert len(found) > 50
