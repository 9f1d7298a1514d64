"""Lists of people and organisations by their first letters."""

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate
from django.utils import translation

from events.models import EventOrganisation, Organisation, Participation, Person
from events.querysets.alphabet import (
    CYRILLIC_PLACE,
    LATIN,
    LATIN_PLACE,
    ORDER,
    READ,
    WRITTEN,
    alphabet,
)
from events.search import OrganisationSearch, PeopleSearch
from publishing.models import State
from tests.factories import country, make_event, make_organisation, make_participation, make_person
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def listed(*names, **changes):
    """People at one event, with names in Latin letters and perhaps in others: “Aigul Saparova|Айгуль
    Сапарова”.
    """
    event = make_event(**changes)
    for name in names:
        latin, _bar, native = name.partition("|")
        make_participation(event, make_person(latin, native_name=native), country=country("KZ"))


def crowd(number, letter="B", **changes):
    """That many people at one event whose names begin alike."""
    people = Person.objects.bulk_create(
        Person(given_name="Aigul", family_name=f"{letter}family{place:03}", slug=f"{letter}-{place}".lower())
        for place in range(number)
    )
    event = make_event(**changes)
    Participation.objects.bulk_create(
        Participation(event=event, person=person, consent="yes", country=country("UZ")) for person in people
    )


def links(response):
    found = tree_of(response).xpath("//nav[@class='letters']//a")
    return {link.text.strip(): link.get("href") for link in found}


def names(response):
    return [person.name for person in response.context["object_list"]]


def test_letters_stand_where_a_list_exceeds_two_pages(client):
    crowd(95)
    listed("Anna Zuhra")

    assert links(client.get("/people/")) == {}
    listed("Dana Aliyeva")

    assert links(client.get("/people/")) == {each: f"?letter={each}" for each in "ABZ"}


def test_letter_narrows_the_list_down_and_leads_back(client):
    crowd(96)
    listed("Anna Zuhra", "Zulfiya Olimova", "Dana Zafarova")

    response = client.get("/people/?letter=Z")

    assert names(response) == ["Dana Zafarova", "Anna Zuhra"]
    assert links(response)["All letters"] == "?"
    assert 'aria-current="page">Z</a>' in response.content.decode()
    assert 'content="noindex, follow"' in response.content.decode()


def test_letter_and_country_are_chosen_together(client):
    crowd(97)
    listed("Anna Zuhra")

    response = client.get("/people/?country=uz&letter=B")

    assert len(response.context["object_list"]) == 48
    assert links(response) == {"B": "?country=uz&letter=B", "All letters": "?country=uz&"}
    assert 'href="?country=uz&amp;letter=B&amp;page=2"' in response.content.decode()
    assert names(client.get("/people/?country=kz&letter=B")) == ["Anna Zuhra"]  # nobody: no choice


@pytest.mark.parametrize("letter", ["Q", "z", "С", "ZZ", "%00", "—", "'", "1"])
def test_impossible_letter_counts_as_none(client, letter):
    listed("Anna Zuhra", "Dana Aliyeva")

    assert names(client.get(f"/people/?letter={letter}")) == ["Dana Aliyeva", "Anna Zuhra"]


def test_letters_do_not_tell_of_hidden_people(client):
    crowd(97)
    listed("Anna Xsecretly", state=State.DRAFT)
    event = make_event()
    for number, changes in enumerate(({"consent": "no"}, {"consent": "unknown"}, {"attended": "no"})):
        make_participation(event, make_person(f"Anna {'QWY'[number]}secretly"), **changes)

    assert set(links(client.get("/people/"))) == {"B"}
    for letter in "XQWY":
        assert "secretly" not in client.get(f"/people/?letter={letter}").content.decode()


def test_russian_readers_find_cyrillic_names_first_and_others_by_latin_letters():
    listed(
        "Aigerim Sadyrova|Әйгерім Садырова",
        "Asel Qanatova|Әсел Қанатова",
        "Yolqin Yuldashev|Ёлқин Юлдашев",
        "Nino Beridze|ნინო ბერიძე",
        "Xinyue Bai|白心月",
        "Otabek Oʻrinov|Отабек Ўринов",
        "Elena Ezhova|Елена Ёжова",
    )
    with translation.override("ru"):
        search = PeopleSearch({})
        order = [person.family_name for person in search.results()]

        assert search.letters == ["Е", "К", "С", "У", "Ю", "B"]
        assert order == ["Ezhova", "Qanatova", "Sadyrova", "Oʻrinov", "Yuldashev", "Bai", "Beridze"]
        assert [each.family_name for each in PeopleSearch({"letter": "К"}).results()] == ["Qanatova"]
        assert len(PeopleSearch({"letter": "B"}).results()) == 2
    with translation.override("zh-hans"):
        assert PeopleSearch({}).letters == ["B", "E", "O", "Q", "S", "Y"]


def test_family_name_first_in_native_letters():
    listed("Jingjing Huang|Хуан Цзинцзин", "Timur Aliyev|Тимур Алиев")
    Person.objects.filter(family_name="Huang").update(family_name_first=True)

    with translation.override("ru"):
        assert PeopleSearch({}).letters == ["А", "Х"]


