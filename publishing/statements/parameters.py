"""What stands in a queryset for a value that is known only when its statement is sent."""

from typing import Any

from django.db.models import DateTimeField, Expression, Field
from django.utils import timezone
from psycopg2.extensions import adapt


class Parameter(Expression):
    """A value that a prepared statement is given by name: `filter(slug=Parameter("slug"))`."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class _Now:
    """The time at which the driver writes it into a statement."""

    def __conform__(self, _protocol: Any) -> Any:
        return adapt(timezone.now())


class Clock(Expression):
    """The time at which a statement is sent, by the clock of this process, as `timezone.now()`."""

    output_field = DateTimeField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [_Now()]


CLOCK = Clock()


def type_of(param: Any) -> str:
    """PostgreSQL's name for the type of what stands for a value, or no name if it is the value itself."""
    if isinstance(param, _Now):
        return "timestamptz"
    return "unknown" if isinstance(param, Parameter) else ""
