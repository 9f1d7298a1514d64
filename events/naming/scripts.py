"""Which letters readers of a language read as their own."""

import re

# Those of languages that are not written in Latin ones, with what stands between the letters of names.
LETTERS = {
    "ru": re.compile("[\u0400-\u052f .,'’()-]+"),
    "zh-hans": re.compile("[\u3400-\u9fff ·•]+"),
}
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff .,'’()-]+")


def is_read(text: str, language: str) -> bool:
    """Whether the text is written in the letters of the language alone."""
    return LETTERS.get(language, LATIN).fullmatch(text) is not None
