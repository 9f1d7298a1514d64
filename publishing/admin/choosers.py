"""Fields that look a record up while one types: what is chosen is named as it was suggested."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.forms import ModelMultipleChoiceField


def name_as_suggested(field, site):
    """Give the chosen records of a field the words that the admin of their model has for suggestions."""

    def label(record):
        describe = getattr(site.get_model_admin(type(record)), "suggestion", str)
        return describe(record)

    field.label_from_instance = label
    return field


class SuggestedNames(admin.options.BaseModelAdmin):
    """For whoever has `autocomplete_fields`."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = getattr(field, "widget", None)
        widget = getattr(wrapper, "widget", wrapper)
        if isinstance(widget, AutocompleteMixin):
            name_as_suggested(field, self.admin_site)
            if isinstance(field, ModelMultipleChoiceField):
                widget.is_required = True  # else one small cross takes out all that was chosen
            # What a list of these records joins is what tells them apart.
            joined = self.admin_site.get_model_admin(field.queryset.model).list_select_related
            field.queryset = field.queryset.select_related(*joined or ())
        return field
