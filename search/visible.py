"""Statements about words, and about entries of what visitors may see, asked one by one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from publishing.statements.prepared import Statement, written
from search.kinds import Kind

VALUES = ("pk", "kind", "object_id", "language", "moment", "likeness", "has_words")


class WordStatement(Statement):
    """Planned for each question anew: one word stands in every text, another in none."""

    def send(self, cursor: Any, params: list[Any]) -> None:
        cursor.execute(self.sql, params)


class VisibleStatement(WordStatement):
    """The VALUES of the first `number` of these entries, in their order, whose kind lets visitors see them.

    Each is asked when its turn comes. In one condition the server would rather read all items that visitors
    may see, to look up in them a few matches: among 100,000 people that takes longer than all else.
    """

    def __init__(self, entries: QuerySet, kinds: Iterable[Kind], number: int) -> None:
        super().__init__(entries.values_list(*VALUES))
        asked = []
        for kind in kinds:
            items, params = kind.visible().order_by().values("pk").query.sql_with_params()
            asked.append(f"WHEN '{kind.name}' THEN ({_first(items)}) IS NOT NULL")
            self.params += map(written, params)
        found = f"({self.sql} OFFSET 0) AS found ({', '.join(VALUES)})"
        self.sql = (
            f"SELECT * FROM {found} "  # noqa: S608  Django's and ours
            f"WHERE CASE kind {' '.join(asked)} END LIMIT {number}"
        )


def _first(items: str) -> str:
    # By its first row: of EXISTS the server would read all rows beforehand.
    return f"SELECT id FROM ({items}) AS items (id) WHERE id = object_id LIMIT 1"  # noqa: S608  Django's
