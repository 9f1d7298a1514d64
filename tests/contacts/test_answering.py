import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from post_office.models import Attachment as MailAttachment

from contacts import answering
from contacts.answering import Draft, OvertakenError, fill_in, send
from contacts.mail import queue
from contacts.models import Attachment, Inquiry, Mail, Message, SavedAnswer
from contacts.quoting import parted
from contacts.states import State
from tests.contacts.desk import answer_of, links, make_helper, make_officer, messages, page_of, with_class
from tests.factories import make_inquiry
from tests.forms import errors, fields
from tests.threads import at_once

pytestmark = pytest.mark.django_db

BODY = "Dear Dilnoza,\n\nthe next course is in May."


@pytest.fixture
def officer():
    return make_officer(first_name="Aziza", last_name="Rahimova")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def make_draft(inquiry, officer, body=BODY, **changes):
    values = {"message_id": queue.new_message_id(), "seen": 0}
    return Draft(inquiry, officer, body, **(values | changes))


def make_reply(inquiry, body="Thank you!", **changes):
    number = Message.objects.count()
    values = {"direction": "in", "message_id": f"<{number}@example.org>", "body": body}
    return Message.objects.create(inquiry=inquiry, **(values | changes))


def press(client, inquiry, button, form=None, **changes):
    """Fill in the form of the answer, as it was opened now or before, and press a button."""
    form = form or fields(client.get(answer_of(inquiry)))
    return client.post(answer_of(inquiry), form | {"body": BODY, button: "1"} | changes, follow=True)


def pdf(name="agenda.pdf", content=b"%PDF-1.7"):
    return SimpleUploadedFile(name, content)


def test_answer_is_a_message_a_mail_and_a_state(officer):
    inquiry = make_inquiry()

    message = send(make_draft(inquiry, officer))

    inquiry.refresh_from_db()
    mail = Mail.objects.get()
    assert (message.inquiry, message.direction, message.author, message.body) == (
        inquiry,
        "out",
        officer,
        BODY,
    )
    assert (message.email_id, message.message_id) == (mail.pk, mail.message_id)
    assert (mail.to, mail.state) == (["dilnoza@example.org"], "Waiting")
    assert (inquiry.state, inquiry.first_answered_at) == (State.ANSWERED, message.created_at)


def test_answer_that_asks_waits_for_the_sender(officer):
    inquiry = make_inquiry()

    send(make_draft(inquiry, officer, asks=True))

    assert Inquiry.objects.get().state == State.WAITING


def test_second_answer_leaves_the_time_of_the_first(officer):
    first = timezone.now() - timedelta(days=1)
    inquiry = make_inquiry(first_answered_at=first, state=State.CLOSED, closed_at=first)

    send(make_draft(inquiry, officer))

    inquiry.refresh_from_db()
    assert (inquiry.first_answered_at, inquiry.closed_at) == (first, None)


def test_mail_carries_the_reference_the_sender_and_the_quoted_words(officer, settings):
    settings.DEFAULT_FROM_EMAIL = "CAREC Institute <info@carec.example>"
    inquiry = make_inquiry(
        message="Прошу прислать программу.\n\nСпасибо",
        language="ru",
        received_at=datetime(2026, 5, 4, 20, tzinfo=UTC),
    )

    letter = make_draft(inquiry, officer, "Программа на сайте.").letter

    assert letter["subject"].endswith(f" [{inquiry.reference}]")
    assert letter["headers"] == {"Reply-To": "CAREC Institute <info@carec.example>"}
    first, _blank, framing, *quoted = letter["body"].splitlines()
    assert first == "Программа на сайте."
    assert "5 мая 2026" in framing  # the day in TIME_ZONE
    assert quoted == ["> Прошу прислать программу.", ">", "> Спасибо"]


def test_mail_to_somebody_who_replied_is_joined_to_the_thread(officer):
    inquiry = make_inquiry()
    send(make_draft(inquiry, officer, message_id="<1@carec.example>"))
    make_reply(inquiry, "Is there a fee?\n\n> in May", message_id="<2@example.org>")
    make_reply(inquiry, "I am on holiday", message_id="<3@example.org>", writer="program")

    letter = make_draft(inquiry, officer).letter

    assert letter["headers"]["In-Reply-To"] == "<2@example.org>"
    assert letter["headers"]["References"] == "<1@carec.example> <2@example.org>"
    assert letter["body"].endswith("you wrote:\n> Is there a fee?\n")


