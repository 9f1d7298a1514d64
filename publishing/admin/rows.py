"""Rows that belong to a publishable item: its authors, pictures, attachments."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Script
from django.forms.models import BaseInlineFormSet, ModelChoiceField
from django.utils.text import capfirst

from publishing.admin.choosers import Choosers
from publishing.admin.widgets import PictureInput
from publishing.models import Picture

MAX_NEW_ROWS = 100


class PictureFields(admin.options.BaseModelAdmin):
    """Selects foreign keys to pictures from the library; list them in `raw_id_fields` as well."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if issubclass(db_field.related_model, Picture):
            kwargs["widget"] = PictureInput()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RowThatMayBeGone(ModelChoiceField):
    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class PartFormSet(BaseInlineFormSet):
    """A row that someone else has deleted in the meantime stays deleted, instead of blocking the form.

    However many rows exist, a submitted form may add this many more.
    """

    fk: models.ForeignKey  # Django's factory of such form sets gives it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_num = self.absolute_max = len(self.get_queryset()) + MAX_NEW_ROWS

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        name = self._pk_field.name
        row = form.fields[name]
        form.fields[name] = RowThatMayBeGone(
            row.queryset, initial=row.initial, required=False, widget=forms.HiddenInput
        )
        return form

    def add_fields(self, form, index):
        """Label each field, because in a table only the column heading does, which assistive technology
        ignores.
        """
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            if not widget.is_hidden and field.label:
                widget.attrs.setdefault("aria-label", capfirst(field.label))

    def clean(self):
        """Refuse duplicate rows within the form; a constraint only knows those that are stored."""
        super().clean()
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint):
                continue
            names = {each.name for each in constraint.expressions if isinstance(each, models.F)}
            names -= {self.fk.name}  # the same for all rows
            seen = set()
            for form in self.forms:
                values = tuple(form.cleaned_data.get(name) for name in names) if _is_kept(form) else None
                if values in seen:
                    form.add_error(None, constraint.get_violation_error_message())
                elif values:
                    seen.add(values)


def _is_kept(form) -> bool:
    """Whether this row is valid so far, not empty, and not marked for deletion."""
    return form.is_valid() and bool(form.cleaned_data) and not form.cleaned_data.get("DELETE")


class NamedRecords(admin.options.BaseModelAdmin):
    """Records that a form only refers to can't be deleted from there."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class PartInline(PictureFields, NamedRecords, Choosers, admin.TabularInline):
    """Rows that belong to an item: users who may change the item may change them."""

    extra = 0
    formset = PartFormSet
    formfield_overrides = {models.URLField: {"widget": forms.URLInput, "assume_scheme": "https"}}

    class Media:
        css = {"all": ["staff/rows.css"]}
        js = [Script("staff/rows.js", type="module")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_view_related = False
        return field

    def _may(self, request, item):
        item_admin = self.admin_site.get_model_admin(self.parent_model)
        return (
            item_admin.has_change_permission(request, item)
            if item
            else item_admin.has_add_permission(request)
        )

    def has_view_permission(self, request, obj=None):
        return self.admin_site.get_model_admin(self.parent_model).has_view_or_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)
