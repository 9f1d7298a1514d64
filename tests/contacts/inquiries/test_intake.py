from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from contacts import querysets
from contacts.inquiries.intake import answer_due, receive, take_on
from contacts.models import Inquiry, Mail, Preference, Route, Topic
from contacts.states import SpamReason, State
from tests.concurrency import at_once
from tests.contacts.desk import make_helper
from tests.factories import make_event, make_inquiry, make_staff, make_user

pytestmark = pytest.mark.django_db

POST = {
    "kind": "commendation",
    "name": "Dilnoza Karimova",
    "email": "dilnoza@example.org",
    "organisation": "Ministry of Transport",
    "country": "Uzbekistan",
    "message": "The workshop was a great help.",
    "language": "ru",
    "page": "/ru/news/",
    "state": State.NEW,
    "spam_reason": "",
}
SPAM = {**POST, "state": State.SPAM, "spam_reason": SpamReason.NO_WORK}


@pytest.fixture
def topics():
    return [Topic.objects.create(name_en=name) for name in ("Training", "Press")]


@pytest.fixture
def officer():
    return make_helper("change_inquiry", username="officer")


def recipients():
    return sorted(address for mail in Mail.objects.all() for address in mail.to)


def receipts():
    return Mail.objects.filter(headers__contains={"Auto-Submitted": "auto-replied"})


def test_message_is_stored_as_it_was_sent():
    inquiry = receive(POST)

    stored = Inquiry.objects.get()
    assert stored == inquiry
    assert {name: getattr(stored, name) for name in POST} == POST


def test_same_post_is_one_inquiry_and_writes_no_second_mail(officer):
    Route.objects.create(user=officer)
    first = receive(POST)

    second = receive(POST)

    assert (second, Inquiry.objects.count()) == (first, 1)
    assert recipients() == ["dilnoza@example.org", "officer@carec.example"]


@pytest.mark.parametrize(
    "field", ["country", "email", "kind", "language", "message", "name", "organisation", "page"]
)
def test_post_that_differs_anywhere_is_another_inquiry(field):
    other = {"kind": "question", "language": "en", "page": "/", "email": "other@example.org"}
    receive(POST)

    receive({**POST, field: other.get(field, "Something else")})

    assert Inquiry.objects.count() == 2


def test_post_about_another_topic_is_another_inquiry(topics):
    for topic in [*topics, None, topics[0]]:
        receive({**POST, "topic": topic})

    assert Inquiry.objects.count() == 3


