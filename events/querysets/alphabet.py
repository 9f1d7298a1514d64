"""Alphabetical order as readers expect it, the same on every database server, whatever its collations."""

from anyascii import anyascii


def place(name: str, language: str) -> list[str]:
    """The sort key: Russian letters, the pinyin of Chinese characters, otherwise letters without accents."""
    return ORDERS.get(language, _in_latin_letters)(name)


def _in_russian_letters(name):
    return [name.casefold().replace("ё", "е")]


def _in_pinyin(name):
    return [anyascii(character).casefold() for character in name]


def _in_latin_letters(name):
    return [anyascii(name).casefold()]


ORDERS = {"ru": _in_russian_letters, "zh-hans": _in_pinyin}
