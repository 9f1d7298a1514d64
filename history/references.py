"""What a version refers to, and what of that is still there."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Field, Model

from history.contents import Content, Row
from history.kinds import Kind, Part


class Reference(NamedTuple):
    field: Field
    key: int


def references_of(model: type[Model], row: Row) -> list[Reference]:
    """Those of one row, without empty ones and without that to its own item."""
    return [
        Reference(field, row[field.column])
        for field in model._meta.concrete_fields
        if field.is_relation and row.get(field.column) is not None
    ]


def target(reference: Reference) -> type[Model]:
    return reference.field.remote_field.model


def all_references(kind: Kind, content: Content) -> list[Reference]:
    found = references_of(kind.model, content["own"])
    for part in kind.parts:
        for row in content["parts"].get(part.table, ()):
            found += references_of(part.model, row)
    return found


def present(references: Iterable[Reference]) -> dict[type[Model], set[int]]:
    """The keys that exist of each model. They can't vanish before the end of the transaction."""
    wanted = defaultdict(set)
    for reference in references:
        wanted[target(reference)].add(reference.key)
    return {
        model: set(
            model._base_manager.select_for_update(no_key=True, of=("self",))
            .filter(pk__in=keys)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        for model, keys in wanted.items()
    }


def order_of_parts(parts: list[Part]) -> list[Part]:
    """Those that others refer to come first."""
    models = {part.model for part in parts}
    return sorted(
        parts,
        key=lambda part: (
            any(
                field.is_relation and field.remote_field.model in models - {part.model}
                for field in part.model._meta.concrete_fields
            ),
            part.table,
        ),
    )
