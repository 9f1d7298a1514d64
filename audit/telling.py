"""What entries say, in words for staff."""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.contrib import admin
from django.db.models import Field, Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.models import Action, Entry
from audit.tables import logged_models, table_of
from history.differences import Difference, pieces_of
from history.references import references_of
from history.telling import Names, is_told, label_of
from publishing.admin.comparing import GONE, NEW, Piece

MASK = "…"


def model_of(entry: Entry) -> type[Model] | None:
    """None for what is about no record, or about one of a kind that the site has no longer."""
    return _model(entry.model)


def kind_of(entry: Entry) -> str:
    """What sort of row it was."""
    model = model_of(entry)
    if model is None:
        return entry.model
    through = model._meta.auto_created
    if not through:
        return capfirst(str(model._meta.verbose_name))
    fields = (field for field in through._meta.many_to_many if field.remote_field.through is model)
    return capfirst(str(next(fields).verbose_name))


def is_part(entry: Entry) -> bool:
    """Whether the row belongs to a record of another kind."""
    return entry.item != f"{entry.model}/{entry.object_id}"


def item_of(entry: Entry) -> tuple[type[Model] | None, str]:
    """The kind and the key of the record."""
    label, _sign, key = entry.item.partition("/")
    return _model(label), key


def address_of(entry: Entry) -> str:
    """The form of the record, empty if it has none."""
    model, key = item_of(entry)
    is_gone = entry.action == Action.DELETED and not is_part(entry)
    if model is None or is_gone or not admin.site.is_registered(model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])


def labels(entry: Entry, columns: Iterable[str]) -> list[str]:
    """The names of these columns, as far as staff know them."""
    model = model_of(entry)
    return [label_of(field) for field in _fields(model) if field.column in set(columns)] if model else []


def differences(entry: Entry) -> list[Difference]:
    """What the row held before and after, field by field."""
    before, after = entry.before or {}, entry.after or {}
    model = model_of(entry)
    if model is None:
        found = [("page", _("Page"))] if "page" in after else []
        return [Difference(label, [Piece(NEW, after[name])]) for name, label in found]
    names = Names(reference for row in (before, after) for reference in references_of(model, row))
    told = [field for field in _fields(model) if field.column in {*before, *after}]
    return [Difference(label_of(field), _pieces(names, field, before, after)) for field in told]


def with_parts(label: str) -> list[str]:
    """The labels of a model and of those whose rows belong to its records."""
    return [label, *sorted(table.label for table in _tables() if table.holder[:1] == (label,))]


def _pieces(names: Names, field: Field, before: dict, after: dict) -> list[Piece]:
    was, is_now = before.get(field.column), after.get(field.column)
    if MASK in {was if isinstance(was, str) else "", is_now if isinstance(is_now, str) else ""}:
        text = _("The log does not keep this value.")
        return [Piece(NEW if is_now else GONE, text)]
    return pieces_of(field, names.value(field, before), names.value(field, after))


def _fields(model: type[Model]) -> list[Field]:
    key = model._meta.pk
    return [field for field in model._meta.concrete_fields if is_told(field) and field != key]


@cache
def _tables():
    return [table_of(model) for model in logged_models()]


@cache
def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label) if label else None
    except (LookupError, ValueError):
        return None
