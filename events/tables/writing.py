"""Writes tables as files that open correctly in Excel, in any script, without executable content.

A cell that begins like a formula could run in the reader's spreadsheet (OWASP, “CSV injection”). A
workbook distinguishes text from formulas, so its texts are unchanged. CSV does not, so there an apostrophe is
added.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from publishing.feeds.formats import XML_FORBIDDEN

# Excel for East Asia takes the wide signs for the narrow ones.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
MAX_COLUMN_WIDTH = 60  # characters
BOLD, WRAPPED = Font(bold=True), Alignment(vertical="top", wrap_text=True)

Value = str | int | float | date | None  # of a cell


class Formula(str):
    """Text that is meant to run, such as =SUM(B2:B9). Only our own code creates it."""


def plain(value: Value) -> Value:
    """Text without characters that files can't hold, its line ends \\n; any other value as it is."""
    if isinstance(value, Formula) or not isinstance(value, str):
        return value
    return XML_FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def harmless(value: Value) -> Value:
    """Text as `plain()` leaves it, with an apostrophe before it if a spreadsheet might run it."""
    text = plain(value)
    if isinstance(text, str) and (text.lstrip().startswith(FORMULA) or text.startswith(("\t", "\n"))):
        return f"'{text}"
    return text


def as_written(text: str) -> str:
    """The text that `harmless()` may have put an apostrophe before."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """CSV (RFC 4180) in UTF-8, with the byte-order mark by which Excel recognises the encoding."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in headings])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Iterable["Sheet"]) -> bytes:
    book = Workbook(write_only=True)
    for sheet in sheets:
        sheet.write(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class Sheet:
    """A table with a heading row that stays in view, perhaps a row of totals, and notes below.

    `shares` are the indices of columns whose numbers are shown as percentages.
    """

    def __init__(
        self,
        title: str,
        headings: Sequence[str],
        rows: Iterable[Sequence[Value]],
        total: Sequence[Value] = (),
        notes: Sequence[str] = (),
        shares: Sequence[int] = (),
    ) -> None:
        self.title, self.headings, self.rows = title, headings, list(rows)
        self.total, self.notes, self.shares = total, notes, shares

    def write(self, book: Workbook) -> None:
        sheet = book.create_sheet(sheet_title(self.title, book.sheetnames))
        sheet.freeze_panes = "A2"
        for column, width in enumerate(self.widths(), start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        heading_cells = [_cell(sheet, heading, bold=True) for heading in self.headings]
        for cell in heading_cells:
            cell.fill = PatternFill("solid", fgColor="E8EDF9")
        sheet.append(heading_cells)
        for row in self.rows:
            sheet.append(self._cells(sheet, row))
        if self.total:
            sheet.append(self._cells(sheet, self.total, bold=True))
        for note in self.notes:
            sheet.append([])
            sheet.append([_cell(sheet, note, wrapped=False)])

    def _cells(self, sheet: Any, row: Sequence[Value], bold: bool = False) -> list[Cell]:
        cells = [_cell(sheet, value, bold) for value in row]
        for place in self.shares:
            cells[place].number_format = "0.0%"
        return cells

    def widths(self) -> list[int]:
        """Column widths in characters; a Chinese character counts twice."""
        columns = zip(self.headings, *self.rows, strict=True)
        return [min(max(_width(value) for value in column) + 3, MAX_COLUMN_WIDTH) for column in columns]


def _width(value: Value) -> int:
    lines = str(plain(value) or "").split("\n")
    return max(sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line) for line in lines)


def _cell(sheet: Any, value: Value, bold: bool = False, wrapped: bool = True) -> Cell:
    """Styles are slow in long lists, so a cell has only those that it needs."""
    value = plain(value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.data_type = "s"
        if value.startswith(FORMULA):
            cell.quotePrefix = True  # stays text when somebody opens the cell and presses Enter
        if wrapped and ("\n" in value or len(value) > MAX_COLUMN_WIDTH):
            cell.alignment = WRAPPED
    if bold:
        cell.font = BOLD
    return cell


def sheet_title(title: str, taken: Sequence[str] = ()) -> str:
    """A name that Excel takes: 31 characters, not taken, no \\ * ? : / [ ], no apostrophes at its ends."""
    short = re.sub(r"[\\*?:/\[\]]", " ", str(plain(title)))[:31].strip(" '") or "Sheet"
    number, name = 2, short
    while name.lower() in {other.lower() for other in taken}:
        name, number = f"{short[:27]} {number}", number + 1
    return name
