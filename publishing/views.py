import os
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe
from django.views.generic import ListView
from whitenoise.media_types import MediaTypes

from publishing import images
from publishing.ranges import part_asked
from publishing.statements.pages import NEAR_ROWS, DeepPaginator, ListPaginator

ONE_YEAR_SECONDS = 365 * 24 * 60 * 60
INLINE = {".jpg", ".webp"}
# Whatever the operating system calls them.
TYPES = MediaTypes()


@require_safe
def media(request, path):
    """Serves uploaded files, if no web server in front does.

    Pictures are shown in place, and those named by their content never change. Everything else is a download.
    """
    try:
        file = default_storage.open(path)
    except (SuspiciousFileOperation, OSError, ValueError):  # outside, or a name that no file can have
        raise Http404 from None
    stored = os.fstat(file.fileno())
    response = FileResponse(file, content_type=TYPES.get_type(path))
    response.headers["Last-Modified"] = http_date(stored.st_mtime)
    response.headers["ETag"] = quote_etag(f"{stored.st_mtime_ns:x}-{stored.st_size:x}")
    response.headers["Cache-Control"] = "public, max-age=300"
    if images.RENDITION.fullmatch(path):
        response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR_SECONDS}, immutable"
    if PurePosixPath(path).suffix not in INLINE:
        response.headers["Content-Disposition"] = "attachment"
    answer = get_conditional_response(request, response.headers["ETag"], int(stored.st_mtime), response)
    if answer is not response:
        response.close()
        return answer
    return part_asked(request, response)


class PagedList(ListView):
    """A long list page by page: `rows()` gives its queryset, `paginate_by` says how many are on a page.

    Nothing but the view and `choice` may tell its rows from those of other lists; None if nobody repeats it.
    Where no index has its order and condition, no page is near (`publishing.statements.pages`).
    """

    choice: tuple | None = ()
    near = NEAR_ROWS

    def rows(self):
        raise NotImplementedError

    def get_queryset(self):
        return self.rows  # asked only where no statement is prepared

    def get_paginator(self, rows, per_page, **_words):
        if self.choice is None:
            return DeepPaginator(rows(), per_page)
        return ListPaginator(rows, per_page, (type(self), *self.choice), self.near)
