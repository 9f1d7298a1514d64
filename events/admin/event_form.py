"""The form of an event, with times in its local time zone."""

from datetime import date, datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.clock import check_zone, end_of, moment, start_of_day, zone_names
from events.models import Country, Event
from publishing import languages
from publishing.admin.columns import name_of
from publishing.admin.forms import PublishableForm

DAY = timedelta(days=1)
TIMES = ("start_time", "end_time")
# The clocks of its government. Who is a member, the table of countries says.
GOVERNMENT_ZONES = {
    "AF": "Asia/Kabul",
    "AZ": "Asia/Baku",
    "CN": "Asia/Shanghai",
    "GE": "Asia/Tbilisi",
    "KZ": "Asia/Almaty",
    "KG": "Asia/Bishkek",
    "MN": "Asia/Ulaanbaatar",
    "PK": "Asia/Karachi",
    "TJ": "Asia/Dushanbe",
    "TM": "Asia/Ashgabat",
    "UZ": "Asia/Tashkent",
}


def check_year(day: date) -> None:
    if not 1900 <= day.year <= 2200:
        raise ValidationError(gettext("Enter a year between 1900 and 2200."), code="year")


def day_input():
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input():
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def zone_choices():
    """Options for a select: UTC and the members' zones first, then all others by continent."""
    names = Country.objects.members().values_list("code", "name")
    members = sorted((name, GOVERNMENT_ZONES[code]) for code, name in names if code in GOVERNMENT_ZONES)
    first = [("UTC", "UTC"), *((zone, f"{name}: {zone}") for name, zone in members)]
    continents = {}
    for name in sorted(zone_names() - {value for value, _label in first}):
        continents.setdefault(name.partition("/")[0], []).append((name, name))
    return [(gettext("CAREC members"), first), *continents.items()]


def moment_in(form, name, local, day, zone) -> datetime | None:
    """The moment of a field's time on a day; None, with an error on the field, if there is none."""
    if name in form.errors:
        return None
    try:
        return moment(local(day, form.cleaned_data[name]), zone)
    except ValidationError as error:
        form.add_error(name, error)
        return None


class EventForm(PublishableForm):
    first_day = forms.DateField(label=_("First day"), widget=day_input(), validators=[check_year])
    start_time = forms.TimeField(label=_("Starts at"), required=False, widget=time_input())
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=day_input(),
        validators=[check_year],
        help_text=_("Leave empty for a one-day event."),
    )
    end_time = forms.TimeField(
        label=_("Ends at"),
        required=False,
        widget=time_input(),
        help_text=_("00:00 means midnight at the end of the last day."),
    )
    last_day_to_register = forms.DateField(
        label=_("Last day to register"),
        required=False,
        widget=day_input(),
        validators=[check_year],
        help_text=_("Until midnight at its end. From then on the page says that registration has closed."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        widget=forms.Select,
        validators=[check_zone],
        help_text=_(
            "The time zone of the place where the event is held. Times are local times there. If you "
            "change the zone, they stay as entered."
        ),
    )

    class Meta:
        model = Event
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.former_first_day = self.instance.first_day
            self.initial |= self._times()
        else:
            self.initial.setdefault("time_zone", settings.TIME_ZONE)
        if "time_zone" in self.fields:
            self.fields["time_zone"].widget.choices = zone_choices()
        self._name_languages("venue", "city", "status_note", "participation")
        self._offer_officers()
        self._suggest_edition()

    def _times(self):
        event = self.instance
        return {
            "first_day": event.first_day,
            "last_day": event.last_day,
            "last_day_to_register": event.last_day_to_register,
            "start_time": None if event.all_day else event.local_start.time(),
            "end_time": None if event.all_day else event.local_end.time(),
        }

    def _name_languages(self, *names):
        """Adds the language to labels of fields that stand outside the language tabs."""
        for name, field in self.fields.items():
            if name.startswith(names) and (code := field.widget.attrs.get("lang")):
                field.label = f"{field.label} ({languages.NAMES[code]})"

    def _offer_officers(self):
        if field := self.fields.get("officer"):
            users = get_user_model().objects.order_by("first_name", "last_name", "username")
            field.queryset = users.filter(Q(is_staff=True, is_active=True) | Q(pk=self.instance.officer_id))
            field.label_from_instance = name_of

    def _suggest_edition(self):
        event = self.instance
        if "previous_edition" in self.fields:
            widget = self.fields["previous_edition"].widget
            widget.can_add_related = widget.can_change_related = widget.can_delete_related = False
        if "previous_edition" not in self.fields or not event.series_id or event.previous_edition_id:
            return
        others = Event.objects.outside_trash().exclude(pk=event.pk)
        if before := others.edition_before(event):
            self.fields["previous_edition"].help_text = gettext(
                "The event before this one in the series was “%(title)s” (%(year)s)."
            ) % {"title": before, "year": before.first_day.year}

    def clean(self):
        cleaned = super().clean()
        self._clean_times()
        self._clean_registration()
        if cleaned.get("join_url_shown") and not cleaned.get("join_url") and "join_url" not in self.errors:
            self.add_error("join_url", gettext("There is no link to join online that could be shown."))
        return cleaned

    def _clean_times(self):
        """Set the event's moments, or none if they can't be determined."""
        data = self.cleaned_data
        event = self.instance
        event.starts_at = event.ends_at = None
        first, zone = data.get("first_day"), data.get("time_zone")
        last = data.get("last_day") or first
        all_day = data.get("all_day")
        if all_day:
            for name in TIMES:
                self.errors.pop(name, None)
        else:
            self._require_times()
        if "last_day" in self.errors or not first:
            return
        if last < first:
            self.add_error("last_day", gettext("The event ends before it starts."))
            return
        start, end = data.get("start_time"), data.get("end_time")
        if not all_day and start and end and end_of(last, end) <= datetime.combine(first, start):
            self.add_error("end_time", gettext("The event ends before it starts."))
        if not zone:
            return
        if all_day:
            starts, ends = start_of_day(first, zone), start_of_day(last + DAY, zone)
        else:
            starts = moment_in(self, "start_time", datetime.combine, first, zone)
            ends = moment_in(self, "end_time", end_of, last, zone)
        if starts and ends:
            event.starts_at, event.ends_at = starts, ends
            if event.pk:
                event.moved_by = first - self.former_first_day  # its programme may move along

    def _clean_registration(self):
        day, zone = self.cleaned_data.get("last_day_to_register"), self.cleaned_data.get("time_zone")
        last = self.cleaned_data.get("last_day") or self.cleaned_data.get("first_day")
        if day and last and day > last:
            self.add_error("last_day_to_register", gettext("Registration would close after the event."))
        elif "last_day_to_register" not in self.errors:
            self.instance.registration_until = start_of_day(day + DAY, zone) if day and zone else None

    def _require_times(self):
        for name in TIMES:
            if name not in self.errors and self.cleaned_data.get(name) is None:
                self.add_error(name, gettext("Enter a time, or tick that the event has dates only."))
