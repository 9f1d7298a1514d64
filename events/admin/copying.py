"""The next edition of an event: a new draft with selected parts of this one, on another day."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.event_form import check_year, day_input
from events.admin.pages import EventPage
from events.clock import moment, start_of_day
from events.models import Event, EventOrganisation, Session
from publishing import languages

PARTS = (
    ("texts", _("Summary and text, with their translations")),
    ("place", _("City and venue")),
    ("organisations", _("Hosts, donors and partners")),
    ("programme", _("Programme, without its speakers")),
)
ALWAYS = ("kind", "time_zone", "all_day", "mode", "country", "series", "officer")
TEXTS = {"texts": ("summary", "body"), "place": ("city", "venue")}


class CopyForm(forms.Form):
    title = forms.CharField(label=_("English title"), max_length=200)
    first_day = forms.DateField(label=_("First day"), widget=day_input(), validators=[check_year])
    parts = forms.MultipleChoiceField(
        label=_("Copy"), choices=PARTS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, event, **kwargs):
        initial = {"title": event.title_en, "parts": ["place", "organisations", "programme"]}
        super().__init__(*args, initial=initial, **kwargs)
        self.event = event

    def clean_first_day(self):
        """Refuse a day on which a time of this event does not exist."""
        day = self.cleaned_data["first_day"]
        self.shift = day - self.event.first_day
        self.moved(self.event.starts_at)
        self.moved(self.event.ends_at)
        for session in self.event.sessions.all():
            self.moved(session.starts_at)
            self.moved(session.ends_at)
        return day

    def moved(self, at):
        """The same local time, moved by as many days as the event."""
        local = at.astimezone(self.event.zone).replace(tzinfo=None) + self.shift
        if self.event.all_day and at in {self.event.starts_at, self.event.ends_at}:
            return start_of_day(local.date(), self.event.time_zone)
        return moment(local, self.event.time_zone)

    @transaction.atomic
    def save(self, user) -> Event:
        event, parts = self.event, self.cleaned_data["parts"]
        texts = [name for part in parts for name in TEXTS.get(part, ())]
        columns = languages.columns(*texts)
        copy = Event.objects.create(
            title_en=self.cleaned_data["title"],
            starts_at=self.moved(event.starts_at),
            ends_at=self.moved(event.ends_at),
            previous_edition=event,
            created_by=user,
            updated_by=user,
            **{name: getattr(event, name) for name in (*ALWAYS, *columns)},
        )
        copy.topics.set(event.topics.all())
        if "organisations" in parts:
            _copy_rows(EventOrganisation.objects.filter(event=event), copy)
        if "programme" in parts:
            _copy_rows(Session.objects.filter(event=event), copy, self.moved)
        return copy


def _copy_rows(rows, event, moved=None):
    for row in rows:
        row.pk, row._state.adding, row.event = None, True, event
        if moved:
            row.starts_at, row.ends_at = moved(row.starts_at), moved(row.ends_at)
        row.save()


class CopyPage(EventPage):
    """Whoever may add events may copy one that they may only read."""

    path = "<int:pk>/next-edition/"
    name = "events_event_copy"
    template = "admin/events/next_edition.html"
    permission_required = "events.add_event"

    def get(self, request):
        return self._page(CopyForm(event=self.event))

    def post(self, request):
        form = CopyForm(request.POST, event=self.event)
        if not form.is_valid():
            return self._page(form)
        copy = form.save(request.user)
        made = gettext("Copied from “%(title)s”.") % {"title": self.event}
        self.model_admin.log_addition(request, copy, made)
        sentence = gettext(
            "“%(title)s” was created as a draft. It follows “%(former)s”. Participants were not copied."
        )
        self.message(sentence % {"title": copy, "former": self.event}, messages.SUCCESS)
        return redirect("admin:events_event_change", copy.pk)

    def _page(self, form):
        return self.render(gettext("Create the next edition"), form=form)
