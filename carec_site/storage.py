"""Writes files to disk whole or not at all, reports a full disk for uploads, and joins style sheets."""

import logging
import posixpath
import re
import tempfile
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.files import uploadhandler
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from carec_site.disk import DiskFullError, is_full

logger = logging.getLogger(__name__)

BUNDLES = "css/bundles"
IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)
RELATIVE_ADDRESS = re.compile(r'url\("(\.[^"]+)"\)')


class WholeFiles:
    """For a FileSystemStorage: a file gets its name only once it is complete."""

    def _save(self, name, content):
        part = str(Path(name).with_name(f".{token_hex(8)}.part"))
        try:
            super()._save(part, content)
            Path(self.path(part)).replace(self.path(name))
        finally:
            self.delete(part)
        return name


class WholeStaticFilesStorage(WholeFiles, CompressedManifestStaticFilesStorage):
    """Its names contain a digest, so an existing file is assumed complete and never written again.

    A bundle, which imports style sheets, is stored with their text in place of the imports,
    so that a page loads one file instead of many.
    """

    def post_process(self, paths, **options):
        joined = InMemoryStorage()
        bundles = {name: (joined, name) for name in paths if posixpath.dirname(name) == BUNDLES}
        for name in bundles:
            joined.save(name, ContentFile(_joined(name, paths)))
        return super().post_process(paths | bundles, **options)


def _joined(name, paths) -> str:
    """A style sheet with what it imports; `paths` are those of `post_process()`."""
    storage, path = paths[name]
    with storage.open(path) as file:
        text = file.read().decode()
    folder = posixpath.dirname(name)

    def imported(match):
        other = posixpath.normpath(posixpath.join(folder, match[1]))
        return _moved(_joined(other, paths), posixpath.dirname(other), folder)

    return IMPORT.sub(imported, text)


def _moved(text, old, new) -> str:
    """The text of a style sheet for another folder, from where it refers to the same files."""

    def seen_from_new(match):
        return f'url("{posixpath.relpath(posixpath.join(old, match[1]), new)}")'

    return RELATIVE_ADDRESS.sub(seen_from_new, text)


class WholeFileStorage(WholeFiles, FileSystemStorage):
    """On a full disk nothing remains of an upload: DiskFullError."""

    def replace(self, name, content) -> None:
        """Store under exactly this name; what is there stays until the new file is whole."""
        self._save(name, content)

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except OSError as error:
            if not is_full(error):
                raise
            logger.error("No room for %s: %s", self.path(name), error.strerror)
            raise DiskFullError from error


class UploadWithoutRoom(File):
    """Stands in for an upload that was dropped, so that the form's field can refuse it with a sentence."""

    def __init__(self, name):
        super().__init__(BytesIO(), name)

    @property
    def size(self):
        raise DiskFullError


class TemporaryFileUploadHandler(uploadhandler.TemporaryFileUploadHandler):
    """If there is no room for the temporary file, keeps reading so that the rest of the form arrives."""

    has_room = True

    def new_file(self, *args, **kwargs):
        self.has_room = True
        self.file = None
        with self._noting_a_full_disk():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if self.has_room:
            with self._noting_a_full_disk():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        if self.has_room:
            with self._noting_a_full_disk():
                return super().file_complete(file_size)
        return UploadWithoutRoom(self.file_name)

    def upload_interrupted(self):
        if self.has_room:
            super().upload_interrupted()

    @contextmanager
    def _noting_a_full_disk(self):
        try:
            yield
        except OSError as error:
            if not is_full(error):
                raise
            self.has_room = False
            if self.file:
                with suppress(OSError):  # what is still in its buffer finds no room either
                    self.file.close()
            folder = settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir()
            logger.error("No room for the upload %s in %s: %s", self.file_name, folder, error.strerror)
