import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from events.statistics.event import tables
from events.statistics.period import held, report
from events.statistics.workbooks import report_workbook, statistics_workbook
from tests.events.participant_strategies import Hall, rolls
from tests.factories import country, make_event, make_participation, make_person

pytestmark = pytest.mark.django_db


def read(content):
    """The values of each sheet by its name, its formulas worked out."""
    book = load_workbook(BytesIO(content))
    return {
        sheet.title: [[value_of(book, sheet, cell.value) for cell in row] for row in sheet.iter_rows()]
        for sheet in book
    }


def value_of(book, sheet, value):
    """What a spreadsheet would show for the few kinds of formulas that we write."""
    if not isinstance(value, str) or not value.startswith("="):
        return value
    if found := re.fullmatch(r"=SUM\((\w+):(\w+)\)", value):
        return sum(value_of(book, sheet, cell.value) for [cell] in sheet[found[1] : found[2]])
    if found := re.fullmatch(r"=IF\((\w+)=0,0,(\w+)/\1\)", value):
        whole, part = (value_of(book, sheet, sheet[found[group]].value) for group in (1, 2))
        return part / whole if whole else 0
    found = re.fullmatch(r"='(.+)'!(\w+)", value)
    other = book[found[1].replace("''", "'")]
    return value_of(book, other, other[found[2]].value)


def test_workbook_of_an_event_equals_its_figures_whatever_the_list():
    event = make_event()
    hall = Hall.build(event)

    @settings(max_examples=25)
    @given(rolls())
    def check(roll):
        with hall.holding(roll):
            made = tables(event.participations.all())

        found = read(statistics_workbook(made, []))

        assert list(found) == [str(each.dimension.label) for each in made]
        for each in made:
            rows = found[str(each.dimension.label)]
            end = len(each.figures) + 1
            assert [row[:2] for row in rows[1:end]] == [
                [figure.label, figure.count] for figure in each.figures
            ]
            assert [row[2] for row in rows[1:end]] == pytest.approx(each.shares)
            assert rows[end][1] == len(roll)

    check()


def test_workbook_of_an_event_has_numbers_and_says_what_it_counts():
    event = make_event()
    make_participation(event, roles=["speaker", "moderator"], country=country("KZ"))

    found = read(statistics_workbook(tables(event.participations.all()), ["Only those who attended."]))

    assert found["Country"] == [
        ["Country", "Participants", "Share"],
        ["Kazakhstan", 1, 1.0],
        ["Unknown", 0, 0.0],
        ["Total", 1, 1.0],
        [None, None, None],
        ["Only those who attended.", None, None],
    ]
    assert found["Role"][3:6] == [["Unknown", 0, 0.0], ["All participants", 1, None], [None, None, None]]
    assert (
        found["Role"][6][0]
        == "A person with several roles is counted once in each of them, and once in the total."
    )


def test_workbook_across_events_equals_the_report():
    person = make_person()
    for year, code in ((2022, "KZ"), (2023, "KZ"), (2023, "CN")):
        moment = datetime(year, 5, 1, 3, tzinfo=UTC)
        event = make_event(f"Forum for {code}", starts_at=moment, ends_at=moment.replace(hour=9))
        make_participation(event, person, country=country(code))
        make_participation(event, country=country("KZ"))

    found = read(report_workbook(report(held(date(2022, 1, 1), date(2023, 12, 31))), ["Made by hand."]))

    headings = ["Events", "Attendances", "Different people", "Newcomers"]
    assert found["By year"][:4] == [
        ["Year", *headings],
        [2022, 1, 2, 2, 2],
        [2023, 2, 4, 3, 2],
        ["Total", 3, 6, 4, 4],
    ]
    assert found["By country"][:5] == [
        ["Country", *headings],
        ["Kazakhstan", 3, 5, 4, 4],
        ["People’s Republic of China", 1, 1, 1, 0],
        ["Unknown", 0, 0, 0, 0],
        ["Total", 3, 6, 4, 4],
    ]
    assert found["By kind of event"][1:3] == [["Symposium", 3, 6, 4, 4], ["Total", 3, 6, 4, 4]]
    assert found["By country and year"][:5] == [
        [
            "Country",
            "2022: attendances",
            "2022: different people",
            "2023: attendances",
            "2023: different people",
        ],
        ["Kazakhstan", 2, 2, 3, 3],
        ["People’s Republic of China", 0, 0, 1, 1],
        ["Unknown", 0, 0, 0, 0],
        ["Total", 2, 2, 4, 3],
    ]
    assert found["Events"][1:5] == [
        [datetime(2023, 5, 1), "Forum for CN", "Symposium", 2],
        [datetime(2023, 5, 1), "Forum for KZ", "Symposium", 2],
        [datetime(2022, 5, 1), "Forum for KZ", "Symposium", 2],
        ["Total", None, None, 6],
    ]
    assert {rows[-1][0] for rows in found.values()} == {"Made by hand."}


def test_workbook_of_no_events_has_zeros():
    found = read(report_workbook(report(held(date(2022, 1, 1), date(2023, 12, 31))), []))

    assert found["By year"][1] == ["Total", 0, 0, 0, 0]
    assert found["By country and year"][1:3] == [["Unknown"], ["Total"]]
