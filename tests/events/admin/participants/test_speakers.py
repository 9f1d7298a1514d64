"""Several speakers added on one page."""

import pytest
from django.contrib.admin.models import LogEntry

from events.models import Participation, Person
from tests import forms
from tests.events.officers import people, speakers
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db


def line(number, **values):
    return {f"form-{number}-{name}": value for name, value in values.items()}


def send(client, event, *lines, **more):
    values = {}
    for each in lines:
        values |= each
    return forms.send(client, speakers(event), **values, **more)


def test_known_and_new_speakers_are_added_together(client, officer):
    event, known, house = make_event(), make_person("Ann Lee"), make_organisation()
    session = make_session(event)

    response = send(
        client,
        event,
        line(0, person=known.pk, role="moderator", session=session.pk, job_title="Rector"),
        line(2, given_name="Jingjing", family_name="Huang", family_name_first="on", role="keynote")
        | line(2, topic="On dams", organisation=house.pk, country=country("CN").pk, consent="unknown"),
    )

    assert forms.messages(response) == [
        "2 people are now participants of the event: Ann Lee, Huang Jingjing."
    ]
    assert response.redirect_chain[-1][0] == people(event)
    one, two = Participation.objects.order_by("pk")
    assert (one.person, one.job_title_en, one.consent) == (known, "Rector", "yes")
    assert [(held.role, held.session) for held in one.roles.all()] == [("moderator", session)]
    assert (two.person.name, two.organisation, two.country.code, two.consent) == (
        "Huang Jingjing",
        house,
        "CN",
        "unknown",
    )
    assert [(held.role, held.session, held.topic_en) for held in two.roles.all()] == [
        ("keynote", None, "On dams")
    ]


def test_close_name_asks_before_a_person_is_made_twice(client, officer):
    event, known = make_event(), make_person("Aigul Saparova")
    typed = line(0, given_name="Айгуль", family_name="Сапарова", job_title="Rector")

    asked = send(client, event, typed)
    choices = [label for _value, label in asked.context["lines"].forms[0].fields["match"].choices]
    before = Person.objects.count()
    send(client, event, typed, line(0, match=known.pk))
    send(client, event, typed, line(0, match="new", job_title="Dean"))

    assert forms.errors(asked) == ["Someone with this or a similar name is already known. Who is it?"]
    assert choices == ["Aigul Saparova", "None of these: a new person"]
    assert forms.fields(asked)["form-0-job_title"] == "Rector"
    assert before == 1
    assert [each.person.name for each in Participation.objects.order_by("pk")] == [
        "Aigul Saparova",
        "Айгуль Сапарова",
    ]


def test_two_lines_of_one_new_name_are_one_person_with_two_roles(client, officer):
    event = make_event()

    send(
        client,
        event,
        line(0, given_name="Li", family_name="Wei", role="moderator"),
        line(1, given_name="Li", family_name="Wei", role="speaker"),
    )

    participation = Participation.objects.get()
    assert sorted(held.role for held in participation.roles.all()) == ["moderator", "speaker"]


def test_participant_gets_a_further_role_and_keeps_what_is_known(client, officer):
    event, person = make_event(), make_person("Ann Lee")
    make_participation(event, person, consent="no", job_title_en="Minister")

    response = send(client, event, line(0, person=person.pk, job_title="Rector", country=country().pk))

    participation = Participation.objects.get()
    assert (participation.consent, participation.job_title_en) == ("no", "Minister")
    assert participation.country == country()
    assert sorted(held.role for held in participation.roles.all()) == ["delegate", "speaker"]
    assert forms.messages(response) == [
        "Already participants, so the roles were added to what is known about them: Ann Lee."
    ]


def test_wrong_line_stops_nothing_of_what_was_typed(client, officer):
    event = make_event()
    foreign = make_session(make_event("Other"))

    response = send(
        client,
        event,
        line(0, given_name="Ann", family_name="Lee"),
        line(1, job_title="Rector"),
        line(2, given_name="Bob", session=foreign.pk),
    )

    assert forms.errors(response) == [
        "Select a person, or enter the name of a new one.",
        f"Select a valid choice. {foreign.pk} is not one of the available choices.",
    ]
    assert forms.fields(response)["form-0-given_name"] == "Ann"
    assert not Participation.objects.exists()


def test_more_lines_keep_what_was_typed_and_judge_nothing(client, officer):
    event = make_event()

    response = send(client, event, line(0, job_title="Rector"), more="1")

    shown = forms.fields(response)
    assert (shown["form-TOTAL_FORMS"], shown["form-0-job_title"]) == ("10", "Rector")
    assert forms.errors(response) == []


def test_page_opened_from_a_session_offers_it(client, officer):
    event = make_event()
    session = make_session(event)

    response = client.get(speakers(event), {"session": session.pk})

    shown = forms.fields(response)
    assert (shown["form-0-session"], shown["form-TOTAL_FORMS"]) == (str(session.pk), "5")


def test_empty_page_says_so(client, officer):
    response = send(client, make_event())

    assert forms.messages(response) == ["Fill in at least one line."]


def test_history_of_the_event_names_nobody(client, officer):
    event = make_event()

    send(client, event, line(0, given_name="Hidden", family_name="Sentinel", role="speaker", consent="no"))

    assert Person.objects.get().name == "Hidden Sentinel"
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["1 participant saved."]
