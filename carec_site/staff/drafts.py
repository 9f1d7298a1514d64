"""The server's part in keeping what is typed into forms: it says which draft was saved.

The drafts themselves never leave the browser: see `static/staff/drafts.js`, which gives each a name and
sends that with the form.
"""

import re

from django.conf import settings
from django.urls import reverse

FIELD = "_draft"
COOKIE = "saved_draft"
NAME = re.compile(r"[a-z0-9]{1,40}")


def confirm_saved(request, response) -> None:
    """Name in a cookie the draft of a form that was accepted; every page of staff then forgets that draft.

    A form that is accepted leads on to another page, and one that is refused is shown again.
    """
    draft = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if NAME.fullmatch(draft) and 300 <= response.status_code < 400:
        response.set_cookie(
            COOKIE,
            draft,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
