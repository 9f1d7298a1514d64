"""What points to a record, from every app: found through the models, so later ones are found as well."""

from typing import NamedTuple

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, UniqueConstraint

from events.records.journal import read


class Link(NamedTuple):
    """A column through which rows of `model` point to something; `where` narrows a generic relation."""

    model: type
    name: str
    column: str
    where: dict


def links(model) -> list[Link]:
    """Every way in which rows of any app point to a row of `model`."""
    found = [
        Link(relation.related_model, relation.field.name, relation.field.column, {})
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                kind = ContentType.objects.get_for_model(model, for_concrete_model=field.for_concrete_model)
                column = other._meta.get_field(field.fk_field).column
                found.append(Link(other, field.fk_field, column, {field.ct_field: kind}))
    return found


def describe(item, through: str) -> str:
    """What a row is about, other than what it points to by `through`."""
    others = [
        str(getattr(item, field.name))
        for field in item._meta.fields
        if field.is_relation
        and not field.null
        and field.name != through
        and field.related_model is not ContentType
    ]
    return ", ".join(others) or str(item)


def pointing(link: Link, pk):
    """What points to this key by the link, as a queryset."""
    return link.model._base_manager.filter(**{link.name: pk}, **link.where).order_by("pk")


def rows_of(link: Link, pk) -> dict[int, dict]:
    """What points to this key by the link; rows as `journal.read()` gives them."""
    return read(link.model, pointing(link, pk).values_list("pk", flat=True))


def twin_of(link, row, present):
    """The key of the row in `present` whose place this row would take, if there is one."""
    for columns, nulls_are_equal in _unique_columns(link):
        if nulls_are_equal or all(row[column] is not None for column in columns):
            for pk, other in present.items():
                if all(row[column] == other[column] for column in columns):
                    return pk
    return None


def _unique_columns(link):
    """For each rule that makes rows unique by the link's column: the other columns, and how NULLs compare."""
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
