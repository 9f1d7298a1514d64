"""The import of a list by clicking, from the file to its undoing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.models import ImportBatch, ImportRow, ImportSource, Participation, Person
from events.participants_import.applying import apply
from tests import forms
from tests.concurrency import overtaken
from tests.events.officers import make_member
from tests.events.participants_import.lists import checksum
from tests.events.participants_import.pages import ROWS, act, address, checked, shown_in, uploaded
from tests.factories import country, make_event, make_organisation, make_participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event; Aigul Saparova is known from another."""
    trade = make_organisation("Ministry of Trade", country=country("KZ"))
    known = make_participation(make_event("Workshop"), organisation=trade, country=country("KZ"))
    assert known.person.name == "Aigul Saparova"
    return make_event()


def test_columns_are_guessed_and_remembered_for_the_source(client, officer, event):
    uploaded(client, event)
    batch = ImportBatch.objects.get()
    page = address("import_columns", event.pk, batch.pk)
    guessed = [forms.fields(client.get(page))[f"column_{index}"] for index in range(6)]

    forms.send(client, page, column_4="")
    uploaded(client, event)

    again = address("import_columns", event.pk, ImportBatch.objects.latest("pk").pk)
    remembered = [forms.fields(client.get(again))[f"column_{index}"] for index in range(6)]
    assert guessed == ["full_name", "email", "organisation", "country", "job_title", "role"]
    assert remembered == ["full_name", "email", "organisation", "country", "", "role"]
    assert ImportSource.objects.get().name == "Zoom registration"


def test_columns_without_a_name_or_with_a_field_twice_are_refused(client, officer, event):
    uploaded(client, event)
    page = address("import_columns", event.pk, ImportBatch.objects.get().pk)

    nameless = forms.send(client, page, column_0="")
    twice = forms.send(client, page, column_4="email")

    assert "Select the column that holds the name" in nameless.content.decode()
    assert "Two columns are set to “email”." in twice.content.decode()
    assert ImportBatch.objects.get().state == "columns"


def test_list_is_checked_decided_applied_and_undone(client, officer, event):
    before = checksum()
    batch = checked(client, event)
    batch.refresh_from_db()
    assert batch.counts == {"new": 1, "matched": 1, "possible": 1, "rejected": 1}

    person = Person.objects.get()
    act(client, "import_decide", event, batch, **{"choice-4": f"person:{person.pk}"})
    act(client, "import_decide", event, batch, **{"fix-5-country": "Georgia", "was-5-country": "Narnia"})
    assert batch.counts == {"new": 2, "matched": 2}
    assert checksum() == before

    response = act(client, "import_apply", event, batch)
    assert forms.messages(response) == ["The list “list.csv” has been applied."]
    assert (batch.state, batch.applied_by) == ("applied", officer)
    assert Participation.objects.filter(event=event).count() == 3

    response = act(client, "import_undo", event, batch)
    assert forms.messages(response) == ["The import of “list.csv” has been undone."]
    assert (batch.state, checksum()) == ("undone", before)


def test_report_of_an_applied_list_says_what_became_of_each_row(client, officer, event):
    batch = checked(client, event, [*ROWS, ["Olga Kim", "-", "", "Kazakhstan", "", ""]])
    act(client, "import_decide", event, batch, **{"choice-6": "out"})
    page = address("import_batch", event.pk, batch.pk)
    before = client.get(page, {"show": "rejected"}).content.decode()
    act(client, "import_apply", event, batch)

    report = {show: client.get(page, {"show": show}).content.decode() for show in batch.counts}

    sentences = {
        "new": "These people were added and are now participants.",
        "matched": "These people were already known. The following was added or changed.",
        "possible": "No one decided who these rows refer to, so they were not imported.",
        "rejected": "These rows were not imported. You can correct them in the file and upload it again.",
        "left_out": "You left these rows out, so they were not imported.",
    }
    assert batch.counts.keys() == sentences.keys()
    assert [show for show, sentence in sentences.items() if sentence not in report[show]] == []
    assert sentences["rejected"] not in before
    umarov = Person.objects.get(family_name="Umarov")
    assert reverse("admin:events_person_change", args=[umarov.pk]) in report["new"]
    assert "No one with this name" not in report["new"]  # that was before


def test_organisations_of_an_applied_list_are_known_and_need_no_decision(client, officer, event):
    batch = checked(client, event)
    page = address("import_batch", event.pk, batch.pk)
    before = client.get(page, {"show": "organisations"}).content.decode()
    act(client, "import_apply", event, batch)

    after = client.get(page, {"show": "organisations"}).content.decode()

    decide = "Save these decisions"
    assert ("Not known by this name" in before, decide in before) == (True, True)
    assert ("Not known by this name" in after, decide in after) == (False, False)


def test_applying_twice_says_so(client, officer, event):
    batch = checked(client, event)
    act(client, "import_apply", event, batch)
    before = checksum()

    response = act(client, "import_apply", event, batch)

    sentence = "This import is not ready to be applied, or it has already been applied."
    assert (forms.messages(response), checksum()) == ([sentence], before)


def test_refused_file_says_why_and_keeps_nothing(client, officer, event):
    response = uploaded(client, event, [])

    assert forms.errors(response) == ["There are headings in row 1 but nothing below them."]
    assert ImportBatch.objects.count() == 0


