from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events import dates

IN = {
    "en": ["27 July 2023", "28–29 July 2023", "30 July – 2 August 2023", "30 December 2023 – 2 January 2024"],
    "ru": [
        "27 июля 2023 г.",
        "28–29 июля 2023 г.",
        "30 июля – 2 августа 2023 г.",
        "30 декабря 2023 г. – 2 января 2024 г.",
    ],
    "zh-hans": [
        "2023年7月27日",
        "2023年7月28日至29日",
        "2023年7月30日至8月2日",
        "2023年12月30日至2024年1月2日",
    ],
}
DAYS = [
    (date(2023, 7, 27), date(2023, 7, 27)),
    (date(2023, 7, 28), date(2023, 7, 29)),
    (date(2023, 7, 30), date(2023, 8, 2)),
    (date(2023, 12, 30), date(2024, 1, 2)),
]


def plain(text):
    """With ordinary spaces: CLDR chooses narrow ones, and not the same ones each year."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", IN)
def test_days_are_written_as_the_language_writes_them(language):
    with translation.override(language):
        assert [plain(dates.days(*pair)) for pair in DAYS] == IN[language]


def at(hour, day=27, zone="Asia/Shanghai"):
    return datetime(2023, 7, day, hour, tzinfo=ZoneInfo(zone))


def test_hours_name_the_days_only_when_there_are_several():
    assert dates.hours(at(9), at(17)) == "09:00–17:00"
    assert dates.hours(at(20), at(0, 28)) == "20:00–00:00"
    assert dates.hours(at(20), at(1, 28)) == "27 July, 20:00 – 28 July, 01:00"
    assert dates.hours(at(9), at(17, 29)) == "27 July, 09:00 – 29 July, 17:00"
    with translation.override("ru"):
        assert dates.hours(at(9), at(17, 29)) == "27 июля, 09:00 – 29 июля, 17:00"
    with translation.override("zh-hans"):
        assert dates.hours(at(9), at(17, 29)) == "7月27日 09:00 – 7月29日 17:00"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(9), "Beijing time (UTC+8)"),
        (at(9, zone="Asia/Bishkek"), "Bishkek time (UTC+6)"),
        (at(9, zone="Asia/Kabul"), "Kabul time (UTC+4:30)"),
        (at(9, zone="Asia/Kathmandu"), "Kathmandu time (UTC+5:45)"),
        (at(9, zone="America/New_York"), "New York time (UTC−4)"),
        (at(9, zone="Europe/London"), "London time (UTC+1)"),
        (datetime(2023, 1, 7, tzinfo=ZoneInfo("Europe/London")), "London time (UTC)"),
        (at(9, zone="UTC"), "UTC"),
    ],
)
def test_clocks_are_named_after_their_city_with_the_distance_of_that_day(moment, words):
    assert dates.clocks(moment, moment) == words


@pytest.mark.parametrize(
    ("zone", "days", "words"),
    [
        ("Asia/Almaty", ("2024-02-28", "2024-03-02"), "Almaty time (UTC+6, later UTC+5)"),
        ("America/New_York", ("2024-11-02", "2024-11-04"), "New York time (UTC−4, later UTC−5)"),
        ("Asia/Tashkent", ("2024-02-28", "2024-03-02"), "Tashkent time (UTC+5)"),
    ],
)
def test_clocks_that_change_meanwhile_have_two_distances(zone, days, words):
    start, end = (datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)) for day in days)

    assert dates.clocks(start, end) == words


def test_city_of_the_clocks_is_named_in_the_language():
    tashkent = at(9, zone="Asia/Tashkent")

    with translation.override("ru"):
        assert "Ташкент" in dates.clocks(tashkent, tashkent)
    with translation.override("zh-hans"):
        assert "塔什干" in dates.clocks(tashkent, tashkent)


def test_week_begins_on_monday():
    names = dates.weekdays()

    assert (len(names), names[0], names[6]) == (7, ("Mon", "Monday"), ("Sun", "Sunday"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Thursday, 27 July 2023", "July 2023", "Jul"]),
        ("ru", ["четверг, 27 июля 2023 г.", "июль 2023 г.", "июль"]),
        ("zh-hans", ["2023年7月27日星期四", "2023年7月", "7月"]),
    ],
)
def test_day_and_month_in_words(language, words):
    day = datetime(2023, 7, 27, tzinfo=UTC).date()

    with translation.override(language):
        found = [dates.long_day(day), dates.month_of(day), dates.short_month(day)]

    assert [plain(text) for text in found] == words
