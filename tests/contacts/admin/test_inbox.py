from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Inquiry, Mail, Message, Topic
from contacts.states import State
from tests.contacts.desk import LIST, links, make_helper, messages, page_of, with_class
from tests.factories import make_inquiry, make_staff

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def listed(response):
    return [inquiry.reference for inquiry in response.context["cl"].result_list]


def names(response):
    return [inquiry.name for inquiry in response.context["cl"].result_list]


def run_action(client, action, *inquiries):
    data = {"action": action, "_selected_action": [inquiry.pk for inquiry in inquiries]}
    return client.post(f"{LIST}?state=all", data, follow=True)


def tabs(response):
    return {str(tab["label"]): tab["count"] for tab in response.context["tabs"]}


def test_list_shows_the_most_urgent_first_and_marks_what_is_overdue(desk):
    now = timezone.now()
    make_inquiry("Not urgent", due_at=now + 3 * DAY)
    make_inquiry("Answered", due_at=now - 9 * DAY, state=State.ANSWERED)
    make_inquiry("Overdue", due_at=now - DAY)
    make_inquiry("Urgent", due_at=now + DAY, state=State.OPEN)
    make_inquiry("Longest overdue", due_at=now - 2 * DAY, state=State.OPEN)

    response = desk.get(LIST)

    assert names(response) == ["Longest overdue", "Overdue", "Urgent", "Not urgent", "Answered"]
    assert with_class(response, "desk-overdue") == ["Overdue", "Overdue"]


def test_list_shows_what_is_done_newest_first(desk):
    now = timezone.now()
    for days, name in ((3, "Middle"), (1, "New"), (9, "Old")):
        received_at = now - days * DAY
        make_inquiry(name, received_at=received_at, due_at=received_at + 7 * DAY, state=State.ANSWERED)
    make_inquiry("Not urgent", due_at=now + 7 * DAY)

    assert names(desk.get(LIST)) == ["Not urgent", "New", "Middle", "Old"]


def test_page_goes_on_where_the_one_before_it_ended(desk):
    now = timezone.now()
    for number in range(53):
        make_inquiry(str(number), due_at=now + number * DAY)

    assert names(desk.get(LIST)) == [str(number) for number in range(50)]
    assert names(desk.get(LIST, {"p": 2})) == ["50", "51", "52"]


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ([], "0 inquiries are waiting for an answer"),
        ([State.NEW, State.CLOSED, State.SPAM], "1 inquiry is waiting for an answer"),
        ([State.NEW, State.OPEN, State.ANSWERED, State.WAITING], "2 inquiries are waiting for an answer"),
    ],
)
def test_list_says_how_many_wait(desk, states, sentence):
    for state in states:
        make_inquiry(state=state)

    assert desk.get(LIST).context["subtitle"] == sentence


def test_list_leaves_spam_out_until_asked(desk):
    spam = make_inquiry("Cheap watches", state=State.SPAM)
    proper = {make_inquiry(state=state).reference for state in State if state != State.SPAM}

    assert set(listed(desk.get(LIST))) == proper
    assert listed(desk.get(LIST, {"state": "spam"})) == [spam.reference]
    assert set(listed(desk.get(LIST, {"state": "all"}))) == {*proper, spam.reference}
    assert listed(desk.get(LIST, {"q": spam.reference})) == [spam.reference]
    assert listed(desk.get(LIST, {"state": "new", "q": "watches"})) == []


def test_spam_is_listed_with_its_reason(desk):
    make_inquiry(state=State.SPAM, spam_reason="too_fast")

    assert with_class(desk.get(LIST, {"state": "spam"}), "desk-due") == [
        "Sent faster than a person can write"
    ]


@pytest.mark.parametrize("state", State)
def test_list_filters_by_state(desk, state):
    by_state = {each: make_inquiry(state=each).reference for each in State}

    assert listed(desk.get(LIST, {"state": state})) == [by_state[state]]


def test_tabs_count_each_state_among_what_the_other_filters_leave(desk, officer):
    for state in [State.NEW, State.NEW, State.ANSWERED, State.SPAM]:
        make_inquiry(state=state, assignee=officer)
    make_inquiry(state=State.OPEN)

    everybody = desk.get(LIST, {"state": "new"})

    assert tabs(everybody) == {
        "All except spam": 4,
        "New": 2,
        "Open": 1,
        "Waiting for the sender": 0,
        "Answered": 1,
        "Closed": 0,
        "Spam": 1,
    }
    assert tabs(desk.get(LIST, {"who": "me"}))["Open"] == 0
    found = Inquiry.objects.filter(state=State.OPEN).get()
    for number in range(2):
        Message.objects.create(inquiry=found, direction="in", body="By mail", message_id=f"<{number}@a>")
    assert tabs(desk.get(LIST, {"q": "by mail"}))["Open"] == 1
    assert links(everybody)["Spam 1"] == "?state=spam"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"kind__exact": "commendation"}, "A"),
        ({"language__exact": "zh-hans"}, "B"),
        ({"received_at__year": 2020}, "C"),
        ({"q": "MINISTRY"}, "A"),
        ({"q": "b@example.org"}, "B"),
        ({"q": "железная дорога"}, "C"),
        ({"q": "by mail"}, "B"),
        ({"q": "nowhere"}, ""),
        ({"who": "me"}, "A"),
        ({"who": "teams"}, "AB"),
        ({"who": "nobody"}, "BC"),
        ({"due": "overdue"}, "A"),
        ({"due": "two_days"}, "B"),
    ],
)
def test_list_filters_and_searches(desk, officer, parameters, expected):
    now = timezone.now()
    team = officer.groups.get()
    make_inquiry(
        "A", kind="commendation", organisation="Ministry of Transport", assignee=officer, due_at=now - DAY
    )
    second = make_inquiry("B", language="zh-hans", email="b@example.org", team=team, due_at=now + DAY)
    make_inquiry("C", message="Железная дорога", received_at=now.replace(year=2020, month=5, day=5))
    for number in range(2):
        Message.objects.create(inquiry=second, direction="in", body="By mail", message_id=f"<{number}@a>")

    assert sorted(names(desk.get(LIST, parameters))) == list(expected)


