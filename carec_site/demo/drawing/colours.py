"""The colours of all pictures, and blends of them."""

from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageColor

NIGHT, DEEP, LAPIS, AZURE = "#0c1a3d", "#15295c", "#1c3f94", "#5b82c4"
TEAL, TURQUOISE, AQUA, MINT = "#11646b", "#239c98", "#6cc8c0", "#c5e8dd"
SAFFRON, APRICOT, CREAM, SAND = "#f0a030", "#f6b983", "#fdf2e0", "#e5c79b"
CLAY, POMEGRANATE = "#c9683f", "#a63446"

Paint = str | Sequence[str]  # a colour, or the colours of a gradient


def mix(one: str, two: str, share: float) -> str:
    """A colour between two others; `share` of the second, from 0 to 1."""
    red, green, blue = _at((one, two), min(1.0, share))
    return f"#{red:02x}{green:02x}{blue:02x}"


def gradient(size: tuple[int, int], stops: Sequence[str], across: bool = False) -> Image.Image:
    """Colours blending evenly from the first to the last, downwards or across."""
    return _strip(tuple(stops), across).resize(size, Image.Resampling.BILINEAR)


@cache
def _strip(stops: tuple[str, ...], across: bool) -> Image.Image:
    steps = 256
    strip = Image.new("RGB", (steps, 1) if across else (1, steps))
    strip.putdata([_at(stops, step / (steps - 1)) for step in range(steps)])
    return strip


def _at(stops: Sequence[str], at: float) -> tuple[int, int, int]:
    place = at * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    one, two = ImageColor.getrgb(stops[index]), ImageColor.getrgb(stops[index + 1])
    share = place - index
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, two, strict=True))
    return red, green, blue
