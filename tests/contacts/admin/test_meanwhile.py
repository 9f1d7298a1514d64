"""Two officers have the page of one inquiry open, and the second reads what came before theirs is stored."""

from datetime import UTC, datetime

import pytest

from contacts.models import Inquiry, Note
from contacts.states import State
from tests.contacts.desk import make_officer, make_reply, messages, page_of, send_page
from tests.factories import make_inquiry
from tests.forms import errors, fields

pytestmark = pytest.mark.django_db


def test_two_officers_at_once_overwrite_only_what_each_changed(desk, officer):
    colleague = make_officer("bek")
    inquiry = make_inquiry()
    opened_before = fields(desk.get(page_of(inquiry)))
    send_page(desk, inquiry, assignee=colleague.pk)

    send_page(desk, inquiry, opened_before, kind="inquiry")

    inquiry.refresh_from_db()
    assert (inquiry.kind, inquiry.assignee) == ("inquiry", colleague)


def test_officer_is_told_what_a_colleague_changed_meanwhile(desk):
    colleague = make_officer("bek")
    inquiry = make_inquiry(due_at=datetime(2026, 5, 4, 12, tzinfo=UTC))
    opened_before = fields(desk.get(page_of(inquiry)))
    send_page(desk, inquiry, assignee=colleague.pk, due_at="2026-05-06")

    response = send_page(desk, inquiry, opened_before, kind="commendation")

    inquiry.refresh_from_db()
    assert (inquiry.kind, inquiry.assignee, inquiry.due_at.day) == ("commendation", colleague, 6)
    assert messages(response) == [
        "A colleague changed this in the meantime, and their change was kept: Assigned to: bek; Answer "
        "due: 6 May 2026.",
        "The inquiry was saved.",
    ]


def test_change_of_a_colleague_is_not_overwritten_unread(desk, officer):
    bek, ann = make_officer("bek"), make_officer("ann")
    inquiry = make_inquiry()
    opened_before = fields(desk.get(page_of(inquiry)))
    send_page(desk, inquiry, assignee=bek.pk, kind="commendation")

    typed = {"assignee": ann.pk, "note": "Ann knows the course."}
    response = send_page(desk, inquiry, opened_before, **typed)

    inquiry.refresh_from_db()
    assert (inquiry.assignee, Note.objects.count()) == (bek, 0)
    assert errors(response) == [
        "A colleague has changed this in the meantime: Assigned to: bek. Press the button again to "
        "apply your change."
    ]
    form = fields(response)
    assert (form["assignee"], form["note"]) == (str(ann.pk), "Ann knows the course.")
    assert form["kind"] == "commendation"

    send_page(desk, inquiry, form)
    inquiry.refresh_from_db()
    assert (inquiry.assignee, inquiry.kind) == (ann, "commendation")
    assert inquiry.notes.get().text == "Ann knows the course."


def test_date_that_a_colleague_took_away_is_told_as_none(desk):
    inquiry = make_inquiry(due_at=datetime(2026, 5, 4, 12, tzinfo=UTC))
    opened_before = fields(desk.get(page_of(inquiry)))
    Inquiry.objects.update(due_at=None)

    response = send_page(desk, inquiry, opened_before, due_at="2026-05-06")

    assert errors(response) == [
        "A colleague has changed this in the meantime: Answer due: –. Press the button again to apply "
        "your change."
    ]
    assert fields(response)["due_at"] == "2026-05-06"


def test_same_change_by_two_officers_is_no_dispute(desk):
    bek = make_officer("bek")
    inquiry = make_inquiry()
    opened_before = fields(desk.get(page_of(inquiry)))
    send_page(desk, inquiry, assignee=bek.pk)

    response = send_page(desk, inquiry, opened_before, assignee=bek.pk)

    assert (errors(response), messages(response)) == ([], ["The inquiry was saved."])


def test_state_that_a_colleague_set_is_not_changed_unread(desk):
    inquiry = make_inquiry()
    opened_before = fields(desk.get(page_of(inquiry)))
    send_page(desk, inquiry, _move="spam")

    response = send_page(desk, inquiry, opened_before, _move="open", note="Called back")

    inquiry.refresh_from_db()
    assert inquiry.state == State.SPAM
    assert errors(response) == [
        "A colleague has changed the state in the meantime: Spam. Read it below, then press the button again."
    ]
    assert fields(response)["note"] == "Called back"
    send_page(desk, inquiry, opened_before, _move="spam")
    send_page(desk, inquiry, fields(response), _move="new")
    assert Inquiry.objects.get().state == State.NEW


def test_inquiry_is_not_closed_over_a_reply_that_nobody_saw(desk):
    inquiry = make_inquiry()
    opened_before = fields(desk.get(page_of(inquiry)))
    make_reply(inquiry)

    response = send_page(desk, inquiry, opened_before, _move="closed", note="Done")

    inquiry.refresh_from_db()
    assert inquiry.state == State.NEW
    assert errors(response) == [
        "The sender has written again in the meantime. Read it below, then press the button again."
    ]
    assert fields(response)["note"] == "Done"

    send_page(desk, inquiry, fields(response), _move="closed")
    assert Inquiry.objects.get().state == State.CLOSED


@pytest.mark.parametrize("method", ["get", "post"])
def test_history_is_read_and_never_posted_to(desk, method):
    inquiry = make_inquiry()

    response = getattr(desk, method)(page_of(inquiry).replace("change", "history"))

    assert response.status_code == {"get": 200, "post": 405}[method]
