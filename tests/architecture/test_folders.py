"""Rooms with names on their doors: what a newcomer may count on in each folder."""

import ast
import re

import pytest

from tests.architecture.sources import PACKAGES, ROOT, sources

MAX_LINES = 300
MAX_TEST_LINES = 350
MAX_MODULES = 14
# The benchmark is no part of the site, but has rooms like it.
ROOTS = (*PACKAGES, "bench")
# What Django and gunicorn look for by name; Django's own folders hold commands and tags, one a file.
DJANGOS = {"apps", "wsgi", "templatetags", "management", "migrations", "formats"}
FOLDERS = [
    folder
    for package in ROOTS
    for folder in (ROOT / package, *sorted((ROOT / package).rglob("*/")))
    if (folder / "__init__.py").exists() and DJANGOS.isdisjoint(folder.parts)
]


def modules(folder):
    return [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]


def rooms(folder):
    inner = [path.name for path in folder.iterdir() if (path / "__init__.py").exists()]
    return sorted({*modules(folder), *inner} - DJANGOS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_folder_says_in_which_order_to_read_it(folder):
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""

    assert len(rooms(folder)) >= 2
    assert [name for name in rooms(folder) if f"`{name}" not in text] == []


def test_no_folder_has_more_modules_than_fit_in_the_head():
    crowded = {str(folder.relative_to(ROOT)): len(modules(folder)) for folder in FOLDERS}

    assert len(crowded) > 30
    assert {folder: count for folder, count in crowded.items() if count > MAX_MODULES} == {}


@pytest.mark.parametrize(
    ("package", "limit"), [*((each, MAX_LINES) for each in ROOTS), ("tests", MAX_TEST_LINES)]
)
def test_no_file_is_longer_than_a_room(package, limit):
    files = [path for path in sources(package) if "migrations" not in path.parts]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}

    assert len(lengths) > 5
    assert {name: length for name, length in lengths.items() if length > limit} == {}


def test_the_documents_count_the_modules_of_each_folder():
    text = (ROOT / "docs" / "architecture.md").read_text()
    told = dict(re.findall(r"^\| `([a-z_/]+)/` \| (\d+) \|", text, re.MULTILINE))

    assert told == {str(folder.relative_to(ROOT)): str(len(modules(folder))) for folder in FOLDERS}


def test_the_documents_name_files_that_exist():
    pages = [ROOT / "docs" / "architecture.md", ROOT / "CONTRIBUTING.md"]
    text = "".join(page.read_text() for page in pages)
    folders = "|".join((*PACKAGES, "tests", "templates"))
    named = re.findall(rf"`((?:{folders})/[\w/.-]*)`", text)

    assert len(named) > 100
    assert [name for name in named if not (ROOT / name).exists()] == []
