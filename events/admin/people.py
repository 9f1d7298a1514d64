from django import forms
from django.contrib import admin
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from events.admin.lasting import DuplicatesFilter, LastingAdmin, LastingForm, appearances, number_of
from events.admin.merging import MergingAdmin
from events.models import Country, Participation, Person
from publishing.admin.languages import language_fieldsets


class PersonForm(LastingForm):
    is_another = forms.BooleanField(required=False, label=_("This is somebody else"))

    def clean_emails(self):
        return list(dict.fromkeys(email.lower() for email in self.cleaned_data["emails"]))


class CountryFilter(admin.SimpleListFilter):
    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        seen = Participation.objects.order_by().values("country")
        return [(country.code, country.name) for country in Country.objects.filter(pk__in=seen)]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        came = Participation.objects.filter(country__code=self.value())
        return queryset.filter(pk__in=came.order_by().values("person"))


@admin.register(Person)
class PersonAdmin(MergingAdmin, LastingAdmin):
    form = PersonForm
    fieldsets = (
        (
            _("Name"),
            {
                "fields": [
                    "honorific",
                    "given_name",
                    "family_name",
                    "family_name_first",
                    "native_name",
                    "aliases",
                ]
            },
        ),
        (_("To know the person again"), {"fields": ["emails"]}),
        (_("For visitors"), {"fields": ["photo", "same_as", "slug"]}),
        *language_fieldsets("biography"),
        (_("At events"), {"fields": ["appearances"], "classes": ["wide-table"]}),
    )
    raw_id_fields = ("photo",)
    readonly_fields = ("appearances",)
    list_display = ("full_name", "native_name", "latest_role", "latest_country", "event_count")
    list_filter = (CountryFilter, DuplicatesFilter)
    search_help_text = _("A name in any script, spelling or order, or an e-mail address.")

    def get_queryset(self, request):
        latest = Participation.objects.latest_of_each_person().select_related("organisation", "country")
        return (
            super()
            .get_queryset(request)
            .annotate(event_count=number_of(Participation.objects, "person"))
            .prefetch_related(Prefetch("participations", latest, to_attr="latest"))
        )

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    def also_found(self, search_term):
        return Q(emails__icontains=search_term.strip())

    def details(self, item):
        latest = _latest(item)
        return _role_in(latest) if latest else ""

    @admin.display(description=_("name"), ordering="family_name")
    def full_name(self, person):
        return person.full_name

    @admin.display(description=_("latest title and organisation"))
    def latest_role(self, person):
        return self.details(person) or "–"

    @admin.display(description=_("country"))
    def latest_country(self, person):
        latest = _latest(person)
        return (latest and latest.country) or "–"

    @admin.display(description=_("events"), ordering="event_count")
    def event_count(self, person):
        return person.event_count

    @admin.display(description=_("appearances"))
    def appearances(self, person):
        return appearances(person.participations.all(), "role")


def _latest(person):
    if not hasattr(person, "latest"):
        person.latest = list(
            person.participations.latest_of_each_person().select_related("organisation", "country")
        )
    return person.latest[0] if person.latest else None


def _role_in(participation) -> str:
    where = participation.organisation_name or participation.organisation
    return ", ".join(str(part) for part in (participation.job_title, where) if part)
