import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Log

from contacts.mail import queue
from contacts.models import Mail
from tests.carec_site.database.clone import wait_until
from tests.concurrency import at_once
from tests.patience import PATIENCE_SECONDS

KILLS = 100
MAILS = 200
SCRIPT = Path(__file__).with_name("killed_workers.py")


def environ(settings):
    """Of a process that works on the database and the mail server of the test."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.contacts.mail.process_settings",
        "PYTHONPATH": str(site.BASE_DIR),
        "TEST_DATABASE": connection.settings_dict["NAME"],
        "TEST_SMTP_PORT": str(settings.EMAIL_PORT),
    }


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_lost_when_the_worker_is_killed_a_hundred_times(smtp, settings):
    for number in range(MAILS):
        queue.put(to=[f"visitor{number}@example.org"], subject=f"Mail {number}", body="Hello")

    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(KILLS), "20260504"],
        env=environ(settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    sent_by_killed = len(smtp.messages)
    queue.deliver_all(timezone.now() + timedelta(days=2))

    assert done.stdout == f"{KILLS}\n", done.stderr
    assert sent_by_killed > 0
    assert Counter(mail.state for mail in Mail.objects.all()) == {"Sent": MAILS}
    assert set(smtp.copies) == set(Mail.objects.values_list("message_id", flat=True))
    assert len(smtp.copies) == MAILS
    assert too_many(smtp) <= cut_off_while_in_hand()
    print(f"sent by killed workers: {sent_by_killed}, copies too many: {too_many(smtp).total()}")


def too_many(smtp):
    """The mails of which a second copy left, as often as one did."""
    return smtp.copies - Counter(list(smtp.copies))


def cut_off_while_in_hand():
    """Each mail as often as a worker was killed during an attempt at it: such an attempt has no outcome."""
    logs = Log.objects.filter(status=STATUS.failed, message="")
    return Counter(logs.values_list("email__message_id", flat=True))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_mail_that_was_taken_is_not_sent_again_when_the_worker_is_killed_at_its_farewell(smtp, settings):
    smtp.trouble = "hangs on QUIT"
    queue.put(to=["visitor@example.org"], subject="Hello", body="Hello")

    worker = subprocess.Popen(
        [sys.executable, str(site.BASE_DIR / "manage.py"), "send_mail"], env=environ(settings)
    )
    # The note is written before the farewell, which never comes.
    wait_until(lambda: str(Mail.objects.get().state) == "Sent", 300)
    is_at_work = worker.poll() is None
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    smtp.trouble = None

    assert is_at_work
    assert queue.deliver_all(timezone.now() + timedelta(days=2)) == 0
    assert (len(smtp.messages), str(Mail.objects.get().state)) == (1, "Sent")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_workers_side_by_side_send_each_mail_once(smtp, settings):
    settings.MAIL_WAIT_FACTOR = 0  # every mail may be claimed again at once, also while it is being sent
    smtp.trouble = "is slow"
    for number in range(6):
        queue.put(to=[f"visitor{number}@example.org"], subject=f"Mail {number}", body="Hello")

    sent = at_once(4, queue.deliver_all)

    assert sum(sent) == 6
    assert (len(smtp.copies), set(smtp.copies.values())) == (6, {1})
