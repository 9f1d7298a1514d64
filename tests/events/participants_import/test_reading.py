"""Files as they arrive, good and bad: every one becomes a table or a sentence."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from events.participants_import import reading
from events.participants_import.reading import read
from events.tables.lines import UnreadableError
from tests.events.participants_import.lists import csv_file, merged_workbook, saved, xlsx_file

RUSSIAN = (
    ["ФИО", "Эл. почта", "Страна"],
    [["Сапарова Айгуль", "aigul@example.org", "Казахстан"], ["Ким", "", "КНР"]],
)
CHINESE = (["姓名", "邮箱", "国家"], [["王小明", "wang@example.org", "中国"], ["李华", "", "哈萨克斯坦"]])


def refusal(file, **options) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(file, **options)
    return str(caught.value)


def cells(table):
    return [line.cells for line in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "name", "content"),
    [
        ("utf-8", "UTF-8", RUSSIAN),
        ("utf-8-sig", "UTF-8", CHINESE),
        ("utf-16", "UTF-16", RUSSIAN),
        ("utf-16", "UTF-16", CHINESE),
        ("cp1251", "Windows-1251", RUSSIAN),
        ("gb18030", "GB18030", CHINESE),
    ],
)
def test_csv_is_read_in_every_encoding_and_with_every_delimiter(encoding, name, content, delimiter):
    headings, rows = content

    table = read(csv_file(rows, headings, encoding, delimiter))

    assert (table.headings, cells(table)) == (headings, rows)
    assert table.notes == [f"Read as {name}."]


def test_csv_of_capitals_in_windows_1251_can_be_named():
    table = read(csv_file([["ИВАН ДА", "КНР"]], ["ФИО", "СТРАНА"], "cp1251"), encoding="cp1251")

    assert cells(table) == [["ИВАН ДА", "КНР"]]


def test_csv_in_another_encoding_than_named_is_refused():
    assert refusal(csv_file([["é"]], ["Name"], "cp1252"), encoding="utf-8-sig") == (
        "This file can’t be read as UTF-8. Save it as “CSV UTF-8” or as XLSX."
    )


def test_cells_with_delimiters_quotes_and_lines_stay_whole():
    row = ["Umarov, Bek", 'Head of "Trade"; Deputy', "a\nb"]

    assert cells(read(csv_file([row], ["Name", "Position", "Company"]))) == [
        ["Umarov, Bek", 'Head of "Trade"; Deputy', "a b"]
    ]


def test_workbook_gives_numbers_dates_and_truth_as_typed():
    row = [5.0, 2.5, datetime.date(2023, 7, 27), datetime.datetime(2023, 7, 27, 9, 30), True, None, "x"]

    table = read(xlsx_file([row], ["Name", "E-mail", "Country", "Role", "Mode", "Gender", "Attended"]))

    assert cells(table) == [["5", "2.5", "2023-07-27", "2023-07-27 09:30", "True", "", "x"]]


def test_invisible_characters_and_spaces_are_tidied_and_empty_rows_skipped():
    rows = [["\ufeffAigul\u00a0\u200b Saparova ", " a@b.org\u2009"], ["", " \u200b"], ["Bek", ""]]

    table = read(xlsx_file(rows, ["Name", "E-mail"]))

    assert cells(table) == [["Aigul Saparova", "a@b.org"], ["Bek", ""]]
    assert [line.number for line in table.rows] == [2, 4]


def test_headings_below_titles_are_found():
    rows = [["List of participants", None], [None, None], ["Full name", "Country"], ["Aigul Saparova", "KZ"]]

    table = read(xlsx_file(rows, None))

    assert (table.headings, cells(table), table.rows[0].number) == (
        ["Full name", "Country"],
        [["Aigul Saparova", "KZ"]],
        4,
    )
    assert (table.heading_rows, [line.number for line in table.outside]) == ([3], [1, 3])


def test_merged_headings_over_two_rows_become_one():
    book = Workbook()
    sheet = book.active
    for row in (
        ["№", "Participant", None, "Country"],
        [None, "First name", "Last name", None],
        [1, "Bek", "Umarov", "UZ"],
    ):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("D1:D2")

    table = read(saved(book))

    assert table.headings == ["№", "First name", "Last name", "Country"]
    assert cells(table) == [["1", "Bek", "Umarov", "UZ"]]


def test_merged_cell_counts_for_each_row_beside_it():
    file = merged_workbook(
        [
            ["Country", "Name", "Company"],
            ["KZ", "Bek Umarov", "ADB"],
            [None, "Aigul Saparova", None],
            [None, None, None],
            [None, "Nino Beridze", None],
            ["GE", "Olga Kim", None],
        ],
        *("A2:A5", "C2:C3", "A8:C9"),
    )

    table = read(file)

    assert cells(table) == [
        ["KZ", "Bek Umarov", "ADB"],
        ["KZ", "Aigul Saparova", "ADB"],
        ["KZ", "Nino Beridze", ""],
        ["GE", "Olga Kim", ""],
    ]
    assert [line.number for line in table.rows] == [2, 3, 5, 6]


def test_cells_merged_twice_cost_no_more_than_the_rows():
    rows = [["Name", "Country"], ["Bek", "KZ"], ["Ali", None]]
    archive = zipfile.ZipFile(merged_workbook(rows, "B2:B3"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as hostile:
        for name in archive.namelist():
            content = archive.read(name)
            marks = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % top for top in range(1, 20_000))
            hostile.writestr(name, content.replace(b"</mergeCells>", marks + b"</mergeCells>"))

    table = read(SimpleUploadedFile("list.xlsx", buffer.getvalue()))

    assert cells(table) == [["Bek", "KZ"], ["Ali", "KZ"]]


def test_duplicate_and_missing_headings_get_names():
    table = read(xlsx_file([["Bek", "a@b.org", "c@d.org", "x"]], ["Name", "E-mail", "E-mail", None]))

    assert table.headings == ["Name", "E-mail", "E-mail (2)", "Column D"]


def test_formula_without_result_and_error_are_faults_of_their_cells():
    table = read(xlsx_file([["=A1", "#N/A", "Bek"]], ["E-mail", "Country", "Name"]))

    [line] = table.rows
    assert line.cells == ["", "", "Bek"]
    assert line.faults == {
        0: "The formula has no stored result. Enter the value here, or a dash for none.",
        1: "The cell contains the error #N/A.",
    }


def test_hidden_sheet_is_read_only_if_it_is_named():
    book = Workbook()
    for title, name in (("Old", "Bek"), ("New", "Aigul")):
        sheet = book.create_sheet(title)
        for row in (["Name", "Country"], [name, "KZ"]):
            sheet.append(row)
    book["Old"].sheet_state = "hidden"

    assert cells(read(saved(book))) == [["Aigul", "KZ"]]
    assert cells(read(saved(book), sheet="Old")) == [["Bek", "KZ"]]


def test_first_sheet_with_text_is_read_and_another_can_be_named():
    book = Workbook()
    for title, name in (("Day 1", "Bek"), ("Day 2", "Aigul")):
        sheet = book.create_sheet(title)
        for row in (["Name", "Country"], [name, "KZ"]):
            sheet.append(row)

    first = read(saved(book))
    second = read(saved(book), sheet="day 2")

    assert (cells(first), cells(second)) == ([["Bek", "KZ"]], [["Aigul", "KZ"]])
    assert first.notes == ["The file has several sheets (Sheet, Day 1, Day 2); “Day 1” is read."]
    assert refusal(saved(book), sheet="Day 3") == (
        "There is no sheet “Day 3”. The sheets are: Sheet, Day 1, Day 2."
    )


EMPTY = "The file is empty: not a single cell has text in it."
NO_TABLE = "This is neither a workbook nor a text file. Use XLSX or CSV."
PASSWORD = "The file is password-protected. Remove the password in Excel and save it again."
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", EMPTY),
        (b"\xef\xbb\xbf\r\n ,,\r\n", EMPTY),
        (b"Name,Country\r\n", "There are headings in row 1 but nothing below them."),
        (b"%PDF-1.7 and so on", NO_TABLE),
        (b"\x00\x01\x02\x03", NO_TABLE),
        (
            b"<html><table><tr><td>Name",
            "This is a web page, not a table. Save it as XLSX or CSV and try again.",
        ),
        (
            OLD + b"Workbook",
            "This workbook is in the old .xls format. Save it as .xlsx or CSV and try again.",
        ),
        (OLD + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
        (b"PK\x03\x04 torn", "The workbook is damaged. Open it in Excel, save it again and try again."),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content, sentence):
    assert refusal(SimpleUploadedFile("list.xlsx", content)) == sentence


def test_empty_workbook_is_refused():
    assert refusal(saved(Workbook())) == EMPTY


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return SimpleUploadedFile("list.xlsx", buffer.getvalue())


def test_zip_bomb_is_refused_unopened():
    bomb = archive(xl__workbook_xml=b"<x/>", xl__sharedStrings_xml=b"0" * 40_000_000)

    assert bomb.size < 100_000
    assert refusal(bomb) == "The file would become enormous when opened, so it was not opened."


def test_archive_that_is_no_workbook_is_refused():
    assert refusal(archive(word__document_xml=b"<x/>")) == (
        "This is not an Excel workbook, despite its name. Use XLSX or CSV."
    )


def test_workbook_with_torn_parts_is_refused():
    assert refusal(archive(xl__workbook_xml=b"<x")) == (
        "The workbook is damaged. Open it in Excel, save it again and try again."
    )


def test_50000_rows_are_refused_without_reading_them_all():
    file = csv_file([["Aigul Saparova", "KZ"]] * 50_000, ["Name", "Country"])

    assert refusal(file) == "The file has more than 10000 rows. Please split it."


@pytest.mark.parametrize("ranges", [(), ("B2:B25001",)])
def test_workbook_of_25000_rows_is_said_to_be_longer_than_the_limit(ranges):
    rows = [["Name", "Country"], *([f"Bek {number}", "KZ"] for number in range(25_000))]

    assert refusal(merged_workbook(rows, *ranges)) == "The file has more than 10000 rows. Please split it."


def test_text_far_below_the_list_is_refused_without_walking_there():
    book = Workbook()
    book.active.append(["Name", "Country"])
    book.active.append(["Bek", "KZ"])
    book.active.cell(1_048_576, 1, "far below")

    assert refusal(saved(book)) == (
        "The sheet continues below row 19999. If the list is that long, split it; otherwise delete all "
        "rows below the list, because one of them contains a space or a colour."
    )


def test_200_megabytes_are_refused_unread():
    class Huge:
        size = 200 * 1024 * 1024

    assert refusal(Huge()) == "The file is larger than 10 MB. Please split it, or remove pictures from it."


def test_limits_are_inclusive(monkeypatch):
    file = csv_file([["Bek", "KZ"]] * 10_000, ["Name", "Country"])
    monkeypatch.setattr(reading, "MAX_UPLOAD_BYTES", file.size)

    assert len(read(file).rows) == 10_000


def test_columns_beyond_the_hundredth_are_left_out_and_said():
    table = read(csv_file([["Bek", "KZ", *["x"] * 110]], ["Name", "Country", *["y"] * 110]))

    assert (len(table.headings), table.notes[-1]) == (100, "Only the first 100 columns are read.")
