"""One participant of an event, added and edited on a page of its own."""

import pytest
from django.urls import reverse

from events.models import Participation
from tests import forms
from tests.events.officers import make_member, people
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db


def join(event, name, **changes):
    return make_participation(event, make_person(name), **changes)


def add_address(event):
    return f"{reverse('admin:events_participation_add')}?event={event.pk}"


def edit(participation):
    return reverse("admin:events_participation_change", args=[participation.pk])


def test_one_participant_is_added_with_a_role_in_a_session(client, officer):
    event, person = make_event(), make_person("Ann Lee")
    session = make_session(event)

    response = forms.send(
        client,
        add_address(event),
        person=person.pk,
        job_title_en="Rector",
        **{"roles-TOTAL_FORMS": "1", "roles-0-role": "keynote", "roles-0-session": session.pk}
        | {"roles-0-topic_en": "On dams"},
    )

    participation = Participation.objects.get()
    assert forms.messages(response) == ["Ann Lee is now a participant of the event."]
    assert (participation.event, participation.person, participation.job_title_en) == (
        event,
        person,
        "Rector",
    )
    assert [(held.role, held.session, held.topic_en) for held in participation.roles.all()] == [
        ("keynote", session, "On dams")
    ]


def test_person_is_at_an_event_once(client, officer):
    event = make_event()
    one, two = join(event, "Ann"), join(event, "Bob")

    added = forms.send(client, add_address(event), person=one.person_id)
    changed = forms.send(client, edit(two), person=one.person_id)

    sentence = "This person is already a participant of this event. Give them another role instead."
    assert (forms.errors(added), forms.errors(changed)) == ([sentence], [sentence])


def test_form_of_one_participant_saves_only_what_was_changed_in_it(client, officer):
    event = make_event()
    one = join(event, "Ann")
    typed = forms.fields(client.get(edit(one))) | {"job_title_en": "Minister"}
    Participation.objects.filter(pk=one.pk).update(attended="yes", country=country("UZ"))

    client.post(edit(one), typed)

    one.refresh_from_db()
    assert (one.job_title_en, one.attended, one.country) == ("Minister", "yes", country("UZ"))


def test_other_organisation_brings_its_own_name(client, officer):
    event = make_event()
    one = join(event, "Ann", organisation=make_organisation("Old house"))
    house = make_organisation("New house")

    forms.send(client, edit(one), organisation=house.pk)

    one.refresh_from_db()
    assert (one.organisation, one.organisation_name_en) == (house, "New house")


def test_name_of_one_list_is_corrected_by_hand(client, officer):
    person = make_person("Nino Kapanadze")
    one, other = make_participation(make_event(), person), make_participation(make_event("Other"), person)

    response = forms.send(
        client, f"{edit(one)}?back=person", honorific="Mrs.", family_name="Beridze", native_name="ნინო ბერიძე"
    )

    for each in (one, other, person):
        each.refresh_from_db()
    assert response.redirect_chain[0][0] == reverse("admin:events_person_change", args=[person.pk])
    assert forms.messages(response) == ["Nino Beridze was saved."]
    assert (one.full_name, one.native_name) == ("Mrs. Nino Beridze", "ნინო ბერიძე")
    assert (other.full_name, person.full_name) == ("Nino Kapanadze", "Nino Kapanadze")
    assert person.aliases == ["Nino Beridze", "ნინო ბერიძე"]
    assert list(person.participations.matching("Nino Beridze").order_by("pk")) == [one, other]


def test_emptied_name_becomes_the_present_one(client, officer):
    one = make_participation(
        make_event(), make_person("Nino Kapanadze"), given_name="Nino", family_name="Beridze"
    )

    forms.send(client, edit(one), given_name="", family_name="")

    one.refresh_from_db()
    assert one.name == "Nino Kapanadze"


def test_other_person_brings_their_own_name(client, officer):
    one, other = join(make_event(), "Nino Beridze"), make_person("Tamar Gelashvili", honorific="Dr.")

    forms.send(client, edit(one), person=other.pk)

    one.refresh_from_db()
    assert (one.person, one.full_name) == (other, "Dr. Tamar Gelashvili")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({}, "Dr. Nino Kapanadze"),
        ({"honorific": "Mrs."}, "Mrs. Nino Kapanadze"),
        ({"given_name": "Nino", "family_name": "Beridze"}, "Nino Beridze"),
    ],
)
def test_participant_is_added_under_another_name(client, officer, typed, shown):
    person = make_person("Nino Kapanadze", honorific="Dr.")

    forms.send(client, add_address(make_event()), person=person.pk, **typed)

    assert Participation.objects.get().full_name == shown


def test_participation_never_moves_to_another_event(client, officer):
    event, other = make_event(), make_event("Other")
    one = join(event, "Ann")

    forms.send(client, edit(one), event=other.pk, job_title_en="Minister")

    one.refresh_from_db()
    assert (one.event, one.job_title_en) == (event, "Minister")


def test_participants_of_an_event_in_the_trash_are_out_of_reach(client, officer):
    event = make_event()
    one = join(event, "Ann")
    event.move_to_trash()

    pages = [client.get(people(event)), client.get(edit(one)), client.get(add_address(event))]

    assert [page.status_code for page in pages] == [403, 403, 404]


def test_who_may_only_read_events_reaches_no_participant(client):
    client.force_login(make_member("Editors"))
    one = join(make_event(), "Ann")

    pages = [client.get(edit(one)), client.get(add_address(one.event)), client.post(edit(one), {})]

    assert [page.status_code for page in pages] == [403, 403, 403]
