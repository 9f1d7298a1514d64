import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import DifferentPair, Person, Split
from events.records.splitting import Share, split
from tests.events.admin.test_people import change
from tests.events.snapshots import contents
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
    make_user,
)
from tests.forms import errors, fields, messages

pytestmark = pytest.mark.django_db

TICK_SOMETHING = "Tick at least one appearance or email address to move to the new person."
CHANGED = "Something has changed in the meantime. Please check this page again."


def page_of(person):
    return reverse("admin:events_person_split", args=[person.pk])


def record_page(record, word="change"):
    return reverse(f"admin:events_split_{word}", args=[record.pk])


@pytest.fixture
def shared():
    """One record of two people, each at an event of their own."""
    person = make_person(
        "Wei Wang", honorific="Mr.", native_name="王伟", aliases=["汪玮"], emails=["w@rail.example"]
    )
    make_participation(make_event(), person, organisation=make_organisation("Bank"), country=country("CN"))
    make_participation(make_event("Rail forum"), person, job_title_en="Engineer")
    return person


def sent(client, person, **changes):
    """What the page would send with these changes, the appearance at the rail forum ticked."""
    chosen = person.participations.get(event__title_en="Rail forum")
    return fields(client.get(page_of(person))) | {"appearances": [chosen.pk]} | changes


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_page_is_reached_from_the_form_and_from_the_appearances(client, officer, shared):
    html = client.get(change(shared)).content.decode()

    assert html.count(f'<a href="{page_of(shared)}">Split in two…</a>') == 2


def test_page_shows_what_tells_appearances_apart(client, officer, shared):
    here = shared.participations.get(event__title_en="Rail forum")
    here.roles.create(role="speaker", session=make_session(here.event, "On rails"))

    html = text(client.get(page_of(shared)))

    assert "Bank · People’s Republic of China" in html
    assert "Without organisation or country" in html
    assert "Engineer; Delegate, Speaker (On rails)" in html
    assert html.count("27 Jul 2023") == 2


def test_name_is_that_of_the_record_at_first(client, officer, shared):
    shown = fields(client.get(page_of(shared)))

    assert (shown["given_name"], shown["family_name"]) == ("Wei", "Wang")
    assert (shown["honorific"], shown["native_name"]) == ("", "")


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("王伟", ("", "Wei", "Wang", "on", "王伟")),
        ("Dr. Anna WANG", ("Dr.", "Anna", "Wang", None, "")),
        ("Wei Wang", ("", "Wei", "Wang", None, "")),
    ],
)
def test_name_is_filled_in_from_a_spelling_and_ticks_stay(client, officer, shared, spelling, name):
    Person.objects.filter(pk=shared.pk).update(aliases=["Dr. Anna WANG", "汪玮"])
    data = sent(client, shared, spelling=spelling, fill="1", addresses=["w@rail.example"], spellings=["汪玮"])

    response = client.post(page_of(shared), data)

    shown = fields(response)
    parts = ("honorific", "given_name", "family_name", "family_name_first", "native_name")
    assert tuple(shown.get(part) for part in parts) == name
    assert shown["addresses"] == "w@rail.example"
    assert shown["appearances"] == str(data["appearances"][0])
    assert response.context["form"]["spellings"].value() == ["汪玮"] + [spelling] * (spelling != "Wei Wang")


def test_preview_shows_both_and_changes_nothing(client, officer, shared):
    before = contents()
    data = sent(client, shared, preview="1", native_name="汪玮", spellings=["汪玮"])

    response = client.post(page_of(shared), data)

    kept, new = response.context["report"]
    assert contents() == before
    assert (kept["appearances"], new["appearances"]) == (1, 1)
    assert "27 Jul 2023 Rail forum" in text(response)
    assert "/people/wei-wang-2/" in text(response)


def test_page_says_under_which_name_each_appearance_stands(client, officer, shared):
    shared.participations.filter(event__title_en="Rail forum").update(family_name="Vang")

    html = text(client.get(page_of(shared)))

    assert re.findall("in the list as “(.*?)”", html) == ["Mr. Wei Vang (王伟)", "Mr. Wei Wang (王伟)"]
    assert "Where a list shows “Mr. Wei Wang (王伟)”, the name of the new person replaces it." in html
    assert "Keep “Mr. Wei Wang (王伟)” in these lists" in html


@pytest.mark.parametrize(
    ("left", "sentence", "name"),
    [
        ({}, "“Mr. Wei Wang (王伟)” becomes “Wei Wang (汪玮)” in 1 list.", "Wei Wang (汪玮)"),
        ({"keeps_names": "on"}, "“Mr. Wei Wang (王伟)” stays in 1 list.", "Mr. Wei Wang (王伟)"),
    ],
)
def test_list_shows_the_new_name_unless_it_is_left(client, officer, shared, left, sentence, name):
    data = sent(client, shared, native_name="汪玮", spellings=["汪玮"]) | left

    assert sentence in text(client.post(page_of(shared), data | {"preview": "1"}))
    client.post(page_of(shared), data | {"split": "1"})

    new = Person.objects.get(pk=Split.objects.get().new_id)
    assert new.participations.get().written_name == name


def test_live_parts_come_without_the_page(client, officer, shared):
    response = client.post(page_of(shared), sent(client, shared, live="1"))

    html = text(response)
    assert 'id="split-name"' in html
    assert "27 Jul 2023 Rail forum" in html
    assert "<html" not in html


