"""Signed values that a page carries instead of a cookie: the day it was made, and what it is about."""

import time
from typing import Any, NamedTuple

from django.apps import apps
from django.core.signing import BadSignature, Signer
from django.db.models import Model
from django.utils import timezone

from freshness.moments import start_of_day

WORDS_LENGTH = 250


def stamp(words: str) -> str:
    """The time and the words, signed so that only this site can make or change them."""
    return _times().sign(f"{int(time.time())} {words}")


def stamp_of_today() -> str:
    """The begin of the day, signed: the same in all processes, which so make the same page of the same
    content.
    """
    return _times().sign(f"{int(start_of_day(timezone.now()))} ")


class Stamp(NamedTuple):
    age: float  # seconds
    words: str


def read(token: str) -> Stamp | None:
    """The content of a stamp; None if it was not made here."""
    try:
        seconds, _space, words = _times().unsign(token).partition(" ")
    except BadSignature:
        return None
    return Stamp(time.time() - int(seconds), words)


def name(item: Model) -> str:
    """What a page is about, as a value for its form."""
    return _items().sign_object([item._meta.label_lower, item.pk, words_of(item)])


def words_of(item: Model) -> str:
    """What a page is about, as it puts it."""
    return str(item)[:WORDS_LENGTH]


def words_for(token: str) -> str:
    """The page's own words for what it is about; empty for a value that was not made here."""
    return _named(token)[2]


def item_of(token: str) -> Model | None:
    """What the page was about, as it is now; None if it has gone since."""
    label, pk, _words = _named(token)
    if not label:
        return None
    try:
        model = apps.get_model(label)
    except LookupError:
        return None
    return model._base_manager.filter(pk=pk).first()


def _named(token: str) -> tuple[str, Any, str]:
    try:
        label, pk, words = _items().unsign_object(token)
    except BadSignature:
        return "", None, ""
    return label, pk, words


def _times() -> Signer:
    return Signer(salt="contacts.time")


def _items() -> Signer:
    return Signer(salt="contacts.about")
