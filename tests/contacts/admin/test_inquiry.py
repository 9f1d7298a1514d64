from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.utils import timezone

from contacts.models import Inquiry, Mail, Note, Topic
from contacts.states import State
from tests.contacts.desk import (
    buttons,
    links,
    make_helper,
    make_officer,
    messages,
    page_of,
    send_page,
)
from tests.factories import make_event, make_inquiry
from tests.forms import errors, fields
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

WRITTEN = ["reference", "name", "email", "organisation", "country", "message", "language", "page"]


def test_message_is_shown_with_its_lines_and_as_text(desk):
    inquiry = make_inquiry("<b>Ann</b>", message="First line\n<script>alert(1)</script>\n\nLast line")

    text = desk.get(page_of(inquiry)).content.decode()

    assert "First line<br>&lt;script&gt;alert(1)&lt;/script&gt;<br><br>Last line</div>" in text
    assert "&lt;b&gt;Ann&lt;/b&gt;" in text
    assert "<b>Ann" not in text


def test_page_tells_where_the_message_came_from_and_what_it_is_about(desk):
    event = make_event("Symposium on trade")
    inquiry = make_inquiry(page="/ru/news/2026/workshop/", about=event, about_words="Symposium on trade")

    found = links(desk.get(page_of(inquiry)))

    assert found["/ru/news/2026/workshop/"] == "/ru/news/2026/workshop/"
    assert found["Symposium on trade"] == event.get_absolute_url()


def test_page_names_what_the_message_was_about_when_that_is_gone(desk):
    event = make_event("Symposium on trade")
    inquiry = make_inquiry(about=event, about_words="Symposium on trade")
    event.delete()

    response = desk.get(page_of(inquiry))

    assert "Symposium on trade" not in links(response)
    assert "Symposium on trade" in response.content.decode()


def test_page_lists_the_other_inquiries_of_the_address(desk):
    inquiry = make_inquiry()
    other = make_inquiry(email="Dilnoza@Example.org", state=State.CLOSED)
    stranger = make_inquiry(email="other@example.org")

    found = links(desk.get(page_of(inquiry)))

    assert found[other.reference] == page_of(other)
    assert stranger.reference not in found


def test_words_of_the_sender_can_not_be_changed(desk):
    inquiry = make_inquiry()
    before = {name: getattr(inquiry, name) for name in [*WRITTEN, "received_at", "state"]}

    response = send_page(desk, inquiry, **dict.fromkeys(before, "changed"))

    inquiry.refresh_from_db()
    assert messages(response) == ["The inquiry was saved."]
    assert {name: getattr(inquiry, name) for name in before} == before