def test_splitting_is_told_and_can_be_undone(client, officer, shared):
    before = contents()
    data = sent(
        client, shared, split="1", native_name="汪玮", spellings=["汪玮"], addresses=["w@rail.example"]
    )

    response = client.post(page_of(shared), data, follow=True)

    record = Split.objects.get()
    new = Person.objects.get(pk=record.new_id)
    assert response.redirect_chain == [(change(shared), 302)]
    assert messages(response) == [
        "“Wei Wang (汪玮)” and “Wei Wang (王伟)” are now separate people. Open the new person · See what "
        "was done, or undo it"
    ]
    assert [each.event.title_en for each in new.participations.all()] == ["Rail forum"]
    assert (new.native_name, new.aliases, new.emails) == ("汪玮", [], ["w@rail.example"])
    assert (record.made_by, DifferentPair.objects.get().noted_by) == (officer, officer)

    response = client.post(record_page(record, "undo"), follow=True)

    assert messages(response) == ["“Wei Wang (王伟)” and “Wei Wang (汪玮)” are one record again, as it was."]
    assert contents() == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"appearances": []}, TICK_SOMETHING),
        ({"appearances": ["x"]}, CHANGED),
        ({"addresses": ["gone@example.org"]}, CHANGED),
        ({"spellings": ["Gone"]}, CHANGED),
        ({"others": ["publishing.formerslug.object_id.0"]}, CHANGED),
        ({"given_name": "", "family_name": ""}, "A person needs a name in Latin letters."),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nothing_typed_is_lost(client, officer, shared, wrong, sentence):
    response = client.post(page_of(shared), sent(client, shared, split="1", native_name="汪玮") | wrong)

    assert errors(response) == [sentence]
    assert fields(response)["native_name"] == "汪玮"
    assert Person.objects.count() == 1


def test_as_many_ticks_as_a_person_may_have_appearances_are_read(client, officer, shared):
    data = sent(client, shared, live="1")

    response = client.post(page_of(shared), data | {"appearances": data["appearances"] * 2000})

    assert response.status_code == 200
    assert "27 Jul 2023 Rail forum" in text(response)


def test_appearance_that_went_meanwhile_is_a_sentence(client, officer, shared):
    data = sent(client, shared, split="1")
    split(shared, Share({"family_name": "Wang"}, participations=set(data["appearances"])))

    assert errors(client.post(page_of(shared), data)) == [CHANGED]
    assert Split.objects.count() == 1


def test_obstacle_to_undoing_is_a_sentence(client, officer, shared):
    record = split(shared, Share({"family_name": "Wang"}, emails={"w@rail.example"}))
    make_participation(make_event("Later"), Person.objects.get(pk=record.new_id))

    response = client.post(record_page(record, "undo"), follow=True)

    assert messages(response) == [
        "Something has been added to “Wang” since then: participant “Later”. Merge the two records instead."
    ]


def test_record_of_splits_is_read_only(client, officer, shared):
    record = split(shared, Share({"family_name": "Wang"}, emails={"w@rail.example"}), by=officer)

    listed = client.get("/admin/events/split/").content.decode()
    shown = text(client.get(record_page(record)))

    assert "Wei Wang (王伟) → Wei Wang (王伟) + Wang" in listed
    assert "“Wang” was split off from “Wei Wang (王伟)” on" in shown
    assert f'<a href="{change(Person.objects.get(pk=record.new_id))}">Wang</a>' in shown
    assert 'name="_save"' not in shown
    assert client.post(record_page(record, "delete"), {"post": "yes"}).status_code == 403


def test_record_of_an_undone_split_leads_to_nobody_who_is_gone(client, officer, shared):
    record = split(shared, Share({"family_name": "Wang"}, emails={"w@rail.example"}))
    new = change(Person.objects.get(pk=record.new_id))
    assert f'<a href="{new}">' in text(client.get(record_page(record)))
    client.post(record_page(record, "undo"))

    shown = text(client.get(record_page(record)))

    assert f'<a href="{change(shared)}">' in shown
    assert f'<a href="{new}">' not in shown
    assert "Undo this split" not in shown


def test_splitting_needs_the_right_to_delete(client, shared):
    user = make_user("helper", is_staff=True)
    names = ["view_person", "change_person", "view_split"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client.force_login(user)
    record = split(shared, Share({"family_name": "Wang"}, emails={"w@rail.example"}))

    assert client.get(page_of(shared)).status_code == 403
    assert "Split in two" not in client.get(change(shared)).content.decode()
    assert "Undo this split" not in client.get(record_page(record)).content.decode()
    assert client.post(record_page(record, "undo")).status_code == 403
    assert Split.objects.get().undone_at is None


def test_pages_need_as_many_queries_for_many_appearances(client, officer, shared):
    def queries(data=None):
        with CaptureQueriesContext(connection) as captured:
            client.post(page_of(shared), data) if data else client.get(page_of(shared))
        return len(captured)

    here = shared.participations.last()
    here.roles.create(role="speaker", session=make_session(here.event))
    data = sent(client, shared, preview="1")
    client.post(page_of(shared), data)
    before = queries(), queries(data)

    for number in range(4):
        organisation = make_organisation(f"Bank {number}", country=country("UZ"))
        event = make_event(f"Event {number}")
        roles = ["delegate", ("speaker", make_session(event))]
        make_participation(event, shared, roles, organisation=organisation, country=country("UZ"))
    data["appearances"] = [each.pk for each in shared.participations.all()]

    assert (queries(), queries(data)) == before
