"""Statistics as workbooks: numbers to calculate with, and totals that update with them."""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter, quote_sheetname

from events.statistics.event import Table
from events.statistics.period import Report, Tally
from events.tables.writing import Formula, Sheet, Value, sheet_title, xlsx_bytes

ROLES_NOTE = _("A person with several roles is counted once in each of them, and once in the total.")
REPORT_NOTES = (
    _("An attendance is one person on the list of one event. Different people are counted once each."),
    _("A person who took part for two countries or in two years is counted in each, and once in the total."),
    _("Newcomers are people who had not been at any earlier event."),
    _("An event is counted for every country that someone represented."),
)
TALLY_HEADINGS = (_("Events"), _("Attendances"), _("Different people"), _("Newcomers"))

Rows = list[list[Value]]


def statistics_workbook(tables: Sequence[Table], notes: Sequence[str | Promise]) -> bytes:
    """One sheet per dimension, in the order of the tables; the first one divides the participants."""
    [first, *_others] = tables
    everyone = f"{quote_sheetname(sheet_title(str(first.dimension.label)))}!{_total_cell(first)}"
    return xlsx_bytes(_dimension_sheet(table, everyone, notes) for table in tables)


def _total_cell(table: Table) -> str:
    return f"B{len(table.figures) + 2}"


def _dimension_sheet(table: Table, everyone: str, notes: Sequence[str | Promise]) -> Sheet:
    """Shares refer to the number in the total row; `everyone` is a reference to it on another sheet."""
    last, total = len(table.figures) + 1, _total_cell(table)
    rows: Rows = [
        [figure.label, figure.count, Formula(f"=IF({total}=0,0,B{number}/{total})")]
        for number, figure in enumerate(table.figures, start=2)
    ]
    if table.dimension.divides:
        totals = [gettext("Total"), Formula(f"=SUM(B2:B{last})"), Formula(f"=SUM(C2:C{last})")]
    else:
        totals = [gettext("All participants"), Formula(f"={everyone}"), ""]
        notes = [ROLES_NOTE, *notes]
    headings: list[str | Promise] = [table.dimension.label, gettext("Participants"), gettext("Share")]
    return Sheet(str(table.dimension.label), _texts(headings), rows, totals, _texts(notes), shares=[2])


def report_workbook(report: Report, notes: Sequence[str | Promise]) -> bytes:
    texts = _texts([*REPORT_NOTES, *notes])
    years: Rows = [[line.value, *line.tally] for line in report.years]
    kinds: Rows = [[line.label, *line.tally] for line in report.kinds]
    countries: Rows = [[line.label, *line.tally] for line in report.countries]
    sheets = [
        _tally_sheet(gettext("By year"), gettext("Year"), years, report.total, texts),
        _tally_sheet(gettext("By country"), gettext("Country"), countries, report.total, texts, False),
        _tally_sheet(gettext("By kind of event"), gettext("Kind of event"), kinds, report.total, texts),
        _country_and_year_sheet(report, texts),
        _events_sheet(report, texts),
    ]
    return xlsx_bytes(sheets)


def _tally_sheet(
    title: str, heading: str, rows: Rows, total: Tally, notes: Sequence[str], events_add_up: bool = True
) -> Sheet:
    """People are never added up, because one may appear in several rows; the same goes for events where that
    is so.
    """
    events = _sum("B", rows) if events_add_up else total.events
    totals = [gettext("Total"), events, _sum("C", rows), total.people, _sum("E", rows)]
    return Sheet(title, [heading, *_texts(TALLY_HEADINGS)], rows, totals, notes)


def _country_and_year_sheet(report: Report, notes: Sequence[str]) -> Sheet:
    years = [line.value for line in report.years]
    rows: Rows = []
    for line in report.countries:
        cells = [report.cells.get((line.value, year), Tally()) for year in years]
        rows.append([line.label, *(number for cell in cells for number in (cell.attendances, cell.people))])
    headings = [gettext("Country")]
    totals: list[Value] = [gettext("Total")]
    for place, line in enumerate(report.years):
        headings += [
            gettext("%(year)s: attendances") % {"year": line.label},
            gettext("%(year)s: different people") % {"year": line.label},
        ]
        totals += [_sum(get_column_letter(2 * place + 2), rows), line.tally.people]
    return Sheet(gettext("By country and year"), headings, rows, totals, notes)


def _events_sheet(report: Report, notes: Sequence[str]) -> Sheet:
    headings = [gettext("Date"), gettext("Event"), gettext("Kind of event"), gettext("Attendances")]
    rows: Rows = [
        [event.first_day, event.title, event.kind.name, attendances] for event, attendances in report.events
    ]
    return Sheet(gettext("Events"), headings, rows, [gettext("Total"), "", "", _sum("D", rows)], notes)


def _sum(column: str, rows: Rows) -> Formula | int:
    return Formula(f"=SUM({column}2:{column}{len(rows) + 1})") if rows else 0


def _texts(lazy: Iterable[str | Promise]) -> list[str]:
    return [str(text) for text in lazy]
