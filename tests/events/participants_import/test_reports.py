"""What becomes of each row of lists as they arrive, before anybody has touched the guesses."""

import pytest

from events.models import ImportSource
from events.participants_import.uploading import name_columns, upload
from tests.events.participants_import import reports
from tests.events.participants_import.lists import run
from tests.factories import make_event

pytestmark = pytest.mark.django_db

OUTCOMES = {
    reports.russian_with_two_rows_of_headings: [
        (5, "new", "Aygul Maratovna SAPAROVA", [], []),
        (6, "rejected", "Bakhtiyor Yodgorov", ["email"], []),
        (7, "new", "Olga Kim", [], ["mode"]),
        (8, "new", "Mergan Berdyev", [], []),
        (9, "rejected", "", ["country", "full_name"], []),
        (10, "rejected", "", ["full_name"], []),
    ],
    reports.chinese_in_gb18030: [
        (3, "new", "Wei Wang", [], ["role"]),
        (4, "new", "Nana Ouyang", [], []),
        (5, "new", "Zekai Jiang", [], []),
        (6, "new", "Hua Li", [], []),
        (8, "rejected", "Jiren He", ["full_name"], []),  # “合计：4人” is a total
    ],
    reports.zoom_webinar: [
        (13, "new", "Aigul Saparova", [], []),
        (14, "new", "Zekai Jiang", [], []),
        (15, "new", "Bek Umarov", [], []),
        (16, "rejected", "فرشته", ["full_name"], []),
    ],
    reports.teams: [
        (8, "new", "Aigul Saparova", [], []),
        (9, "new", "Bek Umarov", [], []),
        (10, "new", "Nino Beridze", [], []),
    ],
    reports.microsoft_forms: [
        (2, "new", "Aigul Saparova", [], []),
        (3, "rejected", "Umarov Bek", ["email"], []),
        (4, "new", "Beridze", [], []),
    ],
    reports.without_headings: [
        (1, "new", "Aigul Saparova", [], []),
        (2, "new", "Bek Umarov", [], []),
        (3, "new", "Nino Beridze", [], []),
        (4, "new", "Xiaoming Wang", [], []),
        (5, "rejected", "Leila Amirova", ["email"], []),
    ],
}


def outcome(row) -> tuple:
    """Number, verdict, name, and the fields that are refused or left out."""
    values = row.values
    name = f"{values['given']} {values['family']}".strip() if "given" in values else ""
    return (row.number, row.verdict, name or values.get("native", ""), sorted(row.errors), sorted(row.notes))


@pytest.mark.parametrize("make", OUTCOMES, ids=lambda make: make.__name__)
def test_every_row_of_a_list_as_it_arrives(make):
    batch = upload(make_event(), ImportSource.objects.create(name="Any"), make(), None)
    name_columns(batch, batch.columns, {})

    rows = run(batch).rows.all()

    assert [outcome(row) for row in rows] == OUTCOMES[make]
