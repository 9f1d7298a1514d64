"""Reads record keys from requests."""

from collections.abc import Iterable


def key_in(text: str | None) -> int | None:
    """The text as a key, or None if it can't be the key of any record."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def keys_in(texts: Iterable[str]) -> set[int]:
    return {key for text in texts if (key := key_in(text)) is not None}
