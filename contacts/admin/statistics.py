"""The page of figures about inquiries, and the same as a workbook."""

from datetime import date
from io import BytesIO

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from contacts.admin.access import OwnInquiries
from contacts.admin.pages import DeskPage
from contacts.statistics import Figures, figures, notes, summary

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeriodForm(forms.Form):
    """The period is part of the page's address, so that it can be bookmarked and shared."""

    def __init__(self, data):
        today = timezone.localdate()
        super().__init__({"from": date(today.year, 1, 1), "to": today} | data.dict())
        self.fields["from"] = _day(_("From"), _("Enter the first day of the period, such as 2023-01-31."))
        self.fields["to"] = _day(_("To"), _("Enter the last day of the period, such as 2023-01-31."))

    def clean(self):
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first > last:
            self.add_error("to", gettext("The period ends before it begins. Enter a later last day."))
        return self.cleaned_data


def _day(label, sentence):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": sentence, "invalid": sentence},
    )


class FiguresPage(DeskPage):
    """The figures count all inquiries, so only those who may see all of them may see the figures."""

    model_admin: OwnInquiries
    path = "figures/"
    name = "contacts_inquiry_figures"
    template = "admin/contacts/inquiry/figures.html"

    def has_permission(self):
        return self.model_admin.sees_all(self.request)

    def get(self, request):
        form, context = PeriodForm(request.GET), {}
        if form.is_valid():
            period = form.cleaned_data["from"], form.cleaned_data["to"]
            found = figures(*period)
            if request.GET.get("format") == "xlsx":
                name = f"inquiries-{period[0].isoformat()}-{period[1].isoformat()}.xlsx"
                disposition = content_disposition_header(as_attachment=True, filename=name)
                content, headers = workbook(found, notes(*period)), {"Content-Disposition": disposition}
                return HttpResponse(content, content_type=XLSX, headers=headers)
            context = {
                "tables": found.tables,
                "summary": summary(found),
                "notes": notes(*period),
                "query": f"from={period[0].isoformat()}&to={period[1].isoformat()}",
            }
        return self.render(gettext("Inquiry figures"), form=form, **context)


def workbook(found: Figures, sentences: list[str]) -> bytes:
    """One sheet for the summary and one for each table. Words are text, never a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = gettext("Summary")
    _fill(sheet, summary(found))
    for number, sentence in enumerate(sentences, start=len(summary(found)) + 2):
        _write(sheet.cell(number, 1), sentence)
    for table in found.tables:
        _fill(book.create_sheet(table.title), [(table.title, gettext("Inquiries")), *table.numbers])
        book.worksheets[-1]["A1"].font = book.worksheets[-1]["B1"].font = Font(bold=True)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet, rows) -> None:
    sheet.column_dimensions["A"].width = 36
    for number, (label, value) in enumerate(rows, start=1):
        _write(sheet.cell(number, 1), label)
        _write(sheet.cell(number, 2), value)


def _write(cell, value) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
