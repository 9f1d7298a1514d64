"""Records changes to rows of any model exactly enough to undo them.

PostgreSQL itself converts rows to JSON and back, so every column is restored as it was, including those
that models translate, compute or hide; what it generates from them it makes anew. A journal entry is a
dict of JSON values:

- `model`: the label of the model, as "events.person"; `pk`: the row's key;
- `before` and `after`: the changed columns with their values; `before` is None for a row that was made,
  `after` is None for one that was deleted, and then the other holds all columns.
"""

import json

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import sql
from django.utils.translation import gettext

from events.name_keys import NamesKeyField


def read(model, pks) -> dict[int, dict]:
    """The rows with these keys as they are in the database; column names to JSON values, by key."""
    generated = [field.column for field in model._meta.concrete_fields if field.generated]
    found = _run(
        "SELECT {pk}, to_jsonb({table}) - %s::text[] FROM {table} WHERE {pk} = ANY(%s)",
        model,
        [generated, list(pks)],
    )
    return {pk: json.loads(row) for pk, row in found}


class Journal:
    def __init__(self, entries=()):
        self.entries = list(entries)

    def update(self, model, pks, values: dict) -> None:
        """Give these columns these JSON values in all rows of the keys."""
        before = read(model, pks)
        _write(model, pks, values)
        after = read(model, pks)
        for pk in before:
            changed = [column for column in values if before[pk][column] != after[pk][column]]
            if changed:
                self._note(
                    model,
                    pk,
                    {column: before[pk][column] for column in changed},
                    {column: after[pk][column] for column in changed},
                )

    def delete(self, model, pk) -> None:
        """Delete this row alone; what still points to it is for the caller to have moved."""
        before = read(model, [pk])[pk]
        _run("DELETE FROM {table} WHERE {pk} = %s", model, [pk])
        self._note(model, pk, before, None)

    def note_made(self, item) -> None:
        self._note(type(item), item.pk, None, read(type(item), [item.pk])[item.pk])

    def _note(self, model, pk, before, after):
        self.entries.append({"model": model._meta.label_lower, "pk": pk, "before": before, "after": after})

    def undo(self) -> list[str]:
        """Undo everything, the last change first, and return what prevents it, as sentences.

        The caller rolls back if there are sentences. Rows deleted since then stay deleted, as do rows that
        belonged to them; lists keep what was added to them since then.
        """
        obstacles = []
        returning = {(entry["model"], entry["pk"]) for entry in self.entries if entry["after"] is None}
        for entry in reversed(self.entries):
            model, pk = apps.get_model(entry["model"]), entry["pk"]
            if entry["after"] is None:
                obstacles += _put_back(model, entry["before"])
            elif now := read(model, [pk]).get(pk):
                if entry["before"] is not None:
                    obstacles += _restore(model, pk, now, entry, returning)
                elif not differing(model, entry["after"], now):
                    _run("DELETE FROM {table} WHERE {pk} = %s", model, [pk])
        return obstacles


def _restore(model, pk, now, entry, returning) -> list[str]:
    before, after, values, obstacles = entry["before"], entry["after"], {}, []
    for column, former in before.items():
        field = next((f for f in model._meta.concrete_fields if f.column == column), None)
        if now.get(column) == after[column] or isinstance(field, NamesKeyField):
            gone = field and field.is_relation and not _exists(field, former, returning)
            values[column] = None if gone else former
        elif isinstance(former, list):
            values[column] = [each for each in former if each in now[column] or each not in after[column]]
            values[column] += [each for each in now[column] if each not in (*former, *after[column])]
        elif field:
            item = model._base_manager.get(pk=pk)
            obstacles.append(changed_since(item, field))
    _write(model, [pk], values)
    return obstacles


def differing(model, row: dict, now: dict) -> list:
    """The fields in which a row has changed; newer and computed columns don't count."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.column in row
        and row[field.column] != now[field.column]
        and not isinstance(field, NamesKeyField)
    ]


def changed_since(item, field) -> str:
    """A sentence saying that a field of the item has changed since the journal was written."""
    return gettext("%(kind)s “%(item)s”: “%(field)s” has been changed since then.") % {
        "kind": _kind(type(item)),
        "item": item,
        "field": field.verbose_name,
    }


def _put_back(model, row) -> list[str]:
    """Restore a deleted row, unless what it belonged to no longer exists."""
    row = dict(row)
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    for field in fields:
        if field.column not in row:
            row[field.column] = field.get_default()
        elif field.is_relation and not _exists(field, row[field.column]):
            if field.null:
                row[field.column] = None
            elif field.remote_field.on_delete is models.CASCADE:
                return []
            else:
                return [
                    gettext(
                        "%(kind)s %(pk)s can’t be restored, because its “%(field)s” has been deleted since."
                    )
                    % {"kind": _kind(model), "pk": row[model._meta.pk.column], "field": field.verbose_name}
                ]
    _run(
        "INSERT INTO {table} ({columns}) "
        "SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)",
        model,
        [json.dumps(row, cls=DjangoJSONEncoder)],
        columns=sql.SQL(", ").join(sql.Identifier(field.column) for field in fields),
    )
    return []


def _exists(field, pk, returning=()) -> bool:
    """Whether the target of a relation with this value exists or is about to be restored."""
    target = field.related_model
    if pk is None or (target._meta.label_lower, pk) in returning:
        return True
    return target._base_manager.filter(pk=pk).exists()


def _write(model, pks, values) -> None:
    if values:
        columns = [sql.Identifier(column) for column in values]
        assignments = sql.SQL(", ").join(sql.SQL("{0} = new.{0}").format(column) for column in columns)
        _run(
            "UPDATE {table} SET {assignments} FROM jsonb_populate_record(NULL::{table}, %s::jsonb) AS new "
            "WHERE {table}.{pk} = ANY(%s)",
            model,
            [json.dumps(values, cls=DjangoJSONEncoder), list(pks)],
            assignments=assignments,
        )


def _run(statement, model, parameters, **parts):
    parts |= {
        "table": sql.Identifier(model._meta.db_table),
        "pk": sql.Identifier(model._meta.pk.column),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**parts), parameters)
        return cursor.fetchall() if cursor.description else []


def _kind(model) -> str:
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]
