"""The inquiry desk as an officer's browser reads it and sends its forms."""

from django.contrib.auth.models import Group, Permission

from carec_site.staff.roles import set_up_roles
from contacts.inquiries.answering import Draft
from contacts.mail import queue
from contacts.models import Message
from tests.factories import make_staff
from tests.forms import fields
from tests.markup import tree_of

BODY = "Dear Dilnoza,\n\nthe next course is in May."
LIST = "/admin/contacts/inquiry/"


def make_officer(username="officer", **changes):
    """A member of the group that answers inquiries."""
    if not Group.objects.filter(name="Inquiry officers").exists():
        set_up_roles()
    values = {"is_superuser": False, "email": f"{username}@carec.example"}
    officer = make_staff(username, **(values | changes))
    officer.groups.add(Group.objects.get(name="Inquiry officers"))
    return officer


def make_helper(*permissions, username="helper"):
    """A member of staff with these permissions of the desk alone."""
    helper = make_staff(username, is_superuser=False, email=f"{username}@carec.example")
    helper.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return helper


def page_of(inquiry):
    return f"{LIST}{inquiry.pk}/change/"


def answer_of(inquiry):
    return f"{LIST}{inquiry.pk}/answer/"


def words(node) -> str:
    return " ".join("".join(node.itertext()).split())


def with_class(response, name) -> list[str]:
    """The words of every element of a class."""
    return [words(node) for node in tree_of(response).iter() if name in node.get("class", "").split()]


def links(response) -> dict[str, str]:
    return {words(node): node.get("href") for node in tree_of(response).iter("a")}


def buttons(response) -> dict[str, tuple]:
    """The name and value that each button of the page sends, by its words."""
    return {words(node): (node.get("name"), node.get("value")) for node in tree_of(response).iter("button")}


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def make_reply(inquiry, body="Thank you!", **changes):
    """A mail of the thread, from the sender unless told otherwise."""
    number = Message.objects.count()
    values = {"direction": "in", "message_id": f"<{number}@example.org>", "body": body}
    return Message.objects.create(inquiry=inquiry, **(values | changes))


def make_draft(inquiry, officer, body=BODY, **changes):
    """An answer that is written and not sent."""
    values = {"message_id": queue.new_message_id(), "seen": 0}
    return Draft(inquiry, officer, body, **(values | changes))


def send_page(client, inquiry, form=None, **changes):
    """Send the form of an inquiry's page, as it was opened now or before."""
    form = form or fields(client.get(page_of(inquiry)))
    return client.post(page_of(inquiry), form | changes, follow=True)
