import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.choices import Answer
from events.models import Person
from events.records.duplicates import likely_pairs
from tests.events.officers import make_member
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_staff,
    make_user,
)
from tests.forms import errors, messages, rows, send

pytestmark = pytest.mark.django_db

LIST = "/admin/events/person/"
ADD = f"{LIST}add/"


def change(person):
    return reverse("admin:events_person_change", args=[person.pk])


def suggestions(client, words, field="person"):
    query = {"app_label": "events", "model_name": "participation", "field_name": field, "term": words}
    response = client.get(reverse("admin:autocomplete"), query)
    return [result["text"] for result in response.json()["results"]]


class TestForm:
    def test_lists_are_written_a_line_each(self, client, officer):
        send(
            client,
            ADD,
            given_name="Aigul",
            family_name="Saparova",
            aliases=" Aygul  Saparova \r\n\r\nA. Saparova\r\nA. Saparova",
            emails="Aigul@Example.org\r\naigul@example.org\r\n",
            same_as="https://example.org/aigul\nexample.org/a",
        )

        person = Person.objects.get()
        assert person.aliases == ["Aygul Saparova", "A. Saparova"]
        assert person.emails == ["aigul@example.org"]
        assert person.same_as == ["https://example.org/aigul", "https://example.org/a"]

    def test_wrong_line_is_named_and_all_typed_stays(self, client, officer):
        person = make_person(emails=["aigul@example.org"])

        response = send(client, change(person), emails="aigul@example.org\n\nnowhere")

        assert errors(response) == ["Line 3, “nowhere”: Enter a valid email address."]
        assert "aigul@example.org\n\nnowhere" in response.content.decode().replace("\r", "")

    def test_unchanged_lists_are_no_change(self, client, officer):
        person = make_person(aliases=["Aygul Saparova"], emails=["aigul@example.org"])

        send(client, change(person))

        assert LogEntry.objects.get().get_change_message() == "No fields changed."

    def test_person_without_a_name_is_a_sentence(self, client, officer):
        response = send(client, ADD, honorific="Dr.")

        assert errors(response) == ["A person needs a name in Latin letters."]

    def test_photo_and_biography_are_kept(self, client, officer):
        person, picture = make_person(), make_picture()

        send(client, change(person), photo=str(picture.pk), biography_en="<p>Economist.</p>")

        person.refresh_from_db()
        assert (person.photo, person.biography) == (picture, "<p>Economist.</p>")


class TestCloseNames:
    def test_known_name_is_shown_before_it_is_added_twice(self, client, officer):
        known = make_person("Aigul Saparova", native_name="Айгуль Сапарова")
        make_participation(make_event(), known, job_title_en="Director", organisation=make_organisation())

        response = send(client, ADD, given_name="Aygul", family_name="Saparova")

        sentence = "“Aygul Saparova” looks like an existing record. Nothing has been saved yet."
        assert errors(response) == [sentence]
        html = response.content.decode()
        assert f'href="{change(known)}"' in html
        assert "Director, Institute of Trade" in html
        assert Person.objects.count() == 1

    def test_box_says_that_it_is_somebody_else(self, client, officer):
        make_person("Aigul Saparova")

        send(client, ADD, given_name="Aygul", family_name="Saparova", is_another="on")

        assert Person.objects.count() == 2
        assert likely_pairs(Person) == []

    def test_changing_a_known_person_asks_nothing(self, client, officer):
        make_person("Aigul Saparova")
        person = make_person("Aygul Saparova")

        response = send(client, change(person), honorific="Dr.")

        assert errors(response) == []


class TestSearch:
    @pytest.mark.parametrize(
        "words", ["Saparova Aigul", "Айгуль Сапарова", "Saparava", "sapar", "AIGUL@example", "A. Bekova"]
    )
    def test_finds_across_spellings_scripts_and_addresses(self, client, officer, words):
        make_person("Nurlan Omarov", emails=["nurlan@example.org"])
        make_person("Aigul Saparova", aliases=["A. Bekova"], emails=["aigul@example.org"])

        assert rows(client.get(LIST, {"q": words})) == ["Aigul Saparova"]

    def test_closest_name_comes_first(self, client, officer):
        make_person("Aigula Saparovna")
        make_person("Aigul Saparova")

        assert rows(client.get(LIST, {"q": "aigul saparova"})) == ["Aigul Saparova", "Aigula Saparovna"]

    @pytest.mark.parametrize("letters", ["n", "nu", "Нұ", "nur"])
    def test_few_letters_find_the_names_that_hold_them(self, client, officer, letters):
        for name in ("Aigul Saparova", "Nurlan Omarov", "Ainura Omarova"):
            make_person(name)

        assert sorted(rows(client.get(LIST, {"q": letters}))) == ["Ainura Omarova", "Nurlan Omarov"]

    def test_suggestions_tell_people_apart(self, client, officer):
        director = make_person("Wang Wei", native_name="王伟")
        make_person("Wei Wang")
        make_participation(make_event(), director, job_title_en="Director", organisation=make_organisation())

        assert suggestions(client, "王伟") == [
            "Wei Wang",
            "Wang Wei (王伟) · Director, Institute of Trade",
        ]


