"""Whether a block of JSON-LD says what it means: in the vocabulary of schema.org, and enough for Google."""

import json
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

TYPES = json.loads(Path(settings.BASE_DIR, "tests/vendor/schema.org/types.json").read_text())["types"]
WORDS = {"@type", "@id", "@context", "@graph"}
# What a plain value may be where a property expects one of these.
PLAIN = {"Text": str, "Boolean": bool, "Integer": int, "Number": (int, float)}
# Enumerations, and values of types that this site writes as plain ones.
NAMED = {
    "EventStatusType": r"https://schema\.org/Event\w+",
    "EventAttendanceModeEnumeration": r"https://schema\.org/\w+EventAttendanceMode",
    "Language": r"[a-z]{2,3}(-[a-z]+)?",
    "Country": "[A-Z]{2}",
    "Distance": r"\d+",
    "DefinedTerm": ".+",
}
# Not in the vocabulary, but in its notes on actions.
ANNOTATED = re.compile(r"^(\w+)-(input|output)$")
# developers.google.com/search/docs/appearance/structured-data: required, and recommended. Left out is what
# nobody enters here: prices (offers), where an event was moved from (previousStartDate).
GOOGLE = {
    "NewsArticle": (
        {"headline", "author", "datePublished", "dateModified"},
        {"image", "description", "inLanguage", "publisher", "about"},
    ),
    "Event": (
        {"name", "startDate", "location"},
        {"description", "endDate", "eventStatus", "image", "organizer"},
    ),
    "Person": ({"name"}, {"url"}),
    "Organization": ({"name"}, {"url"}),
    "Place": ({"name", "address"}, set()),
    "VirtualLocation": ({"url"}, set()),
    "WebSite": ({"name", "url"}, {"potentialAction"}),
    "SearchAction": ({"target", "query-input"}, set()),
}


@cache
def lineage(kind: str) -> frozenset[str]:
    return frozenset({kind}).union(*(lineage(each) for each in TYPES[kind]["of"]))


@cache
def expected(kind: str, name: str) -> frozenset[str]:
    """The types of which a value may be; empty if there is no such property."""
    found = [TYPES[each]["properties"].get(name, "") for each in lineage(kind)]
    return frozenset(" ".join(found).split())


def mistakes(node: dict, path: str = "") -> list[str]:
    """Against the vocabulary, in a thing and all that it names."""
    if "@graph" in node:
        return [each for part in node["@graph"] for each in mistakes(part)]
    if node.keys() == {"@id"}:
        return []
    kind = node.get("@type")
    if kind not in TYPES:
        return [f"{path}: no type {kind}"]
    found = []
    for name in node.keys() - WORDS:
        values = node[name] if isinstance(node[name], list) else [node[name]]
        types = frozenset({"Text"}) if ANNOTATED.match(name) else expected(kind, name)
        if not types:
            found.append(f"{path}/{kind}: no property {name}")
        for value in values:
            found += value_mistakes(value, types, f"{path}/{kind}.{name}") if types else []
    return found


def value_mistakes(value, types, path) -> list[str]:
    if isinstance(value, dict):
        nested = mistakes(value, path)
        if "@type" in value and value["@type"] in TYPES and not lineage(value["@type"]) & types:
            nested.append(f"{path}: a {value['@type']} is none of {sorted(types)}")
        return nested
    if value in ("", None) or value == []:
        return [f"{path}: empty"]
    if any(fits(value, kind) for kind in types):
        return []
    return [f"{path}: {value!r} is none of {sorted(types)}"]


def fits(value, kind) -> bool:
    if kind in PLAIN:
        return isinstance(value, PLAIN[kind])
    if kind == "URL":
        return bool(urlsplit(str(value)).scheme and urlsplit(str(value)).netloc)
    if kind in {"Date", "DateTime"}:
        return is_date(value, date if kind == "Date" else datetime)
    return kind in NAMED and re.fullmatch(NAMED[kind], str(value)) is not None


def is_date(value, kind) -> bool:
    try:
        read = kind.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return kind is date or read.tzinfo is not None


def missing(node: dict, *, recommended=False) -> list[str]:
    """What Google requires of a thing and of all that it names, or of the thing alone what it recommends."""
    if "@graph" in node:
        return [each for part in node["@graph"] for each in missing(part, recommended=recommended)]
    required, wanted = GOOGLE.get(node.get("@type"), (set(), set()))
    absent = (wanted if recommended else required) - node.keys()
    found = [f"{node.get('@type')} without {name}" for name in sorted(absent)]
    if not recommended:
        for value in node.values():
            for part in value if isinstance(value, list) else [value]:
                found += missing(part) if isinstance(part, dict) and part.keys() != {"@id"} else []
    return found