@pytest.mark.parametrize(("minutes", "count"), [(59, 1), (60, 2)])
def test_same_words_are_a_new_message_after_an_hour(minutes, count):
    first = receive(POST)
    Inquiry.objects.update(received_at=timezone.now() - timedelta(minutes=minutes))

    receive(POST)
    again = receive(POST)

    assert Inquiry.objects.count() == count
    assert (again == first) == (count == 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("age", [timedelta(0), timedelta(hours=2)], ids=["new", "sent long ago as well"])
def test_posts_at_the_same_time_are_one_inquiry_with_one_receipt(age):
    if age:
        receive(POST)
        Inquiry.objects.update(received_at=timezone.now() - age)
        Mail.objects.all().delete()

    received = at_once(6, lambda: receive(POST))

    assert len(set(received)) == 1
    assert Inquiry.objects.count() == (2 if age else 1)
    assert recipients() == ["dilnoza@example.org"]


def test_submission_key_tells_nothing_without_the_secret(settings):
    key = querysets.submission_key({"name": "Dilnoza"})

    settings.SECRET_KEY = "another secret of another site, long enough"

    assert (len(key), querysets.submission_key({"name": "Dilnoza"}) == key) == (64, False)


def test_spam_is_stored_and_nobody_is_written_to(officer):
    Route.objects.create(user=officer)

    inquiry = receive(SPAM)

    assert (inquiry.state, inquiry.assignee, inquiry.due_at) == (State.SPAM, None, None)
    assert recipients() == []


def test_second_try_that_the_guards_let_pass_is_brought_back(officer):
    Route.objects.create(user=officer)
    first = receive(SPAM)

    second = receive(POST)
    receive(SPAM)

    stored = Inquiry.objects.get()
    assert first == second == stored
    assert (stored.state, stored.spam_reason, stored.assignee) == (State.NEW, "", officer)
    assert recipients() == ["dilnoza@example.org", "officer@carec.example"]


def test_what_staff_called_spam_stays_spam():
    receive(POST)
    Inquiry.objects.update(state=State.SPAM, spam_reason=SpamReason.BY_STAFF)

    assert receive(POST).state == State.SPAM


def test_inquiry_is_taken_on_once():
    inquiry = make_inquiry()

    for _ in range(2):
        take_on(Inquiry.objects.get(pk=inquiry.pk))

    assert recipients() == ["dilnoza@example.org"]


def test_route_of_the_topic_names_the_person(officer, topics):
    other = make_staff("other", email="other@carec.example")
    Route.objects.create(user=other)
    Route.objects.create(topic=topics[1], user=officer)

    inquiry = receive({**POST, "topic": topics[1]})

    assert (inquiry.assignee, inquiry.team) == (officer, None)
    assert recipients() == ["dilnoza@example.org", "officer@carec.example"]


def test_route_to_a_group_writes_to_each_member_who_can_read_it():
    team = Group.objects.create(name="Training desk")
    team.permissions.add(Permission.objects.get(codename="change_inquiry"))
    for name, changes in {
        "ann": {"email": "ann@carec.example"},
        "bek": {"email": "bek@carec.example"},
        "gone": {"email": "gone@carec.example", "is_active": False},
        "mute": {},
        "odd": {"email": '"a,victim@example.org"@carec.example'},
    }.items():
        make_staff(name, is_superuser=False, **changes).groups.add(team)
    make_user("visitor", email="visitor@carec.example").groups.add(team)
    make_staff("stranger", email="stranger@carec.example", is_superuser=False)
    Route.objects.create(group=team)

    inquiry = receive(POST)

    assert (inquiry.assignee, inquiry.team) == (None, team)
    assert recipients() == ["ann@carec.example", "bek@carec.example", "dilnoza@example.org"]
    assert [len(mail.to) for mail in Mail.objects.all()] == [1, 1, 1]


def test_route_to_those_who_may_no_longer_answer_leads_to_all_who_may(officer):
    Route.objects.create(user=make_helper("view_inquiry"))
    Route.objects.create(kind="commendation", group=Group.objects.create(name="Former desk"))

    for kind in ("commendation", "question"):
        inquiry = receive({**POST, "kind": kind})
        assert (inquiry.assignee, inquiry.team) == (None, None)

    staff = Mail.objects.exclude(to=["dilnoza@example.org"])
    assert [mail.to for mail in staff] == [["officer@carec.example"]] * 2


@pytest.mark.parametrize("has_route", [False, True])
def test_inquiry_without_anybody_reaches_all_who_may_answer(officer, has_route):
    make_user("author", email="author@carec.example")
    if has_route:
        Route.objects.create(user=make_staff("gone", email="gone@carec.example", is_active=False))

    inquiry = receive(POST)

    assert inquiry.assignee is None
    assert recipients() == ["dilnoza@example.org", "officer@carec.example"]


def test_inquiry_about_something_reaches_its_officer(officer):
    Route.objects.create(user=make_staff("other", email="other@carec.example"))
    officer.user_permissions.add(Permission.objects.get(codename="add_message"))
    event = make_event(officer=officer)

    inquiry = receive({**POST, "about": event})

    stored = Inquiry.objects.get()
    assert (inquiry.assignee, stored.about, stored.about_words) == (officer, event, str(event))
    assert recipients() == ["dilnoza@example.org", "officer@carec.example"]


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        # In Shanghai, eight hours ahead: a Monday, a Friday, a Saturday, and a Sunday that is Monday there.
        (datetime(2026, 5, 4, 1, tzinfo=UTC), (2026, 5, 11)),
        (datetime(2026, 5, 8, 1, tzinfo=UTC), (2026, 5, 15)),
        (datetime(2026, 5, 9, 1, tzinfo=UTC), (2026, 5, 15)),
        (datetime(2026, 5, 10, 17, tzinfo=UTC), (2026, 5, 18)),
    ],
)
def test_answer_is_due_after_five_working_days(settings, moment, due):
    settings.TIME_ZONE = "Asia/Shanghai"

    found = timezone.localtime(answer_due(moment))

    assert (found.year, found.month, found.day) == due
    assert (found.hour, found.minute) == (23, 59)


