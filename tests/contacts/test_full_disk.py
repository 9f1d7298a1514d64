"""Files of answers and of replies that meet a full disk."""

import logging

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from post_office.models import Attachment as MailAttachment

from contacts.models import Attachment, Message
from tests.contacts.desk import BODY, answer_of
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
