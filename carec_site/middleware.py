import logging
import re
import secrets
import time

from django.conf import settings
from django.utils.encoding import escape_uri_path

from carec_site.logs import NO_REQUEST, request_id
from contacts.guards.spam import block_of

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
        request_id.set(_id_of(request))
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id.get()
        close = response.close

        def close_and_log():
            response.close = close
            try:
                close()
            finally:
                requests.info(
                    "%s %s %s %d %dms",
                    block_of(request),
                    request.method,
                    _path_of(request),
                    response.status_code,
                    round((time.perf_counter() - started) * 1000),
                )
                request_id.set(NO_REQUEST)

        response.close = close_and_log
        return response


def _id_of(request):
    """The proxy's id, which its log has too; a visitor's own id would let them write into our log."""
    given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
    return given if WELL_FORMED_ID.fullmatch(given) else secrets.token_hex(8)


def _path_of(request):
    """As browsers write it, so without spaces; without the query, which may contain personal data."""
    return escape_uri_path(request.path)


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


class PermissionsPolicyMiddleware:
    """Sends the Permissions-Policy header (W3C Permissions Policy), which Django has no setting for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
