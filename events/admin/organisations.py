from django import forms
from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.records.base import DuplicatesFilter, LastingForm, appearances
from events.admin.records.merging import MergingAdmin
from events.choices import OrganisationType
from events.models import EventOrganisation, Organisation, Participation
from events.ror import RorField
from history.admin import HistoryAdmin
from publishing.admin.languages import language_fieldsets
from publishing.querysets import count_rows


class OrganisationForm(LastingForm):
    is_another = forms.BooleanField(required=False, label=_("This is another organisation"))

    class Meta:
        field_classes = {"ror": RorField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name_en" in self.fields:
            self.fields["name_en"].required = True

    def clean_parent(self):
        above = parent = self.cleaned_data["parent"]
        passed = set()
        while above and above.pk not in passed:
            if above.pk == self.instance.pk:
                raise ValidationError(gettext("An organisation can’t be part of one of its own parts."))
            passed.add(above.pk)
            above = above.parent
        return parent


@admin.register(Organisation)
class OrganisationAdmin(HistoryAdmin, MergingAdmin):
    form = OrganisationForm
    fieldsets = (
        *language_fieldsets("name", "short_name"),
        (_("Recognising it in lists"), {"fields": ["aliases"]}),
        (_("About"), {"fields": ["type", "country", "parent", "website", "ror", "logo", "slug"]}),
        (_("Events"), {"fields": ["parts", "participants"], "classes": ["wide-table"]}),
    )
    raw_id_fields = ("logo",)
    autocomplete_fields = ("country", "parent")
    readonly_fields = ("parts", "participants")
    list_display = ("name", "short_name", "type", "country", "event_count", "people_count")
    list_filter = ("type", ("country", RelatedOnlyFieldListFilter), DuplicatesFilter)
    list_select_related = ("country",)
    search_help_text = _("A name or abbreviation in any language.")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("country")
            .annotate(
                event_count=count_rows(EventOrganisation.objects, "organisation"),
                people_count=count_rows(Participation.objects, "organisation"),
            )
        )

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    def details(self, item):
        known = item.type != OrganisationType.UNKNOWN
        parts = (item.short_name, item.country, item.get_type_display() if known else "")
        return ", ".join(str(part) for part in parts if part)

    @admin.display(description=_("host or donor"), ordering="event_count")
    def event_count(self, organisation):
        return organisation.event_count

    @admin.display(description=_("people"), ordering="people_count")
    def people_count(self, organisation):
        return organisation.people_count

    @admin.display(description=_("host, donor or partner of"))
    def parts(self, organisation):
        rows = organisation.parts.select_related("event").order_by("-event__starts_at", "pk")
        return render_to_string("admin/events/organisation_parts.html", {"rows": rows})

    @admin.display(description=_("participants"))
    def participants(self, organisation):
        return appearances(organisation.participations.all(), "person")