class TestList:
    def test_shows_the_latest_role_and_counts_events(self, client, officer):
        person = make_person(honorific="Dr.")
        old, new = (
            make_event(),
            make_event("Forum", starts_at="2024-01-01T00:00Z", ends_at="2024-01-02T00:00Z"),
        )
        make_participation(old, person, job_title_en="Researcher")
        make_participation(new, person, job_title_en="Director", country=country("KZ"))

        html = client.get(LIST).content.decode()

        assert '<td class="field-latest_role">Director</td>' in html
        assert '<td class="field-latest_country">Kazakhstan</td>' in html
        assert '<td class="field-event_count">2</td>' in html

    def test_filters_by_country_and_likely_duplicates(self, client, officer):
        one, two = make_person("Aigul Saparova"), make_person("Saparova Aigul")
        other = make_person("Nurlan Omarov")
        make_participation(make_event(), other, country=country("KZ"))

        assert rows(client.get(LIST, {"country": "KZ"})) == ["Nurlan Omarov"]
        assert sorted(rows(client.get(LIST, {"duplicates": "likely"}))) == [one.name, two.name]

    def test_queries_stay_the_same(self, client, officer):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                client.get(LIST)
            return len(captured)

        make_participation(make_event(), organisation=make_organisation(), country=country())
        client.get(LIST)  # which prolongs the session
        one = queries()
        for number in range(5):
            make_participation(make_event(), make_person(f"Person {number}"), country=country("UZ"))

        assert queries() == one


class TestPage:
    def test_appearances_newest_first_with_links(self, client, officer):
        person = make_person()
        old = make_event("Old forum")
        new = make_event("New forum", starts_at="2024-01-01T00:00Z", ends_at="2024-01-02T00:00Z")
        make_participation(old, person, ["speaker"], job_title_en="Researcher")
        make_participation(new, person, ["moderator"], job_title_en="Director")

        html = client.get(change(person)).content.decode()

        assert html.index("New forum") < html.index("Old forum")
        assert reverse("admin:events_event_change", args=[old.pk]) in html
        assert "Moderator" in html

    def test_appearance_shows_the_name_of_that_day_and_leads_to_it(self, client, officer):
        person = make_person("Nino Kapanadze")
        appearance = make_participation(make_event(), person, given_name="Nino", family_name="Beridze")

        html = client.get(change(person)).content.decode()

        address = reverse("admin:events_participation_change", args=[appearance.pk])
        assert f'<a href="{address}?back=person">Nino Beridze</a>' in html

    def test_appearance_at_an_event_in_the_trash_leads_nowhere(self, client, officer):
        person, event = make_person("Nino Kapanadze"), make_event()
        appearance = make_participation(event, person, given_name="Nino", family_name="Beridze")
        event.move_to_trash()

        html = client.get(change(person)).content.decode()

        address = reverse("admin:events_participation_change", args=[appearance.pk])
        assert ("Nino Beridze" in html, address in html) == (True, False)

    def test_view_on_site_only_for_public_people(self, client, officer):
        listed, unlisted = make_person("Aigul Saparova"), make_person("Nurlan Omarov")
        make_participation(make_event(), listed)
        make_participation(make_event(), unlisted, consent="no")

        assert listed.get_absolute_url() in client.get(change(listed)).content.decode()
        assert unlisted.get_absolute_url() not in client.get(change(unlisted)).content.decode()

    def test_person_in_use_is_not_deleted(self, client, officer):
        person = make_person()
        make_participation(make_event(), person)

        response = client.get(reverse("admin:events_person_delete", args=[person.pk]), follow=True)

        assert messages(response) == [
            "“Aigul Saparova” can’t be deleted while it is in use. "
            "Remove it from these first: Participants: 1 (Symposium on trade)"
        ]

    def test_person_in_no_use_is_deleted(self, client, officer):
        person = make_person()

        client.post(reverse("admin:events_person_delete", args=[person.pk]), {"post": "yes"})

        assert not Person.objects.exists()

    def test_nothing_is_inline(self, client, officer):
        html = client.get(change(make_person())).content.decode()

        assert " style=" not in html
        assert "onclick" not in html


def test_who_may_only_read_gets_no_form(client):
    reader = make_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_person"))
    client.force_login(reader)
    person = make_person(emails=["aigul@example.org"])

    response = client.get(change(person))

    assert response.status_code == 200
    assert "Merge with" not in response.content.decode()
    assert client.get(reverse("admin:events_person_duplicates")).status_code == 403


def test_addresses_are_for_those_who_change_people(client):
    person = make_person("Aigul Saparova", emails=["aigul@example.org"])
    reader = make_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_person"))

    def seen():
        found = client.get(LIST, {"q": "aigul@example.org"}).content.decode()
        return "aigul@example.org" in client.get(change(person)).content.decode(), "Saparova" in found

    client.force_login(make_staff())
    assert seen() == (True, True)
    client.force_login(reader)
    assert seen() == (False, False)


def test_who_only_names_people_finds_those_who_agreed_or_never_took_part(client):
    event, draft = make_event("Forum"), make_event("Planned", state="draft")
    agreed, silent = make_person("Aigul Agreed"), make_person("Aigul Silent")
    make_participation(event, agreed)
    make_participation(make_event("Closed round"), agreed, consent=Answer.UNKNOWN)
    make_participation(event, silent, consent=Answer.UNKNOWN)
    make_participation(draft, make_person("Aigul Planned"))
    make_person("Aigul Director")
    chooser = {"app_label": "news", "model_name": "article", "field_name": "people", "term": "aigul"}

    def seen():
        offered = client.get(reverse("admin:autocomplete"), chooser).json()["results"]
        page = client.get(LIST).content.decode()
        return {
            name
            for name in ("Agreed", "Silent", "Planned", "Director")
            if f"Aigul {name}" in page and any(f"Aigul {name}" in each["text"] for each in offered)
        }, "Closed round" in client.get(change(agreed)).content.decode()

    client.force_login(make_member("Editors"))
    assert seen() == ({"Agreed", "Director"}, False)
    assert client.get(change(silent), follow=True).redirect_chain
    client.force_login(make_member("Event officers", "officer2", is_superuser=True))
    assert seen() == ({"Agreed", "Silent", "Planned", "Director"}, True)
