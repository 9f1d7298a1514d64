"""Answers of staff: for one row, for all rows of a question, and what is remembered of them."""

import time

import pytest

from events.models import ImportRow, Person
from events.participants_import import deciding
from events.participants_import.applying import apply
from events.participants_import.undoing import undo
from events.records.duplicates import likely_pairs
from tests.events.participants_import.lists import applied, checked, checksum, row, run, verdicts
from tests.factories import country, make_event, make_organisation, make_participation, make_person

Choice = ImportRow.Choice
pytestmark = pytest.mark.django_db
PROMOTED = "same:organisation,country:job_title"
NAMES = ["Aigul Saparova", "Rustam Karimov", "Nino Beridze"]


@pytest.fixture
def trade():
    """A ministry whose three researchers came to a workshop."""
    trade = make_organisation("Ministry of Trade")
    workshop = make_event("Workshop")
    for name in NAMES:
        make_participation(workshop, make_person(name), organisation=trade, country=country("KZ"))
    return trade


def promoted(*names):
    return [[name, "", "Ministry of Trade", "KZ", "Director", ""] for name in names]


def shown(batch):
    """Whom the page of questions shows for each row."""
    return {each.number: deciding.likeliest(each) for each in batch.rows.exclude(candidates=[])}


def test_one_answer_settles_the_rows_it_is_given_for(trade):
    batch = checked(make_event(), promoted(*NAMES))
    assert [each.question for each in batch.rows.all()] == [PROMOTED] * 3

    deciding.answer(batch, PROMOTED, "same", {number: shown(batch)[number] for number in (2, 3)})

    assert verdicts(batch) == ["matched", "matched", "possible"]
    assert [row(batch, number).person.name for number in (2, 3)] == NAMES[:2]


def test_same_is_said_of_nobody_but_whom_the_page_showed(trade):
    batch = checked(make_event(), promoted("Aigul Saparova"))
    other = Person.objects.get(family_name="Karimov")

    deciding.answer(batch, PROMOTED, "same", {2: f"person:{other.pk}"})

    assert verdicts(batch) == ["possible"]


@pytest.mark.parametrize(
    "decide",
    [
        lambda batch, meant: deciding.answer(batch, PROMOTED, "same", meant),
        lambda batch, meant: deciding.decide(batch, meant, {}),
    ],
)
def test_row_of_a_person_who_was_deleted_meanwhile_is_settled_anew(trade, decide):
    batch = checked(make_event(), promoted("Aigul Saparova"))
    meant = shown(batch)
    person = Person.objects.get(family_name="Saparova")
    person.participations.all().delete()
    person.delete()

    decide(batch, meant)

    assert verdicts(batch) == ["new"]


@pytest.mark.parametrize(("answer", "verdict"), [("new", "new"), ("out", "left_out"), ("maybe", "possible")])
def test_other_answers(trade, answer, verdict):
    batch = checked(make_event(), promoted(*NAMES))

    deciding.answer(batch, PROMOTED, answer, shown(batch))

    assert verdicts(batch) == [verdict] * 3


def test_answer_to_another_question_settles_nothing(trade):
    batch = checked(make_event(), promoted(*NAMES))

    deciding.answer(batch, "same:country:", "same", shown(batch))

    assert verdicts(batch) == ["possible"] * 3


def test_several_who_may_be_meant_are_never_the_same_at_once(trade):
    make_participation(
        make_event("Forum"), make_person("Nino Beridze"), organisation=trade, country=country("KZ")
    )
    batch = checked(make_event(), promoted("Nino Beridze"))
    assert row(batch, 2).question == "several"

    deciding.answer(batch, "several", "same", shown(batch))

    assert verdicts(batch) == ["possible"]


def test_new_people_leave_no_row_behind(trade):
    rows = [*promoted("Aigul Saparova"), *promoted("Aigul Saparovna"), *promoted("Aigul Saparovaa")]
    batch = checked(make_event(), rows)
    assert verdicts(batch) == ["possible"] * 3

    deciding.decide_all(batch, "new")

    assert verdicts(batch) == ["new"] * 3


def test_new_people_settle_a_row_that_is_in_doubt_only_because_of_them():
    steppe = ["Wei Wang", "", "Steppe Institute", "CN", "", ""]
    rows = [
        ["Wei Wang", "a@example.org", *steppe[2:]],
        steppe,
        ["Wei Wang", "b@example.org", *steppe[2:]],
        steppe,
    ]
    batch = checked(make_event(), rows)
    assert verdicts(batch) == ["new", "matched", "possible", "matched"]

    deciding.decide_all(batch, "new")

    assert verdicts(batch) == ["new", "matched", "new", "new"]


def test_row_of_an_undecided_row_waits_for_its_answer(trade):
    rows = [*promoted("Aigul Saparova"), ["Aigul Saparova", "", "Ministry of Trade", "KZ", "Head", ""]]
    batch = checked(make_event(), rows)

    deciding.decide(batch, {3: "row:2"}, {})
    assert verdicts(batch) == ["possible", "possible"]
    deciding.answer(batch, PROMOTED, "same", {2: shown(batch)[2]})

    assert verdicts(batch) == ["matched", "matched"]
    assert row(batch, 3).same_as == 2


