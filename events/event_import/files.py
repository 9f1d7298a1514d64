"""Turns an uploaded iCalendar file or table into one row for each event."""

import re
from io import BytesIO

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from import_export.formats.base_formats import Format
from tablib import Dataset

from events.calendars import reading
from events.tables import csv_file, xlsx_file
from events.tables.lines import UnreadableError
from publishing import languages

MAX_UPLOAD_BYTES = 5 * 1024 * 1024
MAX_EVENTS = 500  # events; a look at so many takes about twenty seconds on a small server
TEXTS = ("title", "summary", "text", "venue", "city", "status_note")
COLUMNS = (
    "uid",
    *languages.columns(*TEXTS),
    *("kind", "first_day", "start_time", "last_day", "end_time", "time_zone"),
    *("mode", "country", "join_url", "status"),
)
# What a heading may say instead; a column is otherwise named in words, as “First day” or “Title (Russian)”.
ALIASES = {"id": "uid", "identifier": "uid"}
# What the program adds to each row: its number in the file, and a sentence on what could not be read.
NUMBER, FAULT = "number", "fault"


class EventFile(Format):
    """A file of events, recognised by its content rather than its name."""

    def __init__(self, encoding=None):  # an argument of text formats; each file tells its own
        pass

    def get_title(self) -> str:
        return _("Calendar (.ics) or table (.xlsx, .csv)")

    def can_import(self) -> bool:
        return True

    def create_dataset(self, data: bytes) -> Dataset:
        """Rows with the known columns as text, `number` and `fault`. Raises UnreadableError with a sentence.

        The dataset's `ignored` has the headings of unknown columns.
        """
        ignored = []
        if re.match(rb"(\xef\xbb\xbf)?\s*BEGIN:VCALENDAR", data, re.IGNORECASE):
            rows = reading.read(data)
        else:
            rows, ignored = _table(data)
        if not rows:
            raise UnreadableError(_("There are no events in this file."))
        if len(rows) > MAX_EVENTS:
            raise UnreadableError(
                _("The file has more than %(count)d events. Please split it.") % {"count": MAX_EVENTS}
            )
        headers = (NUMBER, FAULT, *COLUMNS)
        dataset = Dataset(*(tuple(row.get(name, "") for name in headers) for row in rows), headers=headers)
        dataset.ignored = ignored
        return dataset


def _table(data: bytes) -> tuple[list[dict], list[str]]:
    file = BytesIO(data)
    xlsx_file.refuse_old_office(data[:512], file)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        lines, _note, _merged = xlsx_file.read(file)
    elif b"\x00" in data[:512] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(_("This is neither a calendar nor a workbook nor a text file."))
    else:
        lines, _note = csv_file.read(data)
    filled = (line for line in lines if any(line.cells) or line.faults)
    headings = next(filled, None)
    if headings is None:
        raise UnreadableError(_("There are no events in this file."))
    columns = [_column(cell) for cell in headings.cells]
    _check(headings.cells, columns)
    rows = []
    for line in filled:
        rows.append(_row(columns, line))
        if len(rows) > MAX_EVENTS:
            break
    return rows, [cell for cell, column in zip(headings.cells, columns, strict=True) if cell and not column]


def _row(columns: list[str], line) -> dict:
    row = {column: cell for column, cell in zip(columns, line.cells, strict=False) if column}
    faults = " ".join(
        f"{columns[index]}: {sentence}"
        for index, sentence in line.faults.items()
        if index < len(columns) and columns[index]
    )
    return row | {NUMBER: line.number, FAULT: faults}


def _column(heading: str) -> str:
    """The column that a heading names, or an empty string; a text without a language is English."""
    name = _word(heading)
    name = ALIASES.get(name, name)
    for column in (name, languages.column(name, languages.ENGLISH)):
        if column in COLUMNS:
            return column
    with translation.override(languages.ENGLISH):
        named = {
            f"{text}_{_word(str(language))}": languages.column(text, code)
            for text in TEXTS
            for code, language in languages.NAMES.items()
        }
    return named.get(name, "")


def _word(heading: str) -> str:
    return slugify(heading).replace("-", "_")


def _check(headings: list[str], columns: list[str]) -> None:
    if "uid" not in columns:
        raise UnreadableError(
            _(
                "There is no “ID” column among the headings in row 1. Without it, events can’t be "
                "recognised again."
            )
        )
    twice = [heading for heading, column in zip(headings, columns, strict=True) if columns.count(column) > 1]
    if named := ", ".join(heading for heading in twice if _column(heading)):
        raise UnreadableError(_("Two headings mean the same column: %(names)s.") % {"names": named})
