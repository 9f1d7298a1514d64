"""Slows down password guessing, by account and by block of internet addresses.

An attempt is counted before its password is checked, so that simultaneous attempts gain nothing over
successive ones, and an attempt that comes too early is refused unchecked. It is counted in up to three rows,
see `LIMITS`. Nobody can lock a colleague out for good: the waits end, and a network from which the account
signed in recently is not affected by attempts from elsewhere.
"""

import logging
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple
from unicodedata import normalize

from allauth.account.signals import authentication_step_completed
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from carec_site.models import SignInTries
from contacts.guards.spam import address_in, block_of

logger = logging.getLogger(__name__)

DAY = timedelta(days=1)
# A network from which an account was signed in to is known as its own for so long.
DEVICE_LIFETIME = timedelta(days=30)
MAX_NAME_LENGTH = 150  # of an account, and of what is tried as one in the log


class Limit(NamedTuple):
    """A number of free attempts; after that each has to wait twice as long as the one before, up to a
    maximum.
    """

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_after: timedelta  # from the first that was counted

    def wait_after(self, count: int) -> timedelta:
        if count < self.free:
            return timedelta(0)
        return min(self.first_wait * 2 ** min(count - self.free, 16), self.longest_wait)


LIMITS = {
    "account and block": Limit(5, timedelta(minutes=1), timedelta(hours=1), DAY),
    "account": Limit(20, timedelta(seconds=30), timedelta(minutes=15), DAY),
    "block": Limit(30, timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1)),
}


class Try(NamedTuple):
    account: str
    block: str


class TooManyError(Exception):
    """The next attempt is allowed at `ready_at`."""

    def __init__(self, ready_at: datetime):
        super().__init__()
        self.ready_at = ready_at


class GuardedBackend(ModelBackend):
    """Django's own, but counts the attempt before it checks the password, or refuses it unchecked.

    A refused request has the seconds to wait as `sign_in_wait`. Without a request, as in a shell, nothing
    is counted.
    """

    # Django's own looks at the password beside `authenticate`.
    aauthenticate = BaseBackend.aauthenticate

    def authenticate(self, request, username=None, password=None, **credentials):
        if request is not None and not may_try(request, _name_in({"username": username, **credentials})):
            raise PermissionDenied
        return super().authenticate(request, username, password, **credentials)


def may_try(request, name: str) -> bool:
    """Count an attempt to sign in as `name`, unless it comes too early."""
    now = timezone.now()
    attempt = Try(account_key(name), block_key(block_of(request)))
    try:
        count(attempt, now)
    except TooManyError as error:
        request.sign_in_wait = ceil((error.ready_at - now).total_seconds())
        return False
    request.sign_in_try = attempt
    return True


def follow_password(request, name: str) -> None:
    """Note that the password which precedes this step was counted in a request of its own."""
    request.sign_in_try = Try(account_key(name), block_key(block_of(request)))


@transaction.atomic
def count(attempt: Try, now: datetime) -> None:
    """Count one more attempt; if it comes too early, raise TooManyError and count nothing."""
    # Always locked in this order, so that no two wait for each other.
    own = SignInTries.objects.locked(*attempt, now)
    rows = [(own, LIMITS["account and block"])]
    if own.succeeded_at is None or own.succeeded_at < now - DEVICE_LIFETIME:
        rows.append((SignInTries.objects.locked(attempt.account, "", now), LIMITS["account"]))
    rows.append((SignInTries.objects.locked("", attempt.block, now), LIMITS["block"]))
    # A clock that was ahead for a while leaves moments that are farther off than any wait.
    too_early = [
        row.ready_at for row, limit in rows if row.ready_at and now < row.ready_at <= now + limit.longest_wait
    ]
    if too_early:
        raise TooManyError(max(too_early))
    for row, limit in rows:
        if abs(now - row.counted_since) >= limit.forgotten_after:
            row.count, row.counted_since = 0, now
        row.count += 1
        wait = limit.wait_after(row.count)
        row.ready_at = now + wait if wait else None
        row.save()


