"""The disk that holds uploads: whether it is full, and how much room is left."""

import errno
import shutil
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FULL = {errno.ENOSPC, errno.EDQUOT}
MEGABYTE_BYTES = 1024 * 1024
# With less than this left, whoever runs the site is warned: two of the largest documents fill it.
LEAST_ROOM_BYTES = 200 * MEGABYTE_BYTES
SAMPLE_BYTES = 4096  # some file systems keep a smaller file in its entry, where there is room longer


class DiskFullError(ValidationError):
    """There was no room for a file, and no part of it remains. Forms report it like any invalid file."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The site’s disk is full, so the file could not be stored. Nothing else was lost. Tell "
                "whoever runs the site, then try again."
            ),
            code="disk-full",
        )


def is_full(error: BaseException) -> bool:
    """Whether this error comes from a full disk or a used up quota."""
    return isinstance(error, DiskFullError) or (isinstance(error, OSError) and error.errno in FULL)


def room() -> int:
    """Write a little where the uploads are and return the bytes left there; OSError if that fails."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder) as file:
        file.write(b"\1" * SAMPLE_BYTES)
        file.flush()
    return shutil.disk_usage(folder).free
