"""Reads text files separated by commas, semicolons or tabs, in the encodings that staff encounter."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from django.utils.translation import gettext as _

from events.tables.lines import MAX_CELL_LENGTH, Line, UnreadableError, tidy
from events.tables.writing import as_written

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1251": "Windows-1251",
    "gb18030": "GB18030",
}
DELIMITERS = ",;\t"
SAMPLE_ROWS = 50  # rows by which the delimiter is told
BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")


def read(data: bytes, encoding: str = "") -> tuple[Iterable[Line], str]:
    """Lines, and a sentence on how the file was read. An empty `encoding` is detected."""
    encoding = encoding or find_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeError:
        raise UnreadableError(
            _("This file can’t be read as %(encoding)s. Save it as “CSV UTF-8” or as XLSX.")
            % {"encoding": ENCODINGS[encoding]}
        ) from None
    text = text.removeprefix("\ufeff").replace("\x00", "")
    delimiter = find_delimiter(text)
    return _lines(text, delimiter), _("Read as %(encoding)s.") % {"encoding": ENCODINGS[encoding]}


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = _reader(text, delimiter)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield Line(number, [tidy(as_written(cell[:MAX_CELL_LENGTH])) for cell in row], {})
    except csv.Error:
        raise UnreadableError(
            _("Row %(row)d can’t be read. It may contain a quotation mark that opens and never closes.")
            % {"row": number + 1}
        ) from None


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)


def find_encoding(data: bytes) -> str:
    """Detected by the byte-order mark, otherwise by valid byte sequences; Windows-1251 if several are
    possible.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030" if _is_chinese(data) else "cp1251"
    return "utf-8-sig"


def _is_chinese(data: bytes) -> bool:
    """Chinese is encoded in pairs of bytes; the first is usually that of a common character, 0xB0 to 0xD7.

    Russian words have odd lengths as often as even ones, and their lower-case letters lie above that
    range.
    """
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    runs = BEYOND_ASCII.findall(data)
    even = [run for run in runs if len(run) % 2 == 0]
    first = [byte for run in even for byte in run[::2]]
    common = sum(0xB0 <= byte <= 0xD7 for byte in first)
    return len(even) > 0.8 * len(runs) and common > 0.7 * len(first)


def find_delimiter(text: str) -> str:
    """The delimiter that splits most of the first rows into as many cells as the widest of them has."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in islice(_reader(text[:200_000], delimiter), SAMPLE_ROWS) if row]
    except csv.Error:
        return 0, 0
    width = max(widths, default=1)
    return (sum(each == width for each in widths) if width > 1 else 0), width
