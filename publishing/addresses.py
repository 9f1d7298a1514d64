"""The addresses of pages, and the items at current and former ones."""

import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from publishing.models import FormerSlug
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

PLAIN = re.compile(r"[A-Za-z0-9_-]+")
# Stands for an argument while a pattern is made, and fits a slug, a word and a number.
MARK = "70407"


def path_to(name: str, *args: Any) -> str:
    """What `reverse()` gives for arguments that are known to fit; its work is done once for each pattern."""
    pattern = _pattern(get_language(), name, len(args))
    words = [str(arg) for arg in args]
    if pattern is None or not all(map(PLAIN.fullmatch, words)):
        return reverse(name, args=args)
    return pattern.format(*words)


def paths_to(name: str) -> Callable[[Any], str]:
    """`path_to()` in the current language, of pages that differ in one thing, which is known to fit."""
    pattern = _pattern(get_language(), name, 1)
    if pattern is None:
        return lambda arg: reverse(name, args=[arg])
    before, after = pattern.split("{}")
    return lambda arg: f"{before}{arg}{after}"


@cache
def _pattern(_language: str | None, name: str, number: int) -> str | None:
    """The addresses of that name, for `str.format()`; None if they are not so simple."""
    marks = [f"{MARK}{place}" for place in range(number)]
    try:
        pattern = reverse(name, args=marks)
    except NoReverseMatch:
        return None
    for mark in marks:
        pattern = pattern.replace(mark, "{}")
    return pattern


def by_slug(function: Callable[[], QuerySet]) -> Callable[[str], Any]:
    """A decorator for functions that return a queryset: the decorated function takes a slug and returns the
    item that has it or had it before, else it raises Http404. The caller redirects when they differ.
    """
    statement = prepared(lambda: function().filter(slug=Parameter("slug")))

    @wraps(function)
    def item_at(slug: str) -> Any:
        found = statement(slug=slug)
        return found[0] if found else _at_former_slug(function(), slug)

    return item_at


def get_by_slug_or_404(queryset: QuerySet, slug: str) -> Any:
    """The same for a queryset that is asked too seldom to be prepared."""
    return queryset.filter(slug=slug).first() or _at_former_slug(queryset, slug)


def _at_former_slug(queryset: QuerySet, slug: str) -> Any:
    former = get_object_or_404(FormerSlug.objects.of_model(queryset.model), slug=slug)
    return get_object_or_404(queryset, pk=former.object_id)
