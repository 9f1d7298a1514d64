"""The addresses of pages, and the items at current and former ones."""

import re
from functools import cache
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from publishing.models import FormerSlug

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


def get_by_slug_or_404(queryset, slug: str):
    """The item of `queryset` that has this slug or had it before; the caller redirects when they differ."""
    item = queryset.filter(slug=slug).first()
    if item:
        return item
    former = get_object_or_404(FormerSlug.objects.of_model(queryset.model), slug=slug)
    return get_object_or_404(queryset, pk=former.object_id)
