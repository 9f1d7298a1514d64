import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from post_office.models import Attachment as MailAttachment

from contacts.inquiries import answering
from contacts.inquiries.answering import fill_in, send
from contacts.mail import queue
from contacts.models import Attachment, Mail, Message, SavedAnswer
from tests.contacts.desk import (
    BODY,
    answer_of,
    links,
    make_draft,
    make_helper,
    make_officer,
    messages,
    page_of,
    with_class,
)
from tests.factories import make_inquiry
from tests.forms import errors, fields

pytestmark = pytest.mark.django_db


def press(client, inquiry, button, form=None, **changes):
    """Fill in the form of the answer, as it was opened now or before, and press a button."""
    form = form or fields(client.get(answer_of(inquiry)))
    return client.post(answer_of(inquiry), form | {"body": BODY, button: "1"} | changes, follow=True)


def pdf(name="agenda.pdf", content=b"%PDF-1.7"):
    return SimpleUploadedFile(name, content)


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
        "bek has answered in the meantime. Read it below. To send your answer as well, press “Send” again."
    ]
    assert fields(response)["body"] == BODY
    assert fields(response)["asks"] == "on"
    assert "I was first" in with_class(response, "thread-text")
    assert Mail.objects.count() == 1

    press(desk, inquiry, "_send", fields(response))
    assert [mail.attachments.count() for mail in Mail.objects.order_by("pk")] == [0, 1]


def test_answering_needs_its_permission(client):
    inquiry = make_inquiry()
    client.force_login(make_helper("change_inquiry", "add_note"))

    assert "Answer by email" not in links(client.get(page_of(inquiry)))
    assert client.get(answer_of(inquiry)).status_code == 403
    assert client.post(answer_of(inquiry), {"body": BODY, "_send": "1"}).status_code == 403


def test_empty_answer_is_not_sent(desk):
    response = press(desk, make_inquiry(), "_send", body=" \n ")

    assert errors(response) == ["Enter your answer."]
    assert not Mail.objects.exists()


def test_form_of_another_inquiry_is_not_taken(desk):
    form = fields(desk.get(answer_of(make_inquiry())))

    response = press(desk, make_inquiry(), "_send", form)

    assert errors(response) == ["This form does not belong to this page. Please open the page again."]


def test_saved_answers_are_those_of_the_kind_in_the_language_or_in_english():
    for title, changes in {
        "English": {"text_en": "Hello"},
        "Both": {"text_en": "Hello", "text_ru": "Привет"},
        "Russian question": {"text_ru": "Привет", "kind": "question"},
        "Chinese": {"text_zh_hans": "您好"},
        "Russian praise": {"text_ru": "Привет", "kind": "commendation"},
    }.items():
        SavedAnswer.objects.create(title=title, **changes)

    found = answering.saved_answers(make_inquiry(language="ru", kind="question"))

    assert [saved.title for saved in found] == ["Both", "English", "Russian question"]


def test_saved_answer_without_a_translation_is_offered_and_inserted_in_english(desk):
    saved = SavedAnswer.objects.create(title="Calendar", text_en="About {about}.")
    SavedAnswer.objects.create(title="Fees", text_en="No.", text_ru="Нет.")
    inquiry = make_inquiry(language="ru")

    offered = desk.get(answer_of(inquiry)).context["form"].fields["saved"].choices
    response = press(desk, inquiry, "_insert", saved=saved.pk, body="")

    assert [label for _value, label in offered][1:] == ["Calendar (English)", "Fees"]
    assert fields(response)["body"] == "About your message."


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
        ("Hello", False, "Select the saved answer you want to insert."),
        (
            "Hello {nmae}",
            True,
            "There is no placeholder {nmae}. Use one of these: {name}, {reference}, {about}, {officer}.",
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
        "There is no placeholder {firstname}. Use one of these: {name}, {reference}, {about}, {officer}."
    ]


def test_name_of_a_visitor_is_no_placeholder(officer):
    inquiry = make_inquiry("{officer} {x}")

    once = fill_in("Dear {name},", inquiry, officer)

    assert once == fill_in(once, inquiry, officer) == "Dear (officer) (x),"


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
        ("virus.exe", b"MZ", "“virus.exe” is not an accepted type of file."),
        ("page.html", b"<b>", "“page.html” is not an accepted type of file."),
        ("no-ending", b"x", "“no-ending” is not an accepted type of file."),
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

    assert errors(response) == ["Together the files are larger than 15.0 MB, which many mail servers refuse."]


def test_files_of_another_inquiry_can_not_be_named(desk):
    other = fields(press(desk, make_inquiry(), "_preview", files=pdf()))["kept"]
    inquiry = make_inquiry()

    press(desk, inquiry, "_send", kept=other)

    assert inquiry.messages.get().attachments.count() == 0


def test_empty_post_is_told_what_is_missing(desk):
    response = desk.post(answer_of(make_inquiry()))

    assert set(errors(response)) == {"Enter your answer.", "This field is required."}
