"""Breaks a record into facts, each kept or replaced as a whole when two records are merged."""

from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from events.choices import UNKNOWN
from events.models.names import LATIN_COLUMNS
from events.name_keys import NamesKeyField
from publishing.richtext import RichTextField

EMPTY = (None, "", UNKNOWN)
# Fields of which one without the others would say something that nobody wrote.
NAME = (_("name"), LATIN_COLUMNS)
TOGETHER = {
    "events.person": {"name": NAME},
    "events.participation": {
        "name": NAME,
        "organisation": (_("organisation"), ("organisation", "organisation_name")),
    },
}


class Fact(NamedTuple):
    """`fields` are the model fields of the fact: for a text, its columns in all languages."""

    name: str
    label: str
    fields: tuple

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.column for field in self.fields)

    @property
    def is_list(self) -> bool:
        return isinstance(self.fields[0], ArrayField)

    def is_empty(self, row: dict) -> bool:
        """Whether the row (JSON values by column) has no value for this fact."""
        return all(row[column] in EMPTY for column in self.columns if not isinstance(row[column], bool))

    def differs(self, row: dict, other: dict) -> bool:
        return any((row[column] or "") != (other[column] or "") for column in self.columns)

    def text(self, item) -> str:
        """The fact as text, in all its languages."""
        if self.fields[0].name == "given_name":
            return item.name
        found = [_shown(item, field) for field in self.fields if not _has_translations(field)]
        return " / ".join(dict.fromkeys(text for text in found if text))

    def difference(self, kept, other, taken: bool) -> dict[str, str]:
        """For a report: the value kept and the value dropped; `taken` says that the other record's value is
        kept.
        """
        stays, goes = (other, kept) if taken else (kept, other)
        return {"field": str(self.label), "stays": self.text(stays), "goes": self.text(goes)}


def facts_of(model) -> list[Fact]:
    """The facts of a model in the order of its fields, without keys, addresses and computed fields."""
    families = {}
    together = TOGETHER.get(model._meta.label_lower, {})
    owners = {name: owner for owner, (_label, names) in together.items() for name in names}
    for field in model._meta.concrete_fields:
        if (
            not field.unique
            and not field.generated
            and not isinstance(field, NamesKeyField)
            and not getattr(field, "auto_now_add", 0)
        ):
            original = getattr(field, "translated_field", field)
            families.setdefault(owners.get(original.name, original.name), []).append(field)
    return [
        Fact(name, capfirst(together[name][0] if name in together else fields[0].verbose_name), tuple(fields))
        for name, fields in families.items()
    ]


def _has_translations(field) -> bool:
    """Whether the column only repeats the text of one language."""
    options = translator.get_registered_models()
    return field.model in options and field.name in translator.get_options_for_model(field.model).all_fields


def _shown(item, field) -> str:
    if field.choices:
        return str(getattr(item, f"get_{field.name}_display")())
    value = getattr(item, field.name)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(getattr(field, "translated_field", field), RichTextField):
        return Truncator(strip_tags(value or "")).chars(300)
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
