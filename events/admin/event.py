from django.contrib import admin, messages
from django.contrib.admin import ChoicesFieldListFilter, RelatedOnlyFieldListFilter
from django.db import models
from django.forms import URLInput
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events import dates
from events.admin import participants_import
from events.admin.copying import CopyPage
from events.admin.event_form import EventForm
from events.admin.event_import import EventImportAdmin
from events.admin.participants.export import ExportPage
from events.admin.participants.page import ParticipantsPage
from events.admin.participants.speakers import SpeakersPage
from events.admin.programme import GalleryInline, MaterialInline, OrganisationInline, SessionInline
from events.admin.statistics import ReportPage, StatisticsPage
from events.choices import Status
from events.models import Event, Participation
from events.models.event import SEARCHED_TEXTS
from history.admin import PublishableHistoryAdmin
from publishing.admin.filters import LIST_FILTER
from publishing.admin.pages import PagesAdmin
from publishing.admin.publishable import (
    PUBLISHING_FIELDSET,
    TEXT_FIELDSETS,
    PublishableAdmin,
)
from publishing.admin.rows import NamedRecords
from publishing.languages import columns


class TimeFilter(admin.SimpleListFilter):
    title = _("time")
    parameter_name = "time"

    def lookups(self, request, model_admin):
        return [("upcoming", _("Upcoming and under way")), ("past", _("Past"))]

    def queryset(self, request, queryset):
        if self.value() in {"upcoming", "past"}:
            found = Event.objects.upcoming() if self.value() == "upcoming" else Event.objects.past()
            return queryset.filter(pk__in=found.order_by().values("pk"))
        return queryset


def titled(words):
    """A filter by a choice, under a heading of its own."""

    class TitledFilter(ChoicesFieldListFilter):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.title = words

    return TitledFilter


@admin.register(Event)
class EventAdmin(NamedRecords, PagesAdmin, PublishableHistoryAdmin, EventImportAdmin):
    pages = (
        ParticipantsPage,
        SpeakersPage,
        ExportPage,
        StatisticsPage,
        CopyPage,
        *participants_import.PAGES,
        ReportPage,
    )
    form = EventForm
    change_form_template = "admin/events/event/change_form.html"
    change_list_template = "admin/events/event/change_list.html"
    fieldsets = (
        *TEXT_FIELDSETS,
        (_("What"), {"fields": ["kind", "topics", "lead_picture", "officer"]}),
        (
            _("When"),
            {"fields": [("first_day", "start_time"), ("last_day", "end_time"), "all_day", "time_zone"]},
        ),
        (
            _("Where"),
            {"fields": ["mode", "country", columns("city"), columns("venue"), "join_url", "join_url_shown"]},
        ),
        (
            _("How to take part"),
            {"fields": ["last_day_to_register", "registration_url", columns("participation")]},
        ),
        (_("Status"), {"fields": ["status", columns("status_note")]}),
        (_("Series"), {"fields": ["series", "previous_edition"]}),
        PUBLISHING_FIELDSET,
    )
    formfield_overrides = PublishableAdmin.formfield_overrides | {
        models.URLField: {"widget": URLInput, "assume_scheme": "https"}
    }
    inlines = (OrganisationInline, SessionInline, MaterialInline, GalleryInline)
    autocomplete_fields = ("country", "series", "previous_edition")
    raw_id_fields = ("lead_picture",)
    list_display = ("title_and_kind", "when_and_where", "stage_and_status", "language_marks", "people_count")
    list_filter = (
        TimeFilter,
        "kind",
        ("country", RelatedOnlyFieldListFilter),
        ("mode", titled(_("mode"))),
        ("status", titled(_("status"))),
        *LIST_FILTER,
    )
    list_select_related = ("kind", "country")
    list_per_page = 50
    searched_texts = SEARCHED_TEXTS
    date_hierarchy = "starts_at"

    class Media:
        css = {"all": ["staff/event.css"]}
        js = ["staff/event.js"]

    def preview_url(self, event):
        return reverse("events:preview", args=[event.pk])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        moved = sum(getattr(row, "moves_along", False) for formset in formsets for row in formset.forms)
        if moved:
            sentence = ngettext(
                "%(count)s session was moved with the event.",
                "%(count)s sessions were moved with the event.",
                moved,
            )
            self.message_user(request, sentence % {"count": moved}, messages.INFO)

    def get_changeform_initial_data(self, request):
        return {"officer": request.user.pk} | super().get_changeform_initial_data(request)

    def get_queryset(self, request):
        return super().get_queryset(request).counting(Participation.objects.all())

    def suggestion(self, event) -> str:
        """The text of a suggestion in the fields that choose an event."""
        held = (dates.days(event.first_day, event.last_day), event.city)
        return f"{event.title} · {', '.join(part for part in held if part)}"

    @admin.display(description=_("event"), ordering="title_en")
    def title_and_kind(self, event):
        return format_html('{} <span class="below quiet">{}</span>', event.title, event.kind)

    @admin.display(description=_("date and place"), ordering="starts_at")
    def when_and_where(self, event):
        place = ", ".join(str(part) for part in (event.city, event.country) if part)
        return format_html(
            '<span class="date">{}</span> <span class="below quiet">{}</span>',
            dates.days(event.first_day, event.last_day),
            place or event.get_mode_display(),
        )

    @admin.display(description=_("state"), ordering="state")
    def stage_and_status(self, event):
        if event.status == Status.SCHEDULED:
            return self.stage_badge(event)
        return format_html(
            '{} <span class="status-mark">{}</span>', self.stage_badge(event), event.get_status_display()
        )

    @admin.display(description=_("participants"), ordering="people")
    def people_count(self, event):
        if not event.people:
            return "–"
        address = reverse("admin:events_event_participants", args=[event.pk])
        return format_html('<a href="{}">{}</a>', address, event.people)

    # What a reader without the right to change sees in the place of the form's own fields.
    @admin.display(description=_("starts at"))
    def start_time(self, event):
        return gettext("all day") if event.all_day else event.local_start.strftime("%H:%M")

    @admin.display(description=_("ends at"))
    def end_time(self, event):
        return gettext("all day") if event.all_day else event.local_end.strftime("%H:%M")
