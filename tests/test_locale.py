"""Every text of the interface is translated into Russian and Chinese."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from tests.architecture.sources import PACKAGES
from tests.patience import PATIENCE_SECONDS

ROOT = Path(settings.BASE_DIR)
LOCALES = ["ru", "zh_Hans"]
FOLDERS = [*PACKAGES, "templates", "static", "locale"]


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A copy of the project in which all texts were collected anew."""
    if not shutil.which("xgettext"):
        assert not os.environ.get("CI"), "GNU gettext is missing: .ci/run installs it"
        pytest.skip("GNU gettext is not installed on this machine")
    copy = tmp_path_factory.mktemp("site")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copy(ROOT / "manage.py", copy)
    arguments = ["--all", "--no-obsolete", "--no-location", "--verbosity", "0"]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *arguments],
        cwd=copy,
        env={**os.environ, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "carec_site.settings"},
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    return copy


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_translated(collected, locale):
    path = collected / "locale" / locale / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)

    messages = [message for message in catalogue if message.id]
    missing = [message.id for message in messages if message.fuzzy or not all(texts(message))]
    broken = [str(error) for message, errors in catalogue.check() for error in errors]

    assert len(messages) > 150
    assert catalogue.get("Write to the Institute").string  # of a public page
    assert catalogue.get("There is no preview yet").string  # of one for staff
    assert missing == []
    assert broken == []


def test_texts_are_marked_by_a_name_that_is_collected():
    code = [path.read_text() for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]

    names = re.findall(r"gettext(?:_lazy|_noop)? as (\w+)", "\n".join(code))

    assert set(names) == {"_"}


def texts(message):
    return message.string if isinstance(message.string, tuple | list) else [message.string]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "word"), [("/", "News"), ("/ru/", "Новости"), ("/zh-hans/", "新闻")])
def test_navigation_speaks_the_language_of_the_address(client, address, word):
    response = client.get(address, headers={"Accept-Language": "de"})

    assert word in response.content.decode()
    assert response.headers["Content-Language"] == {"/": "en", "/ru/": "ru", "/zh-hans/": "zh-hans"}[address]