def test_id_that_could_forge_a_header_is_not_referred_to():
    inquiry = make_inquiry()
    make_reply(inquiry, message_id="<a@b>\nBcc: <c@d>")

    assert answering.references(inquiry.messages.all()) == {}


def test_mail_leaves_as_the_preview_shows_it(desk, officer, smtp):
    inquiry = make_inquiry(name="Дильноза")
    preview = press(desk, inquiry, "_preview", files=pdf())
    shown = preview.context["preview"]

    press(desk, inquiry, "_send", fields(preview))
    queue.deliver_all()

    [mail] = smtp.messages
    assert (mail["Subject"], mail["To"], mail["Message-ID"]) == (
        shown["subject"],
        "dilnoza@example.org",
        shown["message_id"],
    )
    assert mail.get_body().get_content().replace("\r\n", "\n") == shown["body"]
    [attached] = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("agenda.pdf", "application/pdf")
    assert attached.get_content() == b"%PDF-1.7"


def test_double_click_sends_one_mail(desk, officer):
    inquiry = make_inquiry()
    form = fields(desk.get(answer_of(inquiry)))

    first = press(desk, inquiry, "_send", form)
    second = press(desk, inquiry, "_send", form)

    assert (Mail.objects.count(), Message.objects.count()) == (1, 1)
    assert messages(first) == messages(second) == ["The answer is on its way to dilnoza@example.org."]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_clicks_at_the_same_time_send_one_mail(officer):
    draft = make_draft(make_inquiry(), officer)

    sent = at_once(4, lambda: send(draft))

    assert len(set(sent)) == 1
    assert (Mail.objects.count(), Message.objects.count()) == (1, 1)


def test_other_words_in_a_form_that_was_sent_are_not_lost(desk):
    inquiry = make_inquiry()
    form = fields(desk.get(answer_of(inquiry)))
    press(desk, inquiry, "_send", form)

    response = press(desk, inquiry, "_send", form, body="Other words")
    assert Mail.objects.count() == 1
    assert fields(response)["body"] == "Other words"

    press(desk, inquiry, "_send", fields(response), body="Other words")
    assert Mail.objects.count() == 2


def test_second_officer_is_told_and_keeps_what_was_typed(client, desk, officer):
    inquiry = make_inquiry()
    form = fields(desk.get(answer_of(inquiry)))
    send(make_draft(inquiry, make_officer("bek"), "I was first"))

    response = press(desk, inquiry, "_send", form, files=pdf(), asks="on")

    assert errors(response) == [
        "bek has answered meanwhile. Please read it below; to send yours as well, press “Send” again."
    ]
    assert fields(response)["body"] == BODY
    assert fields(response)["asks"] == "on"
    assert "I was first" in with_class(response, "thread-text")
    assert Mail.objects.count() == 1

    press(desk, inquiry, "_send", fields(response))
    assert [mail.attachments.count() for mail in Mail.objects.order_by("pk")] == [0, 1]


def test_answer_to_something_newer_is_not_sent_unread(officer):
    inquiry = make_inquiry()
    draft = make_draft(inquiry, officer)
    make_reply(inquiry)

    with pytest.raises(OvertakenError, match=r"^The sender has written again meanwhile\.$"):
        send(draft)


def test_nothing_is_kept_of_an_answer_that_breaks_off():
    inquiry = make_inquiry()

    with pytest.raises(ValueError, match="unsaved"):  # after its mail was queued
        send(make_draft(inquiry, get_user_model()(username="unsaved")))

    assert (Message.objects.count(), Mail.objects.count()) == (0, 0)
    assert Inquiry.objects.get().state == State.NEW


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": State.SPAM}, "This is put aside as spam. Bring it back before you answer it."),
        ({"email": "two words@example.org"}, "No mail can be sent to the address two words@example.org."),
        (
            {
                "erased_at": timezone.now(),
                **dict.fromkeys(["name", "email", "message", "organisation", "country"], ""),
            },
            "The personal data of this inquiry are erased, so there is no address to answer to.",
        ),
    ],
)
def test_inquiry_that_can_not_be_answered_says_why(desk, officer, changes, sentence):
    inquiry = make_inquiry(**{"name": "Dilnoza", **changes})

    response = desk.get(answer_of(inquiry), follow=True)

    assert response.redirect_chain == [(page_of(inquiry), 302)]
    assert messages(response) == [sentence]
    assert "Answer by mail" not in links(response)
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        send(make_draft(inquiry, officer))


