"""Taking a split back, also beside merges and imports that are taken back."""

import pytest
from django.core.exceptions import ValidationError

from events.models import ImportRow, Participation, Person
from events.participants_import.undoing import undo as undo_import
from events.records.merging import merge
from events.records.merging import undo as undo_merge
from events.records.splitting import others_of, split, undo
from tests.events.namesakes import share, shared
from tests.events.participants_import.lists import applied
from tests.events.snapshots import contents
from tests.factories import make_event, make_participation, make_person, make_user

__all__ = ["shared"]  # the fixture


@pytest.mark.django_db
class TestUndo:
    def make_split(self, shared):
        person, _mine, theirs = shared
        self.before = contents()
        [former] = others_of(person)
        return split(
            person,
            share(
                theirs,
                spellings={"王伟", "汪玮", "Wang Vei"},
                emails={"wang.wei@rail.example"},
                others={former.value},
            ),
        )

    def test_everything_comes_back(self, shared):
        record = self.make_split(shared)

        undo(record, by=make_user())

        record.refresh_from_db()
        assert contents() == self.before
        assert record.undone_by.username == "editor"

    def test_twice_is_a_sentence(self, shared):
        record = self.make_split(shared)
        undo(record)

        with pytest.raises(ValidationError, match="This has already been undone"):
            undo(record)

    def test_unrelated_later_changes_stay(self, shared):
        record = self.make_split(shared)
        person, mine, theirs = shared
        person.refresh_from_db()
        person.aliases = ["Vivi"]
        person.save()
        Participation.objects.filter(pk=theirs.pk).update(attended="yes")
        later = make_participation(make_event("Later"), person)

        undo(record)

        person.refresh_from_db()
        theirs.refresh_from_db()
        assert person.aliases == ["汪玮", "Wang Vei", "Vivi"]
        assert person.names_key == "wang wei | vei wang | vivi"
        assert theirs.attended == "yes"
        assert set(person.participations.all()) == {mine, theirs, later}

    def test_appearance_removed_since_stays_removed(self, shared):
        record = self.make_split(shared)
        shared[2].delete()

        undo(record)

        assert list(Participation.objects.all()) == [shared[1]]

    def refusals(self, record):
        before = contents()
        with pytest.raises(ValidationError) as refused:
            undo(record)
        assert contents() == before
        return refused.value.messages

    def test_new_one_changed_since_is_a_sentence(self, shared):
        record = self.make_split(shared)
        new = Person.objects.get(pk=record.new_id)
        new.honorific = "Prof."
        new.save()

        assert self.refusals(record) == [
            "Person “Wang Wei (汪玮)”: “form of address” has been changed since then."
        ]

    def test_appearance_added_to_the_new_one_since_is_a_sentence(self, shared):
        record = self.make_split(shared)
        make_participation(make_event("Later"), Person.objects.get(pk=record.new_id))

        assert self.refusals(record) == [
            "Something has been added to “Wang Wei (汪玮)” since then: participant “Later”. Merge the "
            "two records instead."
        ]

    def test_both_at_one_event_since_is_a_sentence(self, shared):
        record = self.make_split(shared)
        make_participation(shared[2].event, shared[0])

        assert self.refusals(record) == [
            "“Wei Wang (王伟)” has since become a participant of “Rail forum” as well. Merge the two "
            "records instead."
        ]

    def test_appearance_given_to_a_third_one_since_is_a_sentence(self, shared):
        record = self.make_split(shared)
        Participation.objects.filter(pk=shared[2].pk).update(person=make_person("Third One"))

        assert self.refusals(record) == [
            "Participant “Third One: Rail forum”: “person” has been changed since then."
        ]

    def test_name_in_a_list_that_was_written_by_hand_since_is_a_sentence(self, shared):
        record = self.make_split(shared)
        Participation.objects.filter(pk=shared[2].pk).update(native_name="汪伟")

        assert self.refusals(record) == [
            "Participant “Wang Wei (汪玮): Rail forum”: “name in native script” has been changed since then."
        ]

    @pytest.mark.parametrize("which", ["kept_id", "new_id"])
    def test_merged_on_asks_for_the_later_undo_first(self, shared, which):
        record = self.make_split(shared)
        third = make_person("Third One")
        later = merge(third, Person.objects.get(pk=getattr(record, which)))

        with pytest.raises(ValidationError, match="undo that merge first"):
            undo(record)
        undo_merge(later)
        undo(record)

        third.delete()
        assert contents() == self.before

    def test_two_splits_are_undone_in_any_order(self, shared):
        person, mine, theirs = shared
        first = split(person, share(theirs, spellings={"汪玮", "Wang Vei"}))
        second = split(person, share(mine, spellings={"Wang W."}))

        undo(first)
        undo(second)

        person.refresh_from_db()
        assert sorted(person.aliases) == ["Wang Vei", "Wang W.", "汪玮"]
        assert person.participations.count() == 2
        assert list(Person.objects.all()) == [person]


@pytest.mark.django_db
class TestBesideOtherUndoing:
    def test_split_of_a_merged_one_is_undone_before_the_merge(self):
        kept, other = make_person("Wei Wang"), make_person("Wang Wei", native_name="王伟")
        moved = make_participation(make_event(), other)
        before = contents()
        merged = merge(kept, other)
        divided = split(kept, share(moved, spellings={"王伟"}))

        with pytest.raises(ValidationError) as refused:
            undo_merge(merged)
        assert "Participant “Wang Wei (汪玮): Symposium on trade”: “person” has been changed since then." in (
            refused.value.messages
        )
        undo(divided)
        undo_merge(merged)

        assert contents() == before

    def test_merge_of_what_did_not_go_is_undone_after_the_split(self):
        kept, other = make_person("Wei Wang", emails=["wei@bank.example"]), make_person("Wang Wei")
        mine, moved = make_participation(make_event(), kept), make_participation(make_event("Forum"), other)
        merged = merge(kept, other)
        divided = split(kept, share(mine, emails={"wei@bank.example"}))

        undo_merge(merged)

        assert [moved.person, *other.participations.all()] == [other, moved]
        undo(divided)
        assert list(kept.participations.all()) == [mine]

    def test_undone_import_leaves_what_was_split(self):
        event = make_event()
        batch = applied(
            event,
            [
                ["Wei Wang", "wei@bank.example", "Bank", "CN", "", ""],
                ["Bek Umarov", "", "Bank", "UZ", "", ""],
            ],
        )
        person = Person.objects.get(family_name="Wang")
        record = split(person, share(person.participations.get(), emails={"wei@bank.example"}))
        assert ImportRow.objects.get(person=record.new_id).cells[0] == "Wei Wang"

        batch = undo_import(batch.pk, None)

        new = Person.objects.get(pk=record.new_id)
        assert set(Person.objects.all()) == {person, new}
        assert [each.person for each in Participation.objects.all()] == [new]
        assert len(batch.report) == 3

        undo(record)

        assert [each.person for each in Participation.objects.all()] == [person]
        assert ImportRow.objects.get(person=person).cells[0] == "Wei Wang"

    def test_split_before_an_import_is_undone_after_it(self, shared):
        """Rows of a list that names the new person since don't stand in the way."""
        person, _mine, theirs = shared
        record = split(person, share(theirs, emails={"wang.wei@rail.example"}))
        applied(theirs.event, [["Wang Wei", "wang.wei@rail.example", "", "", "Researcher", "delegate"]])
        row = ImportRow.objects.get()
        assert row.person_id == record.new_id

        undo(record)

        row.refresh_from_db()
        assert (row.person, list(Person.objects.all())) == (person, [person])
