"""The WSGI application around Django's, which answers for it while what it answered before is still true."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import contextmanager
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from carec_site.database import waiting
from carec_site.logs import NO_REQUEST, request_id
from carec_site.middleware import request_id_of, write_request_line
from carec_site.page_cache.answers import Answer, Form
from carec_site.page_cache.store import Store
from carec_site.staff.languages import STAFF
from freshness import changes
from freshness.changes import Changes, Version
from freshness.keeping import Kept, keep
from freshness.reading import tables_read

# Who waits longer for a page that another makes makes it too.
PATIENCE_SECONDS = 5
MAX_REFUSED = 10_000  # addresses that had no answer for everybody when they were last asked for
NOT_PAGES = (STAFF, settings.STATIC_URL, settings.MEDIA_URL)


class PageCache:
    def __init__(self, application: Callable, max_bytes: int):
        self.application = application
        self.store = Store(max_bytes)
        self._making: dict[Hashable, threading.Lock] = {}
        self.refused: OrderedDict[Hashable, Version] = OrderedDict()
        self.visitor_waited = threading.Event()  # for a page that had to be made

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        started = time.perf_counter()
        key = key_of(environ)
        known = what_changed() if key else None
        if known is None:
            return self.application(environ, start_response)
        kept = self._true(key, known)
        if kept is None:
            if environ["REQUEST_METHOD"] == "HEAD" or self._is_refused(key, known):
                return self.application(environ, start_response)
            with self._alone(key):
                kept = self._true(key, known)
                if kept is None and not self._is_refused(key, known):
                    self.visitor_waited.set()
                    return self._make(key, known, environ, start_response)
        if kept is None:
            return self.application(environ, start_response)
        form = kept.value.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return Given(form, environ, start_response, started)

    def renew(self, key: Hashable, known: Changes, environ: dict) -> None:
        """Make the page of this request, whose key it is, if it is not true any longer."""
        with self._alone(key):
            kept = self.store.peek(key)
            is_true = kept is not None and kept.is_true(known)
            if not is_true and not self._is_refused(key, known):
                response = self._make(key, known, environ, lambda *_begun: None)
                response.close()

    def _true(self, key: Hashable, known: Changes) -> Kept[Answer] | None:
        kept = self.store.get(key)
        return kept if kept and kept.is_true(known) else None

    def _is_refused(self, key: Hashable, known: Changes) -> bool:
        """Whether an answer was not for everybody, and would be so again: nothing has changed since."""
        return self.refused.get(key) == known.version

    @contextmanager
    def _alone(self, key: Hashable):
        """One thread makes a page; the others that want it wait for it."""
        making = self._making.setdefault(key, threading.Lock())
        is_first = making.acquire(timeout=PATIENCE_SECONDS)
        try:
            yield
        finally:
            if is_first:
                self._making.pop(key, None)
                making.release()

    def _make(self, key, known, environ, start_response):
        sent = []
        with changes.one_request(known), tables_read() as tables:
            response = self.application(environ, lambda *parts: sent.append(parts))
        status, headers = sent[0][:2]
        kept = None
        if getattr(response, "is_for_everybody", False):
            kept = keep(Answer(headers, b"".join(response)), tables, known)
        if kept is None:
            self.refused[key] = known.version
            while len(self.refused) > MAX_REFUSED:
                self.refused.popitem(last=False)
            start_response(status, headers)
            return response
        self.store.put(key, kept)
        form = kept.value.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
        own = [pair for pair in headers if pair[0] == "X-Request-ID"]
        status, headers, body = form.answer_to(environ)
        start_response(status, headers + own)
        return Made(body, response.close)


class Made:
    """The body of a page that Django has made, who writes its line in the log when it is closed."""

    def __init__(self, body: Iterable[bytes], close: Callable):
        self._body, self.close = body, close

    def __iter__(self):
        return iter(self._body)


class Given:
    """The body of a page that was kept."""

    def __init__(self, form: Form, environ: dict, start_response: Callable, started: float):
        self._environ, self._started = environ, started
        self._id = request_id_of(environ)
        self._status, headers, self._body = form.answer_to(environ)
        start_response(self._status, [*headers, ("X-Request-ID", self._id)])

    def __iter__(self):
        return iter(self._body)

    def close(self) -> None:
        request_id.set(self._id)
        write_request_line(self._environ, get_path_info(self._environ), int(self._status[:3]), self._started)
        request_id.set(NO_REQUEST)


def key_of(environ: dict) -> Hashable | None:
    """What tells answers apart; None if whoever asks may get an answer of their own."""
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or path.startswith(NOT_PAGES):
        return None
    cookie = environ.get("HTTP_COOKIE", "")
    if cookie and is_known_by(cookie):
        return None
    scheme = environ["wsgi.url_scheme"]
    if settings.BEHIND_PROXY:
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "")
    return scheme, environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME"), path, environ.get("QUERY_STRING", "")


def is_known_by(cookie: str) -> bool:
    """Whether the cookies are, or may be, those of somebody who has signed in."""
    try:
        names = SimpleCookie(cookie).keys()
    except CookieError:
        return True
    return not names.isdisjoint({settings.SESSION_COOKIE_NAME, "messages"})


def what_changed() -> Changes | None:
    """By now; None if nothing can be kept, because the database does not answer."""
    known = changes.leased()
    if known is None:
        with waiting.one_request():
            known = changes.current()
    return known
