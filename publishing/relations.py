"""What points to a record, from every app: found through the models, so later ones are found as well."""

from typing import NamedTuple

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from publishing.models import Publishable, publishable_models


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


def pointing(link: Link, pk):
    """Rows that point to this key through the link, as a queryset."""
    return link.model._base_manager.filter(**{link.name: pk}, **link.where).order_by("pk")


def describe(item, through: str) -> str:
    """What a row is about, apart from what it points to by `through`."""
    others = [
        str(getattr(item, field.name))
        for field in item._meta.fields
        if field.is_relation
        and not field.null
        and field.name != through
        and field.related_model is not ContentType
    ]
    return " · ".join(others) or str(item)


def items_using(thing) -> list:
    """The items that refer to a picture or document, directly, through one of their rows, or in a text."""
    rows = (row for link in links(type(thing)) for row in pointing(link, thing.pk))
    return list(dict.fromkeys([*map(owner_of, rows), *items_mentioning(thing)]))


def items_mentioning(thing):
    """The items with a picture or document in one of their bodies, in any language."""
    for model in publishable_models():
        found = Q()
        for field in model._meta.fields:
            if field.name.startswith("body"):
                found |= Q(**{f"{field.name}__contains": thing.mark_in_texts})
        yield from model._base_manager.filter(found)


def owner_of(row):
    """The publishable item that a row is or belongs to, or the row itself if it stands alone."""
    if isinstance(row, Publishable):
        return row
    for field in row._meta.fields:
        if field.many_to_one and issubclass(field.related_model, Publishable):
            return getattr(row, field.name) or row
    return row
