from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.admin.thread import thread
from contacts.mail import queue
from contacts.models import Attachment, Message, Note
from tests.contacts.desk import (
    LIST,
    answer_of,
    buttons,
    make_helper,
    make_officer,
    make_reply,
    messages,
    page_of,
    send_page,
    with_class,
)
from tests.factories import make_inquiry

pytestmark = pytest.mark.django_db


def test_thread_is_in_the_order_of_time(desk, officer):
    start = timezone.now() - timedelta(days=2)
    inquiry = make_inquiry(received_at=start)
    mail = queue.put(to=["dilnoza@example.org"], subject="Answer", body="Answer")
    answer = make_reply(inquiry, "In May.", direction="out", author=officer, email=mail)
    Message.objects.filter(pk=answer.pk).update(created_at=start + timedelta(hours=2))
    note = Note.objects.create(inquiry=inquiry, author=officer, text="Ask the training unit")
    Note.objects.filter(pk=note.pk).update(created_at=start + timedelta(hours=1))
    make_reply(inquiry, "Is there a fee?\n\n> In May.", created_at=start + timedelta(hours=3))
    make_reply(inquiry, "550 No such user", writer="bounce", created_at=start + timedelta(hours=4))
    send_page(desk, inquiry, _move="open")

    entries = thread(inquiry)

    assert [(entry.sort, entry.who, entry.text) for entry in entries] == [
        ("in", "Dilnoza Karimova", "When is the next training course?"),
        ("note", "Aziza Rahimova", "Ask the training unit"),
        ("out", "Aziza Rahimova", "In May."),
        ("in", "Dilnoza Karimova", "Is there a fee?"),
        ("bounce", "A mail server", "550 No such user"),
        ("log", "Aziza Rahimova", "State: New → Open"),
    ]
    assert entries[3].tail == "> In May."
    assert (entries[2].mail.state, entries[2].mail.mark) == ("Waiting", "waiting")
    assert with_class(desk.get(page_of(inquiry)), "thread-what") == [
        "Message from the form",
        "Internal note, never sent",
        "Answer by email",
        "Reply by email",
        "Could not be delivered",
    ]


def test_page_asks_as_many_queries_for_a_long_thread_as_for_a_short_one(desk, officer):
    inquiry = make_inquiry()

    def add():
        mail = queue.put(to=["dilnoza@example.org"], subject="Answer", body="Answer")
        answer = make_reply(inquiry, direction="out", author=officer, email=mail)
        Attachment.objects.create(message=answer, file="a.pdf", name="a.pdf", size=1)
        Note.objects.create(inquiry=inquiry, author=officer, text="Note")
        make_inquiry()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            desk.get(page_of(inquiry))
        return len(asked)

    add()
    queries()
    for_one = queries()
    for _time in range(4):
        add()

    assert queries() == for_one


def test_answer_that_was_not_sent_says_why_and_is_sent_again(desk, officer, smtp):
    inquiry = make_inquiry()
    mail = queue.put(to=["dilnoza@example.org"], subject="Answer", body="Answer")
    answer = make_reply(inquiry, direction="out", author=officer, email=mail)
    smtp.trouble = "554 No"
    queue.deliver_all()

    response = desk.get(page_of(inquiry))
    assert with_class(response, "thread-mail") == ["Email: To be retried – 554 No Send again"]
    assert buttons(response)["Send again"] == ("_again", str(answer.pk))

    smtp.trouble = None
    assert messages(send_page(desk, inquiry, _again=answer.pk)) == ["The email is being sent again."]
    assert queue.deliver_all() == 1
    assert with_class(desk.get(page_of(inquiry)), "thread-mail") == ["Email: Sent"]


def test_file_of_a_thread_is_stored_and_never_shown(desk, settings, tmp_path):
    reply = make_reply(make_inquiry())
    attachment = Attachment(message=reply, name="page.html", content_type="text/html", size=3)
    attachment.file.save("page.html", ContentFile(b"<b>"))

    response = desk.get(f"{LIST}file/{attachment.pk}/")

    assert b"".join(response.streaming_content) == b"<b>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="page.html"'


def test_file_of_a_thread_is_for_those_who_may_read_inquiries(client):
    reply = make_reply(make_inquiry())
    attachment = Attachment.objects.create(message=reply, name="a.pdf", file="gone/a.pdf", size=3)

    assert client.get(f"{LIST}file/{attachment.pk}/").status_code == 302
    client.force_login(make_helper("change_topic"))
    assert client.get(f"{LIST}file/{attachment.pk}/").status_code == 403
    client.force_login(make_officer())
    assert client.get(f"{LIST}file/{attachment.pk}/").status_code == 404


def test_reply_from_another_address_is_told_apart(desk):
    inquiry = make_inquiry()
    make_reply(inquiry, sender="colleague@example.org")

    head = with_class(desk.get(page_of(inquiry)), "thread-other")[0]
    answer = desk.get(answer_of(inquiry))

    assert head.startswith("colleague@example.org Reply from another address")
    assert with_class(answer, "desk-hint") == [
        "The last reply came from colleague@example.org. Your answer goes to dilnoza@example.org, and does "
        "not quote that reply."
    ]
    make_reply(inquiry)
    assert with_class(desk.get(answer_of(inquiry)), "desk-hint") == []
