import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import DifferentPair, Merge, Organisation, Participation, Person
from events.records.merging import merge
from tests.events.snapshots import contents
from tests.factories import country, make_event, make_organisation, make_participation, make_person, make_user
from tests.forms import errors, fields, messages
from tests.markup import compact

pytestmark = pytest.mark.django_db

DUPLICATES = reverse("admin:events_person_duplicates")


def merge_page(kept, other):
    return reverse(f"admin:events_{kept._meta.model_name}_merge", args=[kept.pk, other.pk])


def change(item):
    return reverse(f"admin:events_{item._meta.model_name}_change", args=[item.pk])


@pytest.fixture
def pair():
    """One person entered twice, both times at the same symposium and once at a forum."""
    event, kept = make_event(), make_person("Aigul Saparova", honorific="Ms.")
    other = make_person("Saparova Aigul", honorific="Dr.")
    make_participation(event, kept)
    make_participation(event, other, job_title_en="Director")
    make_participation(make_event("Forum on dust"), other)
    return kept, other


def test_duplicates_are_listed_with_reason_and_ways_on(client, officer, pair):
    html = client.get(DUPLICATES).content.decode()

    assert "1 pair of likely duplicates" in html
    assert "The same name, perhaps in another order or script" in html
    assert merge_page(*pair) in html


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_pages_need_as_many_queries_for_many_records(client, officer, pair):
    organisation = make_organisation(country=country("KZ"))
    make_participation(make_event("First"), pair[0], organisation=organisation)
    pages = [DUPLICATES, "/admin/events/organisation/", change(pair[0]), change(organisation)]
    for page in pages:
        client.get(page)
    before = [queries(client, page) for page in pages]

    for number in range(4):
        other = make_organisation(f"Bank {number}", country=country("UZ"), parent=organisation)
        person = make_person("Aigul Saparova", emails=[f"{number}@example.org"])
        make_participation(make_event(f"Event {number}"), person, organisation=other)
        make_participation(
            make_event(f"More {number}"), pair[0], organisation=organisation, country=country("UZ")
        )

    assert [queries(client, page) for page in pages] == before


def test_pair_said_to_be_different_is_gone(client, officer, pair):
    response = client.post(
        reverse("admin:events_person_different"), {"pair": [each.pk for each in pair]}, follow=True
    )

    assert messages(response) == ["Noted. This pair will not be shown again."]
    assert "No likely duplicates were found." in response.content.decode()
    assert DifferentPair.objects.get().noted_by == officer


def test_page_shows_what_will_happen_and_changes_nothing(client, officer, pair):
    before = contents()

    html = client.get(merge_page(*pair)).content.decode()

    assert contents() == before
    assert "Participants: 1" in html
    assert "Forum on dust" in html
    assert "Job title: <ins>Researcher</ins>" in " ".join(html.split())


def test_merging_keeps_what_was_chosen_and_can_be_undone(client, officer, pair):
    kept, other = pair
    before = contents()
    page = merge_page(kept, other)

    response = client.post(page, fields(client.get(page)) | {"fact-honorific": "other"}, follow=True)

    kept.refresh_from_db()
    record = Merge.objects.get()
    assert kept.honorific == "Dr."
    assert list(Person.objects.all()) == [kept]
    assert Participation.objects.filter(person=kept).count() == 2
    assert messages(response) == [
        "“Saparova Aigul” was merged into “Aigul Saparova”. See what was done, or undo it"
    ]
    assert record.made_by == officer

    response = client.post(reverse("admin:events_merge_undo", args=[record.pk]), follow=True)

    assert messages(response) == [
        "“Saparova Aigul” and “Aigul Saparova” are two separate records again, as they were."
    ]
    assert contents() == before


def test_what_changed_meanwhile_is_shown_before_anything_is_done(client, officer, pair):
    page = merge_page(*pair)
    sent = fields(client.get(page))
    make_participation(make_event("Meanwhile"), pair[1])

    response = client.post(page, sent | {"fact-honorific": "other"})

    assert errors(response) == ["Something has changed in the meantime. Please check this page again."]
    assert Person.objects.count() == 2
    assert fields(response)["seen"] != sent["seen"]
    assert 'value="other" checked' in compact(response)


def test_third_record_of_the_name_is_a_sentence(client, officer):
    make_organisation("Ministry of Roads", country=country("UZ"))
    kept = make_organisation("Roads Ministry", country=country("UZ"))
    other = make_organisation("Ministry of Roads", country=country("KZ"))
    page = merge_page(kept, other)

    response = client.post(page, fields(client.get(page)) | {"fact-name": "other", "fact-country": "kept"})

    assert errors(response) == [
        "They can’t be merged like this, because a third record has the same name or address. Merge "
        "that one first, or select other values."
    ]
    assert Organisation.objects.count() == 3


def test_two_ticked_rows_are_compared(client, officer, pair):
    data = {"action": "merge_selected", "_selected_action": [each.pk for each in pair]}

    response = client.post("/admin/events/person/", data)

    assert response.url == merge_page(*pair)


def test_one_ticked_row_is_a_sentence(client, officer, pair):
    data = {"action": "merge_selected", "_selected_action": [pair[0].pk]}

    response = client.post("/admin/events/person/", data, follow=True)

    assert messages(response) == ["Tick exactly two records to merge them."]


def test_other_record_is_chosen_from_the_change_page(client, officer, pair):
    kept, other = pair
    stranger = make_person("Nurlan Omarov")
    choose = reverse("admin:events_person_merge_with", args=[kept.pk])

    html = client.get(choose).content.decode()

    assert choose in client.get(change(kept)).content.decode()
    assert merge_page(kept, other) in html
    assert merge_page(kept, stranger) not in html
    assert client.get(choose, {"other": stranger.pk}).url == merge_page(kept, stranger)


def test_same_record_twice_is_not_found(client, officer, pair):
    assert client.get(merge_page(pair[0], pair[0])).status_code == 404


def test_obstacle_to_undoing_is_a_sentence(client, officer, pair):
    record = merge(*pair)
    Participation.objects.filter(event__title_en="Forum on dust").update(person=make_person("Third One"))

    response = client.post(reverse("admin:events_merge_undo", args=[record.pk]), follow=True)

    assert messages(response) == [
        "Participant “Third One: Forum on dust”: “person” has been changed since then."
    ]


def test_record_of_merges_is_read_only(client, officer, pair):
    record = merge(*pair, by=officer)

    listed = client.get("/admin/events/merge/").content.decode()
    shown = client.get(change(record)).content.decode()

    assert "Saparova Aigul → Aigul Saparova" in listed
    assert "What is combined" in shown
    assert 'name="_save"' not in shown
    assert client.post(f"/admin/events/merge/{record.pk}/delete/", {"post": "yes"}).status_code == 403


def test_merging_needs_the_right_to_delete(client, pair):
    user = make_user("helper", is_staff=True)
    names = ["view_person", "change_person", "view_merge"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client.force_login(user)
    record = merge(make_person("A B"), make_person("B A"))

    assert client.get(merge_page(*pair)).status_code == 403
    assert client.get(DUPLICATES).status_code == 403
    assert client.get(change(pair[0])).status_code == 200
    assert "Undo this merge" not in client.get(change(record)).content.decode()
    assert client.post(reverse("admin:events_merge_undo", args=[record.pk])).status_code == 403
    assert Person.objects.count() == 3
