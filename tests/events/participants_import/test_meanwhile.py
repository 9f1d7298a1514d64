"""What somebody else does while a list is applied or undone."""

import pytest

from events.models import Organisation, Participation, Person
from events.participants_import.applying import NotNowError, apply
from events.participants_import.undoing import undo
from events.records.merging import merge
from tests.concurrency import overtaken
from tests.events.participants_import.lists import applied, checked, run, verdicts
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BEK = ["Bek Umarov", "bek@example.org", "Institute of Trade", "Uzbekistan", "Expert", ""]


def while_others(change, work):
    """What `work` returns that starts after `change`, but before its transaction has ended."""

    def work_or_words():
        try:
            return work()
        except NotNowError as refused:
            return str(refused)

    return overtaken(change, work_or_words)


def test_participant_changed_during_an_undoing_is_kept():
    event = make_event()
    batch = applied(event, [BEK])
    here = Participation.objects.get()

    def change():
        here.attended = "yes"
        here.save()

    undone = while_others(change, lambda: undo(batch.pk, None))

    assert undone.report[0] == f"participant “{here}” was kept: it has been changed since."
    assert Participation.objects.get().attended == "yes"


def test_field_changed_during_an_undoing_is_kept():
    event = make_event()
    here = make_participation(event, make_person("Bek Umarov", emails=["bek@example.org"]))
    batch = applied(event, [BEK])

    undone = while_others(
        lambda: Participation.objects.update(job_title_en="Minister"), lambda: undo(batch.pk, None)
    )

    here.refresh_from_db()
    assert here.job_title_en == "Minister"
    assert undone.report == [
        f"participant “{here}” was kept: its field “job title [en]” has been changed since."
    ]


def test_person_merged_while_a_list_is_applied_takes_part_as_the_one_who_stays():
    kept = make_person("Bek Umarov", emails=["bek.umarov@example.org"])
    other = make_person("Bek Umarov", emails=["bek@example.org"])
    make_participation(make_event("Before"), other, country=country("UZ"))
    event = make_event()
    batch = checked(event, [BEK])
    assert [row.person for row in batch.rows.all()] == [other]

    found = while_others(lambda: merge(kept, other), lambda: apply(batch.pk, None).state)

    assert found in {
        "applied",
        "Something has changed since this list was checked. Please look at its rows again.",
    }
    if found != "applied":
        apply(run(batch).pk, None)
    assert [each.person for each in event.participations.all()] == [kept]
    assert Person.objects.count() == 1


def test_organisation_merged_while_a_list_is_applied_is_the_one_that_stays():
    kept, other = make_organisation("Trade Institute"), make_organisation("Institute of Trade")
    event = make_event()
    batch = checked(event, [BEK])
    assert verdicts(batch) == ["new"]

    found = while_others(lambda: merge(kept, other), lambda: apply(batch.pk, None).state)

    assert found == "applied"
    assert [each.organisation for each in event.participations.all()] == [kept]
    assert list(Organisation.objects.all()) == [kept]
