from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Inquiry
from contacts.states import State
from tests.factories import make_inquiry, make_staff

pytestmark = pytest.mark.django_db

LIST = "/admin/contacts/inquiry/"
WRITTEN = ["reference", "kind", "name", "email", "organisation", "country", "message", "language", "page"]


def make_officer(*actions):
    officer = make_staff("officer", is_superuser=False)
    officer.user_permissions.set(
        Permission.objects.filter(codename__in=[f"{action}_inquiry" for action in actions])
    )
    return officer


@pytest.fixture
def desk(client):
    """The browser of an officer who may see and change inquiries."""
    client.force_login(make_officer("view", "change"))
    return client


def change_page(inquiry):
    return f"{LIST}{inquiry.pk}/change/"


def listed(response):
    return [inquiry.reference for inquiry in response.context["cl"].result_list]


def links(response):
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return {"".join(node.itertext()): node.get("href") for node in tree.iter("a")}


def run_action(client, action, *inquiries):
    data = {"action": action, "_selected_action": [inquiry.pk for inquiry in inquiries]}
    return client.post(LIST, data, follow=True)


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_list_shows_the_newest_first(desk):
    old = make_inquiry(received_at=timezone.now() - timedelta(days=1))
    new = make_inquiry(organisation="Ministry of Transport", page="/ru/news/2026/workshop/")

    response = desk.get(LIST)

    assert listed(response) == [new.reference, old.reference]
    assert links(response)["/ru/news/2026/workshop/"] == "/ru/news/2026/workshop/"
    assert "Ministry of Transport" in response.content.decode()


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ([], "0 inquiries wait for an answer"),
        ([State.NEW, State.CLOSED, State.SPAM], "1 inquiry waits for an answer"),
        ([State.NEW, State.OPEN, State.ANSWERED, State.WAITING], "2 inquiries wait for an answer"),
    ],
)
def test_list_says_how_many_wait(desk, states, sentence):
    for state in states:
        make_inquiry(state=state)

    assert desk.get(LIST).context["subtitle"] == sentence


def test_list_leaves_spam_out_until_asked(desk):
    spam = make_inquiry("Cheap watches", state=State.SPAM)
    others = [make_inquiry(state=state) for state in State if state != State.SPAM][::-1]
    proper = [inquiry.reference for inquiry in others]

    assert listed(desk.get(LIST)) == proper
    assert listed(desk.get(LIST, {"state": "spam"})) == [spam.reference]
    assert listed(desk.get(LIST, {"state": "all"})) == [*proper, spam.reference]
    assert listed(desk.get(LIST, {"q": spam.reference})) == [spam.reference]
    assert listed(desk.get(LIST, {"state": "new", "q": "watches"})) == []


@pytest.mark.parametrize("state", State)
def test_list_filters_by_state(desk, state):
    by_state = {each: make_inquiry(state=each).reference for each in State}

    assert listed(desk.get(LIST, {"state": state})) == [by_state[state]]


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"kind__exact": "commendation"}, ["A"]),
        ({"language__exact": "zh-hans"}, ["B"]),
        ({"received_at__year": 2020}, ["C"]),
        ({"q": "MINISTRY"}, ["A"]),
        ({"q": "b@example.org"}, ["B"]),
        ({"q": "железная дорога"}, ["C"]),
        ({"q": "nowhere"}, []),
    ],
)
def test_list_filters_and_searches(desk, parameters, names):
    make_inquiry("A", kind="commendation", organisation="Ministry of Transport")
    make_inquiry("B", language="zh-hans", email="b@example.org")
    make_inquiry(
        "C", message="Железная дорога", received_at=timezone.now().replace(year=2020, month=5, day=5)
    )

    response = desk.get(LIST, parameters)

    assert [inquiry.name for inquiry in response.context["cl"].result_list] == names


def test_list_asks_as_many_queries_for_many_as_for_one(desk):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            desk.get(LIST)
        return len(asked)

    make_inquiry()
    queries()
    for_one = queries()
    for number in range(5):
        make_inquiry(page=f"/news/{number}/")

    assert queries() == for_one


