"""Which tables something is made from: seen in the statements that are sent while it is made."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.db import connection

# Django writes names in quotation marks; SQL by hand may leave them out.
SOURCE = re.compile(r'\b(?:FROM|JOIN)\s+(?:ONLY\s+)?"?([a-z_][a-z0-9_]*)"?', re.IGNORECASE)

_tables: ContextVar[set[str] | None] = ContextVar("tables", default=None)


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The tables that are read inside the block. What is read inside an inner block is read inside the outer
    one.
    """
    outer, tables = _tables.get(), set[str]()
    token = _tables.set(tables)
    try:
        if outer is None:
            with connection.execute_wrapper(_note):
                yield tables
        else:
            yield tables
    finally:
        _tables.reset(token)
        if outer is not None:
            outer |= tables


@contextmanager
def unseen() -> Iterator[None]:
    """What is read inside the block is not what something is made from."""
    token = _tables.set(None)
    try:
        yield
    finally:
        _tables.reset(token)


def note_tables(tables: frozenset[str]) -> None:
    """What was made from these tables earlier is used now."""
    noted = _tables.get()
    if noted is not None:
        noted |= tables


def _note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:  # as Django's wrappers are
    note_tables(tables_of(str(sql)))
    return execute(sql, params, many, context)


@lru_cache(maxsize=2000)
def tables_of(sql: str) -> frozenset[str]:
    """The tables in the statement; among them may be words that name none."""
    return frozenset(name.lower() for name in SOURCE.findall(sql))
