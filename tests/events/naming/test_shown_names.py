"""People's names as readers of each language see them, wherever a person is shown."""

import pytest
from django.utils import translation

from tests.events.views.test_event_page import part, structured
from tests.factories import make_event, make_participation, make_person, make_session
from tests.markup import parse

pytestmark = pytest.mark.django_db

GU = {"family_name_first": True, "native_name": "顾延平", "honorific": "Dr."}
NILUFAR = {"native_name": "Нилуфар Абдувоҳидова", "honorific": "Ms."}


@pytest.fixture
def people():
    """One writes the name in characters, one in Cyrillic, one in Georgian; of the last that is not known."""
    event = make_event()
    several = [
        make_person("Yanping Gu", **GU),
        make_person("Nilufar Abduvohidova", **NILUFAR),
        make_person("Nino Beridze", native_name="ნინო ბერიძე"),
        make_person("Bek Umarov"),
    ]
    session = make_session(event)
    for person in several:
        make_participation(event, person, ["delegate", ("speaker", session)], job_title_en="")
    return event, several


def page(client, language, item):
    prefix = "" if language == "en" else f"/{language}"
    return parse(client.get(prefix + item.get_absolute_url()).content.decode())


NAMES = {
    "en": ["Dr. Gu Yanping", "Ms. Nilufar Abduvohidova", "Nino Beridze", "Bek Umarov"],
    "ru": ["Д-р Gu Yanping", "Г-жа Нилуфар Абдувоҳидова", "Nino Beridze", "Bek Umarov"],
    "zh-hans": ["顾延平博士", "Nilufar Abduvohidova女士", "Nino Beridze", "Bek Umarov"],
}
OTHER = {
    "en": ["顾延平", "Нилуфар Абдувоҳидова", "ნინო ბერიძე"],
    "ru": ["顾延平", "Nilufar Abduvohidova", "ნინო ბერიძე"],
    "zh-hans": ["Gu Yanping", "Нилуфар Абдувоҳидова", "ნინო ბერიძე"],
}


@pytest.mark.parametrize("language", NAMES)
def test_event_names_people_in_the_letters_of_its_readers(client, people, language):
    event, _several = people

    tree = page(client, language, event)

    speakers, listed, programme = (
        part(tree, f"{name}-title") for name in ("speakers", "participants", "programme")
    )
    assert [name for name in NAMES[language] if name not in listed or name not in programme] == []
    assert [name for name in (*NAMES[language], *OTHER[language]) if name not in speakers] == []
    assert [name for name in OTHER[language] if name in listed + programme] == []
    performers = structured(tree)["performer"]
    assert [each.get("alternateName") for each in performers] == [*in_order(OTHER[language]), None]


def in_order(names):
    """As the list of an event has them, by the family name in Latin letters: Abduvohidova, Beridze, Gu."""
    gu, nilufar, nino = names
    return [nilufar, nino, gu]


@pytest.mark.parametrize("language", NAMES)
def test_person_is_shown_in_both_ways(client, people, language):
    _event, [gu, *_others] = people
    shown, other = ("顾延平", "Gu Yanping") if language == "zh-hans" else ("Gu Yanping", "顾延平")

    tree = page(client, language, gu)

    assert tree.find(".//h1").text_content() == NAMES[language][0]
    assert tree.find(".//title").text.startswith(f"{shown} · ")
    assert tree.find_class("record-head__native")[0].text_content() == other
    facts = structured(tree)
    assert (facts["name"], facts["alternateName"]) == (shown, other)
    assert facts["honorificPrefix"] == {"en": "Dr.", "ru": "д-р", "zh-hans": "博士"}[language]


@pytest.mark.parametrize("language", NAMES)
def test_people_are_listed_in_one_order_for_all_readers(client, people, language):
    tree = parse(client.get(("" if language == "en" else f"/{language}") + "/people/").content.decode())

    shown = [" ".join(each.text_content().split()) for each in tree.find_class("person-card__name")]
    bare = {"en": "Gu Yanping", "ru": "Gu Yanping", "zh-hans": "顾延平"}
    assert len(shown) == 4
    assert shown[2] == f"{bare[language]} {OTHER[language][0]}"


def test_name_of_the_day_is_told_in_the_letters_of_its_readers(client, people):
    _event, [gu, *_others] = people
    gu.given_name, gu.native_name = "Yan", "顾燕"
    gu.save()

    told = {
        language: page(client, language, gu).find_class("event-row__name")[0].text_content().split()
        for language in ("en", "zh-hans")
    }

    assert told == {
        "en": ["as", "Gu", "Yanping", "(顾延平)"],
        "zh-hans": ["以", "顾延平", "(Gu", "Yanping)", "之名"],
    }


@pytest.mark.parametrize(
    ("name", "native", "language", "initials"),
    [
        ("Yanping Gu", "顾延平", "zh-hans", "顾"),
        ("Yanping Gu", "顾延平", "en", "YG"),
        ("Nilufar Abduvohidova", "Абдувоҳидова Нилуфар", "ru", "АН"),
        ("Nilufar Abduvohidova", "Абдувоҳидова N.", "ru", "NA"),
        ("Adila Aliyeva", "Ədilə Əliyeva", "en", "AA"),
    ],
)
def test_initials_are_of_the_name_that_is_shown(name, native, language, initials):
    person = make_person(name, native_name=native)

    with translation.override(language):
        assert person.initials == initials
