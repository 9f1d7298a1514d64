"""Slugs, made from a title in any script."""

import re
from collections.abc import Container
from typing import Any

from anyascii import anyascii
from django.db.models import QuerySet
from django.utils.text import slugify

MAX_LENGTH = 120


def slug_from(text: str) -> str:
    """An ASCII slug of at most 120 characters: Cyrillic is transliterated, Chinese becomes pinyin.

    Cut at a word's end where possible; the empty string if the text holds no letter or digit.
    """
    spaced = "".join(
        f" {anyascii(char)} " if "\u3400" <= char <= "\u9fff" else anyascii(char) for char in text
    )
    slug = slugify(spaced)
    if len(slug) > MAX_LENGTH:
        slug = slug[: MAX_LENGTH + 1].rpartition("-")[0] or slug[:MAX_LENGTH]
    return slug


def first_free(base: str, *querysets: QuerySet[Any]) -> str:
    """`base`, or the first of base-2, base-3 … that is no slug in any queryset; at most 120 characters."""
    start = base[: MAX_LENGTH - 10]  # a number may take the place of the last few characters
    taken = {
        slug
        for queryset in querysets
        for slug in queryset.filter(slug__startswith=start).values_list("slug", flat=True)
    }
    return next_free(base, taken)


def next_free(base: str, taken: Container[str]) -> str:
    """`base`, or the first of base-2, base-3 … that is not in the set `taken`."""
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        suffix = f"-{number}"
        candidate = base[: MAX_LENGTH - len(suffix)] + suffix
    return candidate


def is_made_from(slug: str, text: str) -> bool:
    """Whether the text would give this slug, possibly with a number."""
    base, found = slug_from(text), re.sub(r"-\d+$", "", slug)
    return base in (slug, found)
