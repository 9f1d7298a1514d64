"""Statements of SQL that give a column other values: which ones, its type says alone."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WORDS = ("Asia/Almaty", "https://www.example.org/other")  # for what must have a form

OF_ANY_TEXT = {MaxLengthValidator, ProhibitNullCharactersValidator}


def fields_of(model):
    """All that have a column, but what the database makes by itself and what tells rows apart."""
    fields = model._meta.local_concrete_fields
    return [field for field in fields if not field.primary_key and not field.generated]


def statements(field) -> list[str]:
    """Each breaks other constraints, so the database takes some of them; the first change most rows."""
    table, column, key = _names(field)
    rows = [f" AND {table}.{key} = (SELECT {which}({key}) FROM {table})" for which in ("max", "min")]
    return [
        f"UPDATE {table} SET {column} = {value} WHERE {table}.{column} IS DISTINCT FROM {value}{some}"
        for some in ["", *rows]
        for value in _values(field)
    ]


def marking(field, mark: str) -> str | None:
    """The statement that adds a mark to free text; None for what must have a form."""
    has_form = field.choices or isinstance(field, models.SlugField | models.FileField)
    checks = {type(check) for check in field.validators} - {
        MaxLengthValidator,
        ProhibitNullCharactersValidator,
    }
    if has_form or checks or field.unique or not isinstance(field, models.CharField | models.TextField):
        return None
    table, column, _key = _names(field)
    return f"UPDATE {table} SET {column} = coalesce({column}, '') || '{mark}'"


def restoring(field, copy: str) -> str:
    """The statement that brings back what is in a copy of the table."""
    table, column, key = _names(field)
    return (
        f"UPDATE {table} SET {column} = {copy}.{column} FROM {copy} WHERE {table}.{key} = {copy}.{key} "
        f"AND {table}.{column} IS DISTINCT FROM {copy}.{column}"
    )


def _names(field):
    names = field.model._meta.db_table, field.column, field.model._meta.pk.column
    return [f'"{name}"' for name in names]


def _values(field):
    table, name, _key = _names(field)
    column = f"{table}.{name}"
    if field.is_relation:
        return _of_relation(field, table, column)
    if field.choices:
        return [_next_choice(column, [value for value, _label in field.flatchoices], by) for by in (1, 2)]
    values = next(make(column) for kind, make in VALUES.items() if isinstance(field, kind))
    if field.unique:  # what another row has stays
        taken = f"(SELECT {name} FROM {table})"
        return [f"CASE WHEN {value} IN {taken} THEN {column} ELSE {value} END" for value in values]
    return values


def _of_relation(field, table, column):
    other, key = f'"{field.related_model._meta.db_table}"', f'"{field.target_field.column}"'
    ordered = f"other.{key} IS DISTINCT FROM {column} ORDER BY 1"
    free = f"other.{key} NOT IN (SELECT {column} FROM {table})"
    found = [
        f"(SELECT other.{key} FROM {other} AS other WHERE {which} LIMIT 1)"
        for which in (f"{ordered} DESC", ordered, free)
    ]
    return [*found, "NULL"]


def _next_choice(column, values, by):
    pairs = zip(values, values[by:] + values[:by], strict=True)
    cases = " ".join(f"WHEN '{value}' THEN '{new}'" for value, new in pairs)
    return f"CASE {column} {cases} END"


def _of_text(column):
    """The letters of a code are exchanged: its length is fixed."""
    exchanged = [f"translate({column}, '{LETTERS}', '{_shifted(by)}')" for by in (2, 1)]
    return [f"coalesce({column}, '') || 'q'", *(f"'{word}'" for word in WORDS), *exchanged]


def _shifted(by):
    upper, lower = LETTERS[:26], LETTERS[26:]
    return upper[by:] + upper[:by] + lower[by:] + lower[:by]


VALUES = {
    models.BooleanField: lambda column: [f"NOT {column}"],
    models.DateTimeField: lambda column: [
        f"coalesce({column}, now()) {moved}"
        for moved in ("- interval '1 hour'", "+ interval '1 hour'", "+ interval '400 days'")
    ],
    models.IntegerField: lambda column: [f"coalesce({column}, 0) + {more}" for more in (1000, 1)],
    models.JSONField: lambda _column: ["""'{"ru": 7}'""", "'[]'"],
    ArrayField: lambda column: [f"array_append({column}, 'q')"],
    models.Field: _of_text,
}
