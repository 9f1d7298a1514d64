"""The pages of a long list, all read by one statement that is compiled once.

Page 5,000 costs what page 1 does: rows are found by their keys, so the server passes over the pages before it
without reading their rows, if an index has the order and the condition.
"""

import re
from collections.abc import Callable, Hashable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import get_language

from freshness.keeping import Shelf
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import Statement

RECORD = Parameter("record")
# Stands in a compiled statement for numbers that Django writes into the SQL.
MARK = 1_000_003
PLACEHOLDER = re.compile("%(.)", re.DOTALL)


class Part(Statement):
    """Some of the rows of a queryset: called with `limit` and `offset`, which may count from the end."""

    def __init__(self, rows: QuerySet, *, from_end: bool = False) -> None:
        super().__init__(_between(rows, MARK, 2 * MARK, from_end))
        if self.sql:
            before, after = self.sql.split(f"LIMIT {MARK} OFFSET {MARK}")
            place = PLACEHOLDER.findall(before).count("s")
            self.sql = f"{before}LIMIT %s OFFSET %s{after}"
            numbers = (Parameter("limit"), Parameter("offset"))
            self.params = (*self.params[:place], *numbers, *self.params[place:])


_counts = Shelf[int]()
_parts = Shelf[Part]()


class DeepPaginator(Paginator):
    """Of a queryset. What is nearer to its end is counted from there."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        return Page(self._rows(*self._place(number)), number, self)

    def _place(self, number: int) -> tuple[int, int, bool]:
        """Where the rows of a page begin and end, and whether this is counted from the end."""
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        if self.count - end < start:
            return self.count - end, self.count - start, True
        return start, end, False

    def _rows(self, start: int, end: int, from_end: bool) -> Any:
        return _between(self.object_list, start, end, from_end)


class ListPaginator(DeepPaginator):
    """Of a list of the whole site, whose number of rows is kept.

    `rows` gives its queryset; its `key` tells it from all other lists.
    """

    def __init__(self, rows: Callable[[], QuerySet], per_page: int, key: Hashable) -> None:
        super().__init__((), per_page)
        self.rows, self.key = rows, key

    @cached_property
    def count(self) -> int:
        return _counts.get(self.key, lambda: self.rows().count())

    def _rows(self, start: int, end: int, from_end: bool) -> Any:
        key = (get_language(), self.key, from_end)
        part = _parts.get(key, lambda: Part(self.rows(), from_end=from_end))
        return part(offset=start, limit=end - start)


class RecordPaginator(Paginator):
    """Of a list that belongs to a record. Most fit on one page, which need not be counted.

    `rows(record)` gives the queryset for its primary key or a parameter in its place; `key` tells it from the
    lists of other pages.
    """

    def __init__(
        self,
        rows: Callable[[Any], QuerySet],
        per_page: int,
        key: Hashable,
        record: Any,
    ) -> None:
        super().__init__((), per_page)
        self.rows, self.key, self.record = rows, key, record

    @cached_property
    def count(self) -> int:
        return self.rows(self.record).count()

    def page(self, number: int | str) -> Page:
        number = self._number(number)
        part = _parts.get((get_language(), self.key), lambda: Part(self.rows(RECORD)))
        # One more, which tells whether there is a page after it.
        found = part(record=self.record, offset=(number - 1) * self.per_page, limit=self.per_page + 1)
        if number == 1 and len(found) <= self.per_page:
            self.count = len(found)
        return Page(found[: self.per_page], number, self)

    def _number(self, number: int | str) -> int:
        return 1 if number in (1, "1") else self.validate_number(number)


def _between(rows: QuerySet, start: int, end: int, from_end: bool) -> QuerySet:
    keys = rows.select_related(None).prefetch_related(None).values("pk")
    return rows.filter(pk__in=(keys.reverse() if from_end else keys)[start:end])
