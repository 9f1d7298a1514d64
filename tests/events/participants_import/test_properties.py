"""What holds for any list: hypothesis looks for one for which it does not."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.name_keys import key
from events.participants_import import checking
from events.participants_import.applying import apply
from events.participants_import.reading import read
from events.participants_import.undoing import undo
from events.tables.lines import tidy
from tests.events.participants_import.lists import (
    applied,
    checked,
    checksum,
    content,
    csv_file,
    run,
    xlsx_file,
)
from tests.factories import country, make_event, make_organisation, make_participation, make_person

FEW = settings(max_examples=20)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
HEADINGS = ["Full name", "E-mail", "Organisation", "Country"]

NAMES = st.one_of(
    st.sampled_from(["Aigul Saparova", "Saparova Aigul", "SAPAROVA Aigul", "Айгуль Сапарова", "Bek Umarov"]),
    st.sampled_from(
        ["Умаров Бек", "王小明", "Wang Xiaoming", "Dr. Bek Umarov", "B. Umarov", "Bek Umarova", ""]
    ),
    TEXT,
)
ROWS = st.lists(
    st.tuples(
        NAMES,
        st.sampled_from(["", "", "a@example.org", "A@EXAMPLE.org", "bek@example.org", "no address"]),
        st.one_of(st.sampled_from(["", "ADB", "Ministry of Trade", "Министерство", "=1+1"]), TEXT),
        st.sampled_from(["", "KZ", "Казахстан", "UZ", "中国", "Narnia"]),
        st.sampled_from(
            ["", "Director", "Директор", "'; DROP TABLE events_person; --", "<b>%s</b>", "\\\\N"]
        ),
        st.sampled_from(["", "", "Speaker", "Делегат; 主持人", "King"]),
    ),
    min_size=1,
    max_size=8,
).map(lambda rows: [list(row) for row in rows])


def expected(rows):
    return [cells for row in rows if any(cells := [tidy(cell) for cell in row])]


@FEW
@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_any_table_is_read_back_from_csv(rows, delimiter):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        wanted = expected(rows)
        if not wanted:
            continue

        table = read(csv_file(rows, HEADINGS, encoding, delimiter))

        assert [line.cells for line in table.rows] == wanted


@FEW
@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=6))
def test_any_table_is_read_back_from_a_workbook(rows):
    rows = [[f"x{cell}" for cell in row] for row in rows]  # no formulas, no numbers

    table = read(xlsx_file(rows, HEADINGS))

    assert [line.cells for line in table.rows] == expected(rows)


@FEW
@given(
    st.lists(
        st.tuples(*[st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя ", max_size=12)] * 4), min_size=1, max_size=6
    )
)
def test_any_russian_table_is_read_back_in_its_old_encoding(rows):
    if wanted := expected(rows):
        table = read(csv_file(rows, ["ФИО", "Почта", "Место работы", "Страна"], "cp1251", ";"))

        assert [line.cells for line in table.rows] == wanted


@given(st.lists(st.text("абвгABCDéüçş", min_size=1, max_size=8), min_size=1, max_size=4), st.randoms())
def test_key_does_not_heed_order_and_case(parts, random):
    other = list(parts)
    random.shuffle(other)

    assert key(" ".join(parts)) == key(" ".join(other).upper()) == key(" ".join(other).lower())


class AnyListTest(TestCase):
    def prepared(self):
        """An event with a participant, and somebody known from another."""
        event = make_event(publish_at=datetime(2023, 1, 1, tzinfo=UTC))
        organisation = make_organisation("Asian Development Bank", short_name_en="ADB")
        make_participation(event, make_person(), country=country("KZ"), organisation=organisation)
        make_participation(
            make_event("Before"), make_person("Bek Umarov", emails=["bek@example.org"]), country=country("UZ")
        )
        return event

    @FEW
    @given(ROWS, st.sampled_from([{}, {"role": "delegate", "mode": "online", "consent": "no"}]))
    def test_checking_applying_and_undoing_leave_the_database_as_it_was(self, rows, defaults):
        event = self.prepared()
        before = checksum()

        batch = checked(event, [*rows, ["Olga Kim", "", "", "", "", ""]], defaults=defaults)
        assert checksum() == before
        assert [each.number for each in batch.rows.all() if not (each.reason or each.errors)] == []
        apply(batch.pk, None)
        first = content()
        batch = undo(batch.pk, None)

        assert (batch.report, checksum()) == ([], before)
        checking.start(batch)
        apply(run(batch).pk, None)
        assert content() == first

    @FEW
    @given(ROWS, st.sampled_from([{}, {"role": "delegate", "mode": "online", "consent": "no"}]))
    def test_list_applied_twice_adds_nothing(self, rows, defaults):
        event = self.prepared()
        applied(event, [*rows, ["Olga Kim", "", "", "", "", ""]], defaults=defaults)
        before = checksum()

        again = checked(event, [*rows, ["Olga Kim", "", "", "", "", ""]], defaults=defaults)

        assert set(again.counts) <= {"unchanged", "possible", "rejected"}
        apply(again.pk, None)
        assert checksum() == before
