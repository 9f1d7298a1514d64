import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import DifferentPair, Participation, Person, Split
from events.records.duplicates import likely_pairs
from events.records.splitting import Share, others_of, preview, split
from publishing.addresses import get_by_slug_or_404
from tests.concurrency import at_once
from tests.events.namesakes import NAME, share, shared
from tests.events.snapshots import contents
from tests.factories import make_event, make_participation, make_person, make_session, make_user

__all__ = ["shared"]  # the fixture


def written(*participations):
    return [Participation.objects.get(pk=each.pk).written_name for each in participations]


@pytest.mark.django_db
class TestSplit:
    def test_what_was_chosen_goes_and_the_rest_stays(self, shared):
        person, mine, theirs = shared

        record = split(
            person,
            share(theirs, spellings={"汪玮", "Wang Vei"}, emails={"wang.wei@rail.example"}),
            by=make_user(),
        )

        person.refresh_from_db()
        new = Person.objects.get(pk=record.new_id)
        assert (person.native_name, person.aliases, person.emails) == (
            "王伟",
            ["Wang W."],
            ["wei@bank.example"],
        )
        assert {name: getattr(new, name) for name in NAME} == NAME
        assert (new.aliases, new.emails) == (["Wang Vei"], ["wang.wei@rail.example"])
        assert list(person.participations.all()) == [mine]
        assert list(new.participations.all()) == [theirs]
        assert (record.kept_id, record.made_by.username) == (person.pk, "editor")

    def test_an_appearance_goes_unchanged_if_its_name_is_left(self, shared):
        person, _mine, theirs = shared
        session = make_session(theirs.event)
        theirs.roles.create(role="speaker", session=session, topic_en="On rails")
        Participation.objects.filter(pk=theirs.pk).update(
            order=3, consent="no", attended="yes", gender="male"
        )
        before = contents()

        record = split(person, share(theirs, keeps_names=True))

        after = contents()
        assert after["events_participationrole"] == before["events_participationrole"]
        gone = Participation.objects.get(pk=theirs.pk)
        assert gone.person_id == record.new_id
        gone.person = person
        gone.save()
        assert contents()["events_participation"] == before["events_participation"]

    def test_name_of_the_record_in_a_list_becomes_that_of_the_new_one(self, shared):
        person, mine, theirs = shared
        Participation.objects.filter(pk=theirs.pk).update(honorific="Ms.")

        split(person, share(theirs))

        assert written(mine, theirs) == ["Wei Wang (王伟)", "Ms. Wang Wei (汪玮)"]
        assert Participation.objects.get(pk=theirs.pk).other_spelling == ""

    def test_other_spelling_of_a_day_stays(self, shared):
        person, mine, theirs = shared
        Participation.objects.filter(pk=theirs.pk).update(family_name="Vang")

        split(person, share(mine, theirs))

        assert written(mine, theirs) == ["Dr. Wang Wei (汪玮)", "Wei Vang (王伟)"]

    def test_own_script_that_goes_leaves_the_lists_of_who_stays(self, shared):
        person, mine, theirs = shared

        split(person, share(theirs, spellings={"王伟"}))

        assert written(mine, theirs) == ["Wei Wang", "Dr. Wang Wei (汪玮)"]

    def test_preview_says_what_becomes_of_the_names_in_lists(self, shared):
        person, mine, theirs = shared
        other = make_participation(make_event("Port forum"), person, given_name="W.", family_name="Wang")
        chosen = [theirs, other]

        assert [card["names"] for card in preview(person, share(*chosen, spellings={"王伟"}))] == [
            ["“Wei Wang (王伟)” becomes “Wei Wang” in 1 list."],
            [
                "“Wei Wang (王伟)” becomes “Dr. Wang Wei (汪玮)” in 1 list.",
                "“W. Wang” stays in 1 list.",
            ],
        ]
        [_kept, new] = preview(person, share(mine, *chosen, keeps_names=True))
        assert new["names"] == ["“Wei Wang (王伟)” stays in 2 lists.", "“W. Wang” stays in 1 list."]

    def test_each_is_found_by_their_own_spellings_only(self, shared):
        person, _mine, theirs = shared

        record = split(person, share(theirs, spellings={"汪玮", "Wang Vei"}))

        person.refresh_from_db()
        new = Person.objects.get(pk=record.new_id)
        assert person.names_key == "wang wei | w wang"
        assert new.names_key == "wang wei | vei wang"
        assert Person.objects.named_like("Wang Vei")[0] == new
        assert Person.objects.named_like("W. Wang")[0] == person

    def test_own_script_that_goes_is_a_spelling_of_who_writes_it_otherwise(self, shared):
        person, _mine, theirs = shared

        record = split(person, share(theirs, spellings={"王伟"}))

        person.refresh_from_db()
        new = Person.objects.get(pk=record.new_id)
        assert person.native_name == ""
        assert (new.native_name, new.aliases) == ("汪玮", ["王伟"])

    def test_old_one_keeps_the_address_and_the_new_one_gets_another(self, shared):
        person, _mine, theirs = shared
        make_person("Wang Wei")

        record = split(person, share(theirs))

        new = Person.objects.get(pk=record.new_id)
        assert (person.slug, new.slug) == ("wei-wang", "wang-wei-2")
        assert get_by_slug_or_404(Person.objects, "wang-vei") == person

    def test_former_address_goes_when_chosen(self, shared):
        person, _mine, theirs = shared
        [former] = others_of(person)

        record = split(person, share(theirs, others={former.value}))

        assert (former.kind, former.text) == ("Former addresses", "wang-vei")
        assert get_by_slug_or_404(Person.objects, "wang-vei").pk == record.new_id

    def test_the_two_are_not_proposed_as_duplicates(self, shared):
        person, _mine, theirs = shared
        make_person("Wang Wei")
        assert len(likely_pairs(Person)) == 1

        record = split(person, share(theirs), by=make_user())

        assert DifferentPair.objects.get().noted_by.username == "editor"
        pairs = {(pair.first, pair.second) for pair in likely_pairs(Person)}
        assert len(pairs) == 2
        assert (person.pk, record.new_id) not in pairs

    def test_old_one_may_keep_no_appearance(self, shared):
        person, mine, theirs = shared

        split(person, share(mine, theirs))

        assert list(person.participations.all()) == []

    def test_an_address_alone_may_go(self, shared):
        person = shared[0]

        record = split(person, share(emails={"wei@bank.example"}))

        assert Person.objects.get(pk=record.new_id).emails == ["wei@bank.example"]

    def test_nothing_to_know_the_new_one_by_is_a_sentence(self, shared):
        with pytest.raises(ValidationError, match="at least one appearance or email address"):
            split(shared[0], share(spellings={"汪玮"}))

    @pytest.mark.parametrize(
        "part",
        [
            {"participations": {0}},
            {"spellings": {"Someone"}},
            {"emails": {"x@example.org"}},
            {"others": {"publishing.formerslug.object_id.0"}},
        ],
    )
    def test_what_is_not_theirs_is_a_sentence_and_changes_nothing(self, shared, part):
        before = contents()
        valid = {"emails": {"wei@bank.example"}}

        with pytest.raises(ValidationError, match="Something has changed in the meantime"):
            split(shared[0], Share(NAME, **(valid | part)))

        assert contents() == before

    def test_gone_is_a_sentence(self):
        person = make_person()
        Person.objects.all().delete()

        with pytest.raises(ValidationError, match="“Aigul Saparova” no longer exists"):
            split(person, Share(NAME, emails={"a@example.org"}))

    def test_preview_tells_what_splitting_does_and_changes_nothing(self, shared):
        person, _mine, theirs = shared
        chosen = share(theirs, spellings={"汪玮"}, emails={"wang.wei@rail.example"})
        before = contents()

        kept, new = preview(person, chosen)

        assert contents() == before
        assert (kept["appearances"], kept["examples"]) == (1, ["27 Jul 2023 Symposium on trade"])
        assert (kept["address"], kept["others"]) == ("/people/wei-wang/", {"Former addresses": ["wang-vei"]})
        assert (new["name"], new["native_name"], new["spellings"]) == ("Dr. Wang Wei", "汪玮", [])
        assert (new["emails"], new["address"]) == (["wang.wei@rail.example"], "/people/wang-wei/")
        assert [each | {"pk": 0} for each in split(person, chosen).report] == [
            each | {"pk": 0} for each in (kept, new)
        ]

    def test_as_many_queries_for_many_appearances(self, shared):
        person, mine, theirs = shared
        split(person, share(mine))  # content types are known from now on
        others = [make_participation(make_event(f"Event {number}"), person) for number in range(9)]

        def queries(*chosen):
            with CaptureQueriesContext(connection) as captured:
                preview(person, share(*chosen))
            return len(captured)

        assert queries(theirs) == queries(theirs, *others)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_of_two_officers_who_split_off_the_same_is_told():
    person = make_person("Wei Wang", emails=["wei@bank.example"])
    chosen = share(make_participation(make_event(), person))

    def work():
        try:
            return split(person, chosen).kept_name
        except ValidationError as refused:
            return refused.messages[0]

    assert sorted(at_once(2, work)) == [
        "Something has changed in the meantime. Please check this page again.",
        "Wei Wang",
    ]
    assert (Split.objects.count(), Person.objects.count()) == (1, 2)
