"""The server's part in keeping what is typed into forms: it says which draft was saved, and which can't be.

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
    if (draft := _draft_of(request)) and 300 <= response.status_code < 400:
        response.set_cookie(
            COOKIE,
            draft,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )


def form_for_deleted(request, response) -> str:
    """The address of an empty form that takes what was typed of a record that is deleted by now, or nothing.

    From the form of a record that is there, the administration never leads to its start page.
    """
    page = request.resolver_match.url_name or ""
    is_gone = page.endswith("_change") and response.headers.get("Location") == reverse("admin:index")
    if not is_gone or not (draft := _draft_of(request)):
        return ""
    return reverse(f"admin:{page.removesuffix('change')}add", query={FIELD: draft})


def _draft_of(request) -> str:
    draft = request.POST.get(FIELD, "") if request.method == "POST" else ""
    return draft if NAME.fullmatch(draft) else ""
