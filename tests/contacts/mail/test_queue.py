from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from post_office.models import STATUS, Log
from post_office.models import Attachment as MailAttachment

from contacts.mail import queue
from contacts.models import Attachment, Mail, Message
from tests.concurrency import at_once
from tests.factories import make_inquiry

pytestmark = pytest.mark.django_db

START = datetime(2026, 5, 4, 3, tzinfo=UTC)


def put(number=0, **changes):
    values = {"to": [f"visitor{number}@example.org"], "subject": f"Mail {number}", "body": "Hello"}
    return queue.put(**(values | changes))


def fail(settings):
    """From now on no mail server can be reached."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def states():
    return [str(mail.state) for mail in Mail.objects.order_by("pk")]


def test_mail_waits_in_the_transaction_that_causes_it():
    put(1)
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012  the mail is rolled back with it
        put(2)
        raise RuntimeError

    assert [mail.subject for mail in Mail.objects.all()] == ["Mail 1"]


def test_mail_goes_out_once(mailoutbox):
    mail = put(headers={"In-Reply-To": "<first@example.org>"})

    assert (queue.deliver_all(), queue.deliver_all()) == (1, 0)

    [sent] = mailoutbox
    assert (sent.to, sent.subject, sent.body) == (["visitor0@example.org"], "Mail 0", "Hello")
    assert sent.extra_headers == {"In-Reply-To": "<first@example.org>", "Message-ID": mail.message_id}
    assert states() == ["Sent"]


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("a\r\nBcc: many@example.org", "a Bcc: many@example.org"),
        ("\x00a\u2028b\x85c\td", "a b c d"),
        ("x" * 2000, "x" * 500),
        ("{{ settings.SECRET_KEY }} {% now 'Y' %}", "{{ settings.SECRET_KEY }} {% now 'Y' %}"),
    ],
)
def test_subject_is_one_line_of_text(mailoutbox, typed, subject):
    put(subject=typed, body="{{ 7|add:7 }}")
    queue.deliver_all()

    assert (mailoutbox[0].subject, mailoutbox[0].body) == (subject, "{{ 7|add:7 }}")


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org\nBcc: many@example.org",
        "ann@example.org,bek@example.org",
        '"ann@example.org,bek"@example.org',
        "Ann <ann@example.org>",
        "ann",
        "",
    ],
)
def test_address_that_is_not_one_is_refused(address):
    with pytest.raises(ValueError, match="No address to send a mail to"):
        put(to=["bek@example.org", address])

    assert Mail.objects.count() == 0


@pytest.mark.parametrize("headers", [{"X-A": "a\nb"}, {"X-A\r\nBcc": "b"}, {"X-A": "a\u2028b"}])
def test_header_of_two_lines_is_refused(headers):
    with pytest.raises(ValueError, match="must be one line"):
        put(headers=headers)


def test_attempt_is_noted_before_it_is_made():
    put()

    queue.claim(START + timedelta(days=999))  # and the worker dies

    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("To be retried", 1)
    assert mail.scheduled_time == START + timedelta(days=999, minutes=2)
    assert list(Log.objects.values_list("status", "message")) == [(STATUS.failed, "")]


def test_waits_grow_until_the_mail_is_given_up(settings, time_machine):
    fail(settings)
    time_machine.move_to(START, tick=False)
    put()
    waits = []
    while Mail.objects.get().is_waiting:
        assert queue.deliver_all() == 0
        mail = Mail.objects.get()
        waits.append(round((mail.scheduled_time - timezone.now()).total_seconds() / 60))
        time_machine.move_to(mail.scheduled_time, tick=False)

    assert waits == [*queue.WAITS, 1440]
    assert (states(), Mail.objects.get().attempts) == (["Failed"], 9)
    assert Log.objects.filter(message="[Errno 111] Connection refused").count() == 9
    assert list(queue.stuck()) == [mail]


def test_mail_of_an_earlier_time_goes_first():
    put(1)
    put(2)
    Mail.objects.filter(subject="Mail 1").update(scheduled_time=timezone.now() + timedelta(minutes=1))

    later = timezone.now() + timedelta(hours=1)
    assert [queue.claim(later).subject, queue.claim(later).subject] == ["Mail 2", "Mail 1"]


def test_attempt_of_a_mail_that_was_set_aside_meanwhile_is_not_made(mailoutbox):
    put()
    mail = queue.claim()
    queue.set_aside(Mail.objects.all())

    assert (queue.deliver(mail), mailoutbox) == (False, [])


def test_failed_mail_is_sent_again(settings, mailoutbox):
    backend = settings.EMAIL_BACKEND
    put(1)
    queue.deliver_all()
    fail(settings)
    put(2)
    queue.deliver_all()
    settings.EMAIL_BACKEND = backend

    assert queue.send_again(Mail.objects.all()) == 1
    assert states() == ["Sent", "Waiting"]
    assert queue.deliver_all() == 1
    assert [mail.subject for mail in mailoutbox] == ["Mail 1", "Mail 2"]


def test_mail_set_aside_is_tried_no_more_and_warned_of_no_more():
    put()
    Mail.objects.update(status=STATUS.failed)
    assert queue.stuck().count() == 1

    assert queue.set_aside(Mail.objects.all()) == 1

    assert (states(), queue.stuck().count(), queue.deliver_all()) == (["Set aside by staff"], 0, 0)
    queue.send_again(Mail.objects.all())
    assert (states(), queue.deliver_all()) == (["Waiting"], 1)


@pytest.mark.parametrize(
    ("values", "is_stuck"),
    [
        ({}, False),
        ({"number_of_retries": 2, "status": STATUS.requeued}, False),
        ({"number_of_retries": 3, "status": STATUS.requeued}, True),
        ({"number_of_retries": 3, "status": STATUS.sent}, False),
        ({"status": STATUS.failed}, True),
        ({"scheduled_time": START - timedelta(minutes=10)}, True),
        ({"scheduled_time": START - timedelta(minutes=9)}, False),
        ({"scheduled_time": START - timedelta(days=9), "status": STATUS.sent}, False),
        ({"last_updated": START + timedelta(minutes=10)}, False),
        ({"last_updated": START + timedelta(minutes=11)}, True),
        ({"last_updated": START + timedelta(minutes=11), "status": STATUS.sent}, False),
    ],
)
def test_what_is_stuck(values, is_stuck):
    put()
    Mail.objects.update(**({"scheduled_time": START, "last_updated": START} | values))

    assert queue.stuck(START).exists() == is_stuck


@pytest.mark.parametrize("attempts", [0, 1, 8])
def test_mail_dated_by_a_clock_ahead_is_told_and_sent_once_the_clock_is_right(
    client, mailoutbox, time_machine, attempts
):
    time_machine.move_to(START + timedelta(days=1), tick=False)
    put()
    Mail.objects.update(number_of_retries=attempts or None)
    if attempts:
        queue.claim()
    time_machine.move_to(START, tick=False)

    assert (queue.stuck().count(), client.get("/readyz").content) == (1, b"ok\nmail: 1 stuck\n")
    assert (queue.deliver_all(), queue.deliver_all(), len(mailoutbox)) == (1, 0, 1)
    assert (queue.stuck().count(), states()) == (0, ["Sent"])


def test_mail_dated_by_a_clock_ahead_that_fails_waits_as_usual(settings, time_machine):
    fail(settings)
    time_machine.move_to(START + timedelta(days=1), tick=False)
    put()
    time_machine.move_to(START, tick=False)

    assert (queue.deliver_all(), Mail.objects.get().attempts) == (0, 1)
    assert (Mail.objects.get().scheduled_time, queue.claim()) == (START + timedelta(minutes=2), None)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_mail_in_hand_is_left_alone_by_other_workers_and_by_staff():
    put()
    with transaction.atomic():
        Mail.objects.select_for_update().get()

        [in_hand] = at_once(1, lambda: (queue.claim(), queue.send_again(Mail.objects.all())))

    assert in_hand == (None, 0)
    assert queue.deliver_all() == 1


def stored_file(name):
    attachment = MailAttachment(name=name)
    attachment.file.save(name, ContentFile(b"text"))
    return attachment


def test_old_mail_is_forgotten_with_its_files(capsys):
    old, recent = timezone.now() - timedelta(days=91), timezone.now() - timedelta(days=89)
    sent, set_aside, failed, waiting, new = [put(number) for number in range(5)]
    only_here, in_a_thread = stored_file("one.txt"), stored_file("two.txt")
    sent.attachments.add(only_here, in_a_thread)
    message = Message.objects.create(
        inquiry=make_inquiry(), direction="out", body="Hello", message_id="<a@b>", email=sent
    )
    Attachment.objects.create(message=message, file=in_a_thread.file.name, name="two.txt", size=4)
    changes = {
        sent: (STATUS.sent, old, None),
        set_aside: (STATUS.failed, old, 70),
        failed: (STATUS.failed, old, None),
        waiting: (STATUS.requeued, old, None),
        new: (STATUS.sent, recent, None),
    }
    for mail, (status, moment, delivery) in changes.items():
        Mail.objects.filter(pk=mail.pk).update(
            status=status, last_updated=moment, recipient_delivery_status=delivery
        )

    call_command("send_mail", forget=90)

    assert capsys.readouterr().out == "Deleted: 2.\n"
    assert list(Mail.objects.order_by("pk")) == [failed, waiting, new]
    message.refresh_from_db()
    assert (message.email, MailAttachment.objects.count()) == (None, 0)
    storage = only_here.file.storage
    assert [storage.exists(each.file.name) for each in (only_here, in_a_thread)] == [False, True]


def test_command_sends_what_waits(capsys, mailoutbox):
    put()

    call_command("send_mail")

    assert (capsys.readouterr().out, len(mailoutbox)) == ("Sent: 1.\n", 1)


def test_claim_asks_as_many_queries_for_many_as_for_one(django_assert_num_queries):
    Mail.objects.bulk_create(
        Mail(to=["a@example.org"], status=STATUS.queued, scheduled_time=START) for _ in range(300)
    )

    with django_assert_num_queries(5):  # two of them the savepoint
        queue.claim()
    assert connection.in_atomic_block