def test_answering_needs_its_permission(client):
    inquiry = make_inquiry()
    client.force_login(make_helper("change_inquiry", "add_note"))

    assert "Answer by mail" not in links(client.get(page_of(inquiry)))
    assert client.get(answer_of(inquiry)).status_code == 403
    assert client.post(answer_of(inquiry), {"body": BODY, "_send": "1"}).status_code == 403


def test_empty_answer_is_not_sent(desk):
    response = press(desk, make_inquiry(), "_send", body=" \n ")

    assert errors(response) == ["Please write your answer."]
    assert not Mail.objects.exists()


def test_form_of_another_inquiry_is_not_taken(desk):
    form = fields(desk.get(answer_of(make_inquiry())))

    response = press(desk, make_inquiry(), "_send", form)

    assert errors(response) == ["This form is not from this page. Please open it again."]


# Saved answers


def test_saved_answers_are_those_of_the_language_and_kind():
    for title, changes in {
        "English": {"text_en": "Hello"},
        "Both": {"text_en": "Hello", "text_ru": "Привет"},
        "Russian question": {"text_ru": "Привет", "kind": "question"},
        "Russian praise": {"text_ru": "Привет", "kind": "commendation"},
    }.items():
        SavedAnswer.objects.create(title=title, **changes)

    found = answering.saved_answers(make_inquiry(language="ru", kind="question"))

    assert [saved.title for saved in found] == ["Both", "Russian question"]


def test_saved_answer_is_inserted_below_what_there_is_with_its_words_filled_in(desk):
    saved = SavedAnswer.objects.create(
        title="Calendar", text_en="Dear {name}, {reference} is about {about}. {officer}"
    )
    inquiry = make_inquiry(about_words="Symposium on trade")

    response = press(desk, inquiry, "_insert", saved=saved.pk, body="Begun.", files=pdf())

    assert errors(response) == []
    assert fields(response)["body"] == (
        f"Begun.\n\nDear Dilnoza Karimova, {inquiry.reference} is about Symposium on trade. Aziza Rahimova"
    )
    assert "agenda.pdf" in with_class(response, "thread-files")[0]
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("text", "saved", "sentence"),
    [
        ("Hello", False, "Choose the saved answer that you want to insert."),
        (
            "Hello {nmae}",
            True,
            "There is no placeholder {nmae}. These are: {name}, {reference}, {about}, {officer}.",
        ),
    ],
)
def test_saved_answer_that_can_not_be_inserted_says_why(desk, text, saved, sentence):
    made = SavedAnswer.objects.create(title="Calendar", text_en=text)

    response = press(desk, make_inquiry(), "_insert", saved=made.pk if saved else "", body="Begun.")

    assert errors(response) == [sentence]
    assert fields(response)["body"] == "Begun."


def test_unknown_placeholder_is_not_sent(desk):
    response = press(desk, make_inquiry(), "_send", body="Dear {firstname}")

    assert errors(response) == [
        "There is no placeholder {firstname}. These are: {name}, {reference}, {about}, {officer}."
    ]


def test_name_of_a_visitor_is_no_placeholder(officer):
    inquiry = make_inquiry("{officer} {x}")

    once = fill_in("Dear {name},", inquiry, officer)

    assert once == fill_in(once, inquiry, officer) == "Dear (officer) (x),"


# Files


