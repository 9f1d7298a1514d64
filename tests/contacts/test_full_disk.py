"""Files of answers, of replies and of mails that meet a full disk."""

import logging
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from post_office.models import Attachment as MailAttachment

from contacts.mail import queue
from contacts.models import Attachment, Mail, Message
from tests.contacts.desk import BODY, answer_of
from tests.contacts.posting import post
from tests.contacts.replies import heard, make_mail, read
from tests.factories import make_inquiry
from tests.forms import errors, fields
from tests.full_disk import REFUSAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_private_disk(mount_small_disk):
    return mount_small_disk(storages["private"].location)


def test_attached_file_without_room_is_refused_and_what_was_typed_stays(desk, small_private_disk, caplog):
    inquiry = make_inquiry()
    form = fields(desk.get(answer_of(inquiry)))
    small_private_disk.fill(left=3 * 4096)
    files = [SimpleUploadedFile("small.pdf", b"%PDF-1.7"), SimpleUploadedFile("large.pdf", b"x" * 100_000)]

    response = desk.post(answer_of(inquiry), form | {"body": BODY, "files": files, "_send": "1"})

    assert (response.status_code, errors(response)) == (200, [REFUSAL])
    assert fields(response)["body"] == BODY
    assert [file.name for file in response.context["form"].attached] == ["small.pdf"]
    assert small_private_disk.files() == [MailAttachment.objects.get().file.name]
    assert not Message.objects.exists()
    [line] = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert line.endswith("No space left on device")


def test_reply_whose_files_find_no_room_is_joined_when_there_is(inquiry, small_private_disk):
    mail = make_mail()
    for name, size in (("small.pdf", 9), ("large.pdf", 100_000)):
        mail.add_attachment(b"x" * size, maintype="application", subtype="pdf", filename=name)
    small_private_disk.fill(left=3 * 4096)

    first_try = read(mail)
    left_over = small_private_disk.files()
    small_private_disk.empty()

    assert (first_try, left_over, heard(inquiry)) == ({"failed": 1}, [], [])
    assert read(mail) == {"joined": 1}
    assert small_private_disk.files() == sorted(file.file.name for file in Attachment.objects.all())
    assert len(small_private_disk.files()) == 2


def test_mail_that_finds_no_room_as_a_file_leaves_when_there_is(client, mount_small_disk, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    disk = mount_small_disk(settings.EMAIL_FILE_PATH)
    disk.fill()

    thanks = post(client)
    sent_without_room = queue.deliver_all()
    said = Mail.objects.get().logs.get().message
    disk.empty()

    assert (thanks.status_code, sent_without_room) == (303, 0)
    assert said == "[Errno 28] No space left on device"
    assert queue.deliver_all(timezone.now() + timedelta(minutes=3)) == 1