def test_row_page_shows_all_cells_and_keeps_corrections(client, officer, event):
    batch = checked(client, event)
    page = reverse("admin:events_event_import_row", args=[event.pk, batch.pk, 5])
    shown = forms.fields(client.get(page))

    forms.send(client, page, country="Грузия", full_name="Nino BERIDZE")

    row = ImportRow.objects.get(number=5)
    assert (shown["full_name"], shown["country"]) == ("Nino Beridze", "Narnia")
    assert (row.verdict, row.corrections) == ("new", {"country": "Грузия", "full_name": "Nino BERIDZE"})


def test_all_undecided_rows_can_be_decided_at_once(client, officer, event):
    batch = checked(client, event)

    act(client, "import_decide", event, batch, all_as="out")

    assert batch.counts == {"new": 1, "matched": 1, "left_out": 1, "rejected": 1}


def test_only_what_somebody_changed_on_a_page_is_a_decision(client, officer, event):
    make_organisation("Institute for Trade")
    batch = checked(client, event, [*ROWS, ["Olga Kim", "", "", "Kazakhstan", "", ""]])
    page = address("import_batch", event.pk, batch.pk)

    new = shown_in(client.get(page, {"show": "new"}))
    matched = shown_in(client.get(page, {"show": "matched"}))
    act(client, "import_decide", event, batch, **new, **matched | {"choice-3": "out"})
    act(client, "import_decide", event, batch, **shown_in(client.get(page, {"show": "organisations"})))

    assert {"choice-2", "choice-6"} <= new.keys()
    assert dict(batch.rows.exclude(choice="").values_list("number", "choice")) == {3: "out"}
    assert [entry.chosen for entry in batch.organisations.all()] == [False, False]


def test_organisation_of_a_close_name_can_be_chosen(client, officer, event):
    known = make_organisation("Institute for Trade")
    batch = checked(client, event)
    entry = batch.organisations.get(name="Institute of Trade")

    act(client, "import_decide", event, batch, **{f"place-{entry.pk}": str(known.pk)})
    act(client, "import_apply", event, batch)

    known.refresh_from_db()
    assert known.aliases == ["Institute of Trade"]
    assert Participation.objects.get(event=event, person__family_name="Umarov").organisation == known


def test_rows_can_be_deleted_and_participants_stay(client, officer, event):
    batch = checked(client, event)
    act(client, "import_apply", event, batch)
    before = checksum()

    client.post(address("import_forget", event.pk, batch.pk))
    response = act(client, "import_undo", event, batch)

    assert (ImportRow.objects.count(), checksum()) == (0, before)
    assert (
        forms.messages(response)[-1]
        == "This import can’t be undone: it has not been applied, or its rows were deleted."
    )


def test_every_form_carries_the_token_against_forgery(client, officer, event):
    batch = checked(client, event)
    pages = [client.get(address("import_batch", event.pk, batch.pk), {"show": "possible"})]
    act(client, "import_apply", event, batch)
    pages.append(client.get(address("import_batch", event.pk, batch.pk)))

    for page in pages:
        main = page.content.decode().partition('id="content-main"')[2]
        assert main.count('method="post"') == main.count("csrfmiddlewaretoken") >= 2


def test_steps_of_the_check_answer_a_script_in_json(client, officer, event):
    batch = checked(client, event)

    response = client.post(
        address("import_check", event.pk, batch.pk), headers={"accept": "application/json"}
    )

    assert response.json() == {"done": 8, "total": 8, "goes_on": False}


@pytest.mark.parametrize("name", ["import", "import_template"])
def test_who_may_not_change_events_or_add_people_sees_no_import(client, event, name):
    client.force_login(make_member("Authors"))

    assert client.get(address(name, event.pk)).status_code == 403


def test_batch_of_another_event_is_not_found(client, officer, event):
    batch = checked(client, event)

    response = client.get(address("import_batch", make_event("Other").pk, batch.pk))

    assert response.status_code == 404


def test_template_is_a_workbook_that_is_understood_at_once(client, officer, event):
    template = client.get(address("import_template", event.pk))
    uploaded_file = SimpleUploadedFile("template.xlsx", template.content)
    client.post(address("import", event.pk), {"source": "Own", "file": uploaded_file})

    batch = ImportBatch.objects.get()
    assert [heading for heading, field in zip(batch.headings, batch.columns, strict=True) if not field] == []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_pages_do_not_grow(client, officer, event, django_assert_max_num_queries, number):
    rows = [[f"Aigul Saparovna{index}", "", f"Institute {index}", "KZ", "", ""] for index in range(number)]
    batch = checked(client, event, rows)

    for show in ("possible", "organisations"):
        with django_assert_max_num_queries(22):
            client.get(address("import_batch", event.pk, batch.pk), {"show": show})


def test_sent_values_that_no_page_offers_are_left_aside(client, officer, event):
    batch = checked(client, event)
    values = {
        "choice-2": "person:None",
        "choice-3": "row:None",
        "fix-5-country": "Kazakh\0stan",
        "show": "new\r\nX-Header: 1",
    }

    response = client.post(address("import_decide", event.pk, batch.pk), values)

    assert response.headers["Location"].endswith("/?show=new%0D%0AX-Header%3A+1")
    assert list(batch.rows.values_list("choice", "corrections")) == [
        ("", {}),
        ("", {}),
        ("", {}),
        ("", {"country": "Kazakhstan"}),
    ]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_list_that_is_applied_meanwhile_is_not_deleted(client, officer, event):
    batch = checked(client, event)

    overtaken(
        lambda: apply(batch.pk, officer),
        lambda: client.post(address("import_forget", event.pk, batch.pk)),
    )

    batch.refresh_from_db()
    assert (batch.state, batch.forgotten) == ("applied", True)
