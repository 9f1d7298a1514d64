from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import STATUS, Log

from contacts.mail import queue
from contacts.models import Mail
from tests.factories import make_staff
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

LIST = "/admin/contacts/mail/"


def put(number=0, **changes):
    mail = queue.put(to=[f"visitor{number}@example.org"], subject=f"Mail {number}", body="Hello\n<b>you</b>")
    Mail.objects.filter(pk=mail.pk).update(**changes)
    return mail


def log_in(client, *codenames):
    officer = make_staff("officer", is_superuser=False)
    officer.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(officer)
    return client


@pytest.fixture
def desk(client):
    return log_in(client, "view_mail", "change_mail")


def rows(response):
    """The cells of the list, as text, a list for each row."""
    tree = tree_of(response)
    [table] = [node for node in tree.iter("table") if node.get("id") == "result_list"]
    return [
        [
            " ".join("".join(cell.itertext()).split())
            for cell in row
            if "action-checkbox" not in cell.get("class", "")
        ]
        for row in table.find("tbody")
    ]


def run_action(client, action, *mails):
    data = {"action": action, "_selected_action": [mail.pk for mail in mails]}
    return [str(message) for message in client.post(LIST, data, follow=True).context["messages"]]


def warning(response):
    tree = tree_of(response)
    return [
        " ".join("".join(node.itertext()).split())
        for node in tree.iter("li")
        if node.get("class") == "warning"
    ]


def test_list_tells_how_each_mail_fares(desk):
    put(1, status=STATUS.sent, number_of_retries=1)
    failing = put(2, status=STATUS.requeued, number_of_retries=2)
    for words in ("timed out", "451 Try later"):
        Log.objects.create(email=failing, status=STATUS.failed, message=words)
    put(3)

    found = rows(desk.get(LIST))

    assert [row[:3] for row in found] == [
        ["Mail 3visitor3@example.org", "Waiting", "0"],
        ["Mail 2visitor2@example.org", "To be retried451 Try later", "2"],
        ["Mail 1visitor1@example.org", "Sent", "1"],
    ]
    assert [row[3] == "-" for row in found] == [False, False, True]


@pytest.mark.parametrize(
    ("state", "numbers"),
    [("stuck", [4, 3]), ("waiting", [4, 2]), ("sent", [1]), ("failed", [5, 3]), ("", [5, 4, 3, 2, 1])],
)
def test_list_filters_by_state(desk, state, numbers):
    put(1, status=STATUS.sent)
    put(2)
    put(3, status=STATUS.failed)
    put(4, scheduled_time=timezone.now() - timedelta(hours=1))
    put(5, status=STATUS.failed, recipient_delivery_status=70)

    found = rows(desk.get(LIST, {"state": state} if state else {}))

    assert [row[0][:6] for row in found] == [f"Mail {number}" for number in numbers]


def test_list_asks_as_many_queries_for_many_as_for_one(desk):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            desk.get(LIST)
        return len(asked)

    put()
    queries()
    for_one = queries()
    for number in range(5):
        Log.objects.create(email=put(number), status=STATUS.failed, message="No")

    assert queries() == for_one


def test_page_of_a_mail_shows_every_attempt_and_changes_nothing(desk):
    mail = put(1)
    for status, words in [(STATUS.failed, "554 No"), (STATUS.failed, ""), (STATUS.sent, "")]:
        Log.objects.create(email=mail, status=status, message=words)

    response = desk.get(f"{LIST}{mail.pk}/change/")

    text = response.content.decode()
    outcomes = [
        "554 No",
        "Interrupted or still in progress: there is no answer yet.",
        "Accepted by the mail server.",
    ]
    assert [text.count(f": {outcome}</li>") for outcome in outcomes] == [1, 1, 1]
    assert "Hello<br>&lt;b&gt;you&lt;/b&gt;" in text
    assert 'name="_save"' not in text
    desk.post(f"{LIST}{mail.pk}/change/", {"subject": "Forged", "to": "many@example.org"})
    mail.refresh_from_db()
    assert (mail.subject, mail.to) == ("Mail 1", ["visitor1@example.org"])


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_nobody_adds_or_deletes_mails(client, path):
    client.force_login(make_staff())
    put()

    assert client.get(f"{LIST}{path}").status_code in {302, 403}
    assert Mail.objects.count() == 1


def test_mail_is_sent_again_by_staff(desk, mailoutbox):
    failed = put(1, status=STATUS.failed, number_of_retries=9)
    sent = put(2, status=STATUS.sent)

    assert run_action(desk, "send_again", failed, sent) == ["1 email is being sent again."]

    queue.deliver_all()
    assert [mail.subject for mail in mailoutbox] == ["Mail 1"]


def test_mail_is_set_aside_by_staff(desk):
    failed = put(1, status=STATUS.failed)
    assert queue.stuck().count() == 1

    assert run_action(desk, "set_aside", failed) == ["1 email was set aside."]

    assert queue.stuck().count() == 0


def test_actions_need_permission(client):
    failed = put(1, status=STATUS.failed)
    log_in(client, "view_mail")

    run_action(client, "send_again", failed)

    assert [row[1] for row in rows(client.get(LIST))] == ["Failed"]


def test_start_page_warns_who_may_see_mails(client):
    put(1, status=STATUS.failed)
    log_in(client, "view_inquiry")
    assert warning(client.get("/admin/")) == []

    client.logout()
    client.force_login(make_staff())
    put(2, status=STATUS.failed)

    assert warning(client.get("/admin/")) == ["2 emails are not going out. See what the mail server says"]


def test_start_page_is_silent_when_all_is_well(desk):
    put(1)
    put(2, status=STATUS.sent)

    assert warning(desk.get("/admin/")) == []


def test_rows_of_the_library_are_not_in_the_admin(client):
    client.force_login(make_staff())

    assert client.get("/admin/post_office/email/").status_code == 404
    assert client.get("/admin/post_office/emailtemplate/").status_code == 404


def test_readyz_tells_of_stuck_mail_and_stays_ready(client):
    assert client.get("/readyz").content == b"ok\n"
    put(1, status=STATUS.failed)

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\nmail: 1 stuck\n")


def test_page_keeps_the_link_by_which_the_sender_alone_agrees_to_be_quoted(desk):
    mail = put(
        message="Please decide:\nhttps://www.example.org/ru/contact/permission/c3VyZWx5:secret/\nThank you"
    )

    text = desk.get(f"{LIST}{mail.pk}/change/").content.decode()

    assert "https://www.example.org/ru/contact/permission/…/" in text
    assert "c3VyZWx5" not in text
