"""The house rules that a reader can't see in one file."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAY_IMPORT = {
    "publishing": set(),
    "events": {"publishing"},
    "contacts": set(),
    "news": {"publishing", "events"},
    "carec_site": {"publishing", "events", "news", "contacts"},
}
MAY_RELATE = {
    "publishing": {"auth", "contenttypes", "taggit"},
    "events": {"auth", "contenttypes", "publishing"},
    "contacts": {"auth", "contenttypes", "post_office"},
    "news": {"auth", "contenttypes", "publishing", "events"},
    "carec_site": set(),
}
LONGEST = 350


def sources(folder):
    return sorted(path for path in (ROOT / folder).rglob("*.py"))


def imported(path):
    """The top-level packages that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_one_way(package):
    found = {name for path in sources(package) for name in imported(path)} & set(MAY_IMPORT)

    assert found - {package} <= MAY_IMPORT[package]
    if package != "contacts":
        assert found


@pytest.mark.parametrize("package", MAY_RELATE)
def test_relations_go_one_way(package):
    found = {
        field.related_model._meta.app_label
        for model in apps.get_app_config(package).get_models()
        for field in model._meta.get_fields(include_hidden=False)
        if field.is_relation and field.related_model and not field.auto_created
    }

    assert found - {package} <= MAY_RELATE[package]


def test_every_folder_of_tests_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}

    assert len(folders) >= 5
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_every_test_file_would_be_collected():
    named_otherwise = [
        str(path)
        for path in (ROOT / "tests").rglob("*.py")
        if not path.name.startswith("test_") and re.search(r"^def test_", path.read_text(), re.MULTILINE)
    ]

    assert named_otherwise == []


def test_text_is_marked_safe_in_one_place():
    code = [path for package in MAY_IMPORT for path in sources(package)]
    templates = list((ROOT / "templates").rglob("*.html"))
    marking = [
        str(path.relative_to(ROOT))
        for path in code
        if re.search(r"mark_safe\(|SafeString\(", path.read_text())
    ]
    unescaped = [
        str(path) for path in templates if re.search(r"\|\s*safe\b|autoescape off", path.read_text())
    ]

    assert len(code) > 40
    assert len(templates) > 15
    assert marking == ["publishing/templatetags/publishing.py"]
    assert unescaped == []


def test_only_the_kernel_decides_what_is_published():
    """No view, feed, tag or template filters on the state itself."""
    deciding = re.compile(
        r"(filter|exclude|get)\([^)]*\b(state|publish_at|unpublish_at|trashed_at)\b(?!__year)"
    )
    allowed = {"publishing/querysets.py"}
    doors = {"views.py", "feeds.py", "sitemaps.py", "querysets.py"}
    files = [
        path
        for package in ("publishing", "news", "carec_site")
        for path in sources(package)
        if path.name in doors or path.parent.name == "templatetags"
    ]

    assert len(files) >= 8
    found = {str(path.relative_to(ROOT)) for path in files if deciding.search(path.read_text())}
    assert found - allowed == set()


def test_no_file_is_longer_than_a_room():
    files = [
        path
        for package in (*MAY_IMPORT, "tests")
        for path in sources(package)
        if "migrations" not in path.parts
    ]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}

    assert len(lengths) > 60
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
