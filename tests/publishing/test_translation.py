import pytest
from django.db import connection
from django.utils import translation

from news.models import Article
from publishing.models import Picture
from tests.factories import make_article, make_document, make_picture

pytestmark = pytest.mark.django_db

ENGLISH = {"title_en": "Water", "summary_en": "About water.", "body_en": "<p>Water.</p>"}
RUSSIAN = {"title_ru": "Вода", "summary_ru": "О воде.", "body_ru": "<p>Вода.</p>"}

SHOWN_IN_ENGLISH = ("Water", "About water.", "<p>Water.</p>", "en", False)
SHOWN_IN_RUSSIAN = ("Вода", "О воде.", "<p>Вода.</p>", "ru", True)

RUSSIAN_READERS = {
    "whole translation": (RUSSIAN, SHOWN_IN_RUSSIAN),
    "no translation": ({}, SHOWN_IN_ENGLISH),
    "title only": ({"title_ru": "Вода"}, SHOWN_IN_ENGLISH),
    "body only": ({"body_ru": "<p>Вода.</p>"}, SHOWN_IN_ENGLISH),
    "title and summary": ({"title_ru": "Вода", "summary_ru": "О воде."}, SHOWN_IN_ENGLISH),
    "empty body": (RUSSIAN | {"body_ru": ""}, SHOWN_IN_ENGLISH),
    "body without text": (RUSSIAN | {"body_ru": "<p> </p>"}, SHOWN_IN_ENGLISH),
    "empty title": (RUSSIAN | {"title_ru": ""}, SHOWN_IN_ENGLISH),
    "no summary": (RUSSIAN | {"summary_ru": None}, ("Вода", "", "<p>Вода.</p>", "ru", True)),
    "in Chinese only": ({"title_zh_hans": "水", "body_zh_hans": "<p>水。</p>"}, SHOWN_IN_ENGLISH),
}


def shown(article):
    return article.title, article.summary, article.body, article.text_language, article.is_translated


@pytest.mark.parametrize("load", [Article.objects.all, Article.objects.for_cards, Article.objects.for_page])
@pytest.mark.parametrize(("texts", "expected"), RUSSIAN_READERS.values(), ids=RUSSIAN_READERS)
def test_reader_sees_one_language_at_a_time(texts, expected, load):
    make_article(**(ENGLISH | texts))

    with translation.override("ru"):
        assert shown(load().get()) == expected


@pytest.mark.parametrize("language", ["en", None])
def test_english_is_shown_in_english_and_without_a_language(language):
    article = make_article(**ENGLISH, **RUSSIAN)

    if language is None:
        translation.deactivate_all()

    assert shown(article) == (*SHOWN_IN_ENGLISH[:-1], True)


def test_languages_come_in_the_order_of_the_site():
    article = make_article(**ENGLISH, **RUSSIAN, title_zh_hans="水", body_zh_hans="<p>水。</p>")

    assert article.languages == ["en", "ru", "zh-hans"]


def base_columns():
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, summary, body FROM news_article")
        return cursor.fetchone()


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_columns_without_a_language_hold_english(language):
    with translation.override(language):
        article = make_article(**ENGLISH, **RUSSIAN)
    created = base_columns()

    with translation.override(language):
        article.title_en, article.title_ru = "Soil", "Почва"
        article.save()

    assert created == ("Water", "About water.", "<p>Water.</p>")
    assert base_columns() == ("Soil", "About water.", "<p>Water.</p>")


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_saving_in_any_language_writes_no_other_column(language):
    make_article(**ENGLISH, **RUSSIAN)
    before = Article.objects.raw_values().get()

    with translation.override(language):
        Article.objects.get().save()

    after = Article.objects.raw_values().get()
    assert {name for name in before if before[name] != after[name]} == {"version", "updated_at"}


def test_text_is_assigned_to_the_present_language():
    article = make_article(**ENGLISH)

    with translation.override("ru"):
        article.title, article.body = "Вода", "<p>Вода.</p>"
        article.save()

    article.refresh_from_db()
    assert (article.title_en, article.title_ru, article.body_ru) == ("Water", "Вода", "<p>Вода.</p>")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ("Soil", "Вода", "Soil")), ("ru", ("Water", "Soil", "Water"))],
)
def test_saving_a_field_by_its_plain_name_writes_the_present_language(language, expected):
    article = make_article(**ENGLISH, **RUSSIAN)

    with translation.override(language):
        article.title = "Soil"
        article.save(update_fields=["title"])

    article.refresh_from_db()
    assert (article.title_en, article.title_ru, base_columns()[0]) == expected


def test_update_by_the_plain_name_writes_the_present_language():
    make_article(**ENGLISH, **RUSSIAN)

    with translation.override("ru"):
        Article.objects.update(title="Почва")

    article = Article.objects.get()
    assert (article.title_en, article.title_ru) == ("Water", "Почва")


def test_filter_and_order_use_the_present_language():
    first = make_article("B", title_ru="А")
    second = make_article("A", title_ru="Б")

    with translation.override("ru"):
        found = list(Article.objects.filter(title="А"))
        ordered = list(Article.objects.order_by("title"))

    assert found == [first]
    assert ordered == [first, second]
    assert list(Article.objects.order_by("title")) == [second, first]


def test_model_class_itself_has_the_descriptor():
    assert Article.title.field.name == "title"


@pytest.mark.parametrize(
    ("changes", "language", "expected"),
    [
        ({"alt_text_ru": "Зал"}, "ru", ("Зал", "")),
        ({"alt_text_ru": ""}, "ru", ("People in a conference hall", "")),
        ({"alt_text_ru": None, "caption_en": "A hall"}, "zh-hans", ("People in a conference hall", "A hall")),
        ({"caption_ru": "Зал"}, "en", ("People in a conference hall", "")),
        ({"is_decorative": True, "alt_text_ru": "Зал"}, "ru", ("", "")),
        ({"is_decorative": True, "alt_text_en": None}, "en", ("", "")),
    ],
)
def test_picture_texts_fall_back_to_english(changes, language, expected):
    make_picture(**changes)

    with translation.override(language):
        picture = Picture.objects.get()
        assert (picture.alt, picture.caption) == expected


def test_document_title_falls_back_to_english():
    document = make_document("Agenda", title_ru="Повестка")

    titles = []
    for language in ("en", "ru", "zh-hans"):
        with translation.override(language):
            titles.append(document.title)

    assert titles == ["Agenda", "Повестка", "Agenda"]
