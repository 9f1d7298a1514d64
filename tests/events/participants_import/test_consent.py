"""“No” to being listed wins, whoever says “yes” beside it, and staff are told."""

import pytest

from events.models import Participation
from tests.events.participants_import.lists import HEADINGS, applied, checked, row
from tests.factories import make_event, make_participation, make_person

pytestmark = pytest.mark.django_db
WITH_CONSENT = [*HEADINGS, "Agrees to be listed"]


def bek(consent):
    return ["Bek Umarov", "bek@example.org", "", "", "", "", consent]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["yes", "no"], [2]),
        (["no", "yes"], [3]),
        (["", "no", "yes"], [4]),
        (["yes", "", "no"], [2]),
    ],
)
def test_no_of_one_row_wins(answers, told):
    batch = applied(make_event(), [bek(answer) for answer in answers], WITH_CONSENT)

    assert Participation.objects.get().consent == "no"
    sentence = "agrees to be listed: “yes” was not used because another row for this person says “no”"
    assert [each.number for each in batch.rows.all() if sentence in each.changes] == told


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        ("no", "yes", "no"),
        ("no", "", "no"),
        ("yes", "no", "no"),
        ("yes", "", "yes"),
        ("unknown", "yes", "yes"),
    ],
)
def test_earlier_answer_gives_way_to_no_alone(before, answer, after):
    event = make_event()
    make_participation(event, make_person("Bek Umarov", emails=["bek@example.org"]), consent=before)

    applied(event, [bek(answer)], WITH_CONSENT)

    assert Participation.objects.get().consent == after


def test_yes_after_no_is_told():
    event = make_event()
    make_participation(
        event, make_person("Bek Umarov", emails=["bek@example.org"]), consent="no", job_title_en=""
    )

    batch = checked(event, [bek("yes")], WITH_CONSENT)

    assert (row(batch, 2).verdict, row(batch, 2).changes) == (
        "unchanged",
        [
            "agrees to be listed: “yes” was not used because “no” was said before; if the person has "
            "changed their mind, change it in the list of participants"
        ],
    )


def test_default_of_yes_does_not_undo_a_no():
    event = make_event()
    make_participation(event, make_person("Bek Umarov", emails=["bek@example.org"]), consent="no")

    applied(event, [bek("")], WITH_CONSENT, defaults={"consent": "yes"})

    assert Participation.objects.get().consent == "no"
