import pytest
from django.core.exceptions import ValidationError

from events.models import (
    EventOrganisation,
    Merge,
    Organisation,
    Participation,
    ParticipationRole,
    Person,
)
from events.records.facts import facts_of
from events.records.journal import read
from events.records.merging import KEPT, OTHER, merge, preview, undo
from publishing.addresses import get_by_slug_or_404
from publishing.models import FormerSlug
from tests.events.snapshots import contents
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
    make_user,
)


@pytest.mark.django_db
class TestPeople:
    def test_appearances_move_and_names_lead_to_the_kept_one(self):
        kept = make_person("Aigul Saparova", emails=["aigul@example.org"])
        other = make_person("Aygul Saparova", native_name="Айгуль Сапарова", emails=["a@example.org"])
        make_participation(make_event(), other)

        merge(kept, other)

        kept.refresh_from_db()
        assert list(Person.objects.all()) == [kept]
        assert kept.native_name == "Айгуль Сапарова"
        assert kept.aliases == ["Aygul Saparova"]
        assert kept.emails == ["aigul@example.org", "a@example.org"]
        assert kept.names_key == "aigul saparova | aygul saparova"
        assert [p.person for p in Participation.objects.all()] == [kept]
        assert get_by_slug_or_404(Person.objects, "aygul-saparova") == kept

    def test_appearances_keep_their_own_spelling(self):
        kept, other = make_person("Nino Beridze"), make_person("Nino Kapanadze")
        make_participation(make_event(), other)

        merge(kept, other)

        assert Participation.objects.get().name == "Nino Kapanadze"

    def test_both_at_one_event_become_one_participant_with_all_roles(self):
        event, kept, other = make_event(), make_person(), make_person("Aygul Saparova")
        session = make_session(event)
        mine = make_participation(event, kept, ["speaker", "delegate"], gender="unknown")
        theirs = make_participation(
            event, other, ["speaker", ("panellist", session)], job_title_en="Director", gender="female"
        )
        ParticipationRole.objects.filter(participation=theirs, role="speaker").update(topic_en="On rivers")

        record = merge(kept, other)

        [participation] = Participation.objects.all()
        assert participation == mine
        assert participation.gender == "female"
        assert participation.job_title == "Researcher"
        assert sorted(participation.roles.values_list("role", "topic_en", "session")) == [
            ("delegate", None, None),
            ("panellist", None, session.pk),
            ("speaker", "On rivers", None),
        ]
        [united] = record.report["united"]
        assert united == {
            "kind": "Participant",
            "name": "Symposium on trade",
            "differences": [
                {"field": "Name", "stays": "Aigul Saparova", "goes": "Aygul Saparova"},
                {"field": "Job title", "stays": "Researcher", "goes": "Director"},
            ],
        }

    def test_every_former_address_leads_to_the_kept_one(self):
        kept, other = make_person("Aigul Saparova"), make_person("Aygul Saparova")
        other.slug = "renamed"
        other.save()

        merge(kept, other)

        assert get_by_slug_or_404(Person.objects, "aygul-saparova") == kept
        assert get_by_slug_or_404(Person.objects, "renamed") == kept

    def test_organisation_of_the_day_is_not_mixed_from_two_lists(self):
        event, kept, other = make_event(), make_person(), make_person("Aygul Saparova")
        make_participation(event, kept, organisation_name_en="Own office")
        make_participation(event, other, organisation=make_organisation())

        merge(kept, other)

        united = Participation.objects.get()
        assert (united.organisation, united.organisation_name) == (None, "Own office")

    @pytest.mark.parametrize(("first", "second"), [("yes", "no"), ("no", "yes"), ("unknown", "no")])
    def test_who_said_no_once_is_not_listed(self, first, second):
        event, kept, other = make_event(), make_person(), make_person("Aygul Saparova")
        make_participation(event, kept, consent=first)
        make_participation(event, other, consent=second)

        merge(kept, other)

        assert Participation.objects.get().consent == "no"

    def test_chosen_values_win_and_the_others_are_told(self):
        kept = make_person("Aigul Saparova", honorific="Ms.")
        other = make_person("Aygul Saparova", honorific="Dr.")

        record = merge(kept, other, {"honorific": OTHER, "name": KEPT})

        kept.refresh_from_db()
        assert (kept.honorific, kept.name) == ("Dr.", "Aigul Saparova")
        assert record.report["replaced"] == [
            {"field": "Form of address", "stays": "Dr.", "goes": "Ms."},
            {"field": "Name", "stays": "Aigul Saparova", "goes": "Aygul Saparova"},
        ]

    def test_a_name_that_was_not_chosen_becomes_another_spelling(self):
        kept, other = make_person("Aigul Saparova"), make_person("Aygul Saparova")

        merge(kept, other, {"name": OTHER})

        kept.refresh_from_db()
        assert (kept.name, kept.aliases) == ("Aygul Saparova", ["Aigul Saparova"])

    def test_other_spelling_that_was_chosen_as_the_name_is_no_other_spelling(self):
        kept = make_person("Aigul Saparova", aliases=["Aygul Saparova"])

        merge(kept, make_person("Aygul Saparova"), {"name": OTHER})

        kept.refresh_from_db()
        assert (kept.name, kept.aliases) == ("Aygul Saparova", ["Aigul Saparova"])

    def test_preview_tells_what_merging_does_and_changes_nothing(self):
        event, kept, other = make_event(), make_person(), make_person("Aygul Saparova", honorific="Dr.")
        make_participation(event, kept)
        make_participation(event, other, job_title_en="Director")
        make_participation(make_event("Forum on dust"), other)
        before = contents()

        report = preview(kept, other)

        assert contents() == before
        assert report["moved"] == [{"kind": "Participants", "count": 1, "names": ["Forum on dust"]}]
        assert merge(kept, other).report == report

    def test_same_record_or_gone_is_a_sentence(self):
        kept, other = make_person(), make_person("Aygul Saparova")
        Person.objects.filter(pk=other.pk).delete()

        with pytest.raises(ValidationError, match="no longer exists"):
            merge(kept, other)
        with pytest.raises(ValidationError, match="no longer exists"):
            merge(kept, kept)