def test_file_stays_attached_through_insert_preview_and_errors(desk):
    inquiry = make_inquiry()

    response = press(desk, inquiry, "_send", files=pdf(), body="")
    response = press(desk, inquiry, "_preview", fields(response), files=pdf("map.png", b"png"))
    press(desk, inquiry, "_send", fields(response))

    [message] = Message.objects.all()
    kept = [(file.name, file.content_type, file.file.read()) for file in message.attachments.order_by("pk")]
    assert kept == [("agenda.pdf", "application/pdf", b"%PDF-1.7"), ("map.png", "image/png", b"png")]
    assert {file.file.storage for file in Attachment.objects.all()} == {storages["private"]}


def test_file_is_removed_again(desk):
    inquiry = make_inquiry()
    response = press(desk, inquiry, "_preview", files=pdf())
    attached = MailAttachment.objects.get()

    press(desk, inquiry, "_send", fields(response), remove=attached.pk)

    assert Message.objects.get().attachments.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"MZ", "“virus.exe” is of a kind that is not accepted."),
        ("page.html", b"<b>", "“page.html” is of a kind that is not accepted."),
        ("no-ending", b"x", "“no-ending” is of a kind that is not accepted."),
        ("large.pdf", b"x" * (10 * 1024 * 1024 + 1), "“large.pdf” is larger than 10.0 MB."),
    ],
)
def test_file_of_another_kind_or_too_large_is_not_attached(desk, name, content, sentence):
    response = press(desk, make_inquiry(), "_send", files=pdf(name, content))

    assert [error.startswith(sentence) for error in errors(response)] == [True]
    assert fields(response)["body"] == BODY
    assert not MailAttachment.objects.exists()


def test_files_are_limited_together(desk):
    files = [pdf(f"{number}.pdf", b"x" * 8 * 1024 * 1024) for number in range(2)]

    response = press(desk, make_inquiry(), "_send", files=files)

    assert errors(response) == ["The files are larger than 15.0 MB together, which many mail servers refuse."]


def test_files_of_another_inquiry_can_not_be_named(desk):
    other = fields(press(desk, make_inquiry(), "_preview", files=pdf()))["kept"]
    inquiry = make_inquiry()

    press(desk, inquiry, "_send", kept=other)

    assert inquiry.messages.get().attachments.count() == 0


# What a reply quotes


@pytest.mark.parametrize(
    ("text", "fresh", "tail"),
    [
        ("Thank you!", "Thank you!", ""),
        ("Thank you!\n\n> You wrote\n> this\n", "Thank you!", "> You wrote\n> this\n"),
        (
            "Yes.\n\nOn Mon, 4 May 2026 at 10:00, CAREC Institute\n<info@carec.example> wrote:\n> May?",
            "Yes.",
            "On Mon, 4 May 2026 at 10:00, CAREC Institute\n<info@carec.example> wrote:\n> May?",
        ),
        ("Да.\n\n4 мая 2026 г. CAREC пишет:\n> Май?", "Да.", "4 мая 2026 г. CAREC пишет:\n> Май?"),
        ("好的\n\n在 2026年5月4日,CAREC 写道：\n> 五月?", "好的", "在 2026年5月4日,CAREC 写道：\n> 五月?"),
        (
            "Yes.\n-----Original Message-----\nFrom: CAREC\n\nMay?",
            "Yes.",
            "-----Original Message-----\nFrom: CAREC\n\nMay?",
        ),
        ("> May?\nYes.\n> June?\nNo.", "> May?\nYes.\n> June?\nNo.", ""),
        ("> only a quote", "> only a quote", ""),
        ("", "", ""),
    ],
)
def test_reply_is_parted_from_what_it_quotes(text, fresh, tail):
    assert parted(text) == (fresh, tail.strip("\n"))


def test_hostile_text_is_parted_at_once():
    text = (" " * 200_000 + "x\n") * 3 + "> q"

    begun = timezone.now()
    parted(text)

    assert timezone.now() - begun < timedelta(seconds=1)


def test_mail_can_be_read_back_by_any_program(officer):
    inquiry = make_inquiry(name="Bcc: all@example.org", message="From me\n.\nend")
    send(make_draft(inquiry, officer))

    message = message_from_bytes(
        Mail.objects.get().email_message().message().as_bytes(), policy=policy.default
    )

    assert message["Bcc"] is None
    assert message.get_body().get_content().endswith("> From me\n> .\n> end\n")
