"""What a visitor sees while the database is down: a 503 page that needs no database.

How long requests wait before that is decided in `carec_site/database/waiting.py`.
"""

import logging

from django.conf import settings
from django.contrib.sessions import middleware as sessions
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.log import log_response
from django.utils.translation import gettext as _

from carec_site.database import waiting
from carec_site.database.programs import PrivateServerError
from carec_site.staff.accounts.sessions import prolong

logger = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError, PrivateServerError)
RETRY_AFTER_SECONDS = 30


class AvailabilityMiddleware:
    """Limits each request's use of the database, and answers 503 if a view needs it and it is down."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with waiting.one_request():
            return self.get_response(request)

    def process_exception(self, request, exception):
        return unavailable(request, exception) if isinstance(exception, AWAY) else None


class SessionMiddleware(sessions.SessionMiddleware):
    """Handles failures of Django's own, which saves the session after the view, where `process_exception`
    can't see them.
    """

    def process_response(self, request, response):
        try:
            prolong(request.session)
            return super().process_response(request, response)
        except AWAY as error:
            return unavailable(request, error)


def unavailable(request, error):
    """503 in the language of the address, and one line in the log."""
    with translation.override(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)):
        if is_for_people(request):
            context = {"is_post": request.method == "POST", "address": request.get_full_path()}
            response = HttpResponse(render_to_string("503.html", context))
        else:
            text = _("Our database is not responding at the moment. Please try again in a minute.")
            response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8")
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    add_never_cache_headers(response)
    log_response(
        "503 for %s %s: %s",
        request.method,
        request.path,
        " ".join(str(error).split()),
        response=response,
        request=request,
        logger=logger,
        level="warning",
    )
    return response


def is_for_people(request):
    """Whether the address is a page's: not a feed, a calendar or the sitemap."""
    return request.path_info.endswith("/") and not request.path_info.endswith("/feed/")
