import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import timezone

from contacts.mail import queue
from contacts.models import Mail
from tests.threads import at_once

KILLS = 100
MAILS = 200
SCRIPT = Path(__file__).with_name("killed_workers.py")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_lost_when_the_worker_is_killed_a_hundred_times(smtp, settings):
    settings.EMAIL_TIMEOUT = 10
    for number in range(MAILS):
        queue.put(to=[f"visitor{number}@example.org"], subject=f"Mail {number}", body="Hello")
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.contacts.mail.process_settings",
        "PYTHONPATH": str(site.BASE_DIR),
        "TEST_DATABASE": connection.settings_dict["NAME"],
        "TEST_SMTP_PORT": str(settings.EMAIL_PORT),
    }

    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(KILLS), "20260504"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
    )
    sent_by_killed = len(smtp.messages)
    queue.deliver_all(timezone.now() + timedelta(days=2))

    assert done.stdout == f"{KILLS}\n", done.stderr
    assert sent_by_killed > 0
    assert Counter(mail.state for mail in Mail.objects.all()) == {"Sent": MAILS}
    assert set(smtp.copies) == set(Mail.objects.values_list("message_id", flat=True))
    assert len(smtp.copies) == MAILS
    assert len(smtp.messages) - MAILS <= KILLS
    print(f"sent by killed workers: {sent_by_killed}, copies too many: {len(smtp.messages) - MAILS}")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_workers_side_by_side_send_each_mail_once(smtp, settings):
    settings.MAIL_WAIT_FACTOR = 0  # every mail may be claimed again at once, also while it is being sent
    settings.EMAIL_TIMEOUT = 10
    smtp.trouble = "is slow"
    for number in range(6):
        queue.put(to=[f"visitor{number}@example.org"], subject=f"Mail {number}", body="Hello")

    sent = at_once(4, queue.deliver_all)

    assert sum(sent) == 6
    assert (len(smtp.copies), set(smtp.copies.values())) == (6, {1})
