"""Spam protection for the form without cookies, so that every page is the same for all visitors.

Suspicious messages are stored as spam with a reason, and their senders are thanked like everyone else: a
bot learns nothing, and staff can find people who were suspected wrongly.
"""

import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contacts.guards import proof_of_work, tokens
from contacts.models import AddressCount
from contacts.states import SpamReason

logger = logging.getLogger(__name__)

MIN_LOOKING_SECONDS = 1  # seconds for a look at the page that asks to confirm
CLOCK_DIFFERENCE_SECONDS = 10 * 60  # seconds by which the clocks of two of our machines may differ
UNKNOWN = "unknown"
CONFIRMATION_WINDOW = timedelta(days=1)
TEN_MINUTES, DAY = 10 * 60, 24 * 60 * 60
# Messages of one block of addresses: beyond the first two they are set aside, beyond the last refused.
MAX_IN_TEN_MINUTES, MAX_IN_A_DAY = 20, 60
MAX_REFUSALS_A_DAY = 200
REASONS = {
    proof_of_work.Outcome.GOOD: "",
    proof_of_work.Outcome.TOO_FAST: SpamReason.TOO_FAST,
    proof_of_work.Outcome.BAD: SpamReason.NO_WORK,
}


class Traces(NamedTuple):
    """What a POST reveals about how it was made, apart from the message itself."""

    subject: str = ""  # the trap
    made: str = ""
    proof: str = ""
    confirmed: str = ""


class RefusedError(Exception):
    """Too many messages have come from this network today to store another one."""

    def __init__(self) -> None:
        super().__init__()
        self.retry_after = DAY - int(time.time()) % DAY  # seconds


class UnconfirmedError(Exception):
    """Neither the page's script nor the visitor has confirmed the message; `token` lets the visitor do so."""

    def __init__(self, token: str):
        super().__init__()
        self.token = token


def suspicion(request: HttpRequest, traces: Traces, key: str) -> str:
    """Why the message with this key (equal messages have equal keys) may be spam; empty if nothing suggests
    it.

    Raises UnconfirmedError or RefusedError. Its counts and used proofs are part of the caller's
    transaction, so the same POST may be sent again after a database failure.
    """
    reason = _of_form(traces) or _of_sender(traces, key)
    lately, today = count_one(request)
    if today > MAX_REFUSALS_A_DAY:
        raise RefusedError
    if lately > MAX_IN_TEN_MINUTES or today > MAX_IN_A_DAY:
        return reason or SpamReason.TOO_MANY
    return reason


def _of_form(traces: Traces) -> str:
    """A page may be days old, because of caches or slow visitors, or stamped by a clock that was ahead; but
    it must come from this site.
    """
    if traces.subject:
        return SpamReason.TRAP
    return SpamReason.FORGED if tokens.read(traces.made) is None else ""


def _of_sender(traces: Traces, key: str) -> str:
    if traces.confirmed:
        return _of_confirmation(traces.confirmed, key)
    outcome = proof_of_work.spend(traces.proof) if traces.proof else proof_of_work.Outcome.EXPIRED
    if outcome == proof_of_work.Outcome.EXPIRED:
        raise UnconfirmedError(tokens.stamp(key))
    return REASONS[outcome]


def _of_confirmation(token: str, key: str) -> str:
    asked = tokens.read(token)
    if asked is None:
        return SpamReason.NO_WORK
    if (
        asked.words != key
        or not -CLOCK_DIFFERENCE_SECONDS <= asked.age <= CONFIRMATION_WINDOW.total_seconds()
    ):
        raise UnconfirmedError(tokens.stamp(key))
    if 0 <= asked.age < MIN_LOOKING_SECONDS:
        raise UnconfirmedError(token)
    is_first = proof_of_work.spend_once(token, timezone.now() + CONFIRMATION_WINDOW)
    return "" if is_first else SpamReason.NO_WORK


def count_one(request: HttpRequest) -> tuple[int, int]:
    """Count one more message from the sender's block; return how many it sent in these ten minutes, and
    today.
    """
    block, now = block_of(request), int(time.time())
    if block == UNKNOWN:
        logger.warning("The proxy gave no address of the sender, so all senders count as one")
    lately, today = (
        AddressCount.objects.add_one(  # type: ignore[attr-defined]  # of its queryset
            salted_hmac("contacts.block", f"{length} {block}", algorithm="sha256").hexdigest(),
            datetime.fromtimestamp(now - now % length, UTC),
        )
        for length in (TEN_MINUTES, DAY)
    )
    return lately, today


def block_of(request: HttpRequest) -> str:
    """The network a request came from: as large as one household, office or rented machine has.

    Requests without an address all count as one network.
    """
    return block_in(request.META)


def block_in(environ: Mapping[str, Any]) -> str:
    """The same, from what the server says of a request (PEP 3333)."""
    try:
        return network_of(address_in(environ))
    except ValueError:
        return UNKNOWN


def address_in(environ: Mapping[str, Any]) -> str:
    """The address a POST came from, as far as it is known.

    Behind our proxy, that is the last address in X-Forwarded-For, which the proxy appended; anything
    before it, or the whole header without a proxy, can be forged by the sender.
    """
    if settings.BEHIND_PROXY:
        return environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return environ.get("REMOTE_ADDR", "")


@lru_cache(maxsize=10_000)
def network_of(address: str) -> str:
    """The block that an address belongs to; ValueError if it is not an address."""
    host = ip_address(address)
    host = getattr(host, "ipv4_mapped", None) or host
    return str(ip_network((host.packed, 24 if host.version == 4 else 56), strict=False))


def sent_from_this_site(request: HttpRequest) -> bool:
    """Whether a page of this host posted the form, as far as the browser tells.

    Browsers set `Origin` (RFC 6454) and `Sec-Fetch-Site` (W3C Fetch Metadata) themselves; pages can't.
    Programs that are not browsers may leave both out. `Origin: null` comes from visitors who hide where they
    come from, and from sandboxed pages; only `Sec-Fetch-Site` tells the two apart.
    """
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if origin == "null":
        return site == "same-origin"
    if site not in {None, "same-origin", "none"}:
        return False
    host = request.get_host().lower()
    return origin is None or origin.lower() in {f"https://{host}", f"http://{host}"}
