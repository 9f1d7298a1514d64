"""Where something of the library is used, over every app, without knowing any of them."""

from django.db.models import Q


def items_using(thing, needle: str) -> list:
    """The items that point to `thing`, themselves or through a row of theirs, or hold `needle` in a text."""
    found = [_owner(row) for row in _rows_pointing_to(thing)] + list(items_with_text(needle))
    return list(dict.fromkeys(found))


def _rows_pointing_to(thing):
    for relation in thing._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield from relation.related_model._base_manager.filter(**{relation.field.name: thing})


def _owner(row):
    """The publishable item that a row is or belongs to, or the row itself if it stands alone."""
    from publishing.models.publishable import Publishable

    if isinstance(row, Publishable):
        return row
    for field in row._meta.fields:
        if field.many_to_one and issubclass(field.related_model, Publishable):
            return getattr(row, field.name) or row
    return row


def items_with_text(needle: str):
    """The items in one of whose bodies `needle` stands, in any language."""
    from publishing.models.publishable import publishable_models

    for model in publishable_models():
        found = Q()
        for field in model._meta.fields:
            if field.name.startswith("body"):
                found |= Q(**{f"{field.name}__contains": needle})
        yield from model._base_manager.filter(found)
