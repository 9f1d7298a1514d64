"""Where a list stands in the sheets and reports that arrive."""

import pytest
from openpyxl import Workbook

from events.participants_import.columns import layout
from events.participants_import.columns.table import divided
from events.participants_import.reading import read
from events.tables.lines import UnreadableError
from tests.events.participants_import.lists import csv_file, saved, xlsx_file

COUNTRIES = {"Kazakhstan": "KZ", "Georgia": "GE", "Китай": "CN", "ID": "ID"}
PEOPLE = [
    ["Aigul Saparova", "Institute", "aigul@example.org", "Kazakhstan"],
    ["Bek Umarov", "ADB", "bek@example.org", "Georgia"],
]


def found(rows):
    return read(csv_file(rows, None), is_country=COUNTRIES.get)


def numbers(table):
    return [line.number for line in table.rows]


def test_second_row_of_headings_is_found_though_a_word_of_it_is_unknown():
    rows = [
        ["Список участников"],
        ["№", "Участник", "", "", "Контакты", "", "Страна"],
        ["", "Фамилия", "Имя", "Отчество", "Эл. почта", "Телефон", ""],
        ["1", "Сапарова", "Айгуль", "Маратовна", "aigul@example.org", "+7 701 000", "Китай"],
    ]

    table = found(rows)

    assert (table.heading_rows, numbers(table)) == ([2, 3], [4])
    assert table.headings == ["№", "Фамилия", "Имя", "Отчество", "Эл. почта", "Контакты Телефон", "Страна"]


def test_second_row_of_headings_is_found_in_a_workbook_with_merged_cells():
    book = Workbook()
    for row in (
        ["№", "Участник", None, "Контакты", None],
        [None, "Фамилия", "Имя", "Эл. почта", "Телефон"],
        [1, "Сапарова", "Айгуль", "aigul@example.org", "+7"],
    ):
        book.active.append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        book.active.merge_cells(cells)

    table = read(saved(book))

    assert (table.heading_rows, table.headings) == (
        [1, 2],
        ["№", "Фамилия", "Имя", "Эл. почта", "Контакты Телефон"],
    )


def test_first_row_below_an_unnamed_column_is_no_heading():
    table = found([["Name", "", "Country"], ["Aigul", "Institute", "KZ"], ["Bek", "ADB", "KZ"]])

    assert (table.heading_rows, numbers(table)) == ([1], [2, 3])


ZOOM = [
    ["Attendee Report"],
    ["Report Generated:", "Jun 4, 2026 10:11 AM"],
    ["Topic", "Webinar ID", "# Registered"],
    ["Trade", "812 0000", "3"],
    ["Host Details"],
    ["Attended", "User Name (Original Name)", "Email", "Join Time", "Country/Region Name"],
    ["Yes", "CAREC Institute", "host@example.org", "10:00", "China"],
    ["Panelist Details"],
    ["Attended", "User Name (Original Name)", "Email", "Join Time", "Country/Region Name"],
    ["Yes", "Nino Beridze", "nino@example.org", "10:00", "Georgia"],
    ["Attendee Details"],
    ["Attended", "User Name (Original Name)", "First Name", "Last Name", "Email", "Country/Region Name"],
    ["Yes", "Aigul", "Aigul", "Saparova", "aigul@example.org", "Kazakhstan"],
    ["No", "Bek", "Bek", "Umarov", "bek@example.org", "Kazakhstan"],
    ["Other Attended"],
    ["User Name", "Join Time", "Leave Time", "Country/Region Name"],
    ["99680000", "10:00", "11:00", "Kazakhstan"],
]
TEAMS = [
    ["1. Summary"],
    ["Meeting title", "Trade"],
    ["Attended participants", "2"],
    [],
    ["2. Participants"],
    ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"],
    ["Aigul Saparova", "10:00", "11:00", "1h", "aigul@example.org", "aigul@example.org", "Presenter"],
    ["Bek Umarov", "10:00", "11:00", "1h", "bek@example.org", "bek@example.org", "Presenter"],
    [],
    ["3. In-Meeting Activities"],
    ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"],
    ["Aigul Saparova", "10:00", "10:30", "30m", "aigul@example.org", "Presenter"],
    ["Aigul Saparova", "10:31", "11:00", "29m", "aigul@example.org", "Presenter"],
    ["Bek Umarov", "10:00", "11:00", "1h", "bek@example.org", "Presenter"],
]


