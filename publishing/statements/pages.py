"""The pages of a long list, all read by one statement that is compiled once.

Page 5,000 costs what page 1 does: rows are found by their keys, so the server passes over the pages before it
without reading their rows, if an index has the order and the condition. Of a list of the whole site, the keys
are kept as soon as someone asks for a page in its depths.
"""

import re
from array import array
from collections.abc import Callable, Hashable, Sequence
from itertools import zip_longest
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import get_language

from freshness.keeping import Shelf
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import Statement

RECORD = Parameter("record")
# Stands in a compiled statement for numbers that Django writes into the SQL.
MARK = 1_000_003
# From the beginning or the end of a list, which the server passes over at no cost to speak of.
NEAR_ROWS = 1000
MAX_KEY_LISTS = 200  # of a process; eight bytes a row
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


class Keyed(Statement):
    """The rows of a queryset that have the given keys, at most `number` of them, in its order."""

    def __init__(self, rows: QuerySet, number: int) -> None:
        self.names = [f"key{place}" for place in range(number)]
        super().__init__(rows.filter(pk__in=[Parameter(name) for name in self.names]))

    def of(self, keys: Sequence[int], **values: Any) -> list[Any]:
        # What fewer keys leave free asks for the last one again.
        return self(**dict(zip_longest(self.names, keys, fillvalue=keys[-1])), **values) if keys else []


class Number(Statement):
    """How many rows a queryset has."""

    def __init__(self, rows: QuerySet) -> None:
        super().__init__(_keys_of(rows).order_by())
        self.sql = self.sql and f"SELECT COUNT(*) FROM ({self.sql}) AS rows"  # noqa: S608  Django's own

    def of(self, **values: Any) -> int:
        return self(**values)[0][0] if self.sql else 0


_counts = Shelf[int]()
_keys = Shelf["array[int]"](MAX_KEY_LISTS)
_parts = Shelf[Part](dateless=True)
_keyed = Shelf[Keyed](dateless=True)
_numbers = Shelf[Number](dateless=True)


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
    """Of a list of the whole site, whose number of rows is kept; and their keys, if someone asks for rows
    that are not `near` its beginning or end.

    `rows` gives its queryset; its `key` tells it from all other lists.
    """

    def __init__(
        self, rows: Callable[[], QuerySet], per_page: int, key: Hashable, near: int = NEAR_ROWS
    ) -> None:
        super().__init__((), per_page)
        self.rows, self.key, self.near = rows, key, near

    @cached_property
    def count(self) -> int:
        return _counts.get(self.key, lambda: self.rows().count()) if self.near else len(self._all_keys())

    def page(self, number: int | str) -> Page:
        if isinstance(number, int) and (number - 1) * self.per_page >= self.near:
            # Unless it is near the end, its keys are read anyway, and to count rows would take as long again.
            self.count = len(self._all_keys())
        return super().page(number)

    def _rows(self, start: int, end: int, from_end: bool) -> Any:
        if start >= self.near:
            return self._keyed_rows(start, end, from_end)
        key = (get_language(), self.key, from_end)
        part = _parts.get(key, lambda: Part(self.rows(), from_end=from_end))
        return part(offset=start, limit=end - start)

    def _keyed_rows(self, start: int, end: int, from_end: bool) -> list[Any]:
        keys = self._all_keys()
        if from_end:
            start, end = len(keys) - end, len(keys) - start
        key = (get_language(), self.key)
        return _keyed.get(key, lambda: Keyed(self.rows(), self.per_page)).of(keys[start:end])

    def _all_keys(self) -> "array[int]":
        return _kept_keys(self.key, self.rows)


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
        number = _numbers.get((get_language(), self.key), lambda: Number(self.rows(RECORD)))
        return number.of(record=self.record)

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


class KeyedRecordPaginator(RecordPaginator):
    """Of a list that belongs to a record which much of the site may belong to: its keys are kept."""

    @cached_property
    def count(self) -> int:
        return len(self._all_keys())

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        keyed = _keyed.get((get_language(), self.key), lambda: Keyed(self.rows(RECORD), self.per_page))
        start = (number - 1) * self.per_page
        keys = self._all_keys()[start : start + self.per_page]
        return Page(keyed.of(keys, record=self.record), number, self)

    def _all_keys(self) -> "array[int]":
        return _kept_keys((self.key, self.record), lambda: self.rows(self.record))


def _kept_keys(key: Hashable, rows: Callable[[], QuerySet]) -> "array[int]":
    """Of rows in their order, which may depend on the language."""
    return _keys.get((get_language(), key), lambda: _read_keys(rows()))


def _read_keys(rows: QuerySet) -> "array[int]":
    try:
        sql, params = _keys_of(rows).query.sql_with_params()
    except EmptyResultSet:
        return array("q")
    with connection.cursor() as cursor:
        # As one value: a row each would take ten times as long.
        cursor.execute(f"SELECT ARRAY({sql})", params)
        return array("q", cursor.fetchone()[0])


def _between(rows: QuerySet, start: int, end: int, from_end: bool) -> QuerySet:
    keys = _keys_of(rows)
    return rows.filter(pk__in=(keys.reverse() if from_end else keys)[start:end])


def _keys_of(rows: QuerySet) -> QuerySet:
    return rows.select_related(None).prefetch_related(None).values_list("pk")
