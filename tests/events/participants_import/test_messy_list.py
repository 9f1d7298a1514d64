"""A messy list of 2,000 rows: a reason for each, applied, undone to the same database, applied again."""

from collections import Counter

import pytest

from events.participants_import import checking
from events.participants_import.applying import apply
from events.participants_import.undoing import undo
from tests.events.participants_import import messy_list
from tests.events.participants_import.lists import checked, checksum, content, run
from tests.factories import country, make_event, make_organisation, make_participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event with one participant, among 500 people who are known already."""
    messy_list.fill_people()
    make_organisation("Asian Development Bank", short_name_en="ADB", aliases=["АБР"])
    event = make_event()
    make_participation(event, country=country())
    return event


def test_messy_list_is_checked_applied_undone_and_applied_again(event):
    before = checksum()

    batch = checked(event, messy_list.rows(), defaults={"role": "delegate", "mode": "online"})
    rows = list(batch.rows.all())
    unexplained = [row.number for row in rows if not (row.reason or row.errors)]
    assert (len(rows), unexplained, checksum()) == (2000, [], before)
    assert Counter(row.verdict for row in rows) == batch.counts

    apply(batch.pk, None)
    first = content()
    assert checksum() != before
    again = checked(event, messy_list.rows(), defaults={"role": "delegate", "mode": "online"})
    assert set(again.counts) == {"unchanged", "possible", "rejected"}
    apply(again.pk, None)
    assert content() == first

    undo(again.pk, None)
    batch = undo(batch.pk, None)
    assert (batch.report, checksum()) == ([], before)

    checking.start(batch)
    apply(run(batch).pk, None)
    assert content() == first
