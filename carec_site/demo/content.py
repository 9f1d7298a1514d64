"""The words of the demo, read from the files in `data/`.

All of it is invented, except two events of July 2023, the report on them, and the two speakers named in
it.
"""

import csv
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.utils import timezone

DATA = Path(__file__).parent / "data"
# The data files write languages shortly; these are the codes of the site.
LANGUAGES = {"en": "en", "ru": "ru", "zh": "zh-hans"}
SESSION_ROLES = {"speakers": "speaker", "moderators": "moderator", "panel": "panellist"}


def articles() -> list[dict[str, Any]]:
    """The oldest first; the name of an article's file is the last part of its address."""
    found = [{"slug": path.stem, **_read(path)} for path in (DATA / "articles").glob("*.toml")]
    for article in found:
        if "day" in article:
            article["days_ago"] = (timezone.localdate() - article["day"]).days
    return sorted(found, key=lambda article: (-article["days_ago"], article["slug"]))


def topics() -> list[dict[str, str]]:
    return _read(DATA / "topics.toml")["topic"]


def authors() -> list[dict[str, str]]:
    return _read(DATA / "authors.toml")["author"]


def pictures() -> dict[str, dict[str, Any]]:
    return _read(DATA / "pictures.toml")


def inquiries() -> list[dict[str, Any]]:
    return _read(DATA / "inquiries.toml")["inquiry"]


def desk() -> dict[str, Any]:
    """Topics, routes and saved answers, with the greeting and closing of each answer."""
    return _read(DATA / "desk.toml")


def events() -> list[dict[str, Any]]:
    """By slug, which is the name of the file."""
    return [{"slug": path.stem, **_read(path)} for path in sorted((DATA / "events").glob("*.toml"))]


def pages() -> list[dict[str, Any]]:
    """In their order, so a page stands before those below it; the name of the file is the address."""
    found = [{"slug": path.stem, **_read(path)} for path in (DATA / "pages").glob("*.toml")]
    return sorted(found, key=lambda page: page["order"])


def home() -> dict[str, Any]:
    """What editors have chosen for the home page."""
    return _read(DATA / "home.toml")


def institute() -> dict[str, Any]:
    return _read(DATA / "institute.toml")


def series() -> list[dict[str, str]]:
    return _read(DATA / "series.toml")["series"]


def organisations() -> dict[str, dict[str, Any]]:
    """By the key that the other files use; a parent stands before its parts."""
    return _read(DATA / "organisations.toml")


def job_titles() -> dict[str, dict[str, str]]:
    """By their English words, in all languages."""
    return {job["en"]: job for job in _read(DATA / "job_titles.toml")["job"]}


def people() -> dict[str, dict[str, str]]:
    """Rows of the table by the person's name in their own order."""
    return {_name(row): row for row in _rows("people.csv")}


def speakers() -> dict[str, dict[str, Any]]:
    """What is known about frequent speakers, by name."""
    return {speaker["name"]: speaker for speaker in _read(DATA / "speakers.toml")["speaker"]}


def participants() -> dict[str, list[dict[str, str]]]:
    """Those who are not named in the programme, by the slug of the event."""
    found = defaultdict(list)
    for row in _rows("participants.csv"):
        found[row["event"]].append(row)
    return found


def on_stage(event: dict[str, Any]) -> list[tuple[str, str, int, dict[str, str]]]:
    """Everyone whom the programme of an event names: name, role, number of the session from 0, and talk."""
    return [
        (name, role, number, talk)
        for number, session in enumerate(event.get("session", []))
        for name, role, talk in (
            *((talk["by"], talk.get("as", "speaker"), talk) for talk in session.get("talk", [])),
            *((name, role, {}) for key, role in SESSION_ROLES.items() for name in session.get(key, [])),
        )
    ]


def _name(row: dict[str, str]) -> str:
    parts = (row["given_name"], row["family_name"])
    return " ".join(reversed(parts) if row["family_name_first"] else parts)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def size() -> int:
    """How many steps the seeding takes, for a progress display."""
    return sum(map(len, (pictures(), articles(), events(), inquiries(), pages())))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
