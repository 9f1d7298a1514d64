"""What stands in a row, in words for staff."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Field, Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from history.contents import Row
from history.references import Reference, target
from publishing.admin.comparing import readable
from publishing.languages import NAMES
from publishing.richtext import RichTextField


def label_of(field: Field) -> str:
    """The name of a field; of a translated one with its language."""
    if isinstance(field, TranslationField):
        return f"{capfirst(str(field.translated_field.verbose_name))} ({NAMES[field.language]})"
    return capfirst(str(field.verbose_name))


def is_told(field: Field) -> bool:
    """Whether staff know this field: what no form has counts only, but for moments."""
    return field.editable or isinstance(field, DateTimeField)


class Names:
    """What the rows are called that are referred to, read at once."""

    def __init__(self, references: Iterable[Reference]):
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for reference in references:
            wanted[target(reference)].add(reference.key)
        self.names = {
            (model, key): str(item)
            for model, keys in wanted.items()
            for key, item in model._base_manager.in_bulk(keys).items()
        }

    def of(self, reference: Reference) -> str:
        model = target(reference)
        gone = _("deleted: %(what)s no. %(number)s")
        words = {"what": model._meta.verbose_name, "number": reference.key}
        return self.names.get((model, reference.key)) or gone % words

    def value(self, field: Field, row: Row) -> str:
        """What stands in this column; empty if nothing does."""
        found = row.get(field.column)
        if found in (None, "", [], {}):
            return ""
        if field.is_relation:
            return self.of(Reference(field, found))
        return _in_words(field, found)

    def line(self, fields: list[Field], row: Row) -> str:
        """A row that belongs to an item, on one line: what it is first, then the rest by name."""
        told = [(field, self.value(field, row)) for field in fields if is_told(field)]
        relations = [text for field, text in told if field.is_relation and text]
        rest = [
            f"{label_of(field)}: {text}"
            for field, text in told
            if text and not field.is_relation and field.name != "order"
        ]
        return " · ".join([*relations, *rest])


def _in_words(field: Field, found: Any) -> str:
    if isinstance(found, bool):
        return _("Yes") if found else _("No")
    if field.choices:
        return str(dict(field.flatchoices).get(found, found))
    if isinstance(field, DateTimeField):
        moment = parse_datetime(found)
        return date_format(_local(moment), "DATETIME_FORMAT") if moment else found
    if isinstance(field, RichTextField):
        return readable(found)
    if isinstance(found, list):
        return "\n".join(str(each) for each in found)
    return str(found)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)
