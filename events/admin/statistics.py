"""Statistics pages: one event's participants, and all events of a period."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.formats import base_formats

from events.admin.pages import EventPage, download
from events.choices import UNKNOWN, Answer
from events.exports import file_name
from events.models import EventKind
from events.statistics.charts import Chart
from events.statistics.event import Table, narrow, tables
from events.statistics.period import Line, Report, Tally, held, report
from events.statistics.workbooks import (
    REPORT_NOTES,
    ROLES_NOTE,
    TALLY_HEADINGS,
    report_workbook,
    statistics_workbook,
)
from publishing.admin.pages import AdminPage

XLSX = base_formats.XLSX.CONTENT_TYPE
MAX_BARS = 15  # rows; a table has room for more


class Panel(NamedTuple):
    """A dimension as the page shows it: rows with the figure, the share in words, and the query that finds
    them.
    """

    table: Table
    rows: list[tuple]
    chart: Chart
    note: str | Promise


class PeriodForm(forms.Form):
    """The period and options of a report; they are part of the page's address."""

    kind = forms.ModelChoiceField(
        EventKind.objects, label=_("Kind of event"), required=False, empty_label=_("All kinds")
    )
    attended = forms.ChoiceField(
        label=_("Count"),
        required=False,
        choices=[("", _("Everyone on the lists")), (Answer.YES.value, _("Those who attended"))],
    )
    field_order = ("from", "to", "kind", "attended")

    def __init__(self, data):
        today = timezone.localdate()
        super().__init__({"from": date(today.year, 1, 1), "to": today} | data.dict(), label_suffix="")
        self.fields["from"] = _day(_("From"), _("Enter the first day of the period, such as 2023-01-31."))
        self.fields["to"] = _day(_("To"), _("Enter the last day of the period, such as 2023-01-31."))
        self.order_fields(self.field_order)

    def clean(self):
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first > last:
            self.add_error("to", gettext("The period ends before it begins. Enter a later last day."))
        return self.cleaned_data

    @property
    def notes(self) -> list[str]:
        """What the report counts, in sentences."""
        words = {name: date_format(self.cleaned_data[name], "j F Y") for name in ("from", "to")}
        sentences = [
            gettext("Events starting from %(from)s to %(to)s, including drafts.") % words,
            gettext("Events that are in the trash, cancelled or postponed are not counted."),
        ]
        if kind := self.cleaned_data["kind"]:
            sentences.append(gettext("Events of this kind only: %(kind)s.") % {"kind": kind})
        return [*sentences, *_who(self.cleaned_data["attended"])]


def _day(label, sentence):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": sentence, "invalid": sentence},
    )


def _who(attended: str) -> list[str]:
    return [gettext("Only participants who are marked as having attended are counted.")] if attended else []


class StatisticsPage(EventPage):
    path = "<int:pk>/statistics/"
    name = "events_event_statistics"
    template = "admin/events/statistics.html"

    def get(self, request):
        attended = Answer.YES.value if request.GET.get("attended") == Answer.YES else ""
        everyone = self.event.participations.all()
        filters = {"attended": attended} if attended else {}
        found = tables(narrow(everyone, filters))
        if request.GET.get("format") == "xlsx":
            notes = [f"{self.event} ({self.event.first_day.isoformat()})", *_who(attended)]
            name = file_name(self.event, "statistics", "xlsx")
            return download(statistics_workbook(found, notes), name, XLSX)
        return self.render(
            gettext("Statistics"),
            attended=attended,
            total=found[0].total,
            unnoted=narrow(everyone, {"attended": UNKNOWN}).count() if attended else 0,
            panels=[_panel(each, filters) for each in found],
        )


class ReportPage(AdminPage):
    """All events of a period."""

    path = "report/"
    name = "events_event_report"
    template = "admin/events/report.html"
    permission_required = "events.change_event"

    def get(self, request):
        form, context = PeriodForm(request.GET), {}
        if form.is_valid():
            chosen = form.cleaned_data
            found = report(held(chosen["from"], chosen["to"], chosen["kind"]), chosen["attended"])
            if request.GET.get("format") == "xlsx":
                name = f"events-{chosen['from'].isoformat()}-{chosen['to'].isoformat()}.xlsx"
                return download(report_workbook(found, form.notes), name, XLSX)
            context = _report_context(found, form)
        return self.render(gettext("Report for a period"), form=form, **context)


def _panel(found: Table, filters: dict[str, str]) -> Panel:
    dimension = found.dimension
    shares = [f"{number_format(round(share * 100, 1), 1)}%" for share in found.shares]
    rows = [
        (figure, share, urlencode(filters | {dimension.name: figure.value}))
        for figure, share in zip(found.figures, shares, strict=True)
    ]
    data = [(figure.label, [figure.count]) for figure in found.figures]
    chart = Chart(
        dimension.name,
        gettext("Participants by: %(dimension)s") % {"dimension": dimension.label},
        [gettext("Participants")],
        _first(data),
        _first(shares),
    )
    return Panel(found, rows, chart, "" if dimension.divides else ROLES_NOTE)


def _first(rows: list) -> list:
    """As many rows as a chart has room for, plus the last, which counts the unknown."""
    return [*rows[: MAX_BARS - 1], rows[-1]] if len(rows) > MAX_BARS else rows


def _report_context(found: Report, form: PeriodForm) -> dict:
    by = (
        ("year", gettext("By year"), gettext("Year"), found.years),
        ("country", gettext("By country"), gettext("Country"), found.countries),
        ("kind", gettext("By kind of event"), gettext("Kind of event"), found.kinds),
    )
    years = [line.value for line in found.years]
    return {
        "report": found,
        "headings": TALLY_HEADINGS,
        "notes": [*REPORT_NOTES, *form.notes],
        "tables": [
            (title, heading, lines, _tally_chart(slug, title, lines)) for slug, title, heading, lines in by
        ],
        "by_country_and_year": [
            (line, [found.cells.get((line.value, year), Tally()) for year in years])
            for line in found.countries
        ],
    }


def _tally_chart(slug: str, title: str, lines: list[Line]) -> Chart:
    data = [(line.label, [line.tally.attendances, line.tally.people]) for line in lines]
    return Chart(slug, title, [gettext("Attendances"), gettext("Different people")], _first(data))
