"""Names made comparable across scripts; how people are recognised by them is measured in `identity`."""

import pytest

from events.models import Participation, Person
from events.name_keys import key, keys, keys_meant
from tests.factories import make_event, make_participation, make_person
from tests.going_back import go_back, go_forward

BEFORE = ("events", "0024_index_missing_translations")


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Бай Синьюэ", "Bai Xinyue"),
        ("Гу Яньпин", "Gu Yanping"),
        ("Хуан Цзинцзин", "Huang Jingjing"),
        ("ЧЖАН ВЭЙ", "Zhang Wei"),
        ("Чжан Вей", "Zhang Wei"),
        ("Сюй Ху", "Xu Hu"),
        ("Люй Хуэй", "Lu Hui"),
        ("Цзинцзин Хуан", "Jingjing Huang"),
        ("Мао Цзэ-дун", "Mao Zedong"),
        ("Оуян Сю", "Ouyang Xiu"),
        ("Ли Чанъань", "Li Changan"),
        ("Ли Тяньань", "Li Tianan"),
        ("Линань Ю", "You Linan"),
    ],
)
def test_a_chinese_name_in_cyrillic_has_the_key_of_its_pinyin(cyrillic, latin):
    assert keys([cyrillic]).split(" | ") == [key(cyrillic), key(latin)]


@pytest.mark.parametrize(
    "name",
    [
        "Юлия Ван",
        "Алия Ким",
        "Мадина Юн",
        "Айгуль Сапарова",
        "Нилуфар Абдувоҳидова",
        "Ван Vei",
        "Дина Алина",
        "Сунь",
        "Ли Анна Ивановна",
        "白新月",
        "Bai Xinyue",
    ],
)
def test_a_name_not_built_like_a_chinese_one_has_one_key(name):
    assert keys([name]) == key(name)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Синьюэ", ["sinyue", "xinyue"]),
        ("Ху", ["khu", "hu"]),
        ("Бай Синь", ["bay sin", "bai xin"]),
        ("Гуля Ким", ["gulya kim"]),
        ("Bai", ["bai"]),
        ("!", []),
    ],
)
def test_who_looks_for_a_part_of_a_name_may_mean_a_chinese_one(text, meant):
    assert keys_meant(text) == meant


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "name"),
    [("Бай Синьюэ", "Bai Xinyue"), ("Синьюэ", "Bai Xinyue"), ("白新月", "Bai Xinyue"), ("Ху", "Hu Hui")],
)
def test_chinese_people_are_found_in_russian(wanted, name):
    event = make_event()
    for latin in ("Xinyue Bai", "Hui Hu", "Timur Bekov"):
        make_participation(event, make_person(latin, family_name_first=not latin.endswith("ov")))

    assert [each.name for each in Person.objects.named_like(wanted)] == [name]
    assert [each.person.name for each in Participation.objects.matching(wanted)] == [name]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_stored_keys_are_written_anew():
    make_person("Tszintszin Khuan", native_name="Хуан Цзинцзин", aliases=["Huang J."])
    make_person("Aigul Saparova", native_name="Айгуль Сапарова")
    stored = Person.objects.order_by("pk").values_list("names_key", flat=True)
    both, plain = list(stored.all())

    go_back(BEFORE)
    before = list(stored.all())
    go_forward()

    assert both == "khuan tszintszin | huang jingjing | huang j"
    assert before == ["khuan tszintszin | huang j", plain]
    assert list(stored.all()) == [both, plain]
