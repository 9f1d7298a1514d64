"""Finds people, in the database and in earlier rows, with names similar to those in a list.

Names are compared part by part, because many people share a family name. There are far fewer parts than
names, so each part in the list is compared once with each known part.
"""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import combinations

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from events.models import ImportBatch, ImportRow, Person
from events.name_keys import split
from events.participants_import.identity.evidence import MIN_PART_LIKENESS, likeness

MAX_CLOSE_NAMES = 20  # close names for a row
MAX_NAME_PARTS = 5  # of a name; more are left aside

Parts = tuple[str, ...]  # of a name


class Search:
    """Finds similar names for the rows of a batch; known names are read when first needed."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch

    def find(self, rows: Iterable[ImportRow]) -> None:
        """Store in each row the people and earlier rows with similar names."""
        for row in rows:
            row.close_people = self._people.close_to(row.names_key)
            found = self._rows.close_to(row.names_key)
            row.close_rows = [pair for pair in found if pair[0] < row.number]

    @cached_property
    def _people(self) -> "_Names":
        return _Names(Person.objects.order_by().values_list("pk", "names_key"))

    @cached_property
    def _rows(self) -> "_Names":
        rows = ImportRow.objects.filter(batch=self.batch).order_by("number")
        return _Names(rows.values_list("number", "names_key"))


class _Names:
    """Name keys with their owners, indexed by their parts."""

    def __init__(self, pairs: Iterable[tuple[int, str]]) -> None:
        self.names: list[tuple[int, Parts]] = []  # with their owners
        # Number of parts of a name -> part -> places in `names`.
        self.by_part: dict[int, dict[str, set[int]]] = {}
        for owner, keys in pairs:
            for parts in _split(keys):
                for part in parts:
                    self.by_part.setdefault(len(parts), {}).setdefault(part, set()).add(len(self.names))
                self.names.append((owner, parts))
        self.vocabulary = sorted({part for parts in self.by_part.values() for part in parts})
        self.initials: dict[str, list[str]] = {}
        for part in self.vocabulary:
            self.initials.setdefault(part[0], []).append(part)
        self._like = lru_cache(maxsize=None)(self._find_like)

    def close_to(self, keys: str) -> list[list[float]]:
        """Pairs of an owner and the similarity of the names, the closest first."""
        found: dict[int, float] = {}
        for parts in _split(keys):
            for place in self._places(parts):
                owner, others = self.names[place]
                if value := likeness(parts, others):
                    found[owner] = max(round(value, 2), found.get(owner, 0))
        pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [list(pair) for pair in pairs[:MAX_CLOSE_NAMES]]

    def _places(self, parts: Parts) -> set[int]:
        """Names in which every part of the shorter of the two has a similar part."""
        places: set[int] = set()
        for size, index in self.by_part.items():
            owners = [
                set().union(*(index[like] for like in self._like(part) if like in index)) for part in parts
            ]
            for some in combinations(owners, min(size, len(parts))):
                places |= set.intersection(*some)
        return places

    def _find_like(self, part: str) -> list[str]:
        """Known parts that may be this one, including initials."""
        if len(part) == 1:
            return self.initials.get(part, [])
        found = extract(
            part,
            self.vocabulary,
            scorer=Indel.normalized_similarity,
            score_cutoff=MIN_PART_LIKENESS,
            limit=None,
        )
        return [like for like, _likeness, _place in found] + [
            initial for initial in self.initials.get(part[0], [])[:1] if initial == part[0]
        ]


def _split(keys: str) -> list[Parts]:
    return [tuple(name.split()[:MAX_NAME_PARTS]) for name in split(keys)]
