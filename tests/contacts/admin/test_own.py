"""Event officers answer what was asked on the pages of their events, and see no other inquiry."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client

from contacts.models import Attachment, Inquiry, Mail
from tests.contacts.desk import BODY, LIST, answer_of, links, make_officer, make_reply, page_of
from tests.contacts.posting import TYPED, form_of_page, post
from tests.events.officers import make_member
from tests.factories import make_event, make_inquiry, make_staff
from tests.forms import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def event_officer(client):
    officer = make_member("Event officers", "events", email="events@carec.example")
    client.force_login(officer)
    return officer


def listed(client):
    return [inquiry.reference for inquiry in client.get(LIST).context["cl"].result_list]


def test_question_on_the_page_of_an_event_is_answered_by_its_officer(client, event_officer):
    make_officer()
    event = make_event("Symposium on trade", officer=event_officer)
    visitor = Client()
    about = form_of_page(visitor.get(event.get_absolute_url()))["about"]

    post(visitor, data={**TYPED, "about": about})
    inquiry = Inquiry.objects.get()
    [notice] = Mail.objects.filter(to=event_officer.email)
    address = notice.message.split("Read and answer it here: http://localhost:8000")[1].strip()
    page = client.get(address)
    form = fields(client.get(answer_of(inquiry)))
    client.post(answer_of(inquiry), form | {"body": BODY, "_send": "1"})

    assert (inquiry.assignee, Mail.objects.filter(to="officer@carec.example").count()) == (event_officer, 0)
    assert (page.status_code, links(page)["Answer by email"]) == (200, answer_of(inquiry))
    assert inquiry.messages.get().author == event_officer


def test_officer_without_the_right_to_answer_is_not_given_the_question(client):
    officer = make_officer()
    event = make_event(officer=make_staff("author", is_superuser=False, email="author@carec.example"))

    about = form_of_page(client.get(event.get_absolute_url()))["about"]

    post(client, data={**TYPED, "about": about})

    assert Inquiry.objects.get().assignee is None
    assert Mail.objects.filter(to="author@carec.example").count() == 0
    assert Mail.objects.filter(to=officer.email).count() == 1


def test_event_officer_sees_own_inquiries_and_those_of_the_team(client, event_officer):
    own = make_inquiry("Own", assignee=event_officer)
    team = make_inquiry("Team", team=Group.objects.get(name="Event officers"))
    other = make_inquiry("Other", assignee=make_officer())
    free = make_inquiry("Free")

    assert listed(client) == [team.reference, own.reference]
    pages = [client.get(page_of(each)).status_code for each in (own, team, other, free)]
    assert pages == [
        200,
        200,
        302,
        302,
    ]
    assert [client.get(answer_of(each)).status_code for each in (own, other)] == [200, 404]
    assert links(client.get(page_of(own))).get(other.reference) is None


@pytest.mark.parametrize(("is_own", "status"), [(True, 200), (False, 404)])
def test_event_officer_gets_the_files_of_own_inquiries(client, event_officer, is_own, status):
    reply = make_reply(make_inquiry(assignee=event_officer if is_own else None))
    file = Attachment.objects.create(
        message=reply, file=ContentFile(b"%PDF", name="a.pdf"), name="a.pdf", content_type="", size=4
    )

    assert client.get(f"{LIST}file/{file.pk}/").status_code == status


def test_event_officer_gets_no_figures_of_the_inquiries_of_others(client, event_officer):
    make_inquiry("Other")

    assert "Figures" not in links(client.get(LIST))
    assert client.get(f"{LIST}figures/").status_code == 403
    assert client.get(f"{LIST}figures/?format=xlsx").status_code == 403


def test_actions_reach_own_inquiries_alone(client, event_officer):
    other = make_inquiry("Other")

    client.post(LIST, {"action": "mark_closed", "_selected_action": [other.pk]})

    assert Inquiry.objects.get().state == "new"
