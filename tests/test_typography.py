"""Texts that readers meet have apostrophes as printers set them."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.db.models import Q

from events.models import Country
from tests.factories import make_article, make_event, make_session
from tests.markup import tree_of

ROOT = Path(settings.BASE_DIR)
STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=s)'(?=\s)")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)


def straight(text):
    """What stands around each straight apostrophe between letters, or after an s."""
    return [text[max(0, found.start() - 20) : found.end() + 20] for found in STRAIGHT.finditer(text)]


def test_straight_apostrophes_are_found():
    found = straight("the Institute's, the members' list, Кот-д'Ивуар, '+7', <a title='b'>")

    assert len(found) == 3


@pytest.mark.parametrize("folder", ["templates", "carec_site/demo/data"])
def test_no_text_has_a_straight_apostrophe(folder):
    paths = [path for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    texts = {path: COMMENT.sub("", path.read_text()) for path in paths}

    assert len(texts) > 50
    assert {str(path): straight(text) for path, text in texts.items() if straight(text)} == {}


@pytest.mark.parametrize("locale", ["ru", "zh_Hans"])
def test_no_text_of_a_page_nor_its_translation_has_a_straight_apostrophe(locale):
    with (ROOT / "locale" / locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=locale)
    texts = [
        text
        for message in catalogue
        for forms in (message.id, message.string)
        for text in (forms if isinstance(forms, tuple | list) else [forms])
    ]

    assert len(texts) > 300
    assert [text for text in texts if straight(text)] == []


@pytest.mark.django_db
def test_no_country_has_a_straight_apostrophe():
    names = Country.objects.filter(Q(name_en__contains="’") | Q(name_ru__contains="’"))

    assert set(names.values_list("code", flat=True)) == {"CI", "CN", "KP", "LA"}
    assert not Country.objects.filter(Q(name_en__contains="'") | Q(name_ru__contains="'")).exists()


@pytest.mark.django_db
def test_russian_titles_are_typeset_where_they_are_read_and_nowhere_else(client):
    texts = {"title_ru": "Вода и мы", "body_ru": "<p>Вода</p>"}
    article, event = make_article(slug="water", **texts), make_event(slug="water", **texts)
    make_session(event, title_ru="Реки и мы")
    article.events.add(event)
    pages = ["", "news/", "events/past/", "events/water/", f"news/{article.year}/water/", "search/?q=вода"]

    for page in pages:
        links = tree_of(client.get(f"/ru/{page}")).xpath("//body//*[self::h1 or self::h4 or self::a]/text()")
        read = {text.strip() for text in links if text.strip().endswith("мы")}
        assert read - {"Вода и\N{NO-BREAK SPACE}мы", "Реки и\N{NO-BREAK SPACE}мы"} == set(), page
        assert read, page
    assert "Вода и мы" in tree_of(client.get("/ru/events/water/")).findtext("head/title")
    for file in ("news/feed/", "events/water/event.ics"):
        assert "Вода и мы" in client.get(f"/ru/{file}").content.decode()
