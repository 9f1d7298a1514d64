"""What applying writes, and that undoing takes it back."""

import pytest
from django.utils import translation

from events.models import ImportBatch, Organisation, Participation, Person
from events.participants_import import deciding
from events.participants_import.applying import NotNowError, apply
from events.participants_import.undoing import undo
from tests.concurrency import at_once
from tests.events.participants_import.lists import (
    HEADINGS,
    applied,
    checked,
    checksum,
    row,
    run,
    verdicts,
)
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
)

pytestmark = pytest.mark.django_db
BEK = ["Bek Umarov", "bek@example.org", "Institute of Trade", "Uzbekistan", "Expert", "Speaker"]


def test_new_person_comes_with_all_that_the_row_says():
    event = make_event()
    headings = [*HEADINGS, "Salutation", "Attended", "Consent to be listed", "Gender", "Organisation type"]

    applied(event, [[*BEK, "Dr.", "yes", "да", "男", "Think tank"]], headings, {"mode": "online"})

    participation = Participation.objects.get()
    person, organisation = participation.person, participation.organisation
    assert (person.full_name, person.emails, person.slug) == (
        "Dr. Bek Umarov",
        ["bek@example.org"],
        "bek-umarov",
    )
    assert (organisation.name_en, organisation.type, organisation.country) == (
        "Institute of Trade",
        "think_tank",
        country("UZ"),
    )
    assert (participation.job_title_en, participation.organisation_name_en, participation.country) == (
        "Expert",
        "Institute of Trade",
        country("UZ"),
    )
    assert (participation.mode, participation.attended, participation.consent, participation.gender) == (
        "online",
        "yes",
        "yes",
        "male",
    )
    assert [role.role for role in participation.roles.all()] == ["speaker"]


def test_job_title_goes_to_the_column_of_its_script_and_fills_the_english_one():
    applied(make_event(), [["王小明", "", "财政部", "中国", "处长", ""]])

    participation = Participation.objects.get()
    assert (participation.job_title_zh_hans, participation.job_title_en, participation.job_title_ru) == (
        "处长",
        "处长",
        None,
    )
    assert participation.organisation.name_zh_hans == "财政部"
    assert str(participation.person) == "Wang Xiaoming (王小明)"


def test_participant_is_updated_shown_and_put_back():
    event = make_event()
    person = make_person("Rustam Karimov")
    trade = make_organisation("Ministry of Trade")
    here = make_participation(
        event, person, organisation=trade, country=country("KZ"), attended="yes", job_title_en=""
    )
    before = checksum()
    headings = [*HEADINGS, "Attended"]

    batch = checked(
        event,
        [["КАРИМОВ Рустам", "A@b.org", "Ministry of Trade", "KZ", "Director", "moderator", ""]],
        headings,
    )
    assert row(batch, 2).changes == [
        "name in native script: КАРИМОВ Рустам",
        "new email address: a@b.org",
        "job title: – → Director",
        "additional role: Moderator",
    ]
    apply(batch.pk, None)

    here.refresh_from_db()
    assert (here.job_title_en, here.attended, here.person.emails) == ("Director", "yes", ["a@b.org"])
    undo(batch.pk, None)
    assert checksum() == before


def test_organisation_of_the_same_name_is_told_with_its_country():
    event = make_event()
    here, there = (make_organisation("Customs Committee", country=country(code)) for code in ("KZ", "UZ"))
    person = make_person("Rustam Karimov", emails=["rustam@example.org"])
    make_participation(event, person, organisation=here, country=country("UZ"), job_title_en="Expert")

    batch = checked(event, [["Rustam Karimov", "rustam@example.org", there.name, "UZ", "Expert", ""]])

    assert row(batch, 2).changes == [
        "organisation: Customs Committee (Kazakhstan) → Customs Committee (Uzbekistan)"
    ]


