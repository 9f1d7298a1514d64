"""Templates, style sheets and scripts that a person can read. How they are indented, `make lint` checks."""

import re

import pytest

from tests.architecture.sources import PACKAGES, ROOT, sources

MAX_LINE_LENGTH = 120
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
ASSETS = sorted(path for path in (ROOT / "static").rglob("*.*") if path.suffix in {".css", ".js"})
# Django finds the pages of its errors, and crispy forms the parts of a form, by names of their own.
FOUND_BY_NAME = re.compile(
    r"\d{3}(_csrf)?\.html|carec/(errors|field)\.html|(allauth/elements|mfa|usersessions|allauth/layouts)/\w+\.html"
)


def name_of(template):
    return re.sub(r"^templates/(django/)?", "", str(template.relative_to(ROOT)))


def lines():
    for path in TEMPLATES + ASSETS:
        for number, line in enumerate(path.read_text().split("\n"), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def test_lines_fit_a_screen():
    assert len(TEMPLATES) > 150
    assert len(ASSETS) > 50
    assert [place for place, line in lines() if len(line) > MAX_LINE_LENGTH] == []


def test_space_is_neither_a_tab_nor_at_the_end_of_a_line():
    assert [place for place, line in lines() if "\t" in line or line != line.rstrip()] == []


def test_public_pages_translate_only_texts_of_their_own():
    """What is translated is not escaped."""
    texts = [(path, path.read_text()) for path in TEMPLATES if "django" not in path.parts]
    calls = [(path.name, words) for path, text in texts for words in re.findall(r"\b_\((.)", text)]

    assert len(calls) > 200
    assert [call for call in calls if call[1] != '"'] == []


def test_every_template_is_used():
    """By its name, or by its last part where a page of the administration adds the folder."""
    code = "\n".join(path.read_text() for package in PACKAGES for path in sources(package))
    text = code + "\n".join(path.read_text() for path in TEMPLATES)
    unused = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if f'"{name_of(path)}"' not in text and f'"{path.stem}"' not in code
    ]

    assert [path for path in unused if not FOUND_BY_NAME.fullmatch(name_of(ROOT / path))] == []


@pytest.mark.parametrize(
    "path", [path for path in ASSETS if path.suffix == ".css"], ids=lambda path: path.name
)
def test_style_sheet_is_indented_by_its_braces(path):
    """Each rule and each declaration; what goes on from the line before may stand where it reads best."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    depth, before, odd = 0, "{", []
    for line in filter(str.strip, text.split("\n")):
        level = depth - line.strip().startswith("}")
        if before.endswith(("{", "}", ";")) and len(line) - len(line.lstrip()) != 2 * level:
            odd.append(line)
        depth += line.count("{") - line.count("}")
        before = line.strip()

    assert depth == 0
    assert odd == []