def test_list_filters_by_topic(desk):
    topic = Topic.objects.create(name_en="Training")
    make_inquiry("With", topic=topic)
    make_inquiry("Without")

    assert names(desk.get(LIST, {"topic__id__exact": topic.pk})) == ["With"]


def test_list_asks_as_many_queries_for_many_as_for_one(desk, officer):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            desk.get(LIST)
        return len(asked)

    def make(number):
        topic = Topic.objects.create(name_en=f"Topic {number}")
        someone = make_staff(f"staff{number}")
        make_inquiry(topic=topic, assignee=someone, team=Group.objects.create(name=f"Team {number}"))

    make(0)
    queries()
    for_one = queries()
    for number in range(1, 6):
        make(number)

    assert queries() == for_one


@pytest.mark.parametrize(
    ("action", "before", "state"),
    [
        ("mark_open", State.WAITING, State.OPEN),
        ("mark_closed", State.ANSWERED, State.CLOSED),
        ("mark_spam", State.NEW, State.SPAM),
        ("mark_not_spam", State.SPAM, State.NEW),
    ],
)
def test_action_moves_those_selected(desk, action, before, state):
    chosen = [make_inquiry(state=before), make_inquiry(state=before)]
    there_already = make_inquiry(state=state)
    other = make_inquiry(state=before)

    response = run_action(desk, action, *chosen, there_already)

    assert messages(response) == ["2 inquiries were changed."]
    assert {inquiry.state for inquiry in Inquiry.objects.exclude(pk=other.pk)} == {state}
    assert Inquiry.objects.get(pk=other.pk).state == before
    noted = set(LogEntry.objects.values_list("object_id", flat=True))
    assert noted == {str(each.pk) for each in chosen}
    assert {entry.get_change_message() for entry in LogEntry.objects.all()} == {
        f"State: {before.label} → {state.label}"
    }


@pytest.mark.parametrize("action", ["mark_open", "mark_closed"])
def test_spam_is_not_opened_or_closed_by_the_way(desk, action):
    spam = make_inquiry(state=State.SPAM)

    assert messages(run_action(desk, action, spam)) == ["0 inquiries were changed."]


def test_what_was_no_spam_is_taken_on_as_if_it_just_came_in(desk):
    spam = make_inquiry(state=State.SPAM, spam_reason="no_work")

    run_action(desk, "mark_not_spam", spam)

    spam.refresh_from_db()
    assert (spam.state, spam.spam_reason, spam.due_at is None) == (State.NEW, "", False)
    assert Mail.objects.filter(to=["dilnoza@example.org"]).count() == 1


def test_action_assigns_to_the_officer_who_gets_no_mail_about_it(desk, officer):
    inquiry = make_inquiry(due_at=timezone.now())

    assert messages(run_action(desk, "assign_to_me", inquiry)) == ["1 inquiry was changed."]

    inquiry.refresh_from_db()
    assert inquiry.assignee == officer
    assert not Mail.objects.exists()


def test_nobody_adds_inquiries_by_hand(client):
    client.force_login(make_staff())

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}add/", {"kind": "question"}).status_code == 403
    assert links(client.get(LIST)).get("Add inquiry") is None
    assert Inquiry.objects.count() == 0


def test_nobody_deletes_an_inquiry(client):
    """Its files and mails would stay; erasing takes them along."""
    inquiry = make_inquiry()
    client.force_login(make_staff())

    response = client.post(f"{LIST}{inquiry.pk}/delete/", {"post": "yes"})
    run_action(client, "delete_selected", inquiry)

    assert (response.status_code, Inquiry.objects.count()) == (403, 1)


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        ([], 403),
        (["view_inquiry"], 200),
        (["change_inquiry"], 200),
        (["delete_inquiry", "change_topic"], 403),
    ],
)
def test_inquiries_are_for_those_with_the_permission(client, permissions, status):
    inquiry = make_inquiry()
    client.force_login(make_helper(*permissions))

    for address in (LIST, page_of(inquiry), f"{LIST}figures/"):
        assert client.get(address).status_code == status


def test_officer_who_may_only_read_changes_nothing(client):
    inquiry = make_inquiry()
    client.force_login(make_helper("view_inquiry", "add_note", "add_message"))

    client.post(page_of(inquiry), {"_move": "closed", "kind": "inquiry", "note": "Words"})
    run_action(client, "mark_closed", inquiry)

    stored = Inquiry.objects.get()
    assert (stored.state, stored.kind, stored.notes.count()) == (State.NEW, "question", 0)
    assert client.get(f"{LIST}{inquiry.pk}/answer/").status_code == 403
