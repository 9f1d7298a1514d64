from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.views.static import serve

ONE_YEAR_SECONDS = 365 * 24 * 60 * 60
INLINE = {".jpg", ".webp"}


def media(request, path):
    """Uploaded files, where no web server in front serves them.

    Pictures are named by content and never change. Anything else is a download, never shown in place.
    """
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except (SuspiciousFileOperation, OSError, ValueError):  # outside, or a name that no file can have
        raise Http404 from None
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR_SECONDS}, immutable"
    if PurePosixPath(path).suffix not in INLINE:
        response.headers["Content-Disposition"] = "attachment"
        response.headers["Cache-Control"] = "public, max-age=300"
    return response
