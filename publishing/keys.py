"""Keys of records as requests write them."""

from collections.abc import Iterable


def key_in(text: str | None) -> int | None:
    """The key that a text is, or None if it could be the key of no record."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def keys_in(texts: Iterable[str]) -> set[int]:
    return {key for text in texts if (key := key_in(text)) is not None}
