"""Mail servers that fail in every way they can: no inquiry and no mail is lost, and none comes twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from contacts import personal_data, retention
from contacts.inquiries.intake import take_on
from contacts.mail import queue
from contacts.models import Inquiry, Mail, Route
from tests.carec_site.database.clone import wait_until
from tests.contacts.mail.server import free_port
from tests.contacts.posting import TYPED, post
from tests.factories import make_inquiry, make_staff
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db

TROUBLES = {
    "no such user": "550 5.1.1 No such user",
    "554 No": "554 No",
    "451 Try later": "451 Try later",
    "drops after DATA": "Connection unexpectedly closed",
    "hangs after DATA": "timed out",
    "says nothing": "timed out",
}


def write_three_times(client):
    """Three visitors write; each is thanked and sees a reference."""
    Route.objects.create(user=make_staff("officer", email="officer@carec.example"))
    for number in range(3):
        typed = {**TYPED, "email": f"visitor{number}@example.org", "message": f"Message {number}"}
        thanks = client.get(post(client, data=typed).headers["Location"])
        assert Inquiry.objects.get(message=f"Message {number}").reference in thanks.content.decode()


def errors():
    return set(Mail.objects.values_list("logs__message", flat=True))


def later(minutes):
    return timezone.now() + timedelta(minutes=minutes)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_mail_arrives_once_when_the_trouble_is_over(client, smtp, settings, trouble):
    patience = settings.EMAIL_TIMEOUT
    if TROUBLES[trouble] == "timed out":
        settings.EMAIL_TIMEOUT = 0.3
    smtp.trouble = trouble
    write_three_times(client)

    assert queue.deliver_all() == 0
    assert smtp.messages == []
    assert [TROUBLES[trouble] in error for error in errors()] == [True]

    smtp.trouble, settings.EMAIL_TIMEOUT = None, patience
    assert queue.deliver_all(later(1)) == 0  # not before its time
    assert queue.deliver_all(later(3)) == 6
    assert queue.deliver_all(later(10_000)) == 0
    assert smtp.copies == dict.fromkeys(Mail.objects.values_list("message_id", flat=True), 1)
    assert sorted(smtp.recipients) == sorted(mail.to[0] for mail in Mail.objects.all())


def test_mail_arrives_once_after_a_refused_connection(client, smtp, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    write_three_times(client)

    assert queue.deliver_all() == 0
    assert errors() == {"[Errno 111] Connection refused"}

    settings.EMAIL_PORT = port
    assert queue.deliver_all(later(3)) == 6
    assert set(smtp.copies.values()) == {1}


@pytest.mark.parametrize("trouble", ["hangs on QUIT", "rambles on QUIT"])
def test_mail_that_was_taken_is_sent_whatever_happens_afterwards(smtp, settings, trouble):
    if trouble == "hangs on QUIT":
        settings.EMAIL_TIMEOUT = 3  # all answers but the last come in time on a busy machine too
    queue.put(to=["ann@example.org"], subject="Hello", body="Hello")
    smtp.trouble = trouble

    assert queue.deliver_all() == 1
    assert queue.deliver_all(later(10_000)) == 0
    assert list(smtp.copies.values()) == [1]


def test_trouble_with_one_mail_does_not_hold_up_the_others(smtp):
    queue.put(to=["ann@example.org"], subject="One", body="One", headers={"Subject": "Twice"})
    Mail.objects.update(headers={"X-Broken": "a\nb"})
    queue.put(to=["bek@example.org"], subject="Two", body="Two")

    assert queue.deliver_all() == 1
    assert smtp.recipients == ["bek@example.org"]


def test_mail_keeps_its_identity_over_all_attempts(smtp):
    mail = queue.put(to=["ann@example.org"], subject="Приём", body="Тело\n.\nend\n")
    smtp.trouble = "451 Try later"
    for minutes in (0, 3, 10):
        queue.deliver_all(later(minutes))
    smtp.trouble = None

    assert queue.deliver_all(later(60)) == 1

    [message] = smtp.messages
    assert message["Message-ID"] == mail.message_id
    assert (message["Subject"], message.get_content()) == ("Приём", "Тело\r\n.\r\nend\r\n")


def test_mail_goes_to_a_domain_of_other_letters(smtp):
    queue.put(to=["anna@почта.рф"], subject="Hello", body="Hello")

    assert queue.deliver_all() == 1
    assert smtp.recipients == ["anna@xn--80a1acny.xn--p1ai"]


def end_all_transactions():
    """The server of the database drops every session that is in the middle of something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state = 'idle in transaction'"
        )
    connection.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_mail_is_sent_once_though_the_database_ends_before_it_is_noted(smtp):
    queue.put(to=["visitor@example.org"], subject="Hello", body="Hello")
    smtp.meanwhile = end_all_transactions
    with pytest.raises(Error):
        queue.deliver_all()
    connection.close()
    smtp.meanwhile = lambda: None
    state = str(Mail.objects.get().state)

    sent = queue.deliver_all(later(3))

    assert (state, sent, str(Mail.objects.get().state)) == ("To be retried", 1, "Sent")
    assert (len(smtp.messages), queue.deliver_all(later(10_000))) == (1, 0)


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw at first
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()


def erase_everything():
    try:
        return retention.erase(Inquiry.objects.all())
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_erasing_waits_for_the_mail_in_hand(smtp):
    take_on(make_inquiry())
    erasings = []

    def erase_meanwhile():
        erasings.append(pool.submit(erase_everything))
        wait_until(waits_for_a_lock)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        smtp.meanwhile = erase_meanwhile
        sent = queue.deliver_all()
        erased = erasings[0].result(timeout=PATIENCE_SECONDS)

    assert (sent, erased["mails"], Mail.objects.count(), len(smtp.messages)) == (1, 1, 0, 1)


def erase_person(address):
    try:
        return personal_data.erase(personal_data.kept_about(address), None)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_erasing_of_a_person_and_of_an_inquiry_wait_in_one_order():
    inquiry = take_on(make_inquiry())

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Inquiry.objects.select_for_update().get(pk=inquiry.pk)
            erasing = pool.submit(erase_person, inquiry.email)
            wait_until(waits_for_a_lock)
            here = retention.erase(Inquiry.objects.all())
        erased = erasing.result(timeout=PATIENCE_SECONDS)

    assert (here["mails"], erased, Mail.objects.count()) == (1, {}, 0)
