"""Events as rows, recognised by their UID; new ones are drafts. An empty cell changes nothing."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from events.choices import Mode, Status
from events.clock import check_zone, end_of, moment, start_of_day
from events.event_import.files import FAULT, NUMBER
from events.models import Country, Event, EventKind
from events.participants_import.cells import CountryWidget
from events.participants_import.columns.vocabulary import says_nothing
from events.participants_import.countries import Countries
from publishing import languages
from publishing.models import State
from publishing.richtext import clean_html

DAY = timedelta(days=1)
DATES = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y年%m月%d日")
TIMES = ("%H:%M", "%H:%M:%S", "%H.%M")
TEXTS = ("title", "summary", "venue", "city", "status_note")
BODIES = dict(zip(languages.columns("text"), languages.columns("body"), strict=True))
PLAIN = ("uid", *languages.columns(*TEXTS), "join_url")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class PlainText(Widget):
    def clean(self, value, row=None, **kwargs):
        return CONTROLS.sub("", value).strip()


class Paragraphs(Widget):
    """Plain text, converted to the HTML of a body."""

    def clean(self, value, row=None, **kwargs):
        return clean_html(linebreaks(CONTROLS.sub("", value).strip(), autoescape=True))


class OneOf(Widget):
    """One of several values, by any of its names, ignoring case."""

    def __init__(self, values: Mapping[str, EventKind | str], sentence: str, labels=()):
        super().__init__()
        self.labels = ", ".join(map(str, labels))
        self.values = {name.casefold(): value for name, value in values.items()}
        self.sentence = sentence

    def clean(self, value, row=None, **kwargs):
        if value.casefold() not in self.values:
            raise ValueError(self.sentence % {"name": value, "names": self.labels})
        return self.values[value.casefold()]


class OneCountry(CountryWidget):
    def __init__(self):
        super().__init__()
        self.names, self.countries = Countries(), Country.objects.in_bulk(field_name="code")

    def clean(self, value, row=None, **kwargs):
        named = "" if says_nothing(value) else value
        return self.countries.get(super().clean(named, row, countries=self.names))


class EventResource(ModelResource):
    """`kind` and `zone` are defaults for new events; published events change only with `may_publish`."""

    kind = Field("kind", "kind")
    country = Field("country", "country")
    # Read from several columns at once; here so that a change of them is noticed.
    starts_at = Field("starts_at", "starts_at", readonly=True)
    ends_at = Field("ends_at", "ends_at", readonly=True)
    all_day = Field("all_day", "all_day", readonly=True)
    time_zone = Field("time_zone", "time_zone", readonly=True)

    class Meta:
        model = Event
        fields = (
            *PLAIN,
            *BODIES,
            *("kind", "mode", "country", "status"),
            *("starts_at", "ends_at", "all_day", "time_zone"),
        )
        import_id_fields = ("uid",)
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True  # its HTML has inline styles
        store_instance = True
        store_row_values = True
        use_transactions = True

    def __init__(self, kind: EventKind | None, zone: str, may_publish: bool):
        super().__init__()
        self.kind, self.zone, self.may_publish = kind, zone, may_publish
        self.seen = {}
        for name, body in BODIES.items():
            self.fields[name] = Field(body, name, Paragraphs())
        for name in PLAIN:
            self.fields[name].widget = PlainText()
        self.fields["kind"].widget = OneOf(_kinds(), _("There is no kind of event called “%(name)s”."))
        self.fields["mode"].widget = OneOf(
            _choices(Mode), _("“%(name)s” is not a known mode. Use one of these: %(names)s."), Mode.labels
        )
        self.fields["status"].widget = OneOf(
            _choices(Status),
            _("“%(name)s” is not a known status. Use one of these: %(names)s."),
            Status.labels,
        )
        self.fields["country"].widget = OneCountry()

    def before_import_row(self, row, **kwargs):
        uid = row["uid"] = PlainText().clean(row["uid"])
        if row[FAULT]:
            raise ValidationError(row[FAULT])
        if not uid:
            raise ValidationError(_("It has no ID, so it could not be recognised again."))
        if uid in self.seen:
            raise ValidationError(
                _("Row %(number)s already has the ID “%(uid)s”.") % {"number": self.seen[uid], "uid": uid}
            )
        self.seen[uid] = row[NUMBER]

    def after_init_instance(self, instance, new, row, **kwargs):
        if new:
            instance.kind, instance.time_zone = self.kind, self.zone

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        if row.get(field.column_name):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def import_instance(self, instance, row, **kwargs):
        errors = {}
        for read in (super().import_instance, _check_kind, _read_times):
            try:
                read(instance, row, **kwargs)
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Values that can't be read come first: they may be why a time is missing."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        # Of a text in several languages only its columns count.
        instance.full_clean(exclude=("body", *TEXTS), validate_unique=validate_unique)

    def before_save_instance(self, instance, row, **kwargs):
        if instance.trashed_at:
            raise ValidationError(_("This event is in the trash."))
        if instance.state == State.PUBLISHED and not self.may_publish:
            raise ValidationError(
                _("This event is published. Please ask someone with permission to publish to change it.")
            )
        instance.updated_by = kwargs["user"]
        if instance.pk is None:
            instance.created_by = kwargs["user"]

    def after_import(self, dataset, result, **kwargs):
        result.ignored = dataset.ignored


def _kinds() -> dict[str, EventKind]:
    names = {}
    for kind in EventKind.objects.all():
        for name in (kind.slug, *languages.texts(kind, "name").values()):
            names |= {name: kind} if name else {}
    return names


def _choices(choices) -> dict[str, str]:
    names = {value: value for value in choices.values}
    for code in languages.CODES:
        with translation.override(code):
            names |= {str(choice.label): choice.value for choice in choices}
    return names


def _check_kind(event: Event, row, **kwargs) -> None:
    if event.kind_id is None and not row["kind"]:
        raise ValidationError(
            {
                "kind": _(
                    "It does not name a kind of event. Enter one in its row, or select one when you "
                    "upload the file."
                )
            }
        )


def _read_times(event: Event, row, **kwargs) -> None:
    """Set the event's times from the row; without times it has dates only, without a last day it lasts one
    day.
    """
    if not any(row[name] for name in ("first_day", "start_time", "last_day", "end_time", "time_zone")):
        if event.pk is None:
            raise ValidationError({"starts_at": _("The first day is missing.")})
        return
    zone = row["time_zone"] or event.time_zone
    check_zone(zone)
    first = _day(row["first_day"], _("The first day is missing."))
    last = _day(row["last_day"], "") if row["last_day"] else first
    if bool(row["start_time"]) != bool(row["end_time"]):
        raise ValidationError({"starts_at": _("Enter both times, or neither if the event has dates only.")})
    if row["start_time"]:
        starts = moment(datetime.combine(first, _time(row["start_time"])), zone)
        ends = moment(end_of(last, _time(row["end_time"])), zone)
    else:
        starts, ends = start_of_day(first, zone), start_of_day(last + DAY, zone)
    event.starts_at, event.ends_at, event.time_zone = starts, ends, zone
    event.all_day = not row["start_time"]


def _day(text: str, missing: str) -> date:
    if not text:
        raise ValidationError({"starts_at": missing})
    found = _parse(text, DATES)
    if found is None or not 1900 <= found.year <= 2200:
        raise ValidationError(
            {"starts_at": _("“%(text)s” is not a date. Enter it like 2026-05-01.") % {"text": text}}
        )
    return found.date()


def _time(text: str) -> time:
    found = _parse(text, TIMES)
    if found is None:
        raise ValidationError(
            {"starts_at": _("“%(text)s” is not a time. Enter it like 09:30.") % {"text": text}}
        )
    return found.time()


def _parse(text: str, patterns) -> datetime | None:
    for pattern in patterns:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007  the event has its zone
        except ValueError:
            continue
    return None
