"""The rows on an event's form: programme, materials, organisations, gallery."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationInlineModelAdmin

from events.admin.event_form import check_year, day_input, moment_in, time_input
from events.clock import end_of, zone_names
from events.models import EventOrganisation, GalleryPicture, Material, Session
from publishing import languages
from publishing.admin.languages import LanguageForm
from publishing.admin.rows import PartFormSet, PartInline

INSTANT = timedelta(microseconds=1)
TIMES = {"day", "start_time", "end_time"}


class ProgrammeFormSet(PartFormSet):
    """Passes the parent objects to its forms, which would otherwise each fetch them again."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"parent": self.instance}


class SessionForm(LanguageForm):
    day = forms.DateField(label=_("Day"), required=False, widget=day_input(), validators=[check_year])
    start_time = forms.TimeField(label=_("From"), widget=time_input())
    end_time = forms.TimeField(label=_("Until"), widget=time_input())

    moves_along = False

    def __init__(self, *args, parent, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = self.instance.event = parent
        self.before = (self.instance.starts_at, self.instance.ends_at)
        if self.instance.pk:
            start, end = self.instance.local_start, self.instance.local_end
            self.initial |= {"day": start.date(), "start_time": start.time(), "end_time": end.time()}
        elif self.event.starts_at:
            self.initial["day"] = self.event.first_day

    def has_changed(self):
        """A new row in which only the suggested day differs is not a session; a change of time zone does move
        one.
        """
        if self.instance.pk is None:
            return set(self.changed_data) - {"day", "kind"} != set()
        return super().has_changed() or (self.instance.starts_at, self.instance.ends_at) != self.before

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        is_over_midnight = self._keeps_its_length_over_midnight()
        # Times of one day can be compared whatever else of the event or the session is still wrong.
        if start and end and not is_over_midnight and time.min != end <= start:
            self.add_error("end_time", gettext("A session must end after it starts, on the same day."))
        zone = self.event.time_zone
        if self.event.starts_at is None or zone not in zone_names() or "day" in self.errors:
            return cleaned
        first, last = self.event.first_day, self.event.last_day
        day = cleaned["day"] = self._moved_along(cleaned.get("day") or first)
        if not first <= day <= last:
            self.add_error("day", _outside(first, last))
        elif is_over_midnight:
            shift = day - self.instance.local_start.date()
            self.instance.starts_at += shift
            self.instance.ends_at += shift
        else:
            starts = moment_in(self, "start_time", datetime.combine, day, zone)
            ends = moment_in(self, "end_time", end_of, day, zone)
            if starts and ends:
                self.instance.starts_at, self.instance.ends_at = starts, ends
        return cleaned

    def _moved_along(self, day):
        """The day; for a session that was not edited, moved by as many days as the whole event."""
        event, target = self.event, day + getattr(self.event, "moved_by", timedelta(0))
        is_left = self.instance.pk and "day" not in self.changed_data
        outside = not event.first_day <= day <= event.last_day
        self.moves_along = bool(is_left and outside and event.first_day <= target <= event.last_day)
        return target if self.moves_along else day

    def _keeps_its_length_over_midnight(self) -> bool:
        if not self.instance.pk or set(self.changed_data) & TIMES:
            return False
        last_moment = (self.instance.ends_at - INSTANT).astimezone(self.event.zone)
        return last_moment.date() > self.instance.local_start.date()


def _outside(first, last) -> str:
    if first == last:
        return gettext("The event is on %(day)s; this session is not.") % {"day": date_format(first)}
    return gettext("The event lasts from %(first)s to %(last)s; this session is outside these dates.") % {
        "first": date_format(first),
        "last": date_format(last),
    }


class StackedRows(TranslationInlineModelAdmin, PartInline):
    """Rows with several lines, for what would make a table too wide. The fields need a `LanguageForm`."""

    template = "admin/edit_inline/stacked.html"
    formset = ProgrammeFormSet


class SessionInline(StackedRows):
    model = Session
    form = SessionForm
    fieldsets = (
        (None, {"fields": [("day", "start_time", "end_time", "kind", "title_en"), "people"]}),
        (_("Room and description"), {"fields": ["room_en", "description_en"], "classes": ["collapse"]}),
        *(
            (
                languages.NAMES[code],
                {
                    "fields": languages.columns("title", "room", "description", codes=[code]),
                    "classes": ["collapse"],
                },
            )
            for code in languages.OTHERS
        ),
    )
    readonly_fields = ("people",)
    verbose_name_plural = _("programme")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("roles__participation")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and request.user.has_perm("events.change_event"):
            return fieldsets
        # Whom visitors may not see, staff of other departments need not see either.
        name, options = fieldsets[0]
        return [(name, options | {"fields": options["fields"][:1]}), *fieldsets[1:]]

    @admin.display(description=_("on stage"))
    def people(self, session):
        if session.pk is None:
            return gettext("Save the session, then add its speakers.")
        if session.event.trashed_at:  # participants can't be opened or added there
            names = (f"{held.participation.name} ({held.get_role_display()})" for held in session.roles.all())
            return ", ".join(names) or "–"
        shown = format_html_join(
            ", ",
            '<a href="{}">{}</a> ({})',
            (
                (
                    reverse("admin:events_participation_change", args=[held.participation_id]),
                    held.participation.name,
                    held.get_role_display(),
                )
                for held in session.roles.all()
            ),
        )
        add = reverse("admin:events_event_speakers", args=[session.event_id])
        link = format_html(
            '<a class="addlink" href="{}?session={}">{}</a>', add, session.pk, gettext("Add speakers")
        )
        return format_html("{} {}", shown, link)

    # What a reader without the right to change sees in the place of the form's own fields.
    @admin.display(description=_("day"))
    def day(self, session):
        return date_format(session.local_start.date()) if session.pk else ""

    @admin.display(description=_("from"))
    def start_time(self, session):
        return session.local_start.strftime("%H:%M") if session.pk else ""

    @admin.display(description=_("until"))
    def end_time(self, session):
        return session.local_end.strftime("%H:%M") if session.pk else ""


class MaterialFormSet(ProgrammeFormSet):
    @cached_property
    def session_choices(self):
        return session_choices(self.instance)

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"session_choices": self.session_choices}


def session_choices(event) -> list:
    """Options for the sessions of an event, with day and time to tell them apart."""
    sessions = event.sessions.all() if event.pk else []
    return [
        ("", gettext("The event as a whole")),
        *(
            (each.pk, f"{date_format(each.starts_at.astimezone(event.zone), 'j M H:i')} {each.title}")
            for each in sessions
        ),
    ]


class MaterialForm(LanguageForm):
    def __init__(self, *args, parent, session_choices, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("session"):
            field.queryset = Session.objects.filter(event=parent.pk)
            field.choices = session_choices
        if field := self.fields.get("title_en"):
            field.label = gettext("Title (English)")


class MaterialInline(StackedRows):
    model = Material
    form = MaterialForm
    formset = MaterialFormSet
    fieldsets = (
        (None, {"fields": [("kind", "document", "url"), ("title_en", "session", "order")]}),
        (
            _("Title in other languages"),
            {"fields": languages.columns("title", codes=languages.OTHERS), "classes": ["collapse"]},
        ),
    )
    autocomplete_fields = ("document",)
    verbose_name_plural = _("documents and recordings")


class OrganisationInline(PartInline):
    model = EventOrganisation
    fields = ("organisation", "part", "order")
    autocomplete_fields = ("organisation",)


class GalleryInline(PartInline):
    model = GalleryPicture
    fields = ("picture", "order")
    raw_id_fields = ("picture",)