def test_receipt_is_in_the_language_of_the_page_and_quotes_nothing_typed(settings):
    typed = {**POST, "language": "en", "kind": "question", "page": "/news/spam-words/"}

    inquiry = receive(typed)

    mail = receipts().get()
    whole = "\n".join([mail.subject, mail.message, *mail.headers.values()])
    assert mail.to == ["dilnoza@example.org"]
    assert mail.subject == f"We have received your message ({inquiry.reference})"
    assert whole.count("within 5 working days") == 1
    assert [
        typed[name]
        for name in ("name", "organisation", "country", "message", "page", "email")
        if typed[name] in whole
    ] == []


def test_receipts_to_two_senders_differ_in_the_reference_alone():
    first = receive({**POST, "name": "Ann", "message": "One", "email": "ann@example.org"})
    second = receive({**POST, "name": "Bek", "message": "Two", "email": "bek@example.org"})

    bodies = [mail.message for mail in receipts().order_by("pk")]
    assert bodies[0].replace(first.reference, second.reference) == bodies[1]


def test_address_gets_three_receipts_a_day_however_it_is_written(time_machine):
    time_machine.move_to(datetime(2026, 5, 4, 3, tzinfo=UTC))
    written = [
        "ann@example.org",
        "Ann@Example.ORG",
        "ann+1@example.org",
        "ann+2@example.org",
        "ann@example.org",
    ]
    for number, address in enumerate([*written, "other@example.org"]):
        receive({**POST, "email": address, "message": f"Message {number}"})
    same_day = [mail.to[0] for mail in receipts().order_by("pk")]

    time_machine.move_to(datetime(2026, 5, 5, 3, tzinfo=UTC))
    receive({**POST, "message": "The day after", "email": "ann@example.org"})

    assert same_day == ["ann@example.org", "Ann@example.org", "ann+1@example.org", "other@example.org"]
    assert receipts().count() == 5
    assert Inquiry.objects.count() == 7


def test_notice_names_the_inquiry_and_nobody(officer, topics, settings):
    Route.objects.create(user=officer)

    inquiry = receive({**POST, "topic": topics[1]})

    notice = Mail.objects.get(to="officer@carec.example")
    assert notice.subject == f"Commendation to answer: {inquiry.reference}"
    lines = notice.message.splitlines()
    assert f"Topic:       {topics[1].name_en}" in lines
    assert "Page:        /ru/news/" in lines
    assert lines[-1] == (
        f"Read and answer it here: {settings.SITE_URL}/admin/contacts/inquiry/{inquiry.pk}/change/"
    )
    assert [
        POST[name]
        for name in ("name", "organisation", "country", "message", "email")
        if POST[name] in notice.message
    ] == []


def test_notice_is_in_the_language_of_who_reads_it(officer):
    Route.objects.create(user=officer)
    Preference.objects.choose(officer, "zh-hans")

    inquiry = receive({**POST, "message": "In another language"})

    notice = Mail.objects.get(to="officer@carec.example")
    assert notice.subject == f"表扬待答复：{inquiry.reference}"
    assert notice.message.startswith("有网站访客来信，请您答复。\n")


def test_notice_names_the_last_day_to_answer_at_the_seat_of_the_institute(officer, time_machine):
    time_machine.move_to(datetime(2026, 4, 27, 20, tzinfo=UTC))  # Tuesday there
    Route.objects.create(user=officer)

    receive(POST)

    lines = Mail.objects.get(to="officer@carec.example").message.splitlines()
    assert "Answer due:  5 May 2026" in lines


def test_failure_half_way_leaves_nothing(monkeypatch):
    def fail(**_mail):
        raise RuntimeError

    receive({**POST, "message": "The one before"})
    monkeypatch.setattr("contacts.mail.queue.put", fail)

    with pytest.raises(RuntimeError):
        receive(POST)

    assert (Inquiry.objects.count(), Mail.objects.count()) == (1, 1)
