"""The texts of templates in the reader's language. Values are filled in escaped."""

from functools import cache, lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from markupsafe import Markup

MAX_PLURALS = 1_000


def translated(text: str) -> Markup:
    """`_("…")`: a text without values."""
    return _kept(get_language(), text)


@cache
def _kept(_language: str | None, text: str, context: str | None = None) -> Markup:
    """Each page has some forty."""
    found = translation.pgettext(context, text) if context else translation.gettext(text)
    return Markup(found)  # noqa: S704  not from outside


@lru_cache(maxsize=MAX_PLURALS)
def _plural(_language: str | None, singular: str, plural: str, num: int) -> Markup:
    return Markup(translation.ngettext(singular, plural, num))  # noqa: S704  as above


def gettext(text: str, **values: Any) -> Markup:
    return _kept(get_language(), text) % values


def pgettext(context: str, text: str, **values: Any) -> Markup:
    return _kept(get_language(), text, context) % values


def ngettext(singular: str, plural: str, num: int, **values: Any) -> Markup:
    return _plural(get_language(), singular, plural, num) % (values | {"num": num})


def npgettext(context: str, singular: str, plural: str, num: int, **values: Any) -> Markup:
    found = translation.npgettext(context, singular, plural, num)
    return Markup(found) % (values | {"num": num})  # noqa: S704  as above
