"""Questions about many rows, answered by clicking."""

import pytest

from events.models import ImportBatch, Person
from events.records.merging import merge
from tests import forms
from tests.events.participants_import.pages import act, address, checked
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db
AIGUL = {"given_name": "Aigul", "family_name": "Saparova"}
NAMES = ["Aigul Saparova", "Rustam Karimov", "Nino Beridze"]


@pytest.fixture
def event(officer):
    """An event to which three people come who have new titles, and one of a name known elsewhere."""
    trade = make_organisation("Ministry of Trade")
    workshop = make_event("Workshop")
    for name in [*NAMES, "Bek Umarov"]:
        make_participation(workshop, make_person(name, emails=[]), organisation=trade, country=country("KZ"))
    return make_event()


def rows(names=NAMES):
    return [
        *([name, "", "Ministry of Trade", "KZ", "Director", ""] for name in names),
        ["Bek Umarov", "bek@example.org", "Institute of Steppe", "KZ", "Researcher", ""],
        *([["Wei Wang", "", "", "CN", "", ""]] * 2),
    ]


def test_rows_of_one_question_stand_together(client, event, django_assert_num_queries):
    batch = checked(client, event, rows())
    page = client.get(address("import_batch", event.pk, batch.pk))

    assert [
        (question.sentence, question.count, [line.name for line in question.lines])
        for question in page.context["questions"]
    ] == [
        ("Same name, organisation and country; different job title.", 3, NAMES),
        ("Same name, country and job title; different organisation.", 1, ["Bek Umarov"]),
        ("Same name and country.", 1, ["Wei Wang"]),
    ]
    line = page.context["questions"][0].lines[0]
    assert line.meant[0].differences == [("job title", "Researcher", "Director")]


def test_differences_are_told_in_words_that_tell_them_apart(client, event):
    customs = [make_organisation("Customs Committee", country=country(code)) for code in ("KZ", "UZ")]
    person = make_person("Dana Alieva", honorific="Ms.", emails=["dana@example.org"])
    make_participation(make_event("Forum"), person, organisation=customs[0], country=country("KZ"))
    headings = ["Full name", "E-mail", "Organisation", "Country", "Gender"]
    batch = checked(
        client, event, [["Dana Alieva", "dana@example.org", "customs committee", "UZB", "M"]], headings
    )

    [question] = client.get(address("import_batch", event.pk, batch.pk)).context["questions"]

    assert question.lines[0].meant[0].differences == [
        ("organisation", "Customs Committee (Kazakhstan)", "customs committee (Uzbekistan)"),
        ("country", "Kazakhstan", "Uzbekistan"),
        ("gender", "Female", "Male"),
    ]


def test_of_several_who_may_be_meant_the_same_name_stands_first_and_each_is_told(client, event):
    trade = make_organisation("Ministry of Steppe", country=country("KZ"))
    close = make_person("Gulmira Abdraimova", emails=["gulnara@example.org"])
    exact = make_person("Gulnara Abdraimova", emails=[])
    for person, title in ((close, "Chief"), (exact, "Clerk")):
        make_participation(
            make_event(title), person, organisation=trade, country=country("KZ"), job_title_en=title
        )
    row = ["Gulnara Abdraimova", "gulnara@example.org", "Ministry of Steppe", "KZ", "Head", ""]
    batch = checked(client, event, [row])

    page = client.get(address("import_batch", event.pk, batch.pk))

    [question] = page.context["questions"]
    assert (question.sentence, question.lines[0].name) == ("This could be one of several people.", row[0])
    assert [(each.name, each.why, each.differences) for each in question.lines[0].meant] == [
        (
            "Gulnara Abdraimova",
            "Same name, organisation and country; different job title.",
            [("job title", "Clerk", "Head")],
        ),
        (
            "Gulmira Abdraimova",
            "Similar name; same email, organisation and country; different job title.",
            [("job title", "Chief", "Head")],
        ),
    ]


