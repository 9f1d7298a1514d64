"""The entries that answer a question, of items that visitors may see, the best first."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language

from publishing.languages import ENGLISH
from publishing.statements.prepared import prepared
from search.finding.questions import Question
from search.kinds import ALL, KINDS
from search.models import Entry
from search.querysets import name_parameter
from search.visible import VisibleStatement, WordStatement

MAX_MATCHES = 1000  # looked at, in a first order; of what is beyond it is only known that there is more
MAX_RANKED = 200
RECENCY = 0.3  # what an item of today counts more than a very old one
FADING_DAYS = 730
# A page about the very thing comes before what speaks of it.
IMPORTANCE = {"country": 3.0, "person": 2.0, "organisation": 1.5, "event": 1.1}
MIN_LIKENESS = 0.7
MIN_NAME_LENGTH = 5  # letters; a shorter one is like too many others
SAME_NAME = 0.9  # the likeness from which a name is the one that was asked for


class Match(NamedTuple):
    key: int
    kind: str
    item: int
    language: str
    moment: datetime | None
    likeness: float
    has_words: bool

    @property
    def is_sure(self) -> bool:
        """Whether it has the words, or the very name of a person."""
        return self.has_words or (self.kind == "person" and self.likeness >= SAME_NAME)


def matches(question: Question, *, kind: str = "", **narrowed: Any) -> list[Match]:
    """Entries that answer it, in a first order. `narrowed` are values of `topic`, `country`, `language`, and
    `year`, two moments.
    """
    chosen = {name: value for name, value in narrowed.items() if value}
    choice = tuple(sorted(chosen))
    if year := chosen.pop("year", None):
        chosen["since"], chosen["before"] = year
    rows = _matches(len(question.names), kind, *choice, **parameters(question), **chosen)
    is_short = any(len(name) < MIN_NAME_LENGTH for name in question.names)
    return true_matches(rows, SAME_NAME if is_short else MIN_LIKENESS)


def true_matches(rows: Iterable[tuple[Any, ...]], least: float = MIN_LIKENESS) -> list[Match]:
    """Without names that only remind of what was asked for: less like it than `least`."""
    found = (Match(*row) for row in rows)
    return [match for match in found if match.has_words or match.likeness >= least]


def parameters(question: Question) -> dict[str, str]:
    """The values with which `EntryQuerySet.asked()` is sent."""
    names = {name_parameter(place): name for place, name in enumerate(question.names)}
    return {"words": question.words, "starts": question.starts, **names}


@prepared
def _matches(names: int, kind: str, *choice: str):
    kinds = [KINDS[kind]] if kind else ALL
    entries = Entry.objects.asked(names)
    if "topic" in choice:
        entries = entries.about_topic()
    if "country" in choice:
        entries = entries.in_country(kinds)
    if "year" in choice:
        entries = entries.in_year()
    if "language" in choice:
        entries = entries.in_language()
    return VisibleStatement(entries.best_first(), kinds, MAX_MATCHES)


def one_of_each(found: list[Match]) -> list[Match]:
    """Of each item the entry in the reader's language, otherwise in English or in any other."""
    wish = {get_language(): 0, ENGLISH: 1}
    best: dict[tuple[str, int], Match] = {}
    for match in found:
        known = best.get((match.kind, match.item))
        if known is None or wish.get(match.language, 2) < wish.get(known.language, 2):
            best[match.kind, match.item] = match
    return list(best.values())


def keys_by_kind(found: Iterable[Match]) -> dict[str, list[int]]:
    keys: dict[str, list[int]] = {}
    for match in found:
        keys.setdefault(match.kind, []).append(match.item)
    return keys


def ranked(question: Question, found: list[Match]) -> list[Match]:
    """By how well they answer it; beyond the first MAX_RANKED the first order stays. What has been saved in
    the meantime, so that its entry is another one, comes last of these.
    """
    first, rest = found[:MAX_RANKED], found[MAX_RANKED:]
    keys = [match.key for match in first]
    ranks = dict(_ranks(keys=keys, words=question.words, starts=question.starts)) if keys else {}
    return sorted(first, key=lambda match: -_score(match, ranks.get(match.key, 0.0))) + rest


@prepared
def _ranks():
    return WordStatement(Entry.objects.ranked().values_list("pk", "rank"))


def _score(match: Match, rank: float) -> float:
    if match.kind == "person" and match.likeness >= SAME_NAME:
        return 10 * match.likeness
    score = max(rank, match.likeness / 10) * IMPORTANCE.get(match.kind, 1)
    if match.moment is None:
        return score
    days = max((timezone.now() - match.moment).days, 0)
    return score * (1 + RECENCY * math.exp(-days / FADING_DAYS))
