from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events import dates

IN = {
    "en": [
        "27 July 2023",
        "28–29 July 2023",
        "30 July\u00a0– 2 August 2023",
        "30 December 2023\u00a0– 2 January 2024",
    ],
    "ru": [
        "27 июля 2023\u00a0г.",
        "28–29 июля 2023\u00a0г.",
        "30 июля\u00a0– 2 августа 2023\u00a0г.",
        "30 декабря 2023\u00a0г.\u00a0– 2 января 2024\u00a0г.",
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


OF_A_YEAR = {
    "en": ["27 July", "28–29 July", "30 July\u00a0– 2 August", "30 December 2023\u00a0– 2 January 2024"],
    "ru": [
        "27 июля",
        "28–29 июля",
        "30 июля\u00a0– 2 августа",
        "30 декабря 2023\u00a0г.\u00a0– 2 января 2024\u00a0г.",
    ],
    "zh-hans": ["7月27日", "7月28日至29日", "7月30日至8月2日", "2023年12月30日至2024年1月2日"],
}


@pytest.mark.parametrize("language", OF_A_YEAR)
def test_days_below_their_year_leave_it_out(language):
    with translation.override(language):
        assert [dates.days_of_year(*pair) for pair in DAYS] == OF_A_YEAR[language]


@pytest.mark.parametrize("language", IN)
def test_days_are_written_as_the_language_writes_them(language):
    with translation.override(language):
        assert [dates.days(*pair) for pair in DAYS] == IN[language]


def at(hour, day=27, zone="Asia/Shanghai"):
    return datetime(2023, 7, day, hour, tzinfo=ZoneInfo(zone))


def test_hours_name_the_days_only_when_there_are_several():
    assert dates.hours(at(9), at(17)) == "09:00–17:00"
    assert dates.hours(at(20), at(0, 28)) == "20:00–00:00"
    assert dates.hours(at(20), at(1, 28)) == "27 July, 20:00\u00a0– 28 July, 01:00"
    assert dates.hours(at(9), at(17, 29)) == "27 July, 09:00\u00a0– 29 July, 17:00"
    with translation.override("ru"):
        assert dates.hours(at(9), at(17, 29)) == "27 июля, 09:00\u00a0– 29 июля, 17:00"
    with translation.override("zh-hans"):
        assert dates.hours(at(9), at(17, 29)) == "7月27日 09:00\u00a0– 7月29日 17:00"


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


ZONES = (
    "Kabul Baku Shanghai Urumqi Tbilisi Almaty Aqtau Aqtobe Atyrau Oral "
    "Qostanay Qyzylorda Bishkek Ulaanbaatar Hovd Karachi Dushanbe Ashgabat Tashkent Samarkand"
)
CITIES = {
    "en": (
        "Kabul Baku Beijing Urumqi Tbilisi Almaty Aktau Aqtobe Atyrau Oral "
        "Kostanay Kyzylorda Bishkek Ulaanbaatar Khovd Karachi Dushanbe Ashgabat Tashkent Samarkand"
    ),
    "ru": (
        "Кабул Баку Пекин Урумчи Тбилиси Алматы Актау Актобе Атырау Уральск "
        "Костанай Кызылорда Бишкек Улан-Батор Ховд Карачи Душанбе Ашхабад Ташкент Самарканд"
    ),
    "zh-hans": (
        "喀布尔 巴库 北京 乌鲁木齐 第比利斯 阿拉木图 阿克套 阿克托别 阿特劳 乌拉尔 "
        "库斯塔奈 克孜洛尔达 比什凯克 乌兰巴托 科布多 卡拉奇 杜尚别 阿什哈巴德 塔什干 撒马尔罕"
    ),
}


@pytest.mark.parametrize("language", CITIES)
def test_cities_of_the_member_countries_are_named_in_the_language(language):
    moments = [at(9, zone=f"Asia/{name}") for name in ZONES.split()]

    with translation.override(language):
        found = [dates.clocks(moment, moment) for moment in moments]

    form = {"en": "%s time (", "ru": "%s (", "zh-hans": "%s时间（"}[language]
    assert [words.partition("UTC")[0] for words in found] == [
        form % city for city in CITIES[language].split()
    ]


WEEKDAYS = {
    "en": "Mon Monday Tue Tuesday Wed Wednesday Thu Thursday Fri Friday Sat Saturday Sun Sunday",
    "ru": "пн понедельник вт вторник ср среда чт четверг пт пятница сб суббота вс воскресенье",
    "zh-hans": "周一 星期一 周二 星期二 周三 星期三 周四 星期四 周五 星期五 周六 星期六 周日 星期日",
}


@pytest.mark.parametrize("language", WEEKDAYS)
def test_week_begins_on_monday(language):
    with translation.override(language):
        assert [name for pair in dates.weekdays() for name in pair] == WEEKDAYS[language].split()


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "zh-hans": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
SHORT_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "ru": "янв февр март апр май июнь июль авг сент окт нояб дек",
    "zh-hans": MONTHS["zh-hans"],
}
MONTHS_OF_DAYS = MONTHS | {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_is_named_alone_short_and_with_a_day(language):
    days = [date(2023, month, 5) for month in range(1, 13)]

    with translation.override(language):
        alone, short, long, moments = (
            [name(day) for day in days]
            for name in (
                dates.month_of,
                dates.short_month,
                lambda day: dates.days(day, day),
                lambda day: dates.hours(
                    datetime.combine(day, time(9), UTC), datetime(2024, 1, 1, 10, tzinfo=UTC)
                ),
            )
        )

    month, day, moment = {
        "en": ("%s 2023", "5 %s 2023", "5 %s, 09:00\u00a0– 1 January, 10:00"),
        "ru": ("%s 2023\u00a0г.", "5 %s 2023\u00a0г.", "5 %s, 09:00\u00a0– 1 января, 10:00"),
        "zh-hans": ("2023年%s", "2023年%s5日", "%s5日 09:00\u00a0– 1月1日 10:00"),
    }[language]
    assert alone == [month % name for name in MONTHS[language].split()]
    assert short == SHORT_MONTHS[language].split()
    assert long == [day % name for name in MONTHS_OF_DAYS[language].split()]
    assert moments == [moment % name for name in MONTHS_OF_DAYS[language].split()]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Thursday, 27 July 2023", "July 2023", "Jul"]),
        ("ru", ["Четверг, 27 июля 2023\u00a0г.", "июль 2023\u00a0г.", "июль"]),
        ("zh-hans", ["2023年7月27日星期四", "2023年7月", "7月"]),
    ],
)
def test_day_and_month_in_words(language, words):
    day = datetime(2023, 7, 27, tzinfo=UTC).date()

    with translation.override(language):
        found = [dates.long_day(day), dates.month_of(day), dates.short_month(day)]

    assert found == words