def test_message_is_shown_with_its_lines_and_as_text(desk):
    inquiry = make_inquiry("<b>Ann</b>", message="First line\n<script>alert(1)</script>\n\nLast line")

    text = desk.get(change_page(inquiry)).content.decode()

    assert (
        '<div dir="auto">First line<br>&lt;script&gt;alert(1)&lt;/script&gt;<br><br>Last line</div>' in text
    )
    assert "&lt;b&gt;Ann&lt;/b&gt;" in text
    assert "<b>Ann" not in text


def test_only_the_state_can_be_changed(desk):
    inquiry = make_inquiry()
    before = {name: getattr(inquiry, name) for name in [*WRITTEN, "received_at"]}

    response = desk.post(
        change_page(inquiry), {**dict.fromkeys(before, "changed"), "state": "answered"}, follow=True
    )

    inquiry.refresh_from_db()
    assert response.redirect_chain == [(LIST, 302)]
    assert {name: getattr(inquiry, name) for name in before} == before
    assert inquiry.state == State.ANSWERED


def test_change_page_offers_one_field(desk):
    response = desk.get(change_page(make_inquiry()))

    assert list(response.context["adminform"].form.fields) == ["state"]


def test_nobody_adds_inquiries_by_hand(client):
    client.force_login(make_staff())

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}add/", {"state": "new"}).status_code == 403
    assert links(client.get(LIST)).get("Add inquiry") is None
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize(
    ("permissions", "status"), [([], 403), (["view"], 200), (["change"], 200), (["delete"], 403)]
)
def test_inquiries_are_for_those_with_the_permission(client, permissions, status):
    inquiry = make_inquiry()
    client.force_login(make_officer(*permissions))

    assert client.get(LIST).status_code == status
    assert client.get(change_page(inquiry)).status_code == status


def test_officer_who_may_only_read_changes_nothing(client):
    inquiry = make_inquiry()
    client.force_login(make_officer("view"))

    client.post(change_page(inquiry), {"state": "closed"})
    run_action(client, "mark_closed", inquiry)

    assert Inquiry.objects.get().state == State.NEW


@pytest.mark.parametrize(
    ("action", "state"), [("mark_open", "open"), ("mark_closed", "closed"), ("mark_spam", "spam")]
)
def test_action_moves_those_selected(desk, action, state):
    chosen = [make_inquiry(), make_inquiry(state=State.WAITING)]
    there_already = make_inquiry(state=state)
    other = make_inquiry()

    response = run_action(desk, action, *chosen, there_already)

    assert messages(response) == ["2 inquiries were changed."]
    assert {inquiry.state for inquiry in Inquiry.objects.exclude(pk=other.pk)} == {state}
    assert Inquiry.objects.get(pk=other.pk).state == State.NEW
    assert sorted(LogEntry.objects.values_list("object_id", flat=True)) == [str(each.pk) for each in chosen]
    assert {entry.get_change_message() for entry in LogEntry.objects.all()} == {"Changed State."}


def test_action_says_when_it_changed_one(desk):
    assert messages(run_action(desk, "mark_open", make_inquiry())) == ["1 inquiry was changed."]


@pytest.mark.parametrize(
    "address",
    ["dilnoza@example.org", "aziz@почта.рф", "a?bcc=b%40c.org&x=1@example.org", "o'neil+x@example.org"],
)
def test_answer_goes_to_the_sender_with_the_reference(desk, address):
    inquiry = make_inquiry(email=address)

    link = urlsplit(links(desk.get(change_page(inquiry)))[f"Write to {address}"])

    assert (link.scheme, unquote(link.path)) == ("mailto", address)
    assert parse_qs(link.query) == {"subject": [f"Your message to the CAREC Institute ({inquiry.reference})"]}


def test_inquiry_from_an_unknown_page_has_no_link(desk):
    inquiry = make_inquiry(page="")

    assert "" not in links(desk.get(change_page(inquiry)))
    assert desk.get(LIST).status_code == 200
