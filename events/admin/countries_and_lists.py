"""The lists that events are sorted by: countries, kinds of events, series."""

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.fields import LinesField
from events.admin.records.base import KeptInUse, PublicPage
from events.models import Country, Event, EventKind, Participation, Series
from publishing import languages
from publishing.admin.languages import LanguageForm, LanguagesAdmin, language_fieldsets
from publishing.querysets import count_rows


class CountryForm(LanguageForm):
    def clean(self):
        cleaned = super().clean()
        others = Country.objects.exclude(pk=self.instance.pk)
        owners = {name.casefold(): country for country in others for name in country.all_names}
        for field in languages.columns("name", "official_name"):
            if (name := cleaned.get(field) or "") and name.casefold() in owners:
                self.add_error(field, _taken(name, owners))
        if taken := [name for name in cleaned.get("aliases", ()) if name.casefold() in owners]:
            self.add_error("aliases", ValidationError([_taken(name, owners) for name in taken]))
        return cleaned


def _taken(name, owners) -> str:
    sentence = gettext("“%(name)s” is already a name of %(country)s. One name can’t stand for two countries.")
    return sentence % {"name": name, "country": owners[name.casefold()]}


@admin.register(Country)
class CountryAdmin(KeptInUse, PublicPage, LanguagesAdmin):
    form = CountryForm
    formfield_overrides = {ArrayField: {"form_class": LinesField}}
    fieldsets = (
        *language_fieldsets("name", "official_name"),
        (None, {"fields": ["aliases", "is_member", ("code", "code3")]}),
    )
    list_display = ("name", "code", "is_member", "event_count", "people_count")
    list_filter = ("is_member",)
    search_fields = (*languages.columns("name", "official_name"), "code", "code3", "aliases")
    list_per_page = 300

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                event_count=count_rows(Event.objects, "country"),
                people_count=count_rows(Participation.objects, "country"),
            )
        )

    def get_readonly_fields(self, request, obj=None):
        return ("code", "code3") if obj else ()

    @admin.display(description=_("events held"), ordering="event_count")
    def event_count(self, country):
        return country.event_count

    @admin.display(description=_("participations"), ordering="people_count")
    def people_count(self, country):
        return country.people_count


class EventListAdmin(KeptInUse, LanguagesAdmin):
    """A list of names that events belong to."""

    event_field = ""

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(event_count=count_rows(Event.objects, self.event_field))

    @admin.display(description=_("events"), ordering="event_count")
    def event_count(self, item):
        return item.event_count


@admin.register(EventKind)
class EventKindAdmin(EventListAdmin):
    fieldsets = (*language_fieldsets("name"), (None, {"fields": ["slug"]}))
    list_display = ("name", "event_count")
    search_fields = languages.columns("name")
    event_field = "kind"


@admin.register(Series)
class SeriesAdmin(EventListAdmin):
    fieldsets = language_fieldsets("title")
    list_display = ("title", "event_count")
    search_fields = languages.columns("title")
    event_field = "series"
