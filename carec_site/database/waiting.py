"""How long this process waits for PostgreSQL, and what it does when no answer comes.

If a server freezes, or its machine vanishes, no wait ends by itself. So psycopg2 hands every wait, for a
connection or a statement, to `wait()` here (its "wait callback"), which follows three rules:

*Slow or down.* A statement may take long. When a server has been quiet for QUIET_SECONDS, the waiting
thread asks it for another connection. If it gets one, the statement is slow and the wait goes on. If no
answer comes within `Limits.answer_seconds`, the database is down: the wait ends with NoAnswerError, and
psycopg2 closes the connection. A new connection is given the same time. Statements of requests always end at
`Limits.statement_seconds`, those of commands never.

*Down means down for all.* From then on no thread waits: each gets NoAnswerError at once, except that one
at a time asks for a connection, and those that arrive at the same moment share its result. The first answer
ends this. A request that has been told once is not told again.

*Places.* At most PLACES requests of a process use the database at a time, so that threads are left for
what does not need it: static files, /livez, the 503 page. Others wait for a place only as long as the
database answers other requests.

All this also holds for commands, which wait longer; `serve_requests()` sets the shorter limits. COPY and
large objects are not possible with a wait callback. It can't limit the time of a DNS lookup.
"""

import select
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from time import monotonic

from django.conf import settings
from django.db import connection as default_connection
from django.db.backends.postgresql.base import Database
from django.db.backends.signals import connection_created
from psycopg2 import extensions

QUIET_SECONDS = 1
QUIET_GROWTH = 2  # each time the server proves to be slow only
SILENCE_SECONDS = 0.5  # with all places taken; then nobody waits for one
LOOK_SECONDS = 0.1  # between two looks at the silence
FRESH_SECONDS = 0.25  # a server that is back answers sooner
PLACES = 6  # fewer than the threads in deploy/gunicorn.conf.py


class NoAnswerError(Database.OperationalError):
    """The server does not answer. Django's OperationalError has it as its cause."""


@dataclass(frozen=True)
class Limits:
    answer_seconds: float
    statement_seconds: float = inf
    idle_in_transaction_seconds: float = inf
    start_seconds: float = 120  # of a private server: recovery after a crash takes time


class Silence:
    """Whether threads are waiting for the server and none of them has heard from it recently."""

    def __init__(self):
        self._lock = threading.Lock()
        self._waiting = 0
        self._heard = 0.0

    @contextmanager
    def unless_answered(self):
        with self._lock:
            if not self._waiting:
                self._heard = monotonic()
            self._waiting += 1
        try:
            yield
            self._heard = monotonic()
        finally:
            with self._lock:
                self._waiting -= 1

    def lasts(self):
        return self._waiting > 0 and monotonic() - self._heard > SILENCE_SECONDS


@dataclass
class Request:
    has_place: bool = False
    told: str = ""  # the reason of the first NoAnswerError


class State:
    """Of this process."""

    def __init__(self):
        self.limits = Limits(answer_seconds=settings.DATABASE_COMMAND_ANSWER_SECONDS)
        self.asked = self.heard = self.lost = 0.0  # when the server was asked last, answered, did not answer
        self.silence = Silence()
        self.places = threading.BoundedSemaphore(PLACES)
        self.asking = threading.Lock()
        self.asker = None

    @property
    def is_away(self):
        return self.lost > self.heard


_state = None
_request = ContextVar("request", default=None)


def install():
    global _state
    _state = State()
    extensions.set_wait_callback(wait)
    connection_created.connect(_limit_statements, dispatch_uid=__name__)


def serve_requests():
    """From now on this process serves requests, and nobody waits longer than the settings allow."""
    _state.limits = Limits(
        answer_seconds=settings.DATABASE_ANSWER_SECONDS,
        statement_seconds=settings.DATABASE_STATEMENT_SECONDS,
        idle_in_transaction_seconds=settings.DATABASE_IDLE_IN_TRANSACTION_SECONDS,
        start_seconds=settings.DATABASE_START_SECONDS,
    )


def start_seconds():
    return _state.limits.start_seconds


