"""The house rules that a reader can't see in one file."""

import re

from tests.architecture.sources import PACKAGES, ROOT, sources


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


def test_text_is_marked_safe_in_few_places():
    code = [path for package in PACKAGES for path in sources(package)]
    templates = list((ROOT / "templates").rglob("*.html"))
    marking = [
        str(path.relative_to(ROOT))
        for path in code
        if re.search(r"mark_safe\(|SafeString\(|Markup\(", path.read_text())
    ]
    unescaped = [
        str(path) for path in templates if re.search(r"\|\s*safe\b|autoescape off", path.read_text())
    ]

    assert len(code) > 40
    assert len(templates) > 15
    assert sorted(marking) == [
        "carec_site/templating/gettext.py",  # texts of ours
        "contacts/blank_form.py",
        "events/templatetags/events.py",  # a link, whose words are escaped
        "publishing/templatetags/publishing.py",
    ]
    assert unescaped == []


MAY_ASK_FOR_STATES = {
    "publishing/querysets.py",
    "publishing/models/publishable.py",  # its constraints
    "publishing/models/indexes.py",
    "publishing/admin/filters.py",  # staff look for what is kept in a state
    "news/importers/saving.py",  # which article of a day an imported one is, in whatever state
}


def test_only_the_kernel_decides_what_is_published():
    """No other module asks the database for the state or the times themselves; `published()` does."""
    asking = re.compile(
        r"\b(filter|exclude|get|alias|annotate|aggregate|Q)\([^)]*"
        r"\b(state|publish_at|unpublish_at|trashed_at)(?!__year)(__\w+)?=(?!=)"
    )
    # In contacts nothing is published: a state there is one of inquiries.
    files = [path for package in PACKAGES if package != "contacts" for path in sources(package)]
    files = [path for path in files if "migrations" not in path.parts]

    found = {str(path.relative_to(ROOT)) for path in files if asking.search(path.read_text())}

    assert len(files) > 200
    assert found == MAY_ASK_FOR_STATES


def test_contacts_has_nothing_that_is_published():
    columns = re.compile(r"\b(publish_at|unpublish_at|trashed_at)\b")
    files = [path for path in sources("contacts") if "migrations" not in path.parts]

    assert len(files) > 40
    assert [str(path) for path in files if columns.search(path.read_text())] == []


def test_constants_are_nouns_with_their_unit():
    """A limit is MAX_ROWS or TIMEOUT_SECONDS, never LONGEST or KEPT, which say neither what nor in what."""
    constant = re.compile(r"^([A-Z][A-Z_]*(?:, [A-Z][A-Z_]*)*) = (?:-?[\d.]|timedelta)", re.MULTILINE)
    adjective = re.compile(
        "((LONG|LARG|WID|STEEP|HIGH|LOW|DEEP|FAST|FEW)EST|MOST)(_.*)?|SHOWN|KEPT|ENOUGH|SMALL|SHORT|NEAR|MANY"
    )
    names = [
        (str(path.relative_to(ROOT)), name)
        for package in (*PACKAGES, "bench")
        for path in sources(package)
        if "migrations" not in path.parts
        for assigned in constant.findall(path.read_text())
        for name in assigned.split(", ")
    ]

    assert len(names) > 100
    assert [found for found in names if adjective.fullmatch(found[1])] == []


# Where a language is named: tables of what is particular to it, which fall back for a language they lack.
OF_A_LANGUAGE = {
    "publishing/languages.py",  # the languages that scripts belong to
    "contacts/languages.py",
    "events/dates.py",  # patterns of dates
    "events/naming/scripts.py",  # letters
    "events/naming/honorifics.py",  # where a form of address stands
    "events/querysets/alphabet.py",  # orders of letters
    "news/importers/dates.py",  # names of months
    "carec_site/settings.py",
    "static/staff/richtext/typography.js",  # quotation marks
    "static/js/local-time.js",  # what stands between day and hour
    "static/css/base.css",  # a font of its own for Russian
}


def test_only_one_module_knows_the_languages_of_the_site():
    """In the desk and in the others; demo content is content."""
    code = re.compile(r"""zh[-_]hans|["'`](?:ru|zh)["'`]|\w_ru\b""", re.IGNORECASE)
    inner = re.compile(r"\bbuild_localized_fieldname|\bAVAILABLE_LANGUAGES|\.LANGUAGES\b|MODELTRANSLATION_D")
    modules = [path for package in PACKAGES for path in sources(package)]
    shown = [path for folder in ("templates", "static") for path in sorted((ROOT / folder).rglob("*"))]
    files = [
        path
        for path in (*modules, *shown)
        if path.suffix in {".py", ".html", ".js", ".css", ".txt"}
        and {"migrations", "demo", "vendor"}.isdisjoint(path.parts)
    ]
    texts = {str(path.relative_to(ROOT)): path.read_text() for path in files}

    assert len(texts) > 400
    assert {name for name, text in texts.items() if code.search(text) or inner.search(text)} == OF_A_LANGUAGE
