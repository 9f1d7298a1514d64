"""Texts that readers meet have apostrophes as printers set them."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.db.models import Q

from events.models import Country

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
