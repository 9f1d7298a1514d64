"""Draws a card of 1200 × 630: what it says on lapis, and a part of the rosette."""

import re
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from PIL import Image, ImageDraw

from publishing.cards.addresses import Card
from publishing.cards.fonts import can_write, runs, width
from publishing.cards.lines import fitted

SIZE = (1200, 630)
MARGIN = 80
TEXT_WIDTH = 960
COLOURS = 64  # enough for the edges of letters, and a third of the bytes
# As those of a deep band in static/css/tokens.css.
LAPIS, INK, MUTED, AMBER = "#14285f", "#f6f8fd", "#c3d0ec", "#f4b860"
EDGE = "#e39a3b"
ROSETTE = (930, 60, 900)  # its left and upper edge, and its side
SMOOTHNESS = 3  # as many times larger is drawn what has slanting lines
SUBPATH = re.compile(r"M([^MZ]+)Z")
MARK_SIDE = 64
MARK_TOP = SIZE[1] - 56 - MARK_SIDE


def draw(card: Card) -> bytes:
    """The card as PNG."""
    image = _ground().copy()
    pen = ImageDraw.Draw(image)
    title = card.title if can_write(card.title) else _("CAREC Institute")
    size, lines = fitted(title, TEXT_WIDTH)
    leading = round(size * 1.2)
    top = MARGIN - 12
    if card.kind and can_write(card.kind):
        _write(pen, (MARGIN, top), _cut(card.kind, 30, "bold"), 30, "bold", AMBER)
        top += 62
    for line in lines:
        _write(pen, (MARGIN, top), line, size, "bold", INK)
        top += leading
    if card.line and can_write(card.line):
        _write(pen, (MARGIN, top + 16), _cut(card.line, 32, "regular"), 32, "regular", MUTED)
    name = pgettext("beside the logo", "CAREC Institute")
    _write(pen, (MARGIN + MARK_SIDE + 20, MARK_TOP + 12), name, 30, "bold", INK)
    buffer = BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(buffer, "PNG")
    return buffer.getvalue()


def _write(pen, place, text, size, weight, colour) -> None:
    left, top = place
    for font, run in runs(text, size, weight):
        # By the base line, which all fonts have in common.
        pen.text((left, top + size), run, font=font, fill=colour, anchor="ls")
        left += font.getlength(run)


@lru_cache(maxsize=1000)
def _cut(text: str, size: int, weight: str) -> str:
    if width(text, size, weight) <= TEXT_WIDTH:
        return text
    while width(text + "…", size, weight) > TEXT_WIDTH:
        text = text[:-1]
    return text.rstrip() + "…"


@cache
def _ground() -> Image.Image:
    """What all cards have in common."""
    image = Image.new("RGB", [side * SMOOTHNESS for side in SIZE], LAPIS)
    left, top, side = (length * SMOOTHNESS for length in ROSETTE)
    _draw_shapes(image, "rosette.svg", left, top, side, outline="#2b4486")
    image = image.resize(SIZE, Image.Resampling.LANCZOS)
    ImageDraw.Draw(image).rectangle((0, 0, SIZE[0], 9), fill=EDGE)
    mark = Image.new("RGB", [MARK_SIDE * SMOOTHNESS] * 2, LAPIS)
    _draw_shapes(mark, "logo-light.svg", 0, 0, MARK_SIDE * SMOOTHNESS)
    mark = mark.resize((MARK_SIDE, MARK_SIDE), Image.Resampling.LANCZOS)
    image.paste(mark, (MARGIN, MARK_TOP))
    return image


def _draw_shapes(image: Image.Image, name: str, left: int, top: int, side: int, outline: str = "") -> None:
    """Our own drawings consist of polygons and circles."""
    text = Path(settings.BASE_DIR, "static/img", name).read_text()
    pen, scale = ImageDraw.Draw(image), side / float(re.search(r'viewBox="0 0 (\d+)', text)[1])
    for path in re.findall(r"<path[^>]*>", text):
        fill = re.search(r'fill="(#\w+)"', path)
        for points in SUBPATH.findall(path):
            numbers = [float(each) * scale for each in re.findall(r"[\d.]+", points)]
            corners = [(left + x, top + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            if outline:
                pen.line([*corners, corners[0]], fill=outline, width=SMOOTHNESS + 1)
            else:
                pen.polygon(corners, fill=fill[1])
    for circle in [] if outline else re.findall(r"<circle[^>]*>", text):
        numbers = [re.search(rf' {each}="([\d.]+)"', circle)[1] for each in ("cx", "cy", "r")]
        x, y, radius = (float(each) * scale for each in numbers)
        colour = re.search(r'fill="(#\w+)"', circle)[1]
        pen.ellipse((left + x - radius, top + y - radius, left + x + radius, top + y + radius), fill=colour)
