"""Makes the most read pages anew after a change, so that their readers need not wait for them.

A thread in each process that answers visitors. It begins when a visitor had to wait for a page, makes one
page at a time, and rests longer than it works: readers come first, and a newsroom that publishes all day does
not keep a processor busy with pages that are old again before anybody sees them.
"""

import logging
import sys
import threading
import time
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections

from carec_site.page_cache.application import PageCache, what_changed

REST_SECONDS = 0.5  # at least, between two looks at the most read pages
REST_SHARE = 4  # times as long as the work took

logger = logging.getLogger(__name__)


class Warmer:
    def __init__(self, cache: PageCache, max_pages: int):
        self.cache, self.max_pages = cache, max_pages
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warmer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._has_ended.set()
        self.cache.visitor_waited.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while self.cache.visitor_waited.wait() and not self._has_ended.is_set():
                self.cache.visitor_waited.clear()
                began = time.monotonic()
                close_old_connections()
                try:
                    warm(self.cache, self.max_pages)
                except Exception:
                    logger.exception("the most read pages could not be made anew")
                self._has_ended.wait(max(REST_SECONDS, REST_SHARE * (time.monotonic() - began)))
        finally:
            connections.close_all()


def warm(cache: PageCache, max_pages: int) -> None:
    """Make those of the most read pages anew that are not true any longer."""
    for key in cache.store.most_read(max_pages):
        known = what_changed()
        if known is None:
            return
        cache.renew(key, known, environ_of(key))


def environ_of(key: Any) -> dict[str, Any]:
    """A visitor's request for the page that is kept under this key (PEP 3333)."""
    scheme, host, script, path, query = key
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": script or "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if host is not None:
        environ["HTTP_HOST"] = host
    if settings.BEHIND_PROXY:
        environ["HTTP_X_FORWARDED_PROTO"] = scheme
    return environ
