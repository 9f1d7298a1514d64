"""What this process knows of the changes of the content: `current()`."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.models import Sum

from freshness import moments
from freshness.leases import LEASE_SECONDS, RENEWAL_SECONDS
from freshness.models import Change
from freshness.moments import Moments
from freshness.reading import unseen
from freshness.watching import TRIGGER

# Their rows are written by migrations alone, after which the site starts anew.
FIXED_TABLES = frozenset({"django_content_type"})

# What has to be done once a moment of a table is over, before anything is read. It takes the moment away.
AT_MOMENTS: dict[str, Callable[[], object]] = {}

State = tuple[object, ...]
Version = tuple[int, float]


@dataclass(frozen=True, eq=False)
class Changes:
    """What had changed when a request arrived."""

    number: int  # of all changes
    counts: Mapping[str, int]  # by watched table
    moments: Mapping[str, Moments]
    day: float
    until: float  # POSIX time at which content changes by itself next

    @property
    def version(self) -> Version:
        """Equal as long as nothing changes at all."""
        return self.number, self.until

    def state_of(self, tables: Iterable[str]) -> State | None:
        """Equal as long as nothing that is made from these tables changes; None if that can't be known."""
        wanted = sorted(FIXED_TABLES.symmetric_difference(tables) - FIXED_TABLES)
        if not self.counts.keys() >= set(wanted):
            return None
        return (
            _process.epoch,
            self.day,
            *(
                (self.counts[table], self.moments[table].last if table in self.moments else 0)
                for table in wanted
            ),
        )


class _Answer(NamedTuple):
    """What the database said last. Replaced as a whole: a thread that reads it while another one asks again
    must not take an old answer for one that the new lease is about.
    """

    changes: Changes | None = None
    asked: float = 0  # by the monotonic clock, as the next
    lease_ends: float = 0


class _Process:
    """Shared by its threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.epoch = 0
        self.forget()

    def forget(self) -> None:
        """Believe nothing that is known or kept any longer."""
        self.epoch += 1
        self.answer = _Answer()


def _is_of_now(answer: _Answer) -> bool:
    """Whether nothing has changed by itself since."""
    return answer.changes is not None and time.time() < answer.changes.until


_process = _Process()
asking = threading.Lock()  # the database; held by the thread that does
_request: ContextVar[list[Changes | None] | None] = ContextVar("request", default=None)
forget = _process.forget


def leased() -> Changes | None:
    """What has changed by now, if this process knows it without asking the database. Shortly before the lease
    ends, one thread does not: it asks again, so that the others need not wait.
    """
    answer = _process.answer
    now = time.monotonic()
    if now >= answer.lease_ends - RENEWAL_SECONDS and not asking.locked():
        return None
    return answer.changes if now < answer.lease_ends and _is_of_now(answer) else None


@contextmanager
def one_request(known: Changes | None = None) -> Iterator[None]:
    """Inside the block, which answers a request that changes nothing, it is found out once at most what had
    changed before it.
    """
    if known is None and _request.get() is not None:
        yield
        return
    token = _request.set([known] if known else [])
    try:
        yield
    finally:
        _request.reset(token)


def current() -> Changes | None:
    """What has changed by now, or since the request that is being answered arrived.

    None within a transaction, whose own changes others do not see, and while the database is away.
    """
    if connection.in_atomic_block and not settings.FRESHNESS_IN_TRANSACTIONS:
        return None
    found = _request.get()
    if found:
        return found[0]
    try:
        with unseen():
            known = leased() or ask_together()
    except (Error, ImproperlyConfigured):  # the latter comes from a private server that does not start
        known = None
    if found is not None:
        found.append(known)
    return known


def ask_together() -> Changes:
    """One thread asks at a time. Those that had to wait for it rely on its lease, or all on the next answer.

    While the database is silent nobody waits for another one's question.
    """
    arrived = time.monotonic()
    is_alone = asking.acquire(timeout=LEASE_SECONDS)
    try:
        answer = _process.answer
        is_leased = time.monotonic() < answer.lease_ends - RENEWAL_SECONDS
        if (is_leased or answer.asked > arrived) and _is_of_now(answer) and answer.changes:
            return answer.changes
        return _ask()
    finally:
        if is_alone:
            asking.release()


def _ask() -> Changes:
    asked = time.monotonic()
    number, is_settled = _count()
    known = _process.answer.changes
    if known is None or known.number != number or time.time() >= known.until:
        known = _read(number)
    is_leased = is_settled and settings.FRESHNESS_BY_LEASE
    with _process.lock:
        if asked >= _process.answer.asked:
            _process.answer = _Answer(known, asked, asked + LEASE_SECONDS if is_leased else 0)
    return known


def _count() -> tuple[int, bool]:
    """The number of all changes, and whether none is on its way. Within a transaction the question would hold
    up all changes until its end, so there it is not asked.
    """
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            cursor.execute("SELECT coalesce(sum(number), 0) FROM freshness_change")
            return int(cursor.fetchone()[0]), False
        cursor.execute("SELECT is_settled, number FROM freshness_count_changes()")
        is_settled, number = cursor.fetchone()
        return number, is_settled


def _read(number: int) -> Changes:
    now = datetime.now(UTC)
    around = moments.moments_at(now)
    if due := [act for table, act in AT_MOMENTS.items() if around[table].last]:
        for act in due:
            act()
        number, _is_settled = _count()
        around = moments.moments_at(now)
    watched = _watched_tables()
    rows = dict(Change.objects.order_by().values_list("table_name").annotate(total=Sum("number")))
    begin = rows.get(Change._meta.db_table, 0)
    counts = {table: int(begin + rows.get(table, 0)) for table in watched}
    until = min([moments.end_of_day(now), *(each.next for each in around.values())])
    return Changes(number, counts, around, moments.start_of_day(now), until)


def _watched_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgname = %s AND tgenabled <> 'D'",
            [TRIGGER],
        )
        return [name for (name,) in cursor.fetchall()]
