"""The page that says what the columns of a list mean and which rows hold its headings."""

import pytest

from events.models import ImportBatch
from events.participants_import.applying import apply
from tests import forms
from tests.events.participants_import.lists import HEADINGS, csv_file
from tests.events.participants_import.pages import ROWS, act, address, uploaded
from tests.factories import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


def test_rows_of_headings_can_be_chosen_and_decisions_stay(client, officer, event):
    above = [["Participants"], ["Leila Amirova", "leila@example.org", "", "Kazakhstan", "", ""]]
    uploaded(client, event, file=csv_file([*above, HEADINGS, *ROWS], None))
    batch = ImportBatch.objects.get()
    guessed = client.get(address("import_columns", event.pk, batch.pk)).content.decode()
    batch.rows.filter(number=4).update(corrections={"country": "Georgia"})

    chosen = act(client, "import_headings", event, batch, rows=[]).content.decode()
    without = (batch.heading_rows, [row.number for row in batch.rows.all()], batch.columns[1])
    refused = act(client, "import_headings", event, batch, rows=[1, 3])
    act(client, "import_headings", event, batch, rows=[3])

    assert "The headings are in row 3. Everything above row 3 is left out." in guessed
    assert "The list has no headings. Everything above row 2 is left out." in chosen
    assert without == ([], [2, 3, 4, 5, 6, 7], "email")
    assert forms.errors(refused) == ["Select up to 3 heading rows, one directly below the other."]
    assert (batch.heading_rows, [row.number for row in batch.rows.all()]) == ([3], [4, 5, 6, 7])
    assert (batch.headings, batch.rows.get(number=4).corrections) == (HEADINGS, {"country": "Georgia"})


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        (
            "Согласие на обработку персональных данных",
            "Consent to data processing is not consent to be listed by name.",
        ),
        (
            "Согласие на обработку и публикацию персональных данных",
            "This column asks for consent to data processing and to publication together, so a “yes” "
            "does not show who agrees to be listed by name.",
        ),
    ],
)
def test_column_of_consent_to_data_processing_says_why_it_is_not_used(
    client, officer, event, heading, sentence
):
    uploaded(client, event, file=csv_file([["Бек Умаров", "да"]], ["ФИО", heading]))
    page = address("import_columns", event.pk, ImportBatch.objects.get().pk)

    response = client.get(page)

    assert forms.fields(response)["column_1"] == ""
    assert sentence in response.content.decode()


def test_rows_around_a_list_are_forgotten_with_it(client, officer, event):
    uploaded(client, event, file=csv_file([["Contact: Leila Amirova"], HEADINGS, *ROWS], None))
    batch = ImportBatch.objects.get()
    kept = batch.outside
    forms.send(client, address("import_columns", event.pk, batch.pk))
    batch.refresh_from_db()
    apply(batch.pk, officer)

    act(client, "import_forget", event, batch)

    assert (kept[0][1], batch.outside) == (["Contact: Leila Amirova"], [])


def test_second_column_of_one_meaning_says_why_it_is_not_used(client, officer, event):
    headings = ["ФИО", "Согласен на публикацию имени в списке", "同意公开姓名"]
    uploaded(client, event, file=csv_file([["Бек Умаров", "да", "否"]], headings))
    page = address("import_columns", event.pk, ImportBatch.objects.get().pk)

    response = client.get(page)

    assert [forms.fields(response)[f"column_{index}"] for index in (1, 2)] == ["consent", ""]
    assert "Another column already has this meaning: agrees to be listed." in response.content.decode()
