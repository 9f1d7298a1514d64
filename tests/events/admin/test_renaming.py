"""What the form of a person asks when it gives a known person another name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Person
from events.records.duplicates import likely_pairs
from tests.factories import make_event, make_participation, make_person
from tests.forms import errors, fields, messages, rows, send

pytestmark = pytest.mark.django_db

LIST = "/admin/events/person/"


def change(person):
    return reverse("admin:events_person_change", args=[person.pk])


SENTENCE = "“Nino Beridze” appears in the list of 1 past event (27 July 2023). Nothing has been saved yet."
ADDRESS = "The page address is still /people/nino-beridze/. Nothing has been saved yet."


@pytest.fixture
def nino():
    return make_person("Nino Beridze")


@pytest.fixture
def appearance(nino):
    return make_participation(make_event(), nino)


def test_asks_what_becomes_of_past_lists_and_keeps_all_that_was_typed(client, officer, nino, appearance):
    response = send(client, change(nino), family_name="Kapanadze", emails="nino@example.org")

    assert errors(response) == [SENTENCE, ADDRESS]
    typed = fields(response)
    assert [typed[each] for each in ("family_name", "emails", "past_lists", "page_address")] == [
        "Kapanadze",
        "nino@example.org",
        "",
        "",
    ]
    nino.refresh_from_db()
    assert (nino.name, nino.emails) == ("Nino Beridze", [])


def test_past_lists_keep_the_old_spelling_unless_told_otherwise(client, officer, nino, appearance):
    asked = send(client, change(nino), family_name="Kapanadze")

    client.post(change(nino), fields(asked))

    nino.refresh_from_db()
    appearance.refresh_from_db()
    assert (nino.name, nino.aliases, appearance.name) == (
        "Nino Kapanadze",
        ["Nino Beridze"],
        "Nino Beridze",
    )


def test_past_lists_are_corrected_when_it_was_misspelt(client, officer, nino, appearance):
    asked = send(client, change(nino), family_name="Beridse")

    response = client.post(change(nino), fields(asked) | {"past_lists": "correct"}, follow=True)

    appearance.refresh_from_db()
    assert appearance.name == "Nino Beridse"
    assert sorted(messages(response)) == [
        "The name was corrected in the list of 1 past event.",
        "The person “Nino Beridse” was changed successfully.",
    ]


def test_answer_stays_when_something_else_is_wrong(client, officer, nino, appearance):
    asked = send(client, change(nino), family_name="Beridse")

    response = client.post(change(nino), fields(asked) | {"past_lists": "correct", "emails": "nowhere"})

    assert errors(response) == ["Line 1, “nowhere”: Enter a valid email address."]
    assert fields(response)["past_lists"] == "correct"


@pytest.mark.parametrize("changes", [{"emails": "nino@example.org"}, {"biography_en": "<p>A</p>"}])
def test_other_changes_ask_nothing(client, officer, nino, appearance, changes):
    response = send(client, change(nino), **changes)

    assert errors(response) == []


def test_coming_events_ask_nothing_and_take_the_new_name(client, officer, nino):
    start = timezone.now() + timedelta(days=9)
    event = make_event(starts_at=start, ends_at=start + timedelta(hours=8))
    appearance = make_participation(event, nino)

    response = send(client, change(nino), family_name="Kapanadze")
    assert errors(response) == [ADDRESS]
    client.post(change(nino), fields(response))

    appearance.refresh_from_db()
    assert appearance.name == "Nino Kapanadze"


@pytest.mark.parametrize(
    ("answer", "slug", "told"),
    [
        ("", "nino-beridze", []),
        (
            "new",
            "nino-kapanadze",
            ["The page address is now /people/nino-kapanadze/. The old one redirects to it."],
        ),
    ],
)
def test_address_becomes_that_of_the_new_name_if_wanted(
    client, officer, nino, appearance, answer, slug, told
):
    asked = send(client, change(nino), family_name="Kapanadze")

    response = client.post(change(nino), fields(asked) | {"page_address": answer}, follow=True)

    nino.refresh_from_db()
    assert nino.slug == slug
    assert [each for each in messages(response) if "address" in each] == told
    found = client.get("/people/nino-beridze/", follow=True)
    assert (found.status_code, found.request["PATH_INFO"]) == (200, f"/people/{slug}/")


def test_address_that_was_typed_goes_before_one_that_is_made(client, officer, nino):
    asked = send(client, change(nino), family_name="Kapanadze")

    client.post(change(nino), fields(asked) | {"page_address": "new", "slug": "nino-k"})

    nino.refresh_from_db()
    assert nino.slug == "nino-k"


@pytest.mark.parametrize(
    "changes",
    [
        {"family_name": "Kapanadze", "slug": "nino-k"},
        {"family_name": "Kapanadze", "slug": ""},
        {"honorific": "Dr."},
        {"native_name": "ნინო ბერიძე"},
    ],
)
def test_nobody_is_asked_about_an_address_that_is_given_or_fits(client, officer, nino, changes):
    assert errors(send(client, change(nino), **changes)) == []


def test_way_back_to_the_name_of_the_address_asks_nothing(client, officer):
    person = make_person("Nino Kapanadze", slug="nino-beridze-2")

    assert errors(send(client, change(person), family_name="Beridze")) == []


def test_name_of_another_person_asks_whether_they_are_one(client, officer, nino, appearance):
    known = make_person("B. Nino", aliases=["Nino B"])

    response = send(client, change(nino), family_name="B")

    assert errors(response) == [
        "“Nino B” looks like an existing record. Nothing has been saved yet.",
        SENTENCE,
        ADDRESS,
    ]
    html = response.content.decode()
    assert f'href="{change(known)}"' in html
    assert f'href="{reverse("admin:events_person_merge", args=[nino.pk, known.pk])}"' in html

    response = client.post(change(nino), fields(response) | {"is_another": "on"}, follow=True)

    nino.refresh_from_db()
    assert (errors(response), nino.name) == ([], "Nino B")
    assert likely_pairs(Person) == []


def test_either_spelling_finds_the_person_and_the_appearance(client, officer, nino, appearance):
    asked = send(client, change(nino), given_name="Tamar", family_name="Gelashvili")
    client.post(change(nino), fields(asked))
    people = reverse("admin:events_event_participants", args=[appearance.event_id])

    for words in ("Nino Beridze", "Tamar Gelashvili"):
        assert rows(client.get(LIST, {"q": words})) == ["Tamar Gelashvili"]
        assert list(client.get(people, {"q": words}).context["people"].page) == [appearance]
        assert list(client.get("/people/", {"q": words}).context["page_obj"]) == [nino]
