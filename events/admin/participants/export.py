"""Participants of an event as a file: those that match the list's filters, with selected columns."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.pages import EventPage, download
from events.admin.participants.list import FilterForm
from events.exports import (
    COLUMNS,
    DEFAULT_COLUMNS,
    FORMATS,
    ORDERS,
    PRIVATE_COLUMNS,
    export,
    file_name,
    for_the_public,
)


class ExportForm(forms.Form):
    """Its values are part of the address, so that an export can be bookmarked."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=list(COLUMNS.items()),
        initial=DEFAULT_COLUMNS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one column.")},
    )
    public = forms.BooleanField(
        label=_("Only people who agreed to be listed"),
        required=False,
        help_text=_(
            "For a list to be shared outside the institute: on paper, on a website or with "
            "other participants."
        ),
    )
    order = forms.ChoiceField(label=_("Order"), choices=list(ORDERS.items()), initial="list")
    format = forms.ChoiceField(
        label=_("File"),
        choices=[("xlsx", _("Excel workbook (XLSX)")), ("csv", _("Text for other programs (CSV, UTF-8)"))],
        initial="xlsx",
        widget=forms.RadioSelect,
        help_text=_(
            "In CSV files, an apostrophe is put before anything Excel would take for a formula, as in "
            "'+7 701 000 00 00."
        ),
    )

    def __init__(self, data, may_see_private: bool):
        super().__init__(data if "format" in data else None, label_suffix="")
        if not may_see_private:
            allowed = [(name, label) for name, label in COLUMNS.items() if name not in PRIVATE_COLUMNS]
            self.fields["columns"].choices = allowed

    def clean(self):
        private = set(self.cleaned_data.get("columns", ())) & set(PRIVATE_COLUMNS)
        if private and self.cleaned_data.get("public"):
            sentence = gettext(
                "Gender and email addresses are for internal use only. Leave these columns out, or "
                "export all participants for your own use."
            )
            self.add_error("columns", sentence)
        return self.cleaned_data


class ExportPage(EventPage):
    path = "<int:pk>/export/"
    name = "events_event_export"
    template = "admin/events/export.html"

    def get(self, request):
        filters = FilterForm(request.GET, self.event)
        form = ExportForm(request.GET, request.user.has_perm("events.view_person"))
        found = filters.apply(self.event.participations.all())
        if form.is_valid():
            return self._file(found, **form.cleaned_data)
        return self.render(
            gettext("Export participants"),
            form=form,
            chosen=filters.chosen,
            sentences=[_in_words(filters, name, value) for name, value in filters.chosen.items()],
            found=found.count(),
            agreed=for_the_public(found).count(),
            total=self.event.participations.count(),
        )

    def _file(self, found, columns, public, order, format):
        what, rows = ("public-list", for_the_public(found)) if public else ("participants", found)
        content = export(rows, columns, format, order)
        return download(content, file_name(self.event, what, format), FORMATS[format].get_content_type())


def _in_words(filters: FilterForm, name: str, value: str) -> str:
    field = filters.fields[name]
    return f"{field.label}: {dict(getattr(field, 'choices', ())).get(value, value)}"
