import pytest

from contacts.models import Mail
from contacts.states import State
from tests.contacts.desk import LIST, make_helper, messages
from tests.factories import make_inquiry

pytestmark = pytest.mark.django_db

TRAY = f"{LIST}?state=spam"
BUTTON = 'name="_not_spam"'


def bring_back(client, key):
    return client.post(TRAY, {"_not_spam": key}, follow=True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)  # as in production: no transaction around
def test_message_is_brought_back_by_one_click_in_the_tray(desk):
    wrongly, rightly = (make_inquiry(state=State.SPAM, spam_reason="no_work") for _ in range(2))
    page = desk.get(TRAY).content.decode()

    response = bring_back(desk, wrongly.pk)

    wrongly.refresh_from_db()
    rightly.refresh_from_db()
    assert page.count(BUTTON) == 2
    assert f'{BUTTON} value="{wrongly.pk}"' in page
    assert (wrongly.state, wrongly.spam_reason, rightly.state) == (State.NEW, "", State.SPAM)
    assert Mail.objects.filter(to=["dilnoza@example.org"]).count() == 1
    assert messages(response) == ["1 inquiry was changed."]
    assert response.request["QUERY_STRING"] == "state=spam"


def test_button_stands_in_the_tray_alone(desk):
    make_inquiry()
    make_inquiry(state=State.SPAM)

    pages = [desk.get(LIST, query).content.decode() for query in ({}, {"state": "all"})]
    assert [BUTTON in page for page in pages] == [False, False]


@pytest.mark.parametrize("key", ["", "0", "x", "\0", "9" * 30])
def test_button_of_no_message_changes_nothing(desk, key):
    assert messages(bring_back(desk, key)) == ["0 inquiries were changed."]


def test_message_that_is_back_already_stays_as_it_is(desk):
    closed = make_inquiry(state=State.CLOSED)

    assert messages(bring_back(desk, closed.pk)) == ["0 inquiries were changed."]
    closed.refresh_from_db()
    assert closed.state == State.CLOSED


def test_reader_who_may_not_change_has_no_button(client):
    spam = make_inquiry(state=State.SPAM)
    client.force_login(make_helper("view_inquiry"))

    assert BUTTON not in client.get(TRAY).content.decode()
    assert bring_back(client, spam.pk).status_code == 403


def test_helper_brings_back_only_what_is_theirs(client):
    spam = make_inquiry(state=State.SPAM)
    client.force_login(make_helper("add_message"))

    bring_back(client, spam.pk)

    spam.refresh_from_db()
    assert spam.state == State.SPAM