def test_namesakes_who_are_less_likely_are_named_beside_the_likeliest(client, event):
    trade = make_organisation("Ministry of Steppe", country=country("KZ"))
    likely = make_person("Gulnara Abdraimova", emails=["gulnara@example.org"])
    make_participation(make_event("Chief"), likely, organisation=trade, country=country("KZ"))
    make_person("Abdraimova Gulnara", emails=[])
    batch = checked(
        client, event, [["Gulnara Abdraimova", "g@example.org", "Ministry of Steppe", "KZ", "", ""]]
    )

    page = client.get(address("import_batch", event.pk, batch.pk))

    [line] = page.context["questions"][0].lines
    assert [each.person for each in line.meant] == [likely]
    assert line.less_likely == ["Abdraimova Gulnara"]
    assert "Less likely: Abdraimova Gulnara. If one of these" in " ".join(page.content.decode().split())


def test_question_is_answered_for_the_rows_that_are_ticked(client, event):
    batch = checked(client, event, rows())
    question = client.get(address("import_batch", event.pk, batch.pk)).context["questions"][0]
    assert question.answers[0] == ("same", "The same people")
    sent = [question.lines[0].sent, question.lines[2].sent]

    act(
        client,
        "import_decide",
        event,
        batch,
        question=question.code,
        answer="same",
        row=[*sent, "x", "2", "99-person:1"],
    )

    assert list(batch.rows.values_list("verdict", flat=True)) == [
        *("matched", "possible", "matched", "possible", "new", "possible")
    ]


def test_answer_says_which_rows_stay_open_because_their_person_is_gone(client, event):
    batch = checked(client, event, rows())
    page = address("import_batch", event.pk, batch.pk)
    question = client.get(page).context["questions"][0]
    merge(
        make_person("Aigul Saparova"), Person.objects.get(participations__job_title_en="Researcher", **AIGUL)
    )

    line = client.get(page).context["questions"][0].lines[0]
    assert (line.name, line.meant[0].name) == ("Aigul Saparova", "deleted or merged in the meantime")
    response = act(
        client, "import_decide", event, batch, question=question.code, answer="same", row=[line.sent]
    )

    assert forms.messages(response)[0] == (
        "1 row was not updated because it has changed in the meantime. Please check it again."
    )
    assert batch.rows.get(number=2).verdict == "possible"
    assert client.get(page).context["questions"][0].lines[0].meant[0].name == "Aigul Saparova"


def test_officer_is_told_that_a_colleague_was_faster(client, event):
    batch = checked(client, event, rows())
    question = client.get(address("import_batch", event.pk, batch.pk)).context["questions"][0]
    values = {"question": question.code, "row": [line.sent for line in question.lines]}

    act(client, "import_decide", event, batch, answer="new", **values)
    response = act(client, "import_decide", event, batch, answer="same", **values)

    assert forms.messages(response)[0] == (
        "3 rows were not updated because they have changed in the meantime. Please check them again."
    )
    assert list(batch.rows.filter(number__in=[2, 3, 4]).values_list("choice", flat=True)) == ["new"] * 3


def test_rows_of_a_question_can_be_decided_one_by_one(client, event):
    batch = checked(client, event, rows())
    page = address("import_batch", event.pk, batch.pk)
    question = client.get(page).context["questions"][1]

    shown = client.get(page, {"show": "possible", "question": question.code})

    assert [card.name for card in shown.context["cards"]] == ["Bek Umarov"]
    assert shown.context["questions"] == []


def test_page_of_many_questions_takes_as_many_queries_as_of_few(client, event, django_assert_max_num_queries):
    few = checked(client, event, rows())
    page = address("import_batch", event.pk, few.pk)
    client.get(page)
    with django_assert_max_num_queries(100) as captured:
        client.get(page)
    expected = len(captured)
    trade = make_organisation("Ministry of Transport")
    names = [f"{given} {family}" for given in ("Anna", "Olga", "Vera") for family in ("Kim", "Pak", "Li")]
    for name in names:
        make_participation(make_event(name), make_person(name), organisation=trade, country=country("UZ"))
    more = [[name, "", "Ministry of Transport", "UZ", "Head", ""] for name in names]
    many = checked(client, event, [*rows(), *more])

    with django_assert_max_num_queries(expected):
        response = client.get(address("import_batch", event.pk, many.pk))

    assert [question.count for question in response.context["questions"]] == [12, 1, 1]
    assert ImportBatch.objects.get(pk=many.pk).counts["possible"] == 14
    assert forms.messages(response) == []
