"""A small drawing board: smooth shapes, gradients and glows, in units of a 1600 × 1000 sheet."""

from collections.abc import Callable, Iterable, Sequence
from math import pi, sin
from random import Random
from typing import TypedDict, Unpack

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from carec_site.demo.drawing.colours import Paint, gradient

WIDTH, HEIGHT = 1600, 1000
# Shapes are drawn this many times larger and reduced, which makes their edges smooth.
FINENESS = 3

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


class How(TypedDict, total=False):
    """A gradient runs down a shape, or `across` it; `blur` is in units of the sheet."""

    opacity: float
    blur: float
    across: bool


class Canvas:
    """A sheet for one picture. `name` seeds `random`, so a name always gives the same picture."""

    def __init__(self, name: str, width: int = WIDTH):
        self.random = Random(name)  # noqa: S311  the same picture every time is the point
        self.scale = width / WIDTH
        self.size = (width, round(HEIGHT * self.scale))
        self.image = Image.new("RGB", self.size)

    # Surfaces

    def background(self, *stops: str) -> None:
        self.image.paste(gradient(self.size, stops))

    def glow(self, centre: Point, radius: float, colour: str, strength: float = 1, squash: float = 1) -> None:
        """Light that fades out from `centre`; `squash` below 1 makes it flatter than wide."""
        (x, y), wide, high = centre, radius, radius * squash
        box = self._pixels(x - wide, y - high, x + wide, y + high)
        size = (box[2] - box[0], box[3] - box[1])
        fade = Image.radial_gradient("L").point(
            [int(strength * 255 * _ease(1 - v / 181)) for v in range(256)]
        )
        self.image.paste(ImageColor.getrgb(colour), box, fade.resize(size, Image.Resampling.BICUBIC))

    def mist(self, top: float, bottom: float, colour: str, strength: float) -> None:
        """A band of haze, thickest halfway between `top` and `bottom`."""
        box = self._pixels(0, top, WIDTH, bottom)
        band = Image.new("L", (1, 64))
        band.putdata([int(255 * strength * sin(pi * row / 63) ** 2) for row in range(64)])
        size = (box[2] - box[0], box[3] - box[1])
        self.image.paste(ImageColor.getrgb(colour), box, band.resize(size, Image.Resampling.BICUBIC))

    # Shapes

    def polygons(self, shapes: Iterable[Sequence[Point]], paint: Paint, **how: Unpack[How]) -> None:
        shapes = list(shapes)

        def draw(pen: ImageDraw.ImageDraw, place: Callable[[Point], Point]) -> None:
            for points in shapes:
                pen.polygon([place(point) for point in points], fill=255)

        self._apply([point for points in shapes for point in points], draw, paint, **how)

    def polygon(self, points: Sequence[Point], paint: Paint, **how: Unpack[How]) -> None:
        self.polygons([points], paint, **how)

    def discs(self, discs: Iterable[tuple[float, float, float]], paint: Paint, **how: Unpack[How]) -> None:
        """Discs given as (x, y, radius)."""
        discs = list(discs)

        def draw(pen: ImageDraw.ImageDraw, place: Callable[[Point], Point]) -> None:
            for x, y, radius in discs:
                pen.ellipse([place((x - radius, y - radius)), place((x + radius, y + radius))], fill=255)

        corners = [(x + d * r, y + d * r) for x, y, r in discs for d in (-1, 1)]
        self._apply(corners, draw, paint, **how)

    def boxes(self, boxes: Iterable[Box], paint: Paint, **how: Unpack[How]) -> None:
        self.polygons([[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in boxes], paint, **how)

    def lines(self, lines: Iterable[Sequence[Point]], width: float, paint: Paint, **how: Unpack[How]) -> None:
        lines = list(lines)
        thick = max(1, round(width * self.scale * FINENESS))

        def draw(pen: ImageDraw.ImageDraw, place: Callable[[Point], Point]) -> None:
            for points in lines:
                pen.line([place(point) for point in points], fill=255, width=thick, joint="curve")

        corners = [(x + d * width, y + d * width) for points in lines for x, y in points for d in (-1, 1)]
        self._apply(corners, draw, paint, **how)

    def insert(self, points: Sequence[Point], other: "Canvas") -> None:
        """Show another sheet of the same size through an opening."""
        mask = Image.new("L", (self.size[0] * FINENESS, self.size[1] * FINENESS))
        scale = self.scale * FINENESS
        ImageDraw.Draw(mask).polygon([(x * scale, y * scale) for x, y in points], fill=255)
        self.image.paste(other.image, (0, 0), mask.reduce(FINENESS))

    def reflect(self, shore: float, tint: str, strength: float = 0.35) -> None:
        """Mirror what is above `shore` in calm water below it, tinted and a little blurred."""
        _, at, width, bottom = self._pixels(0, shore, WIDTH, HEIGHT)
        depth = min(bottom - at, at)
        above = self.image.crop((0, at - depth, width, at)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        above = above.filter(ImageFilter.BoxBlur(max(1, round(3 * self.scale))))
        self.image.paste(Image.blend(above, Image.new("RGB", above.size, tint), strength), (0, at))

    def finished(self) -> Image.Image:
        """The picture, with a grain too fine to see that keeps gradients from showing steps."""
        width, height = self.size
        noise = Image.frombytes("L", self.size, self.random.randbytes(width * height))
        noise = noise.point([value * 5 // 256 for value in range(256)])
        return ImageChops.add(self.image, Image.merge("RGB", [noise] * 3), 1, -2)

    # How shapes get onto the sheet

    def _apply(
        self,
        corners: Sequence[Point],
        draw: Callable[[ImageDraw.ImageDraw, Callable[[Point], Point]], None],
        paint: Paint,
        opacity: float = 1.0,
        blur: float = 0.0,
        across: bool = False,
    ) -> None:
        """Paint through a mask that `draw` fills; a gradient runs down it, or `across` it."""
        if not corners:
            return
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, top, right, bottom = self._pixels(
            max(0, min(xs)) - 3 * blur,
            max(0, min(ys)) - 3 * blur,
            min(WIDTH, max(xs)) + 3 * blur,
            min(HEIGHT, max(ys)) + 3 * blur,
        )
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        mask = Image.new("L", (size[0] * FINENESS, size[1] * FINENESS))
        scale = self.scale * FINENESS
        draw(
            ImageDraw.Draw(mask),
            lambda point: (point[0] * scale - left * FINENESS, point[1] * scale - top * FINENESS),
        )
        mask = mask.reduce(FINENESS)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * self.scale))
        if opacity < 1:
            mask = mask.point([int(value * opacity) for value in range(256)])
        if isinstance(paint, str):
            self.image.paste(ImageColor.getrgb(paint), (left, top, right, bottom), mask)
        else:
            self.image.paste(gradient(size, paint, across), (left, top), mask)

    def _pixels(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        """A box of sheet units as whole pixels that enclose it."""
        s = self.scale
        return int(left * s // 1), int(top * s // 1), int(-(-right * s // 1)), int(-(-bottom * s // 1))


def _ease(share: float) -> float:
    share = max(0.0, min(1.0, share))
    return share * share * (3 - 2 * share)
