"""The words of the demo, read from the files in `data/`; every person and event in them is invented."""

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
# The data files write languages shortly; these are the codes of the site.
LANGUAGES = {"en": "en", "ru": "ru", "zh": "zh-hans"}


def articles() -> list[dict[str, Any]]:
    """The oldest first; the name of an article's file is the last part of its address."""
    found = [{"slug": path.stem, **_read(path)} for path in (DATA / "articles").glob("*.toml")]
    return sorted(found, key=lambda article: (-article["days_ago"], article["slug"]))


def topics() -> list[dict[str, str]]:
    return _read(DATA / "topics.toml")["topic"]


def authors() -> list[dict[str, str]]:
    return _read(DATA / "authors.toml")["author"]


def pictures() -> dict[str, dict[str, Any]]:
    return _read(DATA / "pictures.toml")


def inquiries() -> list[dict[str, Any]]:
    return _read(DATA / "inquiries.toml")["inquiry"]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
