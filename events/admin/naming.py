"""Forms of other apps that name people."""

from django.contrib import admin
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from events.models import Person


class NamesPeople(admin.options.BaseModelAdmin):
    """Whoever does not change people names those whom the suggestions offer and those who are named already.

    `named_by` leads from a person to the item: by it a form knows these.
    """

    named_by: str

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        names = isinstance(field, ModelChoiceField) and field.queryset.model is Person
        if names and not request.user.has_perm("events.change_person"):
            item = request.resolver_match.kwargs.get("object_id")
            named = Person.objects.filter(**{self.named_by: item}) if item else Person.objects.none()
            field.queryset = field.queryset.to_be_named(besides=named)
            field.error_messages["invalid_choice"] = _(
                "Only people who agreed to be listed, and those who never took part in an event, can be "
                "named. Choose among those that are suggested."
            )
        return field
