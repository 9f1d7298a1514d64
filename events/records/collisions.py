"""Finds rows that would become duplicates when the two records they point to are merged."""

from django.db.models import F, UniqueConstraint

from events.records.journal import read
from publishing.relations import Link, pointing


def rows_of(link: Link, pk) -> dict[int, dict]:
    """Rows that point to this key through the link, in the form of `journal.read()`."""
    return read(link.model, pointing(link, pk).values_list("pk", flat=True))


def same_as(link, row, present):
    """The key of the row in `present` whose place this row would take, if there is one."""
    for columns, nulls_are_equal in _unique_columns(link):
        if nulls_are_equal or all(row[column] is not None for column in columns):
            for pk, other in present.items():
                if all(row[column] == other[column] for column in columns):
                    return pk
    return None


def _unique_columns(link):
    """For each unique constraint on the link's column: its other columns, and how NULLs compare."""
    meta = link.model._meta
    rules = [((field.name,), False) for field in meta.fields if field.unique and not field.primary_key]
    rules += [(names, False) for names in meta.unique_together]
    for rule in meta.constraints:
        if isinstance(rule, UniqueConstraint) and not rule.condition:
            names = rule.fields or tuple(e.name for e in rule.expressions if isinstance(e, F))
            if len(names) == len(rule.fields or rule.expressions):
                rules.append((names, rule.nulls_distinct is False))
    for names, nulls_are_equal in rules:
        columns = [meta.get_field(name).column for name in names]
        if link.column in columns:
            yield [column for column in columns if column != link.column], nulls_are_equal


def own_relations(model):
    """The fields by which rows of a model point to rows of the same model."""
    return [field for field in model._meta.fields if field.is_relation and field.related_model is model]
