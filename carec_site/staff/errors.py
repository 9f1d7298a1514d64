"""Why a form was refused, as sentences that each link to the field to correct."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst
from django.utils.translation import gettext

from publishing import languages


class Fault(NamedTuple):
    sentence: str
    label: str
    target: str  # the id of an element; empty where the page shows none


def faults(form, fieldsets=(), inlines=()) -> Iterator[Fault]:
    """All errors in the fields of a form and in its rows, in the order of the page.

    What concerns the form as a whole has no place of its own: see `form.non_field_errors()`.
    """
    for name in _wrong(form, fieldsets):
        yield from _of_field(form, name)
    for inline in inlines:
        rows, heading = inline.formset, capfirst(inline.opts.verbose_name_plural)
        for sentence in rows.non_form_errors():
            yield Fault(sentence, heading, f"{rows.prefix}-group")
        for number, row in enumerate(rows.forms, start=1):
            if not getattr(row, "cleaned_data", {}).get(DELETION_FIELD_NAME):
                words = {"rows": heading, "number": number}
                row_heading = gettext("%(rows)s, row %(number)d") % words
                for sentence in row.non_field_errors():
                    yield Fault(sentence, row_heading, row.prefix)
                for name in _wrong(row, inline.fieldsets):
                    yield from _of_field(row, name, f"{row_heading}, ")


def _wrong(form, fieldsets) -> list[str]:
    """The names of fields with errors in the order of the page; those that it does not show come last."""
    shown = flatten_fieldsets(fieldsets)
    names = [name for name in form.errors if name != NON_FIELD_ERRORS]
    return sorted(names, key=lambda name: shown.index(name) if name in shown else len(shown))


def _of_field(form, name, heading="") -> Iterator[Fault]:
    field = form[name]
    # The list of errors stands beside every kind of field, whatever a script makes of the field itself.
    target = "" if field.is_hidden else f"{field.auto_id}_error"
    for sentence in field.errors:
        yield Fault(sentence, heading + _label(field), target)


def _label(field) -> str:
    """The label with the language of the text, which the page may say in a tab instead."""
    label = capfirst(field.label)
    language = languages.NAMES.get(field.field.widget.attrs.get("lang"))
    return f"{label} ({language})" if language and str(language) not in label else label
