"""What many messages from one place do, and don't do to others."""

import os
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from contacts.guards.spam import MAX_IN_A_DAY, MAX_IN_TEN_MINUTES, MAX_REFUSALS_A_DAY, block_of, count_one
from contacts.models import AddressCount, Inquiry
from contacts.states import SpamReason, State
from tests.contacts.posting import TYPED, alert, challenge_of, honest, shown, solved

pytestmark = pytest.mark.django_db
# MANY_POSTS=10000 passes as well: nine minutes on two busy cores, and not one row more.
POSTS = int(os.environ.get("MANY_POSTS", MAX_REFUSALS_A_DAY + 20))


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("203.0.114.77", "203.0.114.0/24"),
        ("2001:db8:12:34ff::1", "2001:db8:12:3400::/56"),
        ("2001:db8:12:3500::1", "2001:db8:12:3500::/56"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", "unknown"),
        ("203.0.113.77:80", "unknown"),
    ],
)
def test_block_of_an_address(address, block):
    assert block_of(RequestFactory().post("/", REMOTE_ADDR=address)) == block


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "block"),
    [
        (False, "198.51.100.1", "192.0.2.0/24"),
        (True, "198.51.100.1", "198.51.100.0/24"),
        (True, "1.1.1.1, 8.8.8.8,198.51.100.1", "198.51.100.0/24"),
        (True, "198.51.100.1, nonsense", "unknown"),
        (True, "198.51.100.1:4711", "unknown"),
        (True, "", "unknown"),
        (True, None, "unknown"),
    ],
)
def test_only_what_our_own_proxy_says_counts(settings, caplog, behind_proxy, forwarded, block):
    settings.BEHIND_PROXY = behind_proxy
    headers = {"X-Forwarded-For": forwarded, "X-Real-IP": "1.1.1.1", "Forwarded": "for=1.1.1.1"}
    headers = {name: value for name, value in headers.items() if value is not None}

    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.9", headers=headers)
    assert block_of(request) == block
    assert caplog.text == ""
    count_one(request)
    assert ("The proxy gave no address of the sender" in caplog.text) == (block == "unknown")


def send(client, number, address="203.0.113.1", **changes):
    data = honest(message=f"Message {number}", **changes)
    return client.post("/contact/", data, REMOTE_ADDR=address)


def test_beyond_so_many_in_ten_minutes_messages_are_set_aside(client):
    with time_machine.travel(timezone.now().replace(minute=0), tick=False) as clock:
        for number in range(MAX_IN_TEN_MINUTES + 1):
            send(client, number)
        send(client, "of a neighbour", "203.0.114.1")
        clock.shift(timedelta(minutes=10))
        send(client, "later")

    aside = Inquiry.objects.filter(state=State.SPAM)
    assert list(aside.values_list("message", "spam_reason")) == [
        (f"Message {MAX_IN_TEN_MINUTES}", SpamReason.TOO_MANY)
    ]
    assert Inquiry.objects.count() == MAX_IN_TEN_MINUTES + 3


def test_counts_tell_nothing_about_who_wrote(client):
    send(client, 1)

    counts = list(AddressCount.objects.filter(block__contains="203").values_list("block", flat=True))
    assert [block for block in counts if "203.0.113" in block] == []
    assert {len(block) for block in AddressCount.objects.values_list("block", flat=True)} == {64}


def test_ten_thousand_posts_of_one_block_leave_the_form_to_others(client):
    with time_machine.travel(timezone.now(), tick=False):
        robots = [{"proof": solved(challenge_of(0))}, {"made": ""}, {"proof": "x"}, {"subject": "Buy"}, {}]
        answers = [
            send(client, number, f"203.0.113.{number % 250}", **robots[number % 5]) for number in range(POSTS)
        ]

    person = send(client, "of a person", "198.51.100.7")

    aside = Inquiry.objects.filter(state=State.SPAM)
    statuses = [answer.status_code for answer in answers]
    assert statuses == [303] * MAX_REFUSALS_A_DAY + [429] * (POSTS - MAX_REFUSALS_A_DAY)
    assert set(aside.values_list("spam_reason", flat=True)) == set(SpamReason) - {SpamReason.BY_STAFF}
    assert Inquiry.objects.count() == MAX_REFUSALS_A_DAY + 1
    assert Inquiry.objects.exclude(state=State.SPAM).filter(message="Message of a person").exists()
    assert person.status_code == 303


def test_refused_message_is_kept_in_the_form_and_may_come_tomorrow(client):
    now = timezone.now().replace(hour=18, minute=0, second=0, microsecond=0)
    with time_machine.travel(now, tick=False) as clock:
        send(client, "of a robot", subject="Buy")
        AddressCount.objects.filter(count=1).update(count=MAX_REFUSALS_A_DAY)
        refused = send(client, "of a person")
        clock.shift(int(refused.headers["Retry-After"]))
        tomorrow = send(client, "of a person")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(6 * 3600))
    assert shown(refused) == {**TYPED, "message": "Message of a person", "subject": ""}
    assert alert(refused).startswith("There have been too many messages from your network today")
    assert tomorrow.status_code == 303
    assert Inquiry.objects.get(message="Message of a person").state == State.NEW
    assert MAX_IN_TEN_MINUTES < MAX_IN_A_DAY < MAX_REFUSALS_A_DAY
