"""Rows that belong to each row of a queryset, read in the same statement."""

from collections.abc import Callable
from typing import Any

from django.db.models import Field, QuerySet, Subquery

from publishing.statements.rows import reader, values_of

MAX_ARGUMENTS = 100  # of a function of PostgreSQL


class Rows(Subquery):
    """As an annotation: a list of what the queryset finds for each row, to which it refers with `OuterRef`.

    Its model instances, with related ones of `select_related`, or tuples if it is one of values; `make` is
    called with each tuple. Lists may hold lists.
    """

    output_field: Field = Field()

    def __init__(self, queryset: QuerySet, make: Callable[..., Any] | None = None) -> None:
        super().__init__(queryset)
        self.values = values_of(queryset)
        self.make = make
        self.read: Callable[[Any], Any] | None = None

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, Any]:  # type: ignore[override]
        inner = self.query.get_compiler(connection=connection)
        sql, params = inner.as_sql()
        self.read = reader(inner, self.values, is_json=True)
        names = [f"c{place}" for place in range(len(inner.select))]
        # Lists of lists: the names of columns would be longer than what is in them.
        listed = f"({sql}) AS listed ({', '.join(names)})"
        return f"(SELECT json_agg({_array_of(names)}) FROM {listed})", params  # noqa: S608  Django's and ours

    def get_db_converters(self, connection: Any) -> list[Callable[..., Any]]:
        return [self._objects]

    def _objects(self, rows: Any, _expression: Any, _connection: Any) -> Any:
        if self.read is None or not rows:
            return []
        found = map(self.read, rows)
        return [self.make(*row) for row in found] if self.make else list(found)


def _array_of(names: list[str]) -> str:
    starts = range(0, len(names), MAX_ARGUMENTS)
    parts = [", ".join(names[start : start + MAX_ARGUMENTS]) for start in starts]
    if len(parts) == 1:
        return f"json_build_array({parts[0]})"
    return " || ".join(f"jsonb_build_array({part})" for part in parts)  # of the two this one can be joined


class Row(Rows):
    """The only row that the queryset finds, or None."""

    def _objects(self, rows: Any, _expression: Any, _connection: Any) -> Any:
        return next(iter(super()._objects(rows, _expression, _connection)), None)
