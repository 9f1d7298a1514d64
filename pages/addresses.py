"""Addresses that no page may have."""

from collections.abc import Iterable, Iterator
from functools import cache

from django.conf import settings
from django.conf.urls.i18n import LocalePrefixPattern
from django.urls import URLPattern, URLResolver, get_resolver

from publishing.languages import CODES

# At this address stands a text that the site brings along, until staff publish one of their own there.
PRIVACY = "privacy"


@cache
def words_in_use() -> frozenset[str]:
    """What addresses of other parts of the site begin with."""
    files = (settings.STATIC_URL, settings.MEDIA_URL)
    words = {*_first_words(get_resolver().url_patterns), *CODES, *(each.strip("/") for each in files)}
    return frozenset(words - {PRIVACY})


def _first_words(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        route = "" if isinstance(each.pattern, LocalePrefixPattern) else str(each.pattern)
        if route:
            yield route.partition("/")[0].lower()
        elif isinstance(each, URLResolver):
            yield from _first_words(each.url_patterns)