@pytest.mark.django_db
class TestOrganisations:
    def test_parts_units_and_participants_move(self):
        event, unit = make_event(), make_organisation("Rail unit")
        kept, other = make_organisation("Institute of Trade"), make_organisation("Trade Institute")
        Organisation.objects.filter(pk=unit.pk).update(parent=other)
        EventOrganisation.objects.create(event=event, organisation=kept, part="host")
        EventOrganisation.objects.create(event=event, organisation=other, part="host")
        EventOrganisation.objects.create(event=event, organisation=other, part="donor")
        participation = make_participation(event, organisation=other)

        record = merge(kept, other)

        participation.refresh_from_db()
        unit.refresh_from_db()
        assert (participation.organisation, participation.organisation_name) == (kept, "Trade Institute")
        assert unit.parent == kept
        assert sorted(event.parts.values_list("organisation", "part")) == [
            (kept.pk, "donor"),
            (kept.pk, "host"),
        ]
        assert sorted((moved["kind"], moved["count"]) for moved in record.report["moved"]) == [
            ("Hosts, donors and partners", 1),
            ("Organisations", 1),
            ("Participants", 1),
        ]

    def test_part_and_whole_can_be_merged(self):
        whole = make_organisation("Ministry")
        part = make_organisation("Ministry office", parent=whole)
        before = contents()

        record = merge(part, whole)

        part.refresh_from_db()
        assert part.parent is None
        undo(record)
        assert contents() == before

    def test_no_circle_of_parents_arises(self):
        top = make_organisation("Top")
        middle = make_organisation("Middle", parent=top)
        bottom = make_organisation("Bottom", parent=middle)
        before = contents()

        record = merge(bottom, top)

        middle.refresh_from_db()
        bottom.refresh_from_db()
        assert (middle.parent, bottom.parent) == (bottom, None)
        undo(record)
        assert contents() == before

    def test_name_and_country_of_a_third_one_are_a_sentence(self):
        make_organisation("Ministry", country=country("KZ"))
        kept = make_organisation("Ministry of Trade", country=country("KZ"))
        other = make_organisation("Ministry", country=country("UZ"))

        with pytest.raises(ValidationError, match="third record"):
            merge(kept, other, {"name": OTHER, "country": KEPT})

        assert Organisation.objects.count() == 3