def test_staff_correct_kind_and_topic_and_set_the_last_minute_of_a_day(desk, officer):
    topic = Topic.objects.create(name_en="Training")
    inquiry = make_inquiry()

    send_page(desk, inquiry, kind="commendation", topic=topic.pk, due_at="2030-05-06")

    inquiry.refresh_from_db()
    assert (inquiry.kind, inquiry.topic) == ("commendation", topic)
    assert inquiry.due_at == datetime(2030, 5, 6, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    [entry] = LogEntry.objects.all()
    assert entry.get_change_message() == "Answer due: 6 May 2030; Kind: Commendation; Topic: Training"


def test_whom_an_inquiry_is_given_to_is_told_by_mail(desk):
    colleague = make_officer("bek")
    inquiry = make_inquiry(due_at=timezone.now())

    send_page(desk, inquiry, assignee=colleague.pk)

    inquiry.refresh_from_db()
    assert inquiry.assignee == colleague
    assert [mail.to for mail in Mail.objects.all()] == [["bek@carec.example"]]


def test_team_is_told_by_mail_but_not_who_gave_it_to_the_team(desk, officer):
    colleague = make_officer("bek")
    inquiry = make_inquiry(due_at=timezone.now())

    send_page(desk, inquiry, team=Group.objects.get(name="Inquiry officers").pk)

    assert [mail.to for mail in Mail.objects.all()] == [[colleague.email]]


def test_inquiry_is_given_only_to_those_who_may_answer(desk, officer):
    make_helper("view_inquiry")
    former = make_officer("former", is_active=False)

    form = desk.get(page_of(make_inquiry(assignee=former))).context["adminform"].form

    assert [str(label) for _value, label in form.fields["assignee"].choices] == [
        "No one",
        "former",
        "Aziza Rahimova",
    ]


def test_inquiry_is_given_only_to_a_team_that_may_answer(desk):
    Group.objects.create(name="Visitors of the museum")
    former = Group.objects.create(name="Former desk")

    form = desk.get(page_of(make_inquiry(team=former))).context["adminform"].form

    assert [str(label) for _value, label in form.fields["team"].choices] == [
        "---------",
        "Event officers",
        "Former desk",
        "Inquiry officers",
    ]


@pytest.mark.parametrize("field", ["assignee", "team"])
def test_inquiry_is_not_given_to_somebody_who_is_not_offered(desk, field):
    others = {"assignee": make_helper("view_inquiry"), "team": Group.objects.create(name="Authors of old")}
    inquiry = make_inquiry()

    response = send_page(desk, inquiry, **{field: others[field].pk})

    inquiry.refresh_from_db()
    assert errors(response) == ["Select a valid choice. That choice is not one of the available choices."]
    assert (inquiry.assignee, inquiry.team) == (None, None)


def test_note_alone_changes_no_date(desk):
    inquiry = make_inquiry(due_at=datetime(2026, 5, 4, 12, tzinfo=UTC))

    send_page(desk, inquiry, note="I asked the training unit.")

    assert Inquiry.objects.get().due_at == inquiry.due_at
    assert not LogEntry.objects.exists()


def test_note_is_kept_and_never_sent(desk, officer):
    inquiry = make_inquiry()

    send_page(desk, inquiry, note="I asked the training unit.", _note="1")

    note = Note.objects.get()
    assert (note.inquiry, note.author, note.text) == (inquiry, officer, "I asked the training unit.")
    assert not Mail.objects.exists()
    assert not LogEntry.objects.exists()


def test_note_needs_its_permission(client):
    inquiry = make_inquiry()
    client.force_login(make_helper("change_inquiry"))

    send_page(client, inquiry, note="Words", kind="inquiry")

    assert (Inquiry.objects.get().kind, Note.objects.count()) == ("inquiry", 0)


def test_note_that_is_too_long_is_shown_again(desk):
    inquiry = make_inquiry()

    response = send_page(desk, inquiry, note="x" * 5001)

    assert errors(response) == ["Ensure this value has at most 5000 characters (it has 5001)."]
    assert fields(response)["note"] == "x" * 5001
    assert not Note.objects.exists()


def test_note_is_kept_with_the_state_whose_button_was_pressed(desk):
    inquiry = make_inquiry()

    response = send_page(desk, inquiry, note="Nothing to answer", _move="closed")

    inquiry.refresh_from_db()
    assert messages(response) == [f"{inquiry.reference} is now: Closed."]
    assert (inquiry.state, inquiry.notes.get().text) == (State.CLOSED, "Nothing to answer")
    assert inquiry.closed_at is not None


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        (State.NEW, ["Open", "Wait for the sender", "Mark as answered", "Close", "Spam"]),
        (State.OPEN, ["Wait for the sender", "Mark as answered", "Close", "Spam"]),
        (State.WAITING, ["Open", "Mark as answered", "Close", "Spam"]),
        (State.ANSWERED, ["Close", "Wait for the sender", "Reopen", "Spam"]),
        (State.CLOSED, ["Reopen", "Spam"]),
        (State.SPAM, ["Not spam"]),
    ],
)
def test_each_state_has_its_buttons(desk, state, labels):
    found = buttons(desk.get(page_of(make_inquiry(state=state))))

    assert [label for label, (name, _value) in found.items() if name == "_move"] == labels


def test_enter_key_saves_and_does_not_move(desk):
    response = desk.get(page_of(make_inquiry()))

    [form] = [form for form in tree_of(response).iter("form") if form.get("id") == "inquiry_form"]
    assert next(form.iter("button")).get("name") == "_save"


def test_closed_inquiry_is_opened_again(desk):
    inquiry = make_inquiry(state=State.CLOSED, closed_at=timezone.now())

    send_page(desk, inquiry, _move="open")

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.closed_at) == (State.OPEN, None)


def test_spam_gets_its_reason_and_is_brought_back(desk):
    inquiry = make_inquiry()

    send_page(desk, inquiry, _move="spam")
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.spam_reason) == (State.SPAM, "by_staff")

    send_page(desk, inquiry, _move="new")
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.spam_reason) == (State.NEW, "")


def test_unknown_state_is_no_state(desk):
    inquiry = make_inquiry()

    send_page(desk, inquiry, _move="burnt")

    assert Inquiry.objects.get().state == State.NEW


def test_date_is_moved_and_never_taken_away(desk):
    """Without one an inquiry is never overdue."""
    due_at = datetime(2026, 5, 11, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    inquiry = make_inquiry(due_at=due_at)

    response = send_page(desk, inquiry, due_at="")

    assert (errors(response), Inquiry.objects.get().due_at) == (["This field is required."], due_at)
