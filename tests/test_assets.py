"""Files that are served as they stand: their origin, weight, contrast and names."""

import csv
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from carec_site.storage import BUNDLES, IMPORT, WholeStaticFilesStorage
from events.models import Country

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
COLOUR = re.compile(r"--color-([a-z-]+): (#[0-9a-f]{6});")
GROUNDS = ["bg", "sunken", "surface"]
TEXTS = ["ink", "muted", "link", "link-hover", "turquoise"]


def schemes():
    """Light and dark, on the page and on a deep band, as name to colour."""
    blocks = re.findall(r"(?::root|\.deep) \{([^}]*)\}", (STATIC / "css/tokens.css").read_text())
    light, dark, deep, deep_dark = (dict(COLOUR.findall(block)) for block in blocks if "#" in block)
    return {
        "light": light,
        "dark": light | dark,
        "deep": light | deep,
        "deep, dark": light | dark | deep | deep_dark,
    }


def contrast(first, second):
    """The ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark", "deep", "deep, dark"])
def test_text_stands_out_from_every_ground(scheme):
    colours = schemes()[scheme]
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("on-brand", "brand"), ("on-brand", "brand-hover")]
    if not scheme.startswith("deep"):
        pairs += [("danger", ground) for ground in [*GROUNDS, "danger-soft"]]
        pairs += [(text, soft) for text in ("ink", "link") for soft in ("accent-soft", "turquoise-soft")]
        pairs += [("ink", "danger-soft"), ("muted", "turquoise-soft"), ("turquoise", "turquoise-soft")]

    ratios = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}

    assert len(ratios) >= 17
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "deep", "deep, dark"])
def test_focus_and_borders_of_controls_stand_out(scheme):
    colours = schemes()[scheme]

    ratios = {
        (name, ground): contrast(colours[name], colours[ground])
        for name in ("focus", "line-strong")
        for ground in GROUNDS
    }

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_colours_are_named_in_one_file():
    literal = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", re.IGNORECASE)
    sheets = [*(STATIC / "css").glob("*.css"), *(STATIC / "css/components").glob("*.css")]
    others = [sheet for sheet in sheets if sheet.name not in {"tokens.css", "print.css"}]

    assert len(others) > 10
    assert {sheet.name: literal.findall(sheet.read_text()) for sheet in others} == {
        sheet.name: [] for sheet in others
    }


def test_public_style_sheets_are_light():
    sheets = [*(STATIC / "css").glob("*.css"), *(STATIC / "css/components").glob("*.css")]

    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) < 37_000


def test_bundles_are_imports_alone():
    """Whatever else they held would be in no component, where one looks for it."""
    bundles = list((STATIC / BUNDLES).iterdir())

    rests = {path.name: IMPORT.sub("", path.read_text()).strip() for path in bundles}

    assert len(bundles) > 10
    assert {name: rest for name, rest in rests.items() if not re.fullmatch(r"/\*[^*]+\*/", rest)} == {}


def lines_read(folder, name):
    """What a browser reads of a style sheet: imports replaced by their lines, files by their whole names."""
    inside = (folder / name).parent
    for line in filter(None, (folder / name).read_text().split("\n")):
        if imported := IMPORT.match(line):
            yield from lines_read(folder, (inside / imported[1]).resolve(strict=True).relative_to(folder))
        else:
            for address in re.findall(r'url\("([^"]+)"\)', line):
                file = (inside / address).resolve(strict=True).relative_to(folder)
                line = line.replace(address, re.sub(r"\.[0-9a-f]{12}\.", ".", str(file)))
            yield line


def test_collected_bundles_hold_the_rules_of_their_imports_in_that_order(tmp_path):
    source, storage = FileSystemStorage(STATIC), WholeStaticFilesStorage(tmp_path, "/static/")
    files = [path for folder in ("css", "fonts", "img") for path in (STATIC / folder).rglob("*.*")]
    names = [str(path.relative_to(STATIC)) for path in files]
    list(storage.post_process({name: (source, name) for name in names}))
    bundles = [name for name in names if name.startswith(BUNDLES)]

    written = {name: list(lines_read(STATIC, name)) for name in bundles}
    collected = {name: list(lines_read(tmp_path, storage.stored_name(name))) for name in bundles}

    assert len(bundles) > 10
    assert min(len(lines) for lines in written.values()) > 100
    assert collected == written
    assert [name for name in bundles if "@import" in (tmp_path / storage.stored_name(name)).read_text()] == []


def test_each_vendored_file_is_what_its_package_held():
    packages = json.loads((STATIC / "vendor.json").read_text())["packages"]
    files = {file["path"]: file["sha512"] for package in packages for file in package["files"]}

    found = {path: _hash_of(path) for path in files}

    assert found == files
    assert {str(path.relative_to(STATIC)) for path in (STATIC / "fonts").iterdir()} <= set(files)


def _hash_of(path: str) -> str:
    """The hash of a file, or where `path` is a pattern that of the hashes of all that match, by name."""
    if "*" not in path:
        return hashlib.sha512((STATIC / path).read_bytes()).hexdigest()
    hashes = [hashlib.sha512(file.read_bytes()).digest() for file in sorted(STATIC.glob(path))]
    return hashlib.sha512(b"".join(hashes)).hexdigest()


def test_each_member_and_observer_of_the_united_nations_has_a_flag_and_nobody_else():
    rows = csv.DictReader((ROOT / "events/migrations/countries.csv").read_text().splitlines())
    flags = [flag for row in rows if (flag := Country(code=row["code"]).flag)]

    assert len(flags) == 193 + 2
    assert {str(path.relative_to(STATIC)) for path in STATIC.glob("flags/*.svg")} == set(flags)


def test_each_icon_used_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "img/icons.svg").read_text()))
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    used = set(re.findall(r'\bicon\("([a-z-]+)"\)', templates))

    assert len(used) > 8
    assert used - sprite == set()
