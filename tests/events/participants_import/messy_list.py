"""A list of 2,000 rows as bad as those that arrive: the same in every run."""

from random import Random

from events.models import Person
from events.name_keys import key
from events.participants_import.names import to_latin

FAMILY_TEXT = """
Сапаров Абдуллаев Каримов Рахимов Назаров Ибрагимов Исмаилов Юсупов Турсунов Ким Алиев Омаров Хасанов
Мирзоев Шарипов Байрамов Гусейнов Досжанов Эсенов Бердыев Орозбеков Темиров Джапаров Батбаяр Чимидов
"""
GIVEN_TEXT = """
Айгуль Рустам Сергей Дмитрий Лейла Зарина Фаррух Дилноза Бекзод Нурлан Азиза Тимур Ольга Шавкат Умар
Мухаммад Эльдар Нино Гиорги Болд Сарангэрэл Огулджан Мерган Чинара Жылдыз Бахтиёр Камола Гульнора
"""
CHINESE_TEXT = "小明 静 丽华 建国 伟 芳 秀英 敏 强 磊 志远 海燕 文博 雪梅 子轩 立新"
FAMILY, GIVEN, CHINESE_GIVEN = FAMILY_TEXT.split(), GIVEN_TEXT.split(), CHINESE_TEXT.split()
CHINESE_FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗"
ENDINGS = ["", "а", "бек", "зода", "хан"]
COUNTRIES = [
    *("Kazakhstan", "KZ", "Казахстан", "哈萨克斯坦", "РК", "Uzbekistan", "УЗБЕКИСТАН", "UZB", "China", "КНР"),
    *("中国", "Kyrgyz Republic", "Кыргызстан", "Georgia", "Mongolia", "Пакистан", "TM", "Tajikistan", ""),
]
BAD_COUNTRIES = ["Narnia", "Atlantis", "Нарния", "??"]
ORGANISATIONS = [
    *(
        "Ministry of Finance",
        "Министерство транспорта",
        "财政部",
        "Asian Development Bank",
        "ADB",
        "Customs Committee",
    ),
    *(
        "University of Trade",
        "  University  of Trade ",
        "National Bank",
        "Institute of Water",
        "水利研究院",
        "",
    ),
]
ROLES = ["", "", "Speaker", "докладчик", "主持人", "Delegate; Observer", "King"]
TITLES = ["Director", "Специалист", "处长", "Deputy Minister", "", "=1+1", "Head, “trade”; division"]


def rows(number=2000):
    """Cells under the headings of `lists.HEADINGS`."""
    random = Random(2027)
    made = []
    while len(made) < number:
        if made and random.random() < 0.12:
            made.append(_repeated(random, random.choice(made)))
            continue
        if random.random() < 0.2:
            name = random.choice(CHINESE_FAMILY) + random.choice(CHINESE_GIVEN)
        else:
            given, family = random.choice(GIVEN), random.choice(FAMILY)
            name = f"{given}{random.choice(ENDINGS)} {family}{random.choice(ENDINGS)}"
        name = random.choice([name, name, to_latin(name), to_latin(name).upper(), f"Dr. {to_latin(name)}"])
        email = f"{key(name).replace(' ', '.')}{len(made)}@example.org" if random.random() < 0.6 else ""
        made.append(
            [
                _swapped(name) if random.random() < 0.2 else name,
                "no address" if random.random() < 0.02 else random.choice([email, f" {email.upper()}\u00a0"]),
                random.choice(ORGANISATIONS),
                random.choice(BAD_COUNTRIES) if random.random() < 0.05 else random.choice(COUNTRIES),
                random.choice(TITLES),
                random.choice(ROLES) if random.random() < 0.2 else "",
            ]
        )
    return made


def _swapped(name):
    return " ".join(reversed(name.split()))


def _repeated(random, cells):
    name, *rest = cells
    return [random.choice([name, _swapped(name), name.upper(), f"{name}a"]), *rest]


def fill_people(number=500):
    """People who are known already, of the same kind of names."""
    random = Random(1991)
    Person.objects.bulk_create(
        Person(
            given_name=to_latin(random.choice(GIVEN) + random.choice(ENDINGS)),
            family_name=to_latin(random.choice(FAMILY) + random.choice(ENDINGS)),
            slug=f"known-{index}",
        )
        for index in range(number)
    )
