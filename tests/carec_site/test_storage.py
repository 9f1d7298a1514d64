import logging
from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from carec_site.disk import DiskFullError
from carec_site.storage import WholeStaticFilesStorage
from tests.full_disk import REFUSAL

LARGE = b"x" * 100_000


def moved_in(content):
    upload = TemporaryUploadedFile("large.pdf", "application/pdf", len(content), "utf-8")
    upload.write(content)
    upload.seek(0)
    return closing(upload)


@pytest.mark.parametrize("upload", [ContentFile, moved_in])
@pytest.mark.parametrize("left", [0, 8192])
def test_file_without_room_leaves_nothing(small_disk, caplog, upload, left):
    small_disk.fill(left)

    with upload(LARGE) as content, pytest.raises(DiskFullError) as refused:
        default_storage.save("a/large.pdf", content)

    assert refused.value.messages == [REFUSAL]
    assert small_disk.files() == []
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, f"No room for {small_disk.folder}/a/large.pdf: No space left on device")
    ]


@pytest.mark.parametrize("upload", [ContentFile, moved_in])
def test_file_with_room_is_there_whole(small_disk, upload):
    with upload(LARGE) as content:
        name = default_storage.save("a/large.pdf", content)

    assert small_disk.files() == ["a/large.pdf"]
    assert (small_disk.folder / name).read_bytes() == LARGE
    assert (small_disk.folder / name).stat().st_mode & 0o777 == 0o644


def test_second_file_of_a_name_gets_another(media_folder):
    names = {default_storage.save("a.pdf", ContentFile(b"x")) for _number in range(2)}

    assert len(names) == 2


def test_replaced_file_stays_until_the_new_one_is_whole(small_disk):
    default_storage.save("card.jpg", ContentFile(b"former"))
    small_disk.fill(8192)

    with pytest.raises(DiskFullError):
        default_storage.replace("card.jpg", ContentFile(LARGE))
    kept = (small_disk.folder / "card.jpg").read_bytes()
    small_disk.empty()
    default_storage.replace("card.jpg", ContentFile(LARGE))

    assert kept == b"former"
    assert (small_disk.folder / "card.jpg").read_bytes() == LARGE
    assert small_disk.files() == ["card.jpg"]


def test_static_file_without_room_leaves_nothing_that_would_pass_for_whole(small_disk):
    """A font, say: no address is put right in it, so a later collectstatic takes the file that it finds."""
    source = InMemoryStorage()
    source.save("a.woff2", ContentFile(LARGE))
    storage = WholeStaticFilesStorage(location=small_disk.folder, base_url="/static/")
    small_disk.fill(8192)

    with pytest.raises(OSError, match="No space left on device"):
        list(storage.post_process({"a.woff2": (source, "a.woff2")}))
    small_disk.empty()
    left = small_disk.files()
    list(storage.post_process({"a.woff2": (source, "a.woff2")}))

    assert left == []
    assert (small_disk.folder / storage.stored_name("a.woff2")).read_bytes() == LARGE