@pytest.mark.django_db
class TestUndo:
    def make_merge(self):
        self.event = make_event()
        self.kept = make_person(aliases=["A. S."])
        self.other = make_person("Aygul Saparova", emails=["a@example.org"])
        self.mine = make_participation(self.event, self.kept)
        self.theirs = make_participation(self.event, self.other, ["speaker"], job_title_en="Director")
        self.moved = make_participation(make_event("Forum on dust"), self.other)
        self.before = contents()
        return merge(self.kept, self.other, by=make_user())

    def test_everything_comes_back(self):
        record = self.make_merge()

        undo(record, by=make_user("second"))

        assert contents() == self.before
        record.refresh_from_db()
        assert (record.made_by.username, record.undone_by.username) == ("editor", "second")

    def test_twice_is_a_sentence(self):
        record = self.make_merge()
        undo(record)

        with pytest.raises(ValidationError, match="has already been undone"):
            undo(record)

    def test_unrelated_later_changes_stay(self):
        record = self.make_merge()
        self.kept.refresh_from_db()
        self.kept.aliases = [*self.kept.aliases[1:], "A. Saparova"]
        self.kept.honorific = "Dr."
        self.kept.save()
        Participation.objects.filter(pk=self.moved.pk).update(attended="yes")
        later = make_participation(make_event("Later"), self.kept)

        undo(record)

        self.kept.refresh_from_db()
        self.moved.refresh_from_db()
        later.refresh_from_db()
        assert (self.kept.aliases, self.kept.honorific) == (["A. Saparova"], "Dr.")
        assert self.kept.names_key == "aigul saparova | a saparova"
        assert (self.moved.person, self.moved.attended) == (self.other, "yes")
        assert later.person == self.kept

    def test_address_that_leads_elsewhere_since_stays_there(self):
        record = self.make_merge()
        third = make_person("Third Person")
        FormerSlug.objects.filter(slug="aygul-saparova").update(object_id=third.pk)

        undo(record)

        assert FormerSlug.objects.get().item == third

    def test_event_deleted_since_stays_deleted(self):
        record = self.make_merge()
        self.event.delete()

        undo(record)

        assert [p.person for p in Participation.objects.all()] == [self.other]

    def test_value_changed_since_is_a_sentence_and_changes_nothing(self):
        record = self.make_merge()
        third = make_person("Third Person")
        Participation.objects.filter(pk=self.moved.pk).update(person=third)
        before = contents()

        with pytest.raises(ValidationError) as refused:
            undo(record)

        assert refused.value.messages == [
            "Participant “Third Person: Forum on dust”: “person” has been changed since then."
        ]
        assert contents() == before

    def test_merged_on_asks_for_the_later_undo_first(self):
        record = self.make_merge()
        third = make_person("A. Saparova")
        second = merge(third, self.kept)

        with pytest.raises(ValidationError, match="undo that merge first"):
            undo(record)
        undo(second)
        undo(record)

        third.delete()
        assert contents() == self.before

    def test_address_taken_since_is_a_sentence(self):
        record = self.make_merge()
        make_person("Somebody Else", slug="aygul-saparova")

        with pytest.raises(ValidationError, match="can’t be restored"):
            undo(record)

        assert Merge.objects.get().undone_at is None


@pytest.mark.django_db
def test_what_the_database_generates_is_neither_a_fact_nor_written_down():
    person = make_person("Aigul Saparova")
    places = {"latin_place", "cyrillic_place"}

    assert person.latin_place == "SAPAROVA AIGUL"
    assert places.isdisjoint(fact.name for fact in facts_of(Person))
    assert places.isdisjoint(read(Person, [person.pk])[person.pk])
