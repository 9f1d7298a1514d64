"""Turns the rows of a statement into objects, as querysets do; what can be known before is found out once."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.base import ModelState
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


def _instance_maker(compiler: SQLCompiler) -> Callable[[Row], models.Model]:
    make_item = _row_maker(compiler.klass_info, compiler.select)
    annotations = list((compiler.annotation_col_map or {}).items())

    def make(cells: Row) -> models.Model:
        item = make_item(cells)
        for name, place in annotations:
            setattr(item, name, cells[place])
        return item

    return make


def _row_maker(info: dict[str, Any], select: Sequence[Any]) -> Callable[[Row], Any]:
    """What makes the instance that the compiler describes by `info`, or None if there is no such row.

    `Model.from_db()` takes twenty times as long as reading the row: for signals that nobody listens to, and
    because columns may be missing.
    """
    model, places = info["model"], info["select_fields"]
    start, end = places[0], places[-1] + 1
    names = [column.target.attname for column, _sql, _alias in select[start:end]]
    key = start + names.index(model._meta.pk.attname)
    related = [
        (_row_maker(each, select), each["local_setter"], each["remote_setter"])
        for each in info.get("related_klass_infos", ())
    ]

    def make(cells: Row) -> Any:
        if cells[key] is None:
            return None
        item = model.__new__(model)
        item._state = state = ModelState()
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        item.__dict__.update(zip(names, cells[start:end], strict=True))
        for make_other, set_here, set_there in related:
            other = make_other(cells)
            set_here(item, other)
            if other is not None:
                set_there(other, item)
        return item

    return make


def _tuple_maker(compiler: SQLCompiler, values: tuple[str, ...]) -> Callable[[list[Any]], tuple[Any, ...]]:
    names = list(compiler.query.selected)
    places = [names.index(name) for name in values]
    return itemgetter(*places) if len(places) > 1 else lambda cells: (cells[places[0]],)
