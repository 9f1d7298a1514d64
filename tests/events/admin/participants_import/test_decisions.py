"""What staff decide on a page of an import is kept when they apply the list from that page."""

import pytest

from events.models import ImportOrganisation, Participation, Person
from tests import forms
from tests.events.participants_import.pages import ROWS, act, address, checked, inputs_of, shown_in
from tests.factories import country, make_event, make_organisation, make_participation
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event; Aigul Saparova of the Ministry of Trade is known from another."""
    trade = make_organisation("Ministry of Trade", country=country("KZ"))
    make_participation(make_event("Workshop"), organisation=trade, country=country("KZ"))
    return make_event()


def page_of(client, event, batch, show):
    return client.get(address("import_batch", event.pk, batch.pk), {"show": show})


def names(event):
    return sorted(Participation.objects.filter(event=event).values_list("person__family_name", flat=True))


def test_choice_and_correction_on_the_page_are_kept_when_the_list_is_applied(client, officer, event):
    batch = checked(client, event)
    person = Person.objects.get()
    shown = shown_in(page_of(client, event, batch, "rejected"))

    act(client, "import_apply", event, batch, **shown | {"fix-5-country": "Georgia"})
    corrected = names(event)
    act(client, "import_undo", event, batch)
    act(client, "import_check", event, batch)
    act(client, "import_apply", event, batch, **{"choice-4": f"person:{person.pk}", "show": "possible"})

    assert (corrected, names(event)) == (["Beridze", "Saparova", "Umarov"],) * 2
    assert batch.rows.get(number=4).chosen_person == person


def test_correction_that_is_not_understood_keeps_the_list_from_being_applied(client, officer, event):
    batch = checked(client, event)
    shown = shown_in(page_of(client, event, batch, "rejected"))

    response = act(client, "import_apply", event, batch, **shown | {"fix-5-country": "Narnya"})
    again = act(client, "import_apply", event, batch, **shown_in(response))

    assert forms.messages(response) == [
        "Your decisions were saved, but the list has not been applied yet: row 5 is still undecided or "
        "contains text that was not recognised."
    ]
    assert shown_in(response)["fix-5-country"] == "Narnya"
    assert forms.messages(again) == ["The list “list.csv” has been applied."]


def test_question_that_a_decision_raises_is_asked_before_the_list_is_applied(client, officer, event):
    batch = checked(client, event, [["Bek Umarov", "", "Ministry of Trade", "Kazakhstan", "Director", ""]])
    assert batch.counts == {"new": 1}

    response = act(client, "import_apply", event, batch, **{"fix-2-full_name": "Aigul Saparovna"})

    assert (batch.state, batch.counts) == ("checked", {"possible": 1})
    assert response.context["shown"] == "possible"


def test_answers_about_texts_are_kept_when_the_list_is_applied(client, officer, event):
    batch = checked(client, event)
    texts = {name: value for name, value in inputs_of(page_of(client, event, batch, "cells")).items() if name}

    doubtful = act(client, "import_apply", event, batch, **texts | {"odd_0": "Narnya"})
    state = batch.state
    act(client, "import_apply", event, batch, **texts | {"odd_0": "Georgia", "text_0": "country Narnya"})

    assert (doubtful.context["shown"], state, batch.state) == ("cells", "checked", "applied")
    assert names(event) == ["Beridze", "Saparova", "Umarov"]


def test_answer_that_is_no_choice_is_refused_before_the_list_is_applied(client, officer, event):
    batch = checked(client, event, [*ROWS, ["Olga Kim", "", "", "Georgia", "", "King"]])

    response = act(client, "import_apply", event, batch, odd_1="Emperor", text_1="role King")

    assert forms.errors(response) == ["Select a valid choice. Emperor is not one of the available choices."]
    assert (batch.state, response.context["shown"]) == ("checked", "cells")


@pytest.fixture
def place(client, officer, event):
    """An organisation of a list of which one of a close name is known."""
    make_organisation("Institute for Trade")
    batch = checked(client, event, ROWS[:1])
    return batch.organisations.get()


def choose(client, place, values):
    """Choose on the page of organisations, by the names of fields, and press “Apply this list” there."""
    shown = shown_in(page_of(client, place.batch.event, place.batch, "organisations"))
    chosen = {f"{name}-{place.pk}": value for name, value in values.items()}
    response = act(client, "import_apply", place.batch.event, place.batch, **shown | chosen)
    place.refresh_from_db()
    return response


@pytest.mark.parametrize("field", ["place", "other"])
def test_organisation_chosen_on_the_page_is_kept_when_the_list_is_applied(client, place, field):
    [close] = [pk for pk, _likeness in place.candidates]
    known = make_organisation("Ministry of Commerce").pk if field == "other" else close

    choose(client, place, {field: str(known)})

    assert place.batch.state == "applied"
    assert Participation.objects.get(event=place.batch.event).organisation_id == known


@pytest.mark.parametrize(
    ("choice", "is_looked_up", "sentence"),
    [
        (
            "close",
            True,
            ("You selected one answer and looked up a different organisation. Keep only one of the two."),
        ),
        ("other", False, "Look up the organisation, or select another answer."),
    ],
)
def test_organisation_that_is_not_told_clearly_is_asked_about(client, place, choice, is_looked_up, sentence):
    other = make_organisation("Ministry of Commerce")
    [close] = [pk for pk, _likeness in place.candidates]
    sent = {
        "place": str(close) if choice == "close" else choice,
        "other": str(other.pk) if is_looked_up else "",
    }

    response = choose(client, place, sent)

    shown = shown_in(response)
    [select] = [node for node in tree_of(response).iter("select") if node.get("name") == f"other-{place.pk}"]
    looked_up = [node.get("value") for node in select.iter("option") if node.get("selected") is not None]
    assert sentence in response.content.decode()
    assert (place.batch.state, place.chosen) == ("checked", False)
    assert (shown[f"place-{place.pk}"], looked_up) == (sent["place"], [sent["other"]] * is_looked_up)


def test_organisations_of_a_long_list_are_divided_into_pages(client, officer, event):
    rows = [[f"Bek Umarov {index}", "", f"Institute {index:02}", "KZ", "", ""] for index in range(60)]
    batch = checked(client, event, rows)
    page = address("import_batch", event.pk, batch.pk)
    last = ImportOrganisation.objects.get(name="Institute 59")

    first = shown_in(client.get(page, {"show": "organisations"}))
    second = shown_in(client.get(page, {"show": "organisations", "page": 2}))

    assert (len(first), len(second)) == (100, 20)
    assert (f"place-{last.pk}" in first, f"place-{last.pk}" in second) == (False, True)


def test_key_enter_never_applies_a_list(client, officer, event):
    """In a field it presses the first button of the form, wherever on the page that stands."""
    batch = checked(client, event)

    tree = tree_of(page_of(client, event, batch, "rejected"))

    buttons = [node for node in tree.iter("button") if node.get("form") == "import-decisions"]
    assert [bool(node.get("formaction")) for node in buttons] == [False, True]
