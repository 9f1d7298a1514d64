"""Uploads of pictures and documents that meet a full disk."""

import logging
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publishing import images
from publishing.models import Document, Picture
from tests import forms
from tests.factories import image_upload, make_document, make_picture
from tests.full_disk import REFUSAL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

PICTURES = "/admin/publishing/picture/add/"
DOCUMENTS = "/admin/publishing/document/add/"
LARGE = 3 * 1024 * 1024  # bytes; beyond 2.5 MB an upload is a temporary file first


@pytest.fixture
def small_temporary_folder(mount_small_disk, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "temporary"
    return mount_small_disk(settings.FILE_UPLOAD_TEMP_DIR)


def pdf(size):
    return SimpleUploadedFile("agenda.pdf", b"%PDF-1.7\n" + b"x" * size)


def errors_logged(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("left", [0, 4096, 8 * 4096])
def test_picture_without_room_is_refused_at_its_field_and_leaves_nothing(client, small_disk, caplog, left):
    small_disk.fill(left)

    response = forms.send(
        client, PICTURES, file=image_upload(), title="A hall", alt_text_en="People in a hall"
    )

    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {"file": [REFUSAL]}
    assert (forms.fields(response)["title"], forms.fields(response)["alt_text_en"]) == (
        "A hall",
        "People in a hall",
    )
    assert (small_disk.files(), Picture.objects.count()) == ([], 0)
    [line] = errors_logged(caplog)
    assert line.endswith("No space left on device")


def test_picture_is_stored_once_there_is_room(client, small_disk):
    small_disk.fill()
    typed = {"title": "A hall", "alt_text_en": "People in a hall"}
    refused = forms.send(client, PICTURES, file=image_upload(), **typed)
    small_disk.empty()

    client.post(PICTURES, forms.fields(refused) | {"file": image_upload()})

    picture = Picture.objects.get()
    assert len(small_disk.files()) == 2 * len(images.widths(picture.width)) + 1


def test_picture_that_is_there_keeps_its_files_when_it_comes_again_without_room(small_disk):
    make_picture()
    before = small_disk.files()
    small_disk.fill()

    with pytest.raises(Exception, match="The site’s disk is full"):
        make_picture()

    assert small_disk.files() == before


def test_focus_moved_without_room_is_refused_and_keeps_the_card(client, small_disk):
    picture = make_picture()
    card = images.card_path(picture.digest)
    before = Path(default_storage.path(card)).read_bytes()
    small_disk.fill()

    address = reverse("admin:publishing_picture_change", args=[picture.pk])
    response = forms.send(client, address, focus_x="5", title="Another title")

    assert forms.errors(response) == [REFUSAL]
    assert (forms.fields(response)["focus_x"], forms.fields(response)["title"]) == ("5", "Another title")
    assert Path(default_storage.path(card)).read_bytes() == before
    picture.refresh_from_db()
    assert (picture.focus_x, picture.title) == (50, "A hall")


@pytest.mark.parametrize("size", [100_000, LARGE])
def test_document_without_room_is_refused_at_its_field_and_leaves_nothing(client, small_disk, caplog, size):
    small_disk.fill(left=8192)

    response = forms.send(client, DOCUMENTS, file=pdf(size), title_en="Agenda", title_ru="Повестка")

    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {"file": [REFUSAL]}
    assert (forms.fields(response)["title_en"], forms.fields(response)["title_ru"]) == ("Agenda", "Повестка")
    assert (small_disk.files(), Document.objects.count()) == ([], 0)
    [line] = errors_logged(caplog)
    assert line.endswith("agenda.pdf: No space left on device")


def test_new_file_of_a_document_without_room_leaves_the_former(
    client, small_disk, django_capture_on_commit_callbacks
):
    document = make_document()
    before = small_disk.files()
    small_disk.fill()

    with django_capture_on_commit_callbacks(execute=True):
        response = forms.send(
            client, reverse("admin:publishing_document_change", args=[document.pk]), file=pdf(9)
        )

    assert forms.errors(response) == [REFUSAL]
    assert small_disk.files() == before == [document.file.name]


@pytest.mark.parametrize("left", [0, 8192])
def test_upload_without_room_in_the_temporary_folder_is_refused_at_its_field(
    client, small_temporary_folder, caplog, left
):
    small_temporary_folder.fill(left)

    response = forms.send(client, DOCUMENTS, file=pdf(LARGE), title_en="Agenda", title_ru="Повестка")

    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {"file": [REFUSAL]}
    assert (forms.fields(response)["title_en"], forms.fields(response)["title_ru"]) == ("Agenda", "Повестка")
    assert (small_temporary_folder.files(), Document.objects.count()) == ([], 0)
    assert errors_logged(caplog) == [
        f"No room for the upload agenda.pdf in {small_temporary_folder.folder}: No space left on device"
    ]


def test_upload_beyond_memory_is_stored_where_there_is_room(client):
    forms.send(client, DOCUMENTS, file=pdf(LARGE), title_en="Agenda")

    assert Document.objects.get().size == LARGE + len(b"%PDF-1.7\n")


def test_visitors_large_post_without_room_is_answered(client, small_temporary_folder):
    small_temporary_folder.fill()

    response = client.post("/contact/", {"name": "Dilnoza Karimova", "file": pdf(LARGE)})

    assert (response.status_code, "Dilnoza Karimova" in response.content.decode()) == (422, True)
