"""The pages that correct equal cells of a list and look organisations up."""

import pytest

from tests import forms
from tests.events.participants_import.pages import act, address, checked, inputs_of, shown_in
from tests.factories import make_event, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


def test_organisation_that_is_not_proposed_can_be_looked_up_by_hand(client, officer, event):
    known = make_organisation("Ministry of Commerce")
    batch = checked(client, event)
    entry = batch.organisations.get(name="Institute of Trade")
    page = client.get(address("import_batch", event.pk, batch.pk), {"show": "organisations"})
    shown = shown_in(page)

    act(client, "import_decide", event, batch, **shown, **{f"other-{entry.pk}": str(known.pk)})
    entry.refresh_from_db()
    chosen = (entry.candidates, entry.chosen, entry.organisation)
    again = client.get(address("import_batch", event.pk, batch.pk), {"show": "organisations"})
    act(client, "import_decide", event, batch, **shown_in(again) | {f"place-{entry.pk}": "new"})
    entry.refresh_from_db()

    assert f'name="other-{entry.pk}"' in page.content.decode()
    assert chosen == ([], True, known)
    assert shown_in(again)[f"place-{entry.pk}"] == str(known.pk)
    assert entry.organisation is None


ODD_ROWS = [
    ["Bek Umarov", "", "", "Narnia", "", "King"],
    ["Ali Umarov", "", "", "Narnia", "", "Press"],
    ["Olga Kim", "", "", "Georgia", "", "Press"],
]


def test_equal_cells_are_corrected_by_one_answer(client, officer, event):
    batch = checked(client, event, ODD_ROWS)
    page = address("import_batch", event.pk, batch.pk)
    forms_page = client.get(page, {"show": "cells"})
    values = {name: value for name, value in inputs_of(forms_page).items() if "_" in name}

    response = act(
        client, "import_decide", event, batch, **values | {"odd_0": "Kazakhstan", "odd_1": "Speaker"}
    )

    assert values | {"text_0": "country Narnia", "text_1": "role King"} == values
    assert forms.messages(response) == ["2 rows were corrected. The list is being checked again."]
    assert dict(batch.rows.values_list("number", "corrections")) == {
        2: {"country": "Kazakhstan", "role": "Speaker"},
        3: {"country": "Kazakhstan"},
        4: {},
    }
    assert "Text not recognised" not in client.get(page).content.decode()


def test_answer_that_fits_no_choice_is_refused_where_it_stands(client, officer, event):
    batch = checked(client, event, ODD_ROWS)

    response = act(client, "import_decide", event, batch, odd_1="Emperor", text_1="role King")

    assert forms.errors(response) == ["Select a valid choice. Emperor is not one of the available choices."]
    assert [row.corrections for row in batch.rows.all()] == [{}, {}, {}]
