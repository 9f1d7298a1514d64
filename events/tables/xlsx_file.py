"""Reads Excel workbooks. Nothing in a workbook is opened before the sizes of its parts are checked."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

from events.tables.lines import (
    MAX_CELL_LENGTH,
    MAX_COLUMNS,
    MAX_LINES_ABOVE,
    MAX_ROWS,
    Line,
    Merged,
    UnreadableError,
    tidy,
)

MAX_UNPACKED_BYTES = 120 * 1024 * 1024  # all parts together
MAX_GROWTH = 250  # times that a part may grow when it is unpacked
SMALL_PART_BYTES = 1024 * 1024  # a part below may grow as it likes
# A few bytes can claim that the next row of a sheet stands millions of rows below.
MAX_ROW_NUMBER = 2 * MAX_ROWS
ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
MAX_MARK_BYTES = 60
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB, 2.2: .xls, and every encrypted workbook
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refuse_old_office(start: bytes, data: IO[bytes]) -> None:
    if start.startswith(OLD_OFFICE):
        data.seek(0)
        if ENCRYPTED in data.read():
            raise UnreadableError(
                _("The file is password-protected. Remove the password in Excel and save it again.")
            )
        raise UnreadableError(
            _("This workbook is in the old .xls format. Save it as .xlsx or CSV and try again.")
        )


def check_size(file: IO[bytes]) -> None:
    """Raise UnreadableError if the file is not a workbook, or would become too large when unpacked."""
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError):
        raise _damaged() from None
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES or any(map(_is_steep, parts)):
        raise UnreadableError(_("The file would become enormous when opened, so it was not opened."))
    if any(part.flag_bits & 1 for part in parts):
        raise _protected()
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise UnreadableError(_("This is not an Excel workbook, despite its name. Use XLSX or CSV."))


def _protected() -> UnreadableError:
    return UnreadableError(
        _("The file is password-protected. Remove the password in Excel and save it again.")
    )


def _damaged() -> UnreadableError:
    return UnreadableError(_("The workbook is damaged. Open it in Excel, save it again and try again."))


def _is_steep(part: ZipInfo) -> bool:
    return part.file_size > SMALL_PART_BYTES and part.file_size > MAX_GROWTH * max(part.compress_size, 1)


def read(file: IO[bytes], sheet: str = "") -> tuple[Iterable[Line], str, list[Merged]]:
    """Lines of a sheet, a sentence if there were several, and cells that span several rows.

    Without a name, the first visible sheet with text is read, if there is one.
    """
    check_size(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        formulas = load_workbook(file, read_only=True)
        names = [each.title for each in book.worksheets]
        chosen = _choose(book, names, sheet)
        has_formulas, merged = _marks(file, book[chosen])
        lines = list(_lines(book[chosen], formulas[chosen] if has_formulas else None))
    except UnreadableError:
        raise
    except Exception:  # whatever openpyxl and the parser below it raise over a damaged workbook
        raise _damaged() from None
    note = ""
    if len(names) > 1:
        note = _("The file has several sheets (%(names)s); “%(name)s” is read.") % {
            "names": ", ".join(names),
            "name": chosen,
        }
    return lines, note, merged


def _choose(book: Workbook, names: list[str], sheet: str) -> str:
    if sheet:
        found = [name for name in names if name.casefold() == sheet.strip().casefold()]
        if not found:
            raise UnreadableError(
                _("There is no sheet “%(sheet)s”. The sheets are: %(names)s.")
                % {"sheet": sheet, "names": ", ".join(names)}
            )
        return found[0]
    for name in sorted(names, key=lambda each: book[each].sheet_state != "visible"):
        if any(value not in (None, "") for row in _rows(book[name]) for value in row):
            return name
    raise UnreadableError(_("The file is empty: not a single cell has text in it."))


def _rows(sheet: Any) -> Iterator[tuple[object, ...]]:
    """Rows up to MAX_ROW_NUMBER, which exists only if the sheet extends that far."""
    # What a sheet says of its own size is often wrong.
    sheet.reset_dimensions()
    return sheet.iter_rows(max_row=MAX_ROW_NUMBER, max_col=MAX_COLUMNS + 1, values_only=True)


def _marks(file: IO[bytes], sheet: Any) -> tuple[bool, list[Merged]]:
    """Whether a sheet has formulas, and its vertically merged cells; its part is read in pieces."""
    has_formulas, rest = False, b""
    found: dict[tuple[int, int], int] = {}
    part_name = sheet._worksheet_path.lstrip("/")  # noqa: SLF001  openpyxl has no other word for it
    with ZipFile(file) as archive, archive.open(part_name) as part:
        while piece := part.read(1 << 20):
            text = rest + piece
            has_formulas = has_formulas or b"<f" in text
            for letters, top, bottom in MERGED.findall(text):
                column, top, bottom = column_index_from_string(letters.decode()), int(top), int(bottom)
                if column <= MAX_COLUMNS and top < min(bottom, MAX_ROW_NUMBER):
                    found[column - 1, top] = min(bottom, MAX_ROW_NUMBER)
            rest = text[-MAX_MARK_BYTES:]
    return has_formulas, list(_apart(found))


def _apart(found: Mapping[tuple[int, int], int]) -> Iterator[Merged]:
    """Excel never merges a cell twice; a file that does must not take longer to read than its rows."""
    last: dict[int, int] = {}
    for (column, top), bottom in sorted(found.items()):
        if top > last.get(column, 0):
            yield Merged(column, top, bottom)
            last[column] = bottom


def _lines(sheet: Any, formulas: Any) -> Iterator[Line]:
    shadows, filled = _rows(formulas) if formulas else None, 0
    for number, values in enumerate(_rows(sheet), start=1):
        if number == MAX_ROW_NUMBER:
            raise UnreadableError(
                _(
                    "The sheet continues below row %(row)d. If the list is that long, split it; "
                    "otherwise delete all rows below the list, because one of them contains a space or "
                    "a colour."
                )
                % {"row": MAX_ROW_NUMBER - 1}
            )
        shadow = next(shadows, ()) if shadows else ()
        cells: list[str] = []
        faults: dict[int, str] = {}
        for index, value in enumerate(values):
            text = _text(value)
            source = shadow[index] if index < len(shadow) else None
            if value is None and source is not None:
                faults[index] = _(
                    "The formula has no stored result. Enter the value here, or a dash for none."
                )
            elif text in ERRORS:
                faults[index] = _("The cell contains the error %(error)s.") % {"error": text}
                text = ""
            cells.append(text)
        yield Line(number, cells, faults)
        filled += any(cells)
        if filled > MAX_ROWS + MAX_LINES_ABOVE:
            return  # who reads the lines says that they are too many


def _text(value: object) -> str:
    """As a person would have typed it: 2023-07-27 for a date, 5 for 5.0."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return (
            value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tidy(str(value)[:MAX_CELL_LENGTH])
