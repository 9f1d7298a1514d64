from threading import Thread

import pytest
from django.utils import translation

from news.models import Author
from publishing import languages


def test_columns_stand_text_by_text_in_the_order_of_the_settings():
    assert languages.columns("title", "body") == (
        "title_en",
        "title_ru",
        "title_zh_hans",
        "body_en",
        "body_ru",
        "body_zh_hans",
    )
    assert languages.columns("title", codes=languages.OTHERS) == ("title_ru", "title_zh_hans")
    assert languages.columns() == ()


def test_texts_are_empty_where_a_translation_is_missing():
    author = Author(name_en="Aziza Rahimova", name_ru="Азиза Рахимова")

    assert languages.texts(author, "name") == {"en": "Aziza Rahimova", "ru": "Азиза Рахимова", "zh-hans": ""}


@pytest.mark.parametrize(
    ("active", "code"), [("ru", "ru"), ("zh-hans", "zh-hans"), ("kk", "en"), (None, "en")]
)
def test_current_language_is_english_if_the_site_does_not_have_the_reader_s(active, code):
    with translation.override(active):
        assert languages.current() == code


@pytest.mark.parametrize(
    ("script", "code"), [("latin", "en"), ("cyrillic", "ru"), ("han", "zh-hans"), ("arabic", "en")]
)
def test_script_tells_the_language_of_a_text(script, code):
    assert languages.of_script(script) == code


def test_script_of_a_language_that_the_site_gave_up_means_english(monkeypatch):
    monkeypatch.setattr(languages, "CODES", ("en",))

    assert languages.of_script("cyrillic") == "en"


def test_language_of_one_thread_is_not_that_of_another():
    found = []
    with translation.override("ru"):
        other = Thread(target=lambda: found.append(languages.current()))
        other.start()
        other.join()

        assert (languages.current(), found) == ("ru", ["en"])
