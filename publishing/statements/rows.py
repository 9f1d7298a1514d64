"""Turns the rows of a statement into objects, as querysets do; what can be known before is found out once."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = Sequence[Any]
# JSON has no such types.
FROM_JSON: dict[type[models.Field], Callable[[Any], Any]] = {
    models.DateTimeField: datetime.fromisoformat,
    models.DateField: date.fromisoformat,
    models.JSONField: json.dumps,  # the field reads it
}


def values_of(queryset: models.QuerySet) -> tuple[str, ...] | None:
    """The names of what a queryset of values gives, in the order asked for; None if it gives records."""
    # django-modeltranslation asks for them in any order.
    return getattr(queryset, "original_fields", None) or queryset._fields


def reader(
    compiler: SQLCompiler, values: tuple[str, ...] | None, *, is_json: bool = False
) -> Callable[[Row], Any]:
    """What makes an object of a row of the statement that `compiler` has made: a tuple of these values, else
    a model instance with its related ones and its annotations.
    """
    columns = [column for column, _sql, _alias in compiler.select]
    converters = list(compiler.get_converters(columns).items())
    from_json = _converters_from_json(columns) if is_json else []
    make = _instance_maker(compiler) if values is None else _tuple_maker(compiler, values)

    def read(row: Row) -> Any:
        cells = list(row)
        for place, convert in from_json:
            if cells[place] is not None:
                cells[place] = convert(cells[place])
        for place, (functions, column) in converters:
            for function in functions:
                cells[place] = function(cells[place], column, connection)
        return make(cells)

    return read


def _converters_from_json(columns: Iterable[Any]) -> list[tuple[int, Callable[[Any], Any]]]:
    return [
        (place, convert)
        for place, column in enumerate(columns)
        for kind, convert in FROM_JSON.items()
        if type(column.output_field) is kind
    ]


def _instance_maker(compiler: SQLCompiler) -> Callable[[list[Any]], models.Model]:
    info, select = compiler.klass_info, compiler.select
    model = info["model"]
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _sql, _alias in select[start:end]]
    populators = get_related_populators(info, select, DEFAULT_DB_ALIAS)
    annotations = list((compiler.annotation_col_map or {}).items())

    def make(values: list[Any]) -> models.Model:
        item = model.from_db(DEFAULT_DB_ALIAS, names, values[start:end])
        for populator in populators:
            populator.populate(values, item)
        for name, place in annotations:
            setattr(item, name, values[place])
        return item

    return make


def _tuple_maker(compiler: SQLCompiler, values: tuple[str, ...]) -> Callable[[list[Any]], tuple[Any, ...]]:
    names = list(compiler.query.selected)
    places = [names.index(name) for name in values]
    return lambda cells: tuple([cells[place] for place in places])
