"""Import of events from a calendar or a table, with a preview of every row before anything is saved."""

import logging
from contextlib import suppress

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportMixin
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.tmp_storages import TempFolderStorage

from events import dates
from events.choices import Mode, Status
from events.clock import check_zone
from events.event_import.files import MAX_UPLOAD_BYTES, NUMBER, EventFile
from events.event_import.resource import EventResource
from events.models import Event, EventKind
from events.tables.lines import UnreadableError
from publishing.admin.publishable import PublishableAdmin

logger = logging.getLogger(__name__)

OUTCOMES = {
    "new": _("new"),
    "update": _("changed"),
    "skip": _("unchanged"),
    "invalid": _("left out"),
    "error": _("left out"),
}
# Fields whose sentences say what they are about.
NAMELESS = {"__all__", "starts_at", "ends_at", "kind", "country", "mode", "status", "time_zone"}


class KeptFile(TempFolderStorage):
    """Keeps the file until the import is confirmed. If that fails, `read()` and the form report it."""

    trouble = None

    def save(self, data):
        try:
            super().save(data)
        except OSError as error:
            self.trouble = error
            with suppress(OSError, TypeError):  # TypeError: there is no file yet, and so no name
                self.remove()

    def read(self):
        if self.trouble:
            raise self.trouble
        return super().read()


class EventImportForm(ImportForm):
    kind = forms.ModelChoiceField(
        EventKind.objects.all(),
        label=_("Kind"),
        required=False,
        help_text=_("For new events whose row gives no kind."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        initial=settings.TIME_ZONE,
        validators=[check_zone],
        help_text=_("For new events whose row gives no time zone, for example Asia/Almaty."),
    )
    field_order = ["import_file", "kind", "time_zone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["import_file"].label = _("File")
        self.fields["import_file"].help_text = _("A calendar (.ics) or a table (.xlsx or .csv).")

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise ValidationError(
                gettext("The file is larger than %(size)d MB. Please split it.")
                % {"size": MAX_UPLOAD_BYTES // 1024 // 1024}
            )
        return file

    @property
    def media(self):
        return forms.Media()


class EventConfirmForm(ConfirmImportForm):
    kind = forms.ModelChoiceField(EventKind.objects.all(), required=False, widget=forms.HiddenInput)
    time_zone = forms.CharField(widget=forms.HiddenInput, validators=[check_zone])


class EventImportAdmin(ImportMixin, PublishableAdmin):
    """Rows that can't be imported are shown with the reason and left out; the others can be imported."""

    resource_classes = [EventResource]
    import_form_class = EventImportForm
    confirm_form_class = EventConfirmForm
    import_export_change_list_template = None  # the list's own template has the link
    import_template_name = "admin/events/event/import.html"
    import_formats = [EventFile]
    tmp_storage_class = KeptFile

    def has_import_permission(self, request):
        return request.user.has_perms(["events.add_event", "events.change_event"])

    def get_import_resource_kwargs(self, request, form=None, **kwargs):
        values = getattr(form, "cleaned_data", {})  # none before a file is sent
        return {
            "kind": values.get("kind"),
            "zone": values.get("time_zone"),
            "may_publish": self.may_publish(request),
        }

    def get_confirm_form_initial(self, request, import_form):
        initial = super().get_confirm_form_initial(request, import_form)
        if import_form:
            values = import_form.cleaned_data
            initial |= {"kind": values["kind"].pk if values["kind"] else "", "time_zone": values["time_zone"]}
        return initial

    def add_data_read_fail_error_to_form(self, form, e):
        if isinstance(e, UnreadableError):
            sentence = str(e)
        elif isinstance(e, OSError):
            logger.error("The file of an import can't be kept: %s", e)
            sentence = gettext(
                "There is no room for this file on the site’s disk. Nothing was imported. Tell whoever "
                "runs the site, then try again."
            )
        else:
            sentence = gettext("The file can’t be read.")
        form.add_error("import_file", sentence)

    def import_action(self, request, **kwargs):
        response = super().import_action(request, **kwargs)
        context = response.context_data
        context |= {"title": gettext("Import events"), "modes": Mode.labels, "statuses": Status.labels}
        if result := context.get("result"):
            count = result.totals["new"] + result.totals["update"]
            context |= {
                "confirm_form": self.create_confirm_form(request, import_form=context["form"])
                if count and not result.base_errors
                else None,
                "rows": [_preview(row) for row in result],
                "counts": _counts(result),
                "button": ngettext("Import %(count)d event", "Import %(count)d events", count)
                % {"count": count},
            }
        return response

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except OSError:  # a name that is no file: gone, a folder, too long
            self.message_user(
                request,
                gettext("This file has already been imported or is no longer kept. Please select it again."),
                messages.ERROR,
            )
            return redirect("admin:events_event_import")

    def process_result(self, result, request):
        if result.has_errors():
            sentence = gettext("Nothing was imported, because a row could not be saved. Please try again.")
            self.message_user(request, sentence, messages.ERROR)
            return redirect("admin:events_event_import")
        return super().process_result(result, request)

    def generate_log_entries(self, result, request):
        for row in result:
            if row.is_new():
                self.log_addition(request, row.instance, gettext("Imported from a file."))
            elif row.is_update():
                self.log_change(request, row.instance, gettext("Imported from a file."))

    def add_success_message(self, result, request):
        self.message_user(request, " ".join(_counts(result)), messages.SUCCESS)


def _counts(result) -> list[str]:
    """Sentences on what the file contains, one for each outcome that occurs."""
    totals = result.totals
    new, changed, same = totals["new"], totals["update"], totals["skip"]
    bad = totals["invalid"] + totals["error"]
    sentences = [
        (new, ngettext("%d new event, as a draft.", "%d new events, all as drafts.", new)),
        (changed, ngettext("%d changed event.", "%d changed events.", changed)),
        (same, ngettext("%d unchanged event.", "%d unchanged events.", same)),
        (bad, ngettext("%d row left out.", "%d rows left out.", bad)),
    ]
    return [sentence % count for count, sentence in sentences if count]


def _preview(row) -> dict:
    """What a template shows of a row: its number in the file, its outcome, the event, and the reasons or
    changes.
    """
    event = row.instance
    return {
        "number": row.row_values.get(NUMBER),
        "outcome": row.import_type,
        "label": OUTCOMES[row.import_type],
        "title": event.title_en if event else row.row_values.get("title_en"),
        "uid": row.row_values.get("uid"),
        "when": _when(event) if event else "",
        "notes": _faults(row) if row.is_invalid() or row.is_error() else _changes(row),
    }


def _when(event) -> str:
    days = dates.days(event.first_day, event.last_day)
    if event.all_day:
        return days
    hours = dates.hours(event.local_start, event.local_end)
    return f"{days}, {hours} ({event.time_zone})" if not event.is_multi_day else f"{days} ({event.time_zone})"


def _faults(row) -> list[str]:
    if row.validation_error is None:
        return [str(error.error) for error in row.errors]
    if not hasattr(row.validation_error, "error_dict"):
        return row.validation_error.messages
    return [
        sentence if name in NAMELESS else f"{_label(name)}: {sentence}"
        for name, sentences in row.validation_error.message_dict.items()
        for sentence in sentences
    ]


def _changes(row) -> list[str]:
    """The labels of the fields that an update changes."""
    if not row.is_update():
        return []
    fields = EventResource.fields.values()
    changed = [f for f in fields if f.get_value(row.instance) != f.get_value(row.original)]
    return [_label(field.attribute) for field in changed]


def _label(name: str) -> str:
    return str(Event._meta.get_field(name).verbose_name)
