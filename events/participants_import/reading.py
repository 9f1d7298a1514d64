"""Reads an uploaded file into headings and rows. The file itself is not kept."""

from django.core.files import File
from django.utils.translation import gettext as _

from events.participants_import.columns.layout import IsCountry
from events.participants_import.columns.table import Table, table
from events.tables import csv_file, xlsx_file
from events.tables.lines import UnreadableError

MAX_UPLOAD_BYTES = 10 * 1024 * 1024


def read(
    file: "File[bytes]", encoding: str = "", sheet: str = "", is_country: IsCountry = lambda text: False
) -> Table:
    """Read an uploaded CSV or XLSX, recognised by its content. Raises UnreadableError with a sentence.

    `is_country` tells whether a text names a country, as headings never do.
    """
    if file.size > MAX_UPLOAD_BYTES:
        raise UnreadableError(
            _("The file is larger than %(size)d MB. Please split it, or remove pictures from it.")
            % {"size": MAX_UPLOAD_BYTES // 1024 // 1024}
        )
    file.seek(0)
    start = file.read(512)
    xlsx_file.refuse_old_office(start, file)
    file.seek(0)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        lines, note, merged = xlsx_file.read(file, sheet)
    else:
        _refuse_what_is_no_text(start)
        (lines, note), merged = csv_file.read(file.read(), encoding), []
    return table(lines, [note] if note else [], merged, is_country)


def _refuse_what_is_no_text(start: bytes) -> None:
    is_utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if start.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8")) or (b"\x00" in start and not is_utf16):
        raise UnreadableError(_("This is neither a workbook nor a text file. Use XLSX or CSV."))
    if start.lstrip().lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise UnreadableError(_("This is a web page, not a table. Save it as XLSX or CSV and try again."))
