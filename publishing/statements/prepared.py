"""Keeps compiled statements."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.utils.translation import get_language
from psycopg2.extensions import AsIs, adapt

from freshness.keeping import Shelf
from publishing.statements.parameters import Parameter
from publishing.statements.plans import Plan
from publishing.statements.rows import reader, values_of


class Statement:
    """The SQL of a queryset. Calling it with a value for each `Parameter` gives the objects."""

    plan: Plan | None = None  # once its parameters are known

    def __init__(self, queryset: QuerySet) -> None:
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, params = compiler.as_sql()
        except EmptyResultSet:
            self.sql = ""
        else:
            self.params = [written(each) for each in params]
            self.read = reader(compiler, values_of(queryset))

    def __call__(self, **values: Any) -> list[Any]:
        if not self.sql:
            return []
        params = [values[each.name] if isinstance(each, Parameter) else each for each in self.params]
        with connection.cursor() as cursor:
            self.send(cursor, params)
            return [self.read(row) for row in cursor.fetchall()]

    def send(self, cursor: Any, params: list[Any]) -> None:
        if self.plan is None:
            self.plan = Plan(self.params)
        with connection.execute_wrapper(self.plan.send):
            cursor.execute(self.sql, params)


def _statement(made: QuerySet | Statement) -> Statement:
    return made if isinstance(made, Statement) else Statement(made)


def written(value: Any) -> Any:
    """A parameter as a statement keeps it: numbers of a list as the driver writes them, for which it takes as
    long for all countries as to ask for them.
    """
    is_list = isinstance(value, list) and all(type(each) is int for each in value)
    return AsIs(adapt(value).getquoted().decode()) if is_list else value


def prepared(function: Callable[..., QuerySet | Statement]) -> Callable[..., list[Any]]:
    """A decorator for functions that return a queryset, or a statement made of one: its SQL is compiled once
    for each choice of positional arguments; keywords are the values of its parameters. The decorated function
    returns the objects.
    """
    statements = Shelf[Statement](dateless=True)  # the time is a parameter

    @wraps(function)
    def found(*choice: Hashable, **values: Any) -> list[Any]:
        key = (get_language(), *choice)
        return statements.get(key, lambda: _statement(function(*choice)))(**values)

    return found
