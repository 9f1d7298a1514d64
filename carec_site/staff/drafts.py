"""The server's part in keeping unsaved drafts of forms: it says which draft was saved and which can't be.

The drafts themselves never leave the browser: see `static/staff/drafts.js`, which gives each a name and
sends that with the form.
"""

import re

from django.apps import apps
from django.conf import settings
from django.urls import reverse

FIELD = "_draft"
COOKIE = "saved_draft"
NAME = re.compile(r"[a-z0-9]{1,40}")


def confirm_saved(request, response) -> None:
    """Name the draft of an accepted form in a cookie; every staff page then deletes that draft.

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


def form_for_deleted(site, request, response) -> str:
    """The address of an empty form for what was typed about a record that has been deleted in the meantime;
    None if it was not deleted, or if the user may not add such a record.

    The administration redirects to its start page only if the record does not exist.
    """
    draft = _draft_of(request)
    if not draft or response.headers.get("Location") != reverse("admin:index"):
        return ""
    for model in filter(site.is_registered, apps.get_models()):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        if request.resolver_match.url_name == f"{name}_change":
            may_add = site.get_model_admin(model).has_add_permission(request)
            return reverse(f"admin:{name}_add", query={FIELD: draft}) if may_add else ""
    return ""


def _draft_of(request) -> str:
    draft = request.POST.get(FIELD, "") if request.method == "POST" else ""
    return draft if NAME.fullmatch(draft) else ""
