"""The path of an inquiry officer through the administration, with the mails that really leave and come in."""

from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from contacts.inquiries.intake import receive
from contacts.inquiries.replies import Found, read_all
from contacts.mail import queue
from contacts.models import Inquiry, Route, SavedAnswer
from contacts.states import State
from tests.browser import axe
from tests.contacts.desk import LIST, answer_of, make_officer, page_of
from tests.contacts.mail.conftest import mailbox, smtp
from tests.factories import make_inquiry

__all__ = ["mailbox", "smtp"]

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

POST = {
    "kind": "question",
    "name": "Дильноза Каримова",
    "email": "dilnoza@example.org",
    "message": "Когда будет следующий курс?",
    "language": "ru",
    "page": "/ru/news/",
}


def reply_to(mail, text):
    reply = EmailMessage()
    reply["From"], reply["To"] = mail["To"], mail["Reply-To"]
    reply["Subject"], reply["Message-ID"] = f"Re: {mail['Subject']}", "<reply@example.org>"
    reply["In-Reply-To"] = mail["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in mail.get_body().get_content().splitlines())
    reply.set_content(f"{text}\n\n{quoted}")
    return reply.as_bytes()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_inquiry_from_its_message_to_its_end(visit, log_in, smtp, scripts, tmp_path):
    officer = make_officer("aziza", first_name="Aziza", last_name="Rahimova")
    colleague = make_officer("bek")
    Route.objects.create(group=officer.groups.get())
    SavedAnswer.objects.create(
        title="Calendar", text_ru="Здравствуйте, {name}!\nКурсы: {reference}.\n{officer}"
    )
    inquiry = receive(POST)
    queue.deliver_all()
    assert sorted(smtp.recipients) == ["aziza@carec.example", "bek@carec.example", "dilnoza@example.org"]
    smtp.messages.clear()
    made = visit("desktop", java_script_enabled=scripts)
    log_in(made, officer)
    page = made.page

    # Open, assign, note.
    page.goto(LIST)
    page.get_by_role("link", name="Дильноза Каримова").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(inquiry.reference)
    page.get_by_label("Internal note").fill("I ask the training unit.")
    page.get_by_label("Assigned to").select_option(label="Aziza Rahimova")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".messagelist")).to_have_text(f"{inquiry.reference} is now: Open.")
    expect(page.locator(".thread-note")).to_contain_text("I ask the training unit.")
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.assignee) == (State.OPEN, officer)

    # Answer.
    page.get_by_role("link", name="Answer by email").click()
    page.get_by_label("Saved answer").select_option(label="Calendar")
    page.get_by_role("button", name="Insert").click()
    text = f"Здравствуйте, Дильноза Каримова!\nКурсы: {inquiry.reference}.\nAziza Rahimova"
    expect(page.get_by_label("Your answer")).to_have_value(text)
    (tmp_path / "calendar.pdf").write_bytes(b"%PDF-1.7")
    page.get_by_label("Attach files").set_input_files(tmp_path / "calendar.pdf")
    page.get_by_label("I am asking the sender a question").check()
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="The email as it will be sent")
    expect(preview).to_contain_text(f"[{inquiry.reference}]")
    expect(preview).to_contain_text("> Когда будет следующий курс?")
    preview.get_by_role("button", name="Send").click()
    expect(page.locator(".thread-mail")).to_have_text("Email: Waiting")

    assert queue.deliver_all() == 1
    [answer] = smtp.messages
    [attached] = answer.iter_attachments()
    assert (answer["To"], attached.get_filename()) == ("dilnoza@example.org", "calendar.pdf")
    assert answer.get_body().get_content().replace("\r\n", "\n").startswith(text)
    page.reload()
    expect(page.locator(".thread-mail")).to_have_text("Email: Sent")
    expect(page.locator(".desk-state")).to_contain_text("Waiting for the sender")
    smtp.messages.clear()

    # A follow-up arrives.
    assert read_all([Found(reply_to(answer, "Спасибо, в мае!"))])["joined"] == 1
    queue.deliver_all()
    assert [mail["To"] for mail in smtp.messages] == ["aziza@carec.example"]
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".errorlist")).to_contain_text("The sender has written again in the meantime.")
    expect(page.locator(".thread-in").last).to_contain_text("Спасибо, в мае!")
    expect(page.get_by_text("> Курсы")).not_to_be_visible()
    page.get_by_text("Quoted text").click()
    expect(page.get_by_text("> Курсы")).to_be_visible()

    # Close.
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".messagelist")).to_have_text(f"{inquiry.reference} is now: Closed.")
    inquiry.refresh_from_db()
    assert inquiry.state == State.CLOSED
    assert queue.deliver_all() == 0
    assert colleague.email not in [mail["To"] for mail in smtp.messages]


def test_text_that_was_typed_is_not_left_without_a_warning(visit, log_in):
    made = visit("desktop")
    log_in(made, make_officer())
    page = made.page
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    inquiry = make_inquiry()

    page.goto(answer_of(inquiry))
    page.get_by_label("Your answer").fill("Typed")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("link", name="Back without sending").click()
    page.wait_for_url(f"**{page_of(inquiry)}")

    assert warnings == ["beforeunload"]


@pytest.fixture
def addresses():
    """Each kind of page of the desk, full of long words."""
    for state in State:
        make_inquiry("A rather long name of a visitor " * 3, state=state, message="word" * 300)
    inquiry = Inquiry.objects.exclude(state=State.SPAM).first()
    return [
        LIST,
        page_of(inquiry),
        answer_of(inquiry),
        f"{LIST}figures/",
        "/admin/contacts/savedanswer/add/",
    ]


def test_pages_of_the_desk_fit_phone_and_desktop_and_have_no_barrier(visit, log_in, addresses):
    made = visit("desktop")
    log_in(made, make_officer())

    assert made.faults(addresses, lambda page: axe.barriers(page, ".content")) == []
