import pytest

from events.models import Merge, Participation, Person
from events.models.names import NAME_COLUMNS
from events.participants_import.undoing import undo as undo_import
from events.records.merging import merge
from events.records.merging import undo as undo_merge
from tests.events.participants_import.lists import applied
from tests.factories import make_event, make_participation, make_person
from tests.going_back import go_back, go_forward

BEFORE = ("events", "0013_note_texts_not_understood")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_names_of_the_day_are_filled_and_what_was_done_before_can_be_undone():
    event = make_event()
    batch = applied(event, [["Bek Umarov", "", "", "", "", ""], ["Olga Kim", "", "", "", "", ""]])
    Participation.objects.filter(person__family_name="Kim").update(attended="yes")
    kept, other = make_person("Nino Beridze", honorific="Dr."), make_person("Nino Beridse", honorific="Ms.")
    make_participation(event, kept)
    make_participation(event, other)
    union = merge(kept, other)

    go_back(BEFORE)
    forget_names(union)
    Person.objects.filter(pk=kept.pk).update(native_name="ნინო")
    go_forward()

    names = Participation.objects.order_by("pk").values_list("honorific", "given_name", "native_name")
    assert list(names) == [("", "Bek", ""), ("", "Olga", ""), ("Dr.", "Nino", "ნინო")]
    undo_merge(Merge.objects.get())
    assert Participation.objects.get(person=other).full_name == "Ms. Nino Beridse"
    assert undo_import(batch.pk, None).report == [
        f"participant “Olga Kim: {event}” was kept: it has been changed since.",
        "person “Olga Kim” was kept: something else now refers to it.",
    ]


def forget_names(union):
    """As a merge was written down when participants had no names."""
    for entry in union.journal:
        if entry["model"] == "events.participation" and entry["after"] is None:
            for column in NAME_COLUMNS:
                del entry["before"][column]
    union.save()
