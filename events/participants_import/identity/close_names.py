"""Finds people, in the database and in earlier rows, with names similar to those in a list.

Names are compared part by part, because many people share a family name. There are far fewer parts than
names, so each part in the list is compared once with each known part.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import combinations

from django.db import connection
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from events.models import ImportBatch, ImportRow
from events.name_keys import split
from events.participants_import.identity.evidence import (
    MIN_INITIAL_LIKENESS,
    MIN_PART_LIKENESS,
    mean_likeness,
)

MAX_CLOSE_NAMES = 20  # close names for a row
MAX_NAME_PARTS = 5  # of a name; more are left aside

Parts = tuple[str, ...]  # of a name
Likeness = dict[str, float]  # of a part and others, by these


class Search:
    """Finds similar names for the rows of a batch; known names are read when first needed."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch

    def find(self, rows: Iterable[ImportRow]) -> None:
        """Store in each row the people and earlier rows with similar names."""
        for row in rows:
            row.close_people = self._close(row.names_key, self._people)
            found = self._close(row.names_key, self._rows)
            row.close_rows = [pair for pair in found if pair[0] < row.number]

    def _close(self, keys: str, names: "_Names") -> list[list[float]]:
        """Pairs of an owner and the similarity of the names, the closest first."""
        found: dict[int, float] = {}
        for parts in _split(keys):
            for owner, value in names.close_to([self._vocabulary.like(part) for part in parts]):
                found[owner] = max(round(value, 2), found.get(owner, 0))
        pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [list(pair) for pair in pairs[:MAX_CLOSE_NAMES]]

    @cached_property
    def _people(self) -> "_Names":
        with connection.cursor() as cursor:
            # All of them: as tuples, without what a queryset does for each row.
            cursor.execute("SELECT id, names_key FROM events_person")
            return _Names(cursor.fetchall())

    @cached_property
    def _rows(self) -> "_Names":
        rows = ImportRow.objects.filter(batch=self.batch).order_by("number")
        return _Names(rows.values_list("number", "names_key"))

    @cached_property
    def _vocabulary(self) -> "_Vocabulary":
        return _Vocabulary(self._people.parts() | self._rows.parts())


class _Vocabulary:
    """All parts of names, and which of them are like a part."""

    def __init__(self, parts: set[str]) -> None:
        self.initials = {part for part in parts if len(part) == 1}
        self.words = sorted(parts - self.initials)
        self.by_initial: defaultdict[str, list[str]] = defaultdict(list)
        for part in parts:
            self.by_initial[part[0]].append(part)
        self.like = lru_cache(maxsize=None)(self._find_like)

    def _find_like(self, part: str) -> Likeness:
        """Known parts that may be this one, including initials."""
        if len(part) == 1:
            return dict.fromkeys(self.by_initial.get(part, ()), MIN_INITIAL_LIKENESS)
        found = extract(
            part,
            self.words,
            scorer=Indel.normalized_similarity,
            score_cutoff=MIN_PART_LIKENESS,
            limit=None,
        )
        like = {word: value for word, value, _place in found}
        if part[0] in self.initials:
            like[part[0]] = MIN_INITIAL_LIKENESS
        return like


class _Names:
    """Name keys with their owners, indexed by their parts."""

    def __init__(self, pairs: Iterable[tuple[int, str]]) -> None:
        self.names: list[tuple[int, Parts]] = []  # with their owners
        # Number of parts of a name -> part -> places in `names`.
        self.by_part: defaultdict[int, defaultdict[str, set[int]]]
        self.by_part = defaultdict(lambda: defaultdict(set))
        for owner, keys in pairs:
            for parts in _split(keys):
                place, index = len(self.names), self.by_part[len(parts)]
                self.names.append((owner, parts))
                for part in parts:
                    index[part].add(place)

    def parts(self) -> set[str]:
        return {part for index in self.by_part.values() for part in index}

    def close_to(self, like: list[Likeness]) -> Iterator[tuple[int, float]]:
        """Owners of names that are like one of which it is known what its parts are like."""
        for place in self._places(like):
            owner, others = self.names[place]
            if value := _likeness(like, others):
                yield owner, value

    def _places(self, like: list[Likeness]) -> set[int]:
        """Names in which every part of the shorter of the two has a similar part."""
        places: set[int] = set()
        for size, index in self.by_part.items():
            owners = [set().union(*(index[part] for part in several if part in index)) for several in like]
            for some in combinations(owners, min(size, len(like))):
                places |= set.intersection(*some)
        return places


def _likeness(like: list[Likeness], others: Parts) -> float:
    """What `likeness` says of a name and another, from what is known of its parts already."""
    if len(like) <= len(others):
        return mean_likeness([max(several.get(part, 0) for part in others) for several in like])
    return mean_likeness([max(several.get(part, 0) for several in like) for part in others])


def _split(keys: str) -> list[Parts]:
    return [tuple(name.split()[:MAX_NAME_PARTS]) for name in split(keys)]
