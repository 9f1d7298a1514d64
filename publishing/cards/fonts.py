"""The fonts of cards: that of the site for Latin and Cyrillic letters, another one for Chinese."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

HAN = Path(__file__).parent / "fonts/noto-sans-sc.woff2"
STATIC = Path(settings.BASE_DIR, "static/fonts")
# Those that hold the most come first.
ALPHABETS = ("latin", "cyrillic", "latin-accents", "latin-ext", "cyrillic-ext")
WEIGHTS = {"regular": 400, "bold": 640}
NO_LETTER = "\U0010ffff"  # drawn as the empty box that stands for a letter the font lacks
MAX_GLYPHS = 20_000
INVISIBLE = set("\u00ad\u200b\u200c\u200d\u2060\ufeff")

Font = ImageFont.FreeTypeFont


@cache
def _font(path: Path, size: int, weight: str) -> Font:
    font = ImageFont.truetype(path, size)
    if path != HAN:  # which has one weight
        font.set_variation_by_axes([WEIGHTS[weight]])
    return font


@lru_cache(maxsize=MAX_GLYPHS)
def _path(letter: str, *, is_chinese: bool) -> Path | None:
    """The font that has the letter. Quotation marks are as wide as a character in Chinese texts only."""
    paths = [STATIC / f"source-sans-3-{alphabet}.woff2" for alphabet in ALPHABETS]
    for path in (HAN, *paths) if is_chinese else (*paths, HAN):
        font = _font(path, 20, "regular")
        if bytes(font.getmask(letter)) != bytes(font.getmask(NO_LETTER)):
            return path
    return None


def is_han(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"


def can_write(text: str) -> bool:
    """Whether there is a font for each letter; a box in its place would look like a mistake."""
    has_han = any(map(is_han, text))
    return all(letter in INVISIBLE or _path(letter, is_chinese=has_han) for letter in text)


def runs(text: str, size: int, weight: str) -> Iterator[tuple[Font, str]]:
    """The text in pieces that one font can write."""
    has_han = any(map(is_han, text))
    letters = [letter for letter in text if letter not in INVISIBLE]
    for path, run in groupby(letters, lambda letter: _path(letter, is_chinese=has_han)):
        if path:
            yield _font(path, size, weight), "".join(run)


def width(text: str, size: int, weight: str) -> float:
    return sum(font.getlength(run) for font, run in runs(text, size, weight))
