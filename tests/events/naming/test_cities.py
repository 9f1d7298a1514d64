"""Places in the reader's language, never in two at once."""

import csv

import pytest
from django.utils import translation

from events.calendars.ical import event_file
from events.models import Country
from events.name_keys import key
from events.naming.cities import FILE, city_of, place_of
from publishing import languages
from tests.events.views.test_event_page import read, structured
from tests.factories import make_event

LINES = list(csv.DictReader(FILE.read_text().splitlines()))


def event_in(city, code="", **changes):
    country = Country.objects.get(code=code) if code else None
    return make_event(city_en=city, country=country, **changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("city", "code", "english", "russian", "chinese"),
    [
        ("Baku", "AZ", "Baku, Azerbaijan", "Баку, Азербайджан", "阿塞拜疆巴库"),
        ("ulan bator", "MN", "ulan bator, Mongolia", "Улан-Батор, Монголия", "蒙古国乌兰巴托"),
        ("Jalal-Abad", "KG", "Jalal-Abad, Kyrgyz Republic", "Джалал-Абад, Кыргызская Республика", ""),
        ("Singapore", "SG", "Singapore", "Сингапур", "新加坡"),
        ("Sary-Tash", "KG", "Sary-Tash, Kyrgyz Republic", "Кыргызская Республика", ""),
        ("Almaty", "", "Almaty", "Алматы", "阿拉木图"),
        ("Jalalabad", "", "Jalalabad", "Jalalabad", "Jalalabad"),
        ("", "AZ", "Azerbaijan", "Азербайджан", "阿塞拜疆"),
        ("", "", "", "", ""),
    ],
)
def test_place_is_told_in_one_language(city, code, english, russian, chinese):
    event = event_in(city, code)

    for language, expected in (("en", english), ("ru", russian), ("zh-hans", chinese)):
        with translation.override(language):
            told = place_of(event)
        assert told == expected or not expected
        assert language == "en" or not code or not any("a" <= letter <= "z" for letter in told)


@pytest.mark.django_db
def test_what_staff_wrote_of_a_city_stays():
    event = event_in("Baku", "AZ", city_ru="г. Баку", city_zh_hans="")

    found = {}
    for language in ("en", "ru", "zh-hans"):
        with translation.override(language):
            found[language] = city_of(event)

    assert found == {"en": "Baku", "ru": "г. Баку", "zh-hans": "巴库"}


@pytest.mark.django_db
def test_place_is_the_same_wherever_an_event_is_shown(client):
    event = event_in("Baku", "AZ", venue_en="<Hall>")

    tree = read(client, event, "/ru")
    with translation.override("ru"):
        calendar = event_file(event).decode()
    feed = client.get("/zh-hans/events/feed/").content.decode()

    assert "Баку, Азербайджан" in " ".join(tree.text_content().split())
    assert structured(tree)["location"][0]["address"]["addressLocality"] == "Баку"
    assert r"LOCATION:<Hall>\, Баку\, Азербайджан" in calendar
    assert "2023年7月27日，阿塞拜疆巴库" in feed


def test_table_has_each_city_once_in_all_languages():
    names = [(line["country"], key(name)) for line in LINES for name in line["en"].split("|")]

    assert len(LINES) > 200
    assert list(LINES[0]) == ["country", *languages.CODES]
    assert all(all(line.values()) for line in LINES)
    assert len(names) == len(set(names))
