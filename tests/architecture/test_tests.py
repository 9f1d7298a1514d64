"""Tests mirror the code: whoever looks for the tests of a folder finds them by its path."""

from tests.architecture.sources import PACKAGES, ROOT, sources

TESTS = ROOT / "tests"
# Folders of tests that stand for no folder of code.
ABOUT_MORE = {
    "architecture": "about all code",
    "bench": "about the benchmark, which is no part of the site",
    "browser": "about what only a browser shows, on pages of every app",
    "deploy": "about the files in deploy/",
    "carec_site/page_cache/exactness": "about freshness and the page cache together, between real processes",
    "quality": "asks by `make quality` whether the site is as good as we say",
    "sweeps": "walks the whole site as a visitor",
    "events/identity": "measures how well people are known again, and prints the figures of docs/identity.md",
}
# Folders of code whose tests stand elsewhere.
TESTED_ELSEWHERE = {
    "carec_site/demo/drawing": "test_demo_pictures.py looks at what is drawn with it",
    "carec_site/demo/pictures": "test_demo_pictures.py",
    "carec_site/formats/en": "test_formats.py has a row for each language",
    "carec_site/formats/ru": "test_formats.py",
    "carec_site/formats/zh_Hans": "test_formats.py",
    "audit/management/commands": "test_end_log.py",
    "audit/templatetags": "with the forms that show it: test_admin.py",
    "carec_site/management/commands": "with what a command does: staff, starting, test_seed_demo.py",
    "contacts/management/commands": "with what a command does: mail, test_read_replies.py, test_retention.py",
    "history/management/commands": "test_thin_versions.py",
    "news/management/commands": "test_import_article.py",
    "carec_site/templatetags": "test_site_tags.py, staff/test_errors.py",
    "contacts/templatetags": "with the pages that show it",
    "events/tables": "with what is read and written: participants_import/test_reading.py, test_exports.py",
    "publishing/admin/deleting": "tests/test_deleting.py, for its records are of every app",
}


def folders_of_code():
    return {
        str(path.parent.relative_to(ROOT))
        for package in PACKAGES
        for path in sources(package)
        if path.name != "__init__.py" and "migrations" not in path.parts
    }


def has_tests(folder):
    """In a folder of the same path, or in files beside it that begin with its name."""
    twin = TESTS / folder
    return any(twin.glob("test_*.py")) or any(twin.parent.glob(f"test_{twin.name}*.py"))


def test_each_folder_of_code_has_tests_at_its_path():
    code = folders_of_code()

    assert len(code) > 30
    assert {folder for folder in code if not has_tests(folder)} == TESTED_ELSEWHERE.keys()


def test_each_folder_of_tests_stands_for_one_of_code():
    folders = {str(path.parent.relative_to(TESTS)) for path in TESTS.rglob("test_*.py")} - {"."}

    assert folders - folders_of_code() == ABOUT_MORE.keys()
