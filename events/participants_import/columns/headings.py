"""The words that identify the columns of lists: the site's own and those added by an operator."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from events.name_keys import folded

OWN = Path(__file__).parent / "headings.toml"
WORDS = "words"  # the table of what is no heading by itself
APOSTROPHES = re.compile("['’‘ʻʼ`´]")
MARKS = re.compile("[\u0307\u0640\u064b-\u0652]")  # dots and vowels that some write and others don't
LETTERS = str.maketrans("ıيىكۀ", "iییکه")  # of one sound, as keyboards differ
PHRASES = ("personal_data", "agreement", "publication", "listing", "other_than_listing")  # parts of headings
PARTS = re.compile(r"[/|\n(（)）,;:：—–]")


def heading_key(heading: str) -> str:
    """Lower-case letters and digits with single spaces: “E-mail *” is “e mail”."""
    text = folded(heading).translate(LETTERS).replace("_", " ")
    return " ".join(re.findall(r"\w+", MARKS.sub("", APOSTROPHES.sub("", text))))


class Headings(NamedTuple):
    """The meanings of headings, and words that are not headings, all in the form of `heading_key`."""

    fields: dict[str, str]
    phrases: dict[str, tuple[str, ...]]
    around: re.Pattern[str]
    people: frozenset[str]
    others: frozenset[str]

    def guess(self, heading: str) -> str:
        """The field that a heading names, or an empty string. Headings in two languages are recognised."""
        if self.is_about_data(heading):
            return ""
        if field := self._field(heading):
            return field
        if self._is_consent_to_be_listed(heading):
            return "consent"
        found = {self._field(part) for part in PARTS.split(heading)} - {""}
        if found == {"job_title", "honorific"}:
            return "honorific"  # “Title (Mr./Ms.)”
        return found.pop() if len(found) == 1 else ""

    def _field(self, text: str) -> str:
        whole = heading_key(text)
        bare = " ".join(self.around.sub(" ", whole).split())
        return self.fields.get(whole) or self.fields.get(bare, "")

    def is_about_data(self, heading: str) -> bool:
        """Whether it asks for consent to data processing, which is not consent to be named."""
        return self._has("personal_data", heading)

    def is_about_data_and_publication(self, heading: str) -> bool:
        """Whether it asks for both at once, so that an answer can't be assigned to either."""
        return self.is_about_data(heading) and self._has("publication", heading)

    def _is_consent_to_be_listed(self, heading: str) -> bool:
        wanted = ("agreement", "publication", "listing")
        return all(self._has(kind, heading) for kind in wanted) and not self._has(
            "other_than_listing", heading
        )

    def _has(self, kind: str, heading: str) -> bool:
        whole = heading_key(heading)
        return any(phrase in whole for phrase in self.phrases[kind])

    def title(self, text: str) -> str:
        """What a title above a table in a report announces: "people", "others" or an empty string."""
        whole = re.sub(r"^\d+ ", "", heading_key(text))
        return "people" if whole in self.people else "others" if whole in self.others else ""


def load(file: str = "") -> Headings:
    """The site's own headings, overridden by an operator's file; raises ImproperlyConfigured."""
    tables = tomllib.loads(OWN.read_text(encoding="utf-8"))
    words = tables.pop(WORDS)
    known = {field for table in tables.values() for field in table}
    for name, table in (_read(Path(file)) if file else {}).items():
        for entry, several in _entries(file, name, table).items():
            if entry not in (words if name == WORDS else known):
                raise _refusal(file, f"“{entry}” in [{name}] is none of {', '.join(sorted(known))}")
            if name == WORDS:
                words[entry] += several
        if name != WORDS:
            tables[f"{file}: {name}"] = table
    fields: dict[str, str] = {}
    for table in tables.values():
        for field, several in table.items():
            fields |= {heading_key(word): field for word in several}
    return Headings(
        fields,
        {kind: tuple(map(heading_key, words[kind])) for kind in PHRASES},
        _around(words["around"]),
        frozenset(map(heading_key, words["people"])),
        frozenset(map(heading_key, words["others"])),
    )


def _around(words: Iterable[str]) -> re.Pattern[str]:
    """Whole words, the longest first, and numbers before a question; Chinese has no spaces between words."""
    keys = sorted(map(heading_key, words), key=len, reverse=True)
    spaced = "|".join(re.escape(key) for key in keys if key < "\u2e80")
    joined = "|".join(re.escape(key) for key in keys if key >= "\u2e80")
    return re.compile(rf"^\d+ |\b(?:{spaced})\b|{joined}")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _refusal(path, error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise _refusal(path, "it is not written in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _refusal(path, f"it is no TOML: {error}") from None


def _entries(file: str, name: str, table: Any) -> dict[str, list[str]]:
    if not isinstance(table, dict):
        raise _refusal(file, f"“{name}” stands outside a table; write a line such as [my-headings] above it")
    for entry, several in table.items():
        if not isinstance(several, list) or not all(isinstance(word, str) for word in several):
            raise _refusal(file, f'“{entry}” in [{name}] must be a list of texts, such as ["one", "two"]')
    return table


def _refusal(file: str | Path, reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"HEADINGS_FILE: {file} can't be used: {reason}.")


HEADINGS = load(settings.HEADINGS_FILE)