@pytest.mark.parametrize(("report", "headings", "rows"), [(ZOOM, 12, [13, 14]), (TEAMS, 6, [7, 8])])
def test_list_of_people_is_found_among_the_tables_of_a_report(report, headings, rows):
    table = found(report)

    assert (table.heading_rows, numbers(table)) == ([headings], rows)


def test_title_tells_the_list_of_people_though_another_table_has_more_headings():
    report = [
        ["Host Details"],
        ["Name", "E-mail", "Organization", "Country"],
        ["CAREC", "host@example.org", "CAREC Institute", "China"],
        ["Attendee Details"],
        ["Name", "E-mail"],
        ["Aigul Saparova", "aigul@example.org"],
    ]

    assert numbers(found(report)) == [6]


def test_another_table_of_a_report_can_be_chosen():
    table = read(csv_file(ZOOM, None))
    lines = sorted([*table.rows, *table.outside])

    panel = divided(lines, [9], COUNTRIES.get)

    assert (panel.headings, numbers(panel)) == (ZOOM[8], [10])


def test_list_without_headings_keeps_its_first_person():
    table = found([["List of participants"], *PEOPLE])

    assert (table.heading_rows, numbers(table)) == ([], [2, 3])
    assert table.headings == ["Column A", "Column B", "Column C", "Column D"]


def test_headings_in_an_unknown_language_are_told_from_people():
    table = found([["Անուն", "Կազմակերպություն", "Էլ. հասցե", "ID"], *PEOPLE])

    assert (table.heading_rows, numbers(table)) == ([1], [2, 3])


def test_countries_over_their_people_divide_no_list_and_repeated_headings_are_no_people():
    head = ["Name", "Company", "E-mail", "Region"]

    table = found([head, ["Kazakhstan"], head, PEOPLE[0], ["Georgia"], head, PEOPLE[1]])

    assert (table.heading_rows, numbers(table)) == ([1], [2, 4, 5, 7])


def test_title_of_a_delegation_ends_no_list():
    rows = [["Aigul Saparova", "Ministry", "Delegate"], ["Bek Umarov", "Agency", "Speaker"]]

    table = found(
        [["Name", "Place", "As"], ["Delegation of Georgia"], rows[0], ["2. Guests"], rows[1], rows[0]]
    )

    assert numbers(table) == [2, 3, 4, 5, 6]


def test_merged_heading_does_not_count_for_the_rows_below_and_other_cells_do():
    book = Workbook()
    for row in (["Name", "Country"], [None, "KZ"], ["Bek Umarov", None]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B2:B3")

    assert [line.cells for line in read(saved(book)).rows] == [["", "KZ"], ["Bek Umarov", "KZ"]]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([1, 3], "Select up to 3 heading rows, one directly below the other."),
        ([1, 2, 3, 4], "Select up to 3 heading rows, one directly below the other."),
        ([5], "There are headings in row 5 but nothing below them."),
    ],
)
def test_impossible_rows_of_headings_are_refused(rows, sentence):
    table = read(xlsx_file([[f"Bek {number}", "KZ"] for number in range(4)], ["Name", "Country"]))

    with pytest.raises(UnreadableError) as refused:
        divided(sorted([*table.rows, *table.outside]), rows, COUNTRIES.get)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("layouts", "sentence"),
    [
        (([1], [2, 3], [1]), "The headings are in row 1."),
        (([], [1, 2], []), "The list has no headings."),
        (([3, 4], [5], [1, 3, 4]), "The headings are in rows 3 to 4. Everything above row 3 is left out."),
        (([], [2], [1]), "The list has no headings. Everything above row 2 is left out."),
        (
            ([1], [2, 3], [1, 7]),
            "The headings are in row 1. The list ends with row 3; everything below it is left out.",
        ),
    ],
)
def test_layout_is_told_in_sentences(layouts, sentence):
    assert layout.says(*layouts) == sentence
