"""Files sent with an answer or received with a reply: accepted types, sizes, and where they are stored."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MEGABYTE_BYTES = 1024 * 1024
MAX_FILE_BYTES = 10 * MEGABYTE_BYTES
# Many mail servers refuse mails beyond 20 to 25 megabytes, and base64 adds a third.
MAX_TOTAL_BYTES = 15 * MEGABYTE_BYTES
MAX_FILES = 10

# What people send each other at work, and nothing that runs when it is opened.
KINDS = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def kind_of(name: str) -> str:
    """The content type of a file by its extension; empty for a type that is not accepted."""
    return KINDS.get(PurePosixPath(name).suffix.lower().lstrip("."), "")


def check(files: Sequence[tuple[str, int]]) -> None:
    """Raise ValidationError with a sentence about each file that is not accepted, and about their total size.

    `files` are pairs of a name and a size in bytes.
    """
    sentences = [sentence for name, size in files if (sentence := problem(name, size))]
    if len(files) > MAX_FILES:
        sentences.append(_("You can attach up to %d files to an email.") % MAX_FILES)
    if sum(size for _name, size in files) > MAX_TOTAL_BYTES:
        sentences.append(
            _("Together the files are larger than %s, which many mail servers refuse.")
            % filesizeformat(MAX_TOTAL_BYTES)
        )
    if sentences:
        raise ValidationError(sentences)


def problem(name: str, size: int) -> str:
    """A sentence that says why the file is not accepted; empty if it is."""
    if not kind_of(name):
        kinds = ", ".join(sorted(KINDS))
        return _("“%(name)s” is not an accepted type of file. Accepted: %(kinds)s.") % {
            "name": name,
            "kinds": kinds,
        }
    if size > MAX_FILE_BYTES:
        return _("“%(name)s” is larger than %(limit)s.") % {
            "name": name,
            "limit": filesizeformat(MAX_FILE_BYTES),
        }
    if size == 0:
        return _("“%s” is empty.") % name
    return ""
