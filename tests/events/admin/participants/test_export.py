import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import country, make_event, make_participation, make_person
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def ask(client, event, **choices):
    return client.get(reverse("admin:events_event_export", args=[event.pk], query=choices))


def rows_of(response):
    assert response["Content-Type"] == "text/csv"
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline="")))


def ticked(response):
    tree = tree_of(response)
    boxes = [box for box in tree.iter("input") if box.get("name") == "columns"]
    return [box.get("value") for box in boxes if box.get("checked") is not None], len(boxes)


def test_form_offers_columns_and_ticks_the_usual_ones(client, event_editor):
    event_editor.user_permissions.add(Permission.objects.get(codename="view_person"))

    chosen, offered = ticked(ask(client, make_event()))

    assert chosen == [
        "name",
        "native_name",
        "job_title",
        "organisation",
        "country",
        "roles",
        "mode",
        "attended",
        "consent",
    ]
    assert offered == 17


def test_gender_and_addresses_need_a_permission(client, event_editor):
    event = make_event()
    make_participation(event, make_person(emails=["a@example.org"]), gender="female")
    choices = {"columns": ["name", "gender", "emails"], "format": "csv", "order": "list"}

    refused = ask(client, event, **choices)
    offered = ticked(ask(client, event))[1]
    event_editor.user_permissions.add(Permission.objects.get(codename="view_person"))
    allowed = ask(client, event, **choices)

    assert refused["Content-Type"].startswith("text/html")
    assert "a@example.org" not in refused.content.decode()
    assert offered == 15
    assert rows_of(allowed)[1] == ["Aigul Saparova", "Female", "a@example.org"]


def test_export_holds_whom_the_filters_find(client, event_editor):
    event = make_event()
    for name, code, attended in (("Aigul", "KZ", "yes"), ("Bek", "KZ", "no"), ("Chen", "CN", "yes")):
        make_participation(event, make_person(f"{name} X"), country=country(code), attended=attended)

    response = ask(
        client, event, country="KZ", attended="yes", columns=["name", "country"], format="csv", order="list"
    )

    assert rows_of(response) == [["Name", "Country"], ["Aigul X", "Kazakhstan"]]


def test_form_says_whom_the_filters_find_and_keeps_them(client, event_editor):
    event = make_event()
    make_participation(event, country=country("KZ"))
    make_participation(event, make_person("Bek X"), country=country("CN"), consent="no")

    page = ask(client, event, country="KZ").content.decode()

    assert "Found: 1 of 2 participants" in page
    assert "Country: Kazakhstan" in page
    assert '<input type="hidden" name="country" value="KZ">' in page


def test_list_of_participants_leads_to_the_export_of_those_it_finds(client, event_editor):
    event = make_event()
    make_participation(event, country=country("KZ"))

    list_page = reverse("admin:events_event_participants", args=[event.pk])
    narrowed, whole = (client.get(list_page + query).content.decode() for query in ("?country=KZ&o=name", ""))

    link = f'<a href="{reverse("admin:events_event_export", args=[event.pk])}?country=KZ">'
    assert (link in narrowed, "Export these results" in whole) == (True, False)


def test_export_is_named_after_event_and_day(client, event_editor):
    response = ask(client, make_event(), columns=["name"], format="xlsx", order="name")

    assert response["Content-Disposition"] == (
        f'attachment; filename="symposium-on-trade-participants-{timezone.localdate()}.xlsx"'
    )
    assert [cell.value for cell in load_workbook(BytesIO(response.content)).active[1]] == ["Name"]


def test_list_for_the_public_has_only_those_who_agreed(client, event_editor):
    event = make_event()
    for answer in ("yes", "no", "unknown"):
        make_participation(event, make_person(f"Said {answer}"), consent=answer)

    response = ask(client, event, columns=["name"], public="on", format="csv", order="list")

    assert rows_of(response) == [["Name"], ["Said yes"]]
    assert "public-list" in response["Content-Disposition"]


def test_list_for_the_public_has_no_private_columns(client, event_editor):
    event_editor.user_permissions.add(Permission.objects.get(codename="view_person"))
    event = make_event()
    make_participation(event, make_person(emails=["a@example.org"]))

    response = ask(client, event, columns=["name", "emails"], public="on", format="csv", order="list")

    assert "Gender and email addresses are for internal use only." in response.content.decode()
    assert ticked(response)[0] == ["name", "emails"]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"order": "list", "format": "csv"}, "Select at least one column."),
        ({"columns": "name", "order": "list", "format": "exe"}, "exe is not one of the"),
        (
            {"columns": "password", "order": "list", "format": "csv"},
            "password is not one of the",
        ),
    ],
)
def test_choice_that_makes_no_sense_is_answered_with_a_sentence(client, event_editor, choices, sentence):
    response = ask(client, make_event(), **choices)

    assert response.status_code == 200
    assert sentence in response.content.decode()
