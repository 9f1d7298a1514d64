from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2023, 7, 5, 9, 5)
IN = {
    "en": {
        "DATE_FORMAT": "5 July 2023",
        "DATETIME_FORMAT": "5 July 2023, 09:05",
        "SHORT_DATE_FORMAT": "5 Jul 2023",
        "SHORT_DATETIME_FORMAT": "5 Jul 2023, 09:05",
        "YEAR_MONTH_FORMAT": "July 2023",
        "MONTH_DAY_FORMAT": "5 July",
        "TIME_FORMAT": "09:05",
    },
    "ru": {
        "DATE_FORMAT": "5 июля 2023\u00a0г.",
        "DATETIME_FORMAT": "5 июля 2023\u00a0г., 09:05",
        "SHORT_DATE_FORMAT": "05.07.2023",
        "SHORT_DATETIME_FORMAT": "05.07.2023 09:05",
        "YEAR_MONTH_FORMAT": "Июль 2023\u00a0г.",
        "MONTH_DAY_FORMAT": "5 июля",
        "TIME_FORMAT": "09:05",
    },
    "zh-hans": {
        "DATE_FORMAT": "2023年7月5日",
        "DATETIME_FORMAT": "2023年7月5日 09:05",
        "SHORT_DATE_FORMAT": "2023年7月5日",
        "SHORT_DATETIME_FORMAT": "2023年7月5日 09:05",
        "YEAR_MONTH_FORMAT": "2023年7月",
        "MONTH_DAY_FORMAT": "7月5日",
        "TIME_FORMAT": "09:05",
    },
}


@pytest.mark.parametrize("language", IN)
def test_dates_are_written_as_the_language_writes_them(language):
    with translation.override(language):
        assert {name: date_format(MOMENT, name) for name in IN[language]} == IN[language]