def test_letters_of_neighbours_stand_with_those_of_the_reader():
    listed("Jan Čapek", "Ömer Şahin", "Leyla Əliyeva", "Hans ÜBER", "Per 'Odd", "ann lower", "Ülkü 9th")

    assert PeopleSearch({}).letters == ["A", "C", "L", "O", "S", "U"]
    assert [each.family_name for each in PeopleSearch({"letter": "A"}).results()] == ["Əliyeva"]


def test_every_letter_is_read_as_one_that_there_is():
    assert len(WRITTEN) == len(READ) == len(set(WRITTEN))
    with translation.override("ru"):
        assert set(READ) <= {" ", *alphabet().letters, *LATIN}


def test_organisations_by_letters_of_the_name_that_readers_see(client):
    event = make_event()
    for english, russian in (
        ("Bank of Asia", "«Азиатский банк»"),
        ("Institute", "Институт"),
        ("KPMG", "KPMG"),
        ("Zeta", ""),
    ):
        EventOrganisation.objects.create(
            event=event, organisation=make_organisation(english, name_ru=russian)
        )
    make_organisation("Xhidden")

    assert OrganisationSearch({}).letters == ["B", "I", "K", "Z"]
    with translation.override("ru"):
        assert OrganisationSearch({}).letters == ["А", "И", "K", "Z"]
        assert [each.name_en for each in OrganisationSearch({"letter": "А"}).results()] == ["Bank of Asia"]
    response = client.get("/zh-hans/organisations/?letter=K")
    assert [each.name_en for each in response.context["object_list"]] == ["KPMG"]


# Latin and native names: scripts in one name, accents of one and of two characters, ё, ties, parts that are
# empty, marks before a name, what no alphabet knows.
HOSTILE = """
Elena Ezhova|Елена Ёжова
Elena Ezhova|Елена Ежова
Elena Ezhova|елена ёжова
Elena Ezhova|
elena ezhova|
ELENA EZHOVA|Ελένη
Jan Čapek|
Jan Čapek|
Leyla Əliyeva|Leyla Əliyeva
Lukasz Łoś|Łukasz Łoś
Per 'Odd|
Otabek Oʻrinov|Отабек Ўринов
Otabek Oʻrinov|Отабек Ўринов ogʻli
Madonna|Мадонна
Madonna|  Мадонна
Bai Xinyue|白心月
Bai Xinyue|白 心月
Bai Xinyue|Бай 心月
Nino Beridze|ნინო ბერიძე
Ali Hasan|علي حسن
Ülkü 9th|9-й Улугбек
Ann «Quote»|«Анна» (Цитата)
Ann “Quote|“Анна “Цитата
Emoji 🦊|🦊 Лиса
Straße Groß|Ёлқин Йўлдошев
"""


def hostile_people():
    for line in HOSTILE.split("\n")[1:-1]:
        latin, _bar, native = line.partition("|")
        given, _space, family = latin.rpartition(" ")
        for first in (False, True):
            make_person(given_name=given, family_name=family, native_name=native, family_name_first=first)
            make_person(given_name=latin, family_name="", native_name=native, family_name_first=first)


@pytest.mark.parametrize(("language", "place"), [("en", LATIN_PLACE), ("ru", CYRILLIC_PLACE)])
def test_stored_places_are_those_of_the_names_whoever_changes_them(language, place):
    hostile_people()
    people = Person.objects.values_list("pk", flat=True)
    worked_out = people.order_by(Collate(place, ORDER), "pk")
    with translation.override(language):
        stored = people.by_name()

    first = list(stored)
    assert first == list(worked_out)
    people.update(family_name=F("given_name"), given_name=F("family_name"), native_name="")
    assert first != list(stored.all()) == list(worked_out.all())


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize("model", [Person, Organisation])
def test_indexes_have_the_order_and_the_letters(language, model):
    with translation.override(language), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        sql, params = model.objects.under("B").by_name().query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row for (row,) in cursor.fetchall())

    script = "cyrillic" if language == "ru" else "latin"
    assert f"Index Scan using {model._meta.db_table}_{script}" in plan
    assert "Index Cond" in plan
    assert "Sort" not in plan


def test_choices_say_how_many_there_are(client):
    listed("Anna Zuhra", "Dana Aliyeva")
    make_participation(make_event(), Person.objects.get(family_name="Zuhra"), country=country("KZ"))
    make_participation(make_event(), make_person("Hidden One"), country=country("KZ"), consent="no")
    make_participation(make_event(), make_person("Other One"), country=country("UZ"))
    office = make_organisation("Office", country=country("UZ"), type="donor")
    EventOrganisation.objects.create(event=make_event(), organisation=office)
    make_organisation("Hidden office", country=country("UZ"), type="donor")

    def options(path, name):
        [found] = [each.options for each in client.get(path).context["search"].choices if each.name == name]
        return found

    assert options("/people/", "country") == [("kz", "Kazakhstan (2)"), ("uz", "Uzbekistan (1)")]
    assert options("/organisations/", "country") == [("uz", "Uzbekistan (1)")]
    assert options("/organisations/", "type") == [("donor", "Donor (1)")]
    assert options("/zh-hans/organisations/", "type") == [("donor", "资助方（1）")]
