import logging
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.encoding import escape_uri_path

from carec_site.availability import AWAY
from carec_site.logs import NO_REQUEST, request_id
from carec_site.staff.languages import is_for_staff, language_for
from contacts.guards.spam import block_in

WELL_FORMED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

requests = logging.getLogger("carec_site.requests")


class RequestLogMiddleware:
    """Writes one line per request once the response has been sent in full, including files and streams.

    All other lines written during the request carry the same id, which is also sent as X-Request-ID.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        request_id.set(request_id_of(request.META))
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id.get()
        close = response.close

        def close_and_log():
            response.close = close
            try:
                close()
            finally:
                write_request_line(request.META, request.path, response.status_code, started)
                request_id.set(NO_REQUEST)

        response.close = close_and_log
        return response


def request_id_of(environ: Mapping[str, Any]) -> str:
    """The proxy's id, which its log has too; a visitor's own id would let them write into our log."""
    given = environ.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
    return given if WELL_FORMED_ID.fullmatch(given) else secrets.token_hex(8)


def write_request_line(environ: Mapping[str, Any], path: str, status: int, started: float) -> None:
    """One line, once the response has been sent in full; `started` is the time of `perf_counter` when the
    request arrived. Without the query, which may contain personal data.
    """
    if not requests.isEnabledFor(logging.INFO):
        return
    values = (
        block_in(environ),
        environ["REQUEST_METHOD"],
        escape_uri_path(path),  # as browsers write it, so without spaces
        status,
        round((time.perf_counter() - started) * 1000),
    )
    # What `requests.info()` makes, without a search for the line of code that calls it.
    record = logging.LogRecord(requests.name, logging.INFO, __file__, 0, "%s %s %s %d %dms", values, None)
    requests.handle(record)


class EmptyHeadMiddleware:
    """Answers HEAD without a body (RFC 9110, 9.3.2), which Django leaves to the server: gunicorn warns."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = []
            else:
                response.content = b""
        return response


class AddressLocaleMiddleware(LocaleMiddleware):
    """The address alone decides the language, so no cache need tell visitors apart by what they prefer.

    Pages of staff, which no cache keeps, are in the language that each of them has chosen.
    """

    def process_request(self, request):
        super().process_request(request)
        if is_for_staff(request.path_info):
            with suppress(*AWAY):  # the page that says so is in English
                translation.activate(language_for(request))
                request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class PermissionsPolicyMiddleware:
    """Sends the Permissions-Policy header (W3C Permissions Policy), which Django has no setting for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
