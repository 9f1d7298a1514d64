from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.admin.records.base import DuplicatesFilter, LastingForm, appearances
from events.admin.records.splitting import SplittingAdmin
from events.models import Country, Participation, Person
from events.models.names import LATIN_COLUMNS
from events.records.duplicates import namesakes
from events.records.renaming import Renaming
from history.admin import HistoryAdmin
from publishing.admin.languages import language_fieldsets
from publishing.querysets import count_rows
from publishing.slugs import is_made_from

NEW = "new"


class PersonForm(LastingForm):
    """An existing person is renamed only after staff have said what should happen to past lists and the
    address.
    """

    is_another = forms.BooleanField(required=False, label=_("This is someone else"))
    past_lists = forms.ChoiceField(
        required=False,
        label=_("lists of past events"),
        widget=forms.RadioSelect,
        choices=[
            ("", _("The name changed: lists of past events keep the old spelling")),
            ("correct", _("It was misspelt or missing: correct it in lists of past events too")),
        ],
    )
    page_address = forms.ChoiceField(
        required=False,
        label=_("page address"),
        widget=forms.RadioSelect,
        choices=[
            ("", _("Keep it as it is")),
            (NEW, _("Make a new one from the new name; the old one redirects to it")),
        ],
    )
    renaming = None

    def clean_emails(self):
        return list(dict.fromkeys(email.lower() for email in self.cleaned_data["emails"]))

    def questions(self):
        if self.instance.pk:
            self.renaming = Renaming(self.instance)
        yield from super().questions()
        if self.asks_about_past and not self.is_answered:
            yield _stands_in(self.renaming)
        if self.asks_about_address and not self.is_answered_about_address:
            yield gettext("The page address is still %(address)s. Nothing has been saved yet.") % {
                "address": self.instance.get_absolute_url()
            }

    def find_close_ones(self):
        return namesakes(self.instance, self.renaming.former) if self.renaming else super().find_close_ones()

    @property
    def is_answered(self) -> bool:
        return self.add_prefix("past_lists") in self.data

    @property
    def asks_about_past(self) -> bool:
        """The question stays on the page with its answer when another field has an error."""
        return self.is_answered or bool(self.renaming and self.renaming.past_events)

    @property
    def is_answered_about_address(self) -> bool:
        return self.add_prefix("page_address") in self.data

    @property
    def asks_about_address(self) -> bool:
        return self.is_answered_about_address or bool(
            self.renaming and LATIN_COLUMNS in self.renaming.parts and self._keeps_unlike_address()
        )

    def _keeps_unlike_address(self) -> bool:
        person = self.instance
        return "slug" not in self.changed_data and not is_made_from(person.slug, person.address_text)

    @property
    def wants_new_address(self) -> bool:
        """A typed address takes precedence over a generated one."""
        return self.cleaned_data["page_address"] == NEW and "slug" not in self.changed_data


def _stands_in(renaming) -> str:
    events = renaming.past_events
    first, last = date_format(events[-1].first_day), date_format(events[0].first_day)
    return ngettext(
        "“%(name)s” appears in the list of %(count)s past event (%(days)s). Nothing has been saved yet.",
        "“%(name)s” appears in the lists of %(count)s past events (%(days)s). Nothing has been saved yet.",
        len(events),
    ) % {
        "name": renaming.former.full_name,
        "count": len(events),
        "days": first if first == last else f"{first} – {last}",
    }


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


# Email addresses, which are for those alone who work with lists of participants.
RECOGNISING = (_("Recognising the person in lists"), {"fields": ["emails"]})
# Also those at which the person did not agree to be listed.
AT_EVENTS = (_("At events"), {"fields": ["appearances"], "classes": ["wide-table"]})


@admin.register(Person)
class PersonAdmin(HistoryAdmin, SplittingAdmin):
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
        RECOGNISING,
        (_("For visitors"), {"fields": ["photo", "same_as", "slug"]}),
        *language_fieldsets("biography"),
        AT_EVENTS,
    )
    raw_id_fields = ("photo",)
    readonly_fields = ("appearances",)
    list_display = ("full_name", "native_name", "latest_role", "latest_country", "event_count")
    list_filter = (CountryFilter, DuplicatesFilter)
    search_help_text = _("A name in any script, spelling or order, or an email address.")

    def get_queryset(self, request):
        """Who does not change people chooses among them, to name them: who took part where stays in lists."""
        people, participations = super().get_queryset(request), Participation.objects.all()
        if not self.has_change_permission(request):
            people, participations = people.to_be_named(), participations.listed()
        latest = participations.latest_of_each_person().select_related("organisation", "country")
        return people.annotate(event_count=count_rows(participations, "person")).prefetch_related(
            Prefetch("participations", latest, to_attr="latest")
        )

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request):
            fieldsets = [each for each in fieldsets if each not in (RECOGNISING, AT_EVENTS)]
        return fieldsets if obj else [each for each in fieldsets if each is not AT_EVENTS]

    def get_list_filter(self, request):
        return self.list_filter if self.has_change_permission(request) else ()

    def get_search_results(self, request, queryset, search_term):
        if "@" in search_term and not self.has_change_permission(request):
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save()
            return
        correct_past = form.cleaned_data["past_lists"] == "correct"
        if form.wants_new_address:
            obj.slug = ""
        form.renaming.save(correct_past=correct_past)
        if form.wants_new_address:
            sentence = gettext("The page address is now %(address)s. The old one redirects to it.")
            self.message_user(request, sentence % {"address": obj.get_absolute_url()}, messages.SUCCESS)
        if correct_past and (count := len(form.renaming.past_events)):
            sentence = ngettext(
                "The name was corrected in the list of %(count)s past event.",
                "The name was corrected in the lists of %(count)s past events.",
                count,
            )
            self.message_user(request, sentence % {"count": count}, messages.SUCCESS)

    def also_found(self, search_term):
        return Q(emails__icontains=search_term.strip())

    def details(self, item):
        latest = _latest(item)
        parts = (_role_in(latest), latest.country) if latest else ()
        return ", ".join(str(part) for part in parts if part)

    @admin.display(description=_("name"), ordering="family_name")
    def full_name(self, person):
        return person.full_name

    @admin.display(description=_("latest job title and organisation"))
    def latest_role(self, person):
        latest = _latest(person)
        return (latest and _role_in(latest)) or "–"

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
