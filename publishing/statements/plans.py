"""The plans of statements, which each connection to PostgreSQL keeps.

To plan the statement that reads a whole page takes the server longer than to run it. So a connection prepares
a statement (SQL's PREPARE) when it is sent for the first time, and only names it from then on. After five
uses the server decides whether one plan is as good as one for these values. Where statements are logged, in
development and in tests that count them, they are sent as they are written.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, connection
from psycopg2 import extensions

from publishing.statements.parameters import type_of

MAX_PLANS = 50  # of a connection: some 20 MB of the memory of its server process

Execute = Callable[[str, Any, bool, Any], Any]

_names: WeakKeyDictionary[extensions.connection, "OrderedDict[Plan, str]"] = WeakKeyDictionary()
_numbers = count(1)


class Plan:
    """Of a statement with these parameters: values, and what stands for those that are given each time."""

    def __init__(self, params: Sequence[Any]) -> None:
        self._types = [type_of(each) for each in params]

    def send(self, execute: Execute, sql: str, params: Sequence[Any], many: bool, context: Any) -> Any:
        """A wrapper for `connection.execute_wrapper()`; `params` are the values of all parameters."""
        if connection.queries_logged:
            return execute(sql, params, many, context)
        cursor = context["cursor"].cursor
        names = _names.setdefault(cursor.connection, OrderedDict())
        given = [value for value, kind in zip(params, self._types, strict=True) if kind]
        if self in names:
            names.move_to_end(self)
            try:
                return execute(_use(cursor, names[self], given), None, many, context)
            except NotSupportedError:  # a migration has changed the type of a column
                del names[self]
                if connection.in_atomic_block:
                    raise
        # Never twice the same: when a statement fails, nobody knows whether it was prepared.
        name = f"plan_{next(_numbers)}"
        oldest = f"DEALLOCATE {names.popitem(last=False)[1]}; " if len(names) >= MAX_PLANS else ""
        preparation = self._preparation(cursor, name, sql, params)
        result = execute(f"{oldest}{preparation}; {_use(cursor, name, given)}", None, many, context)
        names[self] = name
        return result

    def _preparation(self, cursor: extensions.cursor, name: str, sql: str, params: Sequence[Any]) -> str:
        numbers = count(1)
        places = [
            extensions.AsIs(f"${next(numbers)}") if kind else value
            for value, kind in zip(params, self._types, strict=True)
        ]
        types = ", ".join(filter(None, self._types))
        return f"PREPARE {name}{types and f' ({types})'} AS {cursor.mogrify(sql, places).decode()}"


def _use(cursor: extensions.cursor, name: str, values: Sequence[Any]) -> str:
    marks = ", ".join(["%s"] * len(values))
    return cursor.mogrify(f"EXECUTE {name}{marks and f' ({marks})'}", values).decode()