@contextmanager
def one_request():
    """Inside the block this thread takes up one place, from its first use of the database to the end."""
    request = Request()
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)
        if request.has_place:
            _state.places.release()


@contextmanager
def waited_for():
    """For waits that psycopg2 does not know about: others do not queue behind them."""
    with _state.silence.unless_answered():
        yield


def wait(connection):
    """Return once the server has answered; raise NoAnswerError if it does not."""
    request = _request.get()
    is_asking = _state.asker == threading.get_ident()
    try:
        if not is_asking:
            _admit(request)
        with _state.silence.unless_answered():
            if connection.status == extensions.STATUS_SETUP:
                _wait_for_connection(connection)
            else:
                _wait_for_statement(connection)
    except NoAnswerError as error:
        if request:
            request.told = str(error)
        raise


def _admit(request):
    if request and request.told:
        raise NoAnswerError(request.told)
    if _state.is_away:
        _ask()
    if request and not request.has_place:
        while not _state.places.acquire(timeout=0 if _state.silence.lasts() else LOOK_SECONDS):
            if _state.silence.lasts():
                raise NoAnswerError(f"{PLACES} requests wait for the database, which is silent")
        request.has_place = True


def _wait_for_connection(connection):
    seconds = _state.limits.answer_seconds
    deadline = monotonic() + seconds
    while (state := _progress(connection)) != extensions.POLL_OK:
        if not _is_ready(connection, state, deadline - monotonic()):
            _state.lost = monotonic()
            raise NoAnswerError(f"no connection to the database within {seconds:g} seconds")


def _progress(connection):
    """`connection.poll()`, whose errors do not say which server they are about."""
    try:
        return connection.poll()
    except Database.OperationalError as error:
        server = f'"{connection.info.host}", port {connection.info.port}'
        raise Database.OperationalError(f"connection to server at {server} failed: {error}") from None


def _wait_for_statement(connection):
    # The server cancels a statement at its limit. We give up only if it does not.
    limits = _state.limits
    seconds = limits.statement_seconds + limits.answer_seconds
    heard = monotonic()
    deadline = heard + seconds
    quiet = QUIET_SECONDS
    while (state := connection.poll()) != extensions.POLL_OK:
        now = monotonic()
        if _is_ready(connection, state, min(heard + quiet, deadline) - now):
            heard = monotonic()
        elif monotonic() >= deadline:
            raise NoAnswerError(f"no answer of the database within {seconds:g} seconds")
        else:
            _ask()
            quiet *= QUIET_GROWTH


def _is_ready(connection, state, seconds):
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
    return bool(poll.poll(max(0, seconds * 1000)))


def _ask():
    """Return if the server answers a new connection, even with a refusal; otherwise it is down:
    NoAnswerError.

    One thread asks at a time and the others wait for its result; but once the database is known to be
    down, only while the question is recent.
    """
    began = monotonic()
    patience = _state.asked + FRESH_SECONDS - began if _state.is_away else _state.limits.answer_seconds
    is_alone = _state.asking.acquire(timeout=max(0, patience))
    try:
        if _state.heard > began:
            return
        if not is_alone or _state.lost > began:
            raise NoAnswerError("the database is away")
        _state.asker, _state.asked = threading.get_ident(), monotonic()
        try:
            Database.connect(**default_connection.get_connection_params()).close()
        except NoAnswerError:
            raise
        except Database.OperationalError:
            pass  # whoever asked finds out why, as with any server that refuses
        _state.heard = monotonic()
    finally:
        if is_alone:
            _state.asker = None
            _state.asking.release()


def _limit_statements(connection, **_signal):
    """The server's own limits, which end a slow statement and keep its connection."""
    limits = _state.limits
    values = {
        "statement_timeout": limits.statement_seconds,
        "idle_in_transaction_session_timeout": limits.idle_in_transaction_seconds,
    }
    finite = [(name, f"{seconds * 1000:.0f}") for name, seconds in values.items() if seconds < inf]
    if finite and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            calls = ", ".join(["set_config(%s, %s, false)"] * len(finite))
            cursor.execute(f"SELECT {calls}", [word for pair in finite for word in pair])