def test_list_that_completes_a_name_completes_it_in_this_event_alone():
    person = make_person("Bek Umarov", emails=["bek@example.org"])
    event = make_event()
    here, former = make_participation(event, person), make_participation(make_event("Before"), person)
    before = checksum()

    batch = applied(event, [[*BEK, "Dr.", "Бек Умаров"]], [*HEADINGS, "Salutation", "Native name"])

    here.refresh_from_db()
    former.refresh_from_db()
    assert (here.full_name, here.native_name) == ("Dr. Bek Umarov", "Бек Умаров")
    assert (former.full_name, former.native_name) == ("Bek Umarov", "")
    assert (undo(batch.pk, None).report, checksum()) == ([], before)


def test_defaults_fill_only_what_is_unknown():
    event = make_event()
    make_participation(event, country=country("KZ"), mode="in_person", job_title_en="")

    applied(
        event,
        [["Aigul Saparova", "", "", "KZ", "", ""]],
        defaults={"mode": "online", "consent": "no", "attended": "yes", "role": "speaker"},
    )

    here = Participation.objects.get()
    assert (here.mode, here.consent, here.attended) == ("in_person", "yes", "yes")
    assert [role.role for role in here.roles.all()] == ["delegate"]


def test_same_file_twice_adds_nothing():
    event = make_event()
    rows = [
        BEK,
        ["Aigul Saparova", "", "", "", "", ""],
        ["Umarov Bek", "", "Institute of Trade", "", "", "observer"],
    ]
    applied(event, rows)
    before = checksum()

    batch = checked(event, rows)

    assert verdicts(batch) == ["unchanged"] * 3
    apply(batch.pk, None)
    assert checksum() == before


def test_same_person_twice_in_a_file_is_one_participant():
    event = make_event()
    rows = [
        BEK,
        ["Umarov Bek", "", "Institute of Trade", "", "Senior expert", "moderator"],
        ["B. Umarov", "bek@example.org", "", "", "", ""],
    ]

    batch = applied(event, rows)

    here = Participation.objects.get()
    assert sorted(role.role for role in here.roles.all()) == ["moderator", "speaker"]
    assert (here.job_title_en, here.person.aliases) == ("Expert", ["B. Umarov"])
    assert [(each.same_as, each.reason) for each in batch.rows.all()][1:] == [
        (2, "The same person as in row 2: same name and organisation."),
        (2, "The same person as in row 2: same email."),
    ]
    assert row(batch, 3).changes == [
        "job title: “Senior expert” was not used because the first row says “Expert”"
    ]


def test_three_delegates_with_the_mailbox_of_their_office_stay_apart():
    event = make_event()
    rows = [
        [name, "office@example.org", "", "KZ", "", ""] for name in ("Bek Umarov", "Nino Beridze", "Olga Kim")
    ]

    batch = checked(event, rows)
    assert verdicts(batch) == ["new", "possible", "possible"]
    deciding.decide(batch, {3: "new", 4: "new"}, {})
    apply(batch.pk, None)

    assert Person.objects.count() == 3
    assert verdicts(checked(event, rows)) == ["unchanged"] * 3


def test_ministries_of_one_name_belong_to_their_countries_and_banks_to_the_world():
    event = make_event()

    applied(
        event,
        [
            ["Bek Umarov", "", "Ministry of Finance", "UZ", "", ""],
            ["Aigul Saparova", "", "Ministry of Finance", "KZ", "", ""],
            ["Nino Beridze", "", "ADB", "GE", "", ""],
            ["Olga Kim", "", "ADB", "KZ", "", ""],
        ],
    )

    found = [
        (each.name_en, each.country and each.country.code)
        for each in Organisation.objects.order_by("name_en", "country__code")
    ]
    assert found == [("ADB", None), ("Ministry of Finance", "KZ"), ("Ministry of Finance", "UZ")]


