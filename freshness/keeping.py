"""Keeps what is made from the database until a table it was made from changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Generic, ParamSpec, TypeVar

from django.utils.translation import get_language

from freshness.changes import Changes, State, current
from freshness.reading import note_tables, tables_read

MAX_VALUES = 1000  # of one shelf, if it does not say otherwise

Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")


@dataclass
class Kept(Generic[Value]):
    value: Value
    tables: frozenset[str]
    state: State | None
    checked: Changes | None

    def is_true(self, changes: Changes) -> bool:
        """Whether it would be made the same now."""
        if self.checked is not changes:
            if changes.state_of(self.tables) != self.state:
                return False
            self.checked = changes
        return True


def keep(value: Value, tables: set[str], changes: Changes) -> Kept[Value] | None:
    """What was made from these tables after `changes` were read; None if changes of one of them are not
    noted.
    """
    state = changes.state_of(tables)
    return None if state is None else Kept(value, frozenset(tables), state, changes)


class Shelf(Generic[Value]):
    """Values by key, each kept until a table it was made from changes. One of a `dateless` shelf depends on
    tables alone: if it was made from none, it is kept for good, and in transactions, too.
    """

    def __init__(self, max_values: int = MAX_VALUES, dateless: bool = False) -> None:
        self._max_values = max_values
        self._dateless = dateless
        self._kept: OrderedDict[Hashable, Kept[Value]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        known = self._kept.get(key)
        if known and self._dateless and not known.tables:
            return known.value
        changes = current()
        if changes is None and not self._dateless:
            return make()
        if changes and known and known.is_true(changes):
            note_tables(known.tables)
            return known.value
        with tables_read() as tables:
            value = make()
        if made := self._keep(value, tables, changes):
            self._kept[key] = made
            while len(self._kept) > self._max_values:
                self._kept.popitem(last=False)
        return value

    def _keep(self, value: Value, tables: set[str], changes: Changes | None) -> Kept[Value] | None:
        if self._dateless and not tables:
            return Kept(value, frozenset(), None, None)
        return keep(value, tables, changes) if changes else None


def kept(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
    """A decorator for functions that read from the database what is the same for everybody.

    They are called again when something they read has changed, else their result is given again: so it must
    not be changed, and must hold no lazy queries. Positional arguments and the language tell results apart.
    """
    shelf = Shelf[Value]()

    @wraps(function)
    def kept_function(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Value:
        key = (get_language(), *args, *sorted(kwargs.items()))
        return shelf.get(key, lambda: function(*args, **kwargs))

    return kept_function