def test_new_person_is_not_proposed_as_a_duplicate(trade):
    event = make_event()
    before = checksum()
    batch = checked(event, promoted("Aigul Saparova"))
    deciding.decide_all(batch, "new")
    apply(batch.pk, None)
    assert Person.objects.filter(family_name="Saparova").count() == 2

    assert likely_pairs(Person) == []

    undo(batch.pk, None)
    assert checksum() == before


def test_person_who_was_new_without_a_decision_is_proposed():
    make_person("Aigul Saparova")
    applied(make_event(), [["Aigul Saparov", "aigul@example.org", "ADB", "KZ", "Director", ""]])

    assert [pair.likeness > 0.6 for pair in likely_pairs(Person)] == [True]


def test_list_uploaded_again_after_decisions_asks_nothing(trade):
    event = make_event()
    rows = [
        *promoted("Aigul Saparova"),
        ["Wei Wang", "", "", "CN", "", ""],
        ["Wei Wang", "", "", "CN", "", ""],
    ]
    batch = checked(event, rows)
    deciding.decide(batch, {2: "new", 4: "new"}, {})
    apply(batch.pk, None)
    before = checksum()

    again = checked(event, [*rows[:1], ["Bek Umarov", "", "", "UZ", "", ""]])

    assert verdicts(again) == ["unchanged", "new"]
    assert checksum() == before


def test_further_people_of_one_name_in_a_later_list_are_asked_about():
    event = make_event()
    wang = ["Wei Wang", "", "", "CN", "", ""]
    applied(event, [wang])

    batch = checked(event, [wang] * 3)

    assert verdicts(batch) == ["unchanged", "possible", "possible"]


def test_rows_that_were_one_person_are_one_in_a_later_list():
    event = make_event()
    wang = ["Wei Wang", "", "", "CN", "", ""]
    batch = checked(event, [wang] * 2)
    deciding.decide(batch, {3: "row:2"}, {})
    apply(batch.pk, None)

    batch = checked(event, [wang] * 3)

    assert verdicts(batch) == ["unchanged", "unchanged", "possible"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Wei Wang", "", "", "CN", "", ""]], ["unchanged"]),
        ([["Wei Wang", "", "", "CN", "", ""]] * 2, ["unchanged", "possible"]),
        ([["Wei Wang", "wei@example.org", "", "CN", "", ""]], ["possible"]),
    ],
)
def test_participant_is_known_by_what_the_list_of_participants_says_and_no_more(rows, expected):
    event = make_event()
    make_participation(event, make_person("Wei Wang"), country=country("CN"), job_title_en="")

    assert verdicts(checked(event, rows)) == expected


def test_decision_about_all_rows_ends_where_their_check_takes_long(monkeypatch):
    here, there = (["Wang Wei", "", office, "CN", "", ""] for office in ("Steppe Institute", "River Office"))
    batch = checked(make_event(), [here, there])
    assert verdicts(batch) == ["new", "possible"]
    hours = iter(range(100))
    monkeypatch.setattr(time, "monotonic", lambda: next(hours) * 3600)

    batch = deciding.decide_all(batch, "new")
    monkeypatch.undo()

    assert batch.state == "checking"
    assert verdicts(run(batch)) == ["new", "new"]


def test_new_person_whose_name_is_known_is_told_so_and_may_be_chosen():
    tokyo = make_organisation("Musashi Institute", country=country("JP"))
    known = make_person("Jiang Zekai", emails=["jiang@example.org"])
    make_participation(
        make_event("Before"),
        known,
        country=country("CN"),
        organisation=make_organisation("Steppe Institute"),
        job_title_en="Director",
    )
    batch = checked(make_event(), [["Jiang Zekai", "zekai@example.net", tokyo.name_en, "JP", "Expert", ""]])

    assert (verdicts(batch), row(batch, 2).reason) == (
        ["new"],
        "Treated as a new person, because too much differs. Same name; different email, organisation, "
        "country and job title.",
    )
    deciding.decide(batch, {2: f"person:{known.pk}"}, {})
    assert (verdicts(batch), row(batch, 2).person) == (["matched"], known)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("person:5", (Choice.PERSON, 5)),
        ("row:12", (Choice.ROW, 12)),
        ("new", (Choice.NEW, None)),
        ("out", (Choice.OUT, None)),
        ("", (Choice.OPEN, None)),
        ("person", (Choice.OPEN, None)),
        ("person:None", (Choice.OPEN, None)),
        ("row:-1", (Choice.OPEN, None)),
        ("person:" + "9" * 19, (Choice.OPEN, None)),
        ("nonsense:5", (Choice.OPEN, None)),
    ],
)
def test_choice_is_read_from_what_a_form_sends(text, choice):
    assert Choice.read(text) == choice


def test_choice_with_a_key_is_read_as_it_was_written():
    assert [Choice.read(kind.with_key(7)) for kind in (Choice.PERSON, Choice.ROW)] == [
        (Choice.PERSON, 7),
        (Choice.ROW, 7),
    ]
