"""Logs who signs in and out, and who tried to."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from audit.models import Action
from audit.recording import account_named, record


@receiver(user_logged_in)
def log_sign_in(request, user, **_others) -> None:
    record(Action.SIGNED_IN, request=request, by=user, item=user, name=user.get_username())


@receiver(user_logged_out)
def log_sign_out(request, user, **_others) -> None:
    if user is not None:
        record(Action.SIGNED_OUT, request=request, by=user, item=user, name=user.get_username())


@receiver(user_login_failed)
def log_failure(credentials, request=None, **_others) -> None:
    """What came too early was not looked at, and would let anybody fill the log."""
    if request is None or getattr(request, "sign_in_wait", None) is not None:
        return
    account = account_named(str(credentials.get("username", "")))
    if account is not None:
        record(Action.SIGN_IN_FAILED, request=request, by=None, item=account, name=account.get_username())
