"""Fields that suggest records while a name is typed."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple

from publishing.keys import key_in


class _KeysAlone(AutocompleteMixin):
    """Django's own looks up whatever was submitted, and fails on values that are not keys when redisplaying
    the form.
    """

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [text for text in value if key_in(text) is not None], attrs)


class KeySelect(_KeysAlone, AutocompleteSelect):
    """Suggests records while a name is typed."""


class KeySelectMultiple(_KeysAlone, AutocompleteSelectMultiple):
    pass


def name_as_suggested(field, site):
    """Label the selected records of a field like the suggestions of their model's admin."""

    def label(record):
        describe = getattr(site.get_model_admin(type(record)), "suggestion", str)
        return describe(record)

    field.label_from_instance = label
    return field


class Choosers(admin.options.BaseModelAdmin):
    """Uses these widgets for `autocomplete_fields`, and labels selected records like suggestions."""

    admin_site: admin.AdminSite  # Django gives it to every admin and inline

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            widget = KeySelect(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs.setdefault("widget", widget)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            widget = KeySelectMultiple(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs.setdefault("widget", widget)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(getattr(widget, "widget", widget), AutocompleteMixin):
            name_as_suggested(field, self.admin_site)
            # What a list of these records joins is what tells them apart.
            joined = self.admin_site.get_model_admin(field.queryset.model).list_select_related
            field.queryset = field.queryset.select_related(*joined or ())
        return field