def test_one_bad_row_stops_nothing():
    batch = applied(
        make_event(),
        [BEK, ["Nino Beridze", "no address", "", "Narnia", "", "King"], ["", "x@y.org", "", "", "", ""]],
    )

    assert verdicts(batch) == ["new", "rejected", "rejected"]
    assert row(batch, 3).errors == {
        "email": "“no address” is not an email address.",
        "country": "No country is known as “Narnia”.",
    }
    assert row(batch, 3).notes == {
        "role": "“King” was not recognised. Use one of these: Opening speaker, Keynote speaker, "
        "Speaker, Moderator, Panellist, Delegate, Organiser, Observer, Interpreter, Press. It "
        "is left out.",
    }
    assert row(batch, 4).errors == {"full_name": "There is no name in this row."}
    assert Person.objects.get().name == "Bek Umarov"


def test_possible_duplicate_is_left_out_until_somebody_decides():
    event = make_event()
    known = make_participation(make_event("Before"), country=country("KZ")).person
    rows = [["Aigul Saparovna", "", "", "KZ", "", ""]]

    batch = applied(event, rows)
    assert Participation.objects.filter(event=event).count() == 0

    batch = checked(event, rows)
    deciding.decide(batch, {2: f"person:{known.pk}"}, {})
    apply(batch.pk, None)
    known.refresh_from_db()
    assert known.aliases == ["Aigul Saparovna"]
    assert verdicts(checked(event, rows)) == ["unchanged"]


def test_person_who_was_not_offered_can_not_be_chosen():
    stranger = make_person("Nino Beridze")
    make_participation(make_event("Before"), country=country("KZ"))
    batch = checked(make_event(), [["Aigul Saparovna", "", "", "KZ", "", ""]])

    deciding.decide(batch, {2: f"person:{stranger.pk}"}, {})

    assert row(batch, 2).verdict == "possible"


def test_people_added_since_the_check_send_the_list_back_to_it():
    event = make_event()
    batch = checked(event, [BEK])
    make_participation(make_event("Other"), make_person("Bek Umarov", emails=["bek@example.org"]))

    with pytest.raises(NotNowError, match=r"^People have been added since"):
        apply(batch.pk, None)

    assert row(run(batch), 2).reason == "Same email."
    assert Participation.objects.filter(event=event).count() == 0


def test_change_since_the_check_is_shown_before_it_is_applied():
    event = make_event()
    trade = make_organisation("Ministry of Trade")
    here = make_participation(event, country=country("KZ"), organisation=trade, job_title_en="Director")
    batch = checked(event, [["Aigul Saparova", "", "Ministry of Trade", "KZ", "First Director", ""]])
    here.job_title_en = "Director of Trade"
    here.save()

    with pytest.raises(NotNowError, match=r"^Something has changed"):
        apply(batch.pk, None)

    assert row(batch, 2).changes == ["job title: Director of Trade → First Director"]
    apply(batch.pk, None)


def test_list_checked_in_one_language_is_applied_in_another():
    make_participation(make_event(), make_person("Bek Umarov", emails=["bek@example.org"]))
    event = make_event("Forum")
    batch = checked(event, [BEK])

    with translation.override("ru"):
        apply(batch.pk, None)

    assert batch.rows.get().changes == ["added to the event"]
    assert event.participations.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_list_applied_by_two_at_once_is_applied_once():
    event = make_event()
    batch = checked(event, [BEK])
    other = checked(make_event("Other"), [BEK])

    def work(pk):
        try:
            return apply(pk, None).state
        except NotNowError as refused:
            return str(refused)[:25]

    found = at_once(2, lambda: work(batch.pk))

    assert sorted(found) == ["This import is not ready ", "applied"]
    assert work(other.pk) == "People have been added si"
    assert Person.objects.count() == 1


def test_old_rows_are_forgotten_and_new_ones_kept():
    event = make_event()
    old, new = applied(event, [BEK]), checked(event, [BEK])
    past = deciding.ROWS_LIFETIME * 2
    times = {"created_at": old.created_at - past, "applied_at": old.applied_at - past}
    ImportBatch.objects.filter(pk=old.pk).update(**times)

    deciding.forget_old()

    assert [batch.rows.count() for batch in (old, new)] == [0, 1]