@receiver(user_logged_in)
@transaction.atomic
def forgive(request, **_others) -> None:
    """After a success, forget the account's attempts from that network; in the other rows take back only this
    attempt, because the rest may be someone else's.
    """
    attempt = getattr(request, "sign_in_try", None)
    if attempt is None:
        return
    now, rows = timezone.now(), SignInTries.objects
    rows.filter(account=attempt.account, block=attempt.block).begin_anew(now, succeeded_at=now)
    rows.filter(account=attempt.account, block="").take_back_one()
    rows.filter(account="", block=attempt.block).take_back_one()
    rows.forget(counted_before=now - 2 * DAY, succeeded_before=now - DEVICE_LIFETIME)


@transaction.atomic
def take_back(request) -> None:
    """Count the right password before a second factor as no attempt: what counts is the code that follows.

    Wrong codes stay counted, and so do their waits, which the password has to wait for, too.
    """
    attempt = request.sign_in_try
    for account, block in (attempt, (attempt.account, ""), ("", attempt.block)):
        SignInTries.objects.filter(account=account, block=block).take_back_one()


@receiver(authentication_step_completed)
def forgive_again(request, reauthenticated=False, **_others) -> None:
    """Who confirms again who they are is signed in already, so no `user_logged_in` follows."""
    if reauthenticated:
        forgive(request)


@receiver(user_login_failed)
def log_failure(credentials, request=None, **_others) -> None:
    address = printable(address_in(request.META)) if request else "no address"
    wait = getattr(request, "sign_in_wait", None)
    what = "failed" if wait is None else f"was refused unchecked for {wait} more seconds"
    # The name comes last: whatever is typed there can't pass for another part of the line.
    logger.warning("Sign-in from %s %s, as %s", address, what, printable(_name_in(credentials)))


def let_in(name: str) -> None:
    """Let the account sign in at once, except from a network that has to wait as a whole."""
    SignInTries.objects.filter(account=account_key(name)).begin_anew(timezone.now())


def let_in_from(network: str) -> None:
    """Let all accounts sign in at once from that network."""
    SignInTries.objects.filter(block=block_key(network)).begin_anew(timezone.now())


def account_key(name: str) -> str:
    """The same for all names that look the same to a reader, and for over-long ones that begin the same."""
    # Cut first: a name of megabytes, which folding makes many times longer, would hold up all other threads.
    folded = normalize("NFKC", normalize("NFKC", name[:MAX_NAME_LENGTH]).casefold())
    return salted_hmac("carec_site.sign_in.account", folded, algorithm="sha256").hexdigest()


def block_key(network: str) -> str:
    return salted_hmac("carec_site.sign_in.block", network, algorithm="sha256").hexdigest()


def printable(text: str) -> str:
    """The text made safe for a single log line."""
    return "".join(sign if sign.isprintable() else " " for sign in text[:MAX_NAME_LENGTH])


def _name_in(credentials) -> str:
    return str(credentials.get("username") or credentials.get(get_user_model().USERNAME_FIELD) or "")


def too_many(seconds: int) -> ValidationError:
    minutes = ceil(seconds / 60)
    text = ngettext(
        "There have been too many wrong passwords for this account or from your network, so we did "
        "not check this one. Please try again in %d minute.",
        "There have been too many wrong passwords for this account or from your network, so we did "
        "not check this one. Please try again in %d minutes.",
        minutes,
    )
    return ValidationError(text % minutes, code="too_many")


class StaffAuthenticationForm(AdminAuthenticationForm):
    """Says how long to wait; also logs a failure when the password is right but the user is not staff."""

    def get_invalid_login_error(self):
        wait = getattr(self.request, "sign_in_wait", None)
        if wait is None:
            return super().get_invalid_login_error()
        return too_many(wait)

    def confirm_login_allowed(self, user):
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            credentials = {"username": user.get_username()}
            user_login_failed.send(sender=__name__, credentials=credentials, request=self.request)
            raise
