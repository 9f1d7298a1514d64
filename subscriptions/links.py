"""The paths in mails: each leads to one subscription and says so by its signature alone."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from subscriptions.models import Subscription
from subscriptions.querysets import CONFIRMATION_DAYS


def confirming(subscription: Subscription) -> str:
    return _path("confirm", _asked().sign(str(subscription.pk)))


def managing(subscription: Subscription) -> str:
    return _path("manage", _known().sign(str(subscription.pk)))


def leaving(subscription: Subscription) -> str:
    return _path("leave", _known().sign(str(subscription.pk)))


def to_confirm(token: str) -> Subscription | None:
    """The subscription of such a link; None once it has expired, or the subscription is gone."""
    try:
        key = _asked().unsign(token, max_age=timedelta(days=CONFIRMATION_DAYS))
    except BadSignature:
        return None
    return Subscription.objects.filter(pk=key).first()


def to_manage(token: str) -> Subscription | None:
    """The subscription of a link to change or leave it, which does not expire; None if it is gone."""
    try:
        key = _known().unsign(token)
    except BadSignature:
        return None
    return Subscription.objects.confirmed().filter(pk=key).first()


def _path(page: str, token: str) -> str:
    return reverse(f"subscriptions:{page}", args=[token])


def _asked():
    return TimestampSigner(salt="subscriptions.confirm")


def _known():
    return Signer(salt="subscriptions.manage")
