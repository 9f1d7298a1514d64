"""Portraits of invented people: flat planes of paper in a low light from the left, without a likeness."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple, Unpack

from carec_site.demo.drawing.canvas import HEIGHT, Canvas, How, Point
from carec_site.demo.drawing.colours import CREAM, DEEP, Paint, mix
from carec_site.demo.drawing.shapes import mirrored, outline, ring, smoothed

CENTRE = 800
FACE = (CENTRE, 415)
ENLARGEMENT = 1.3
FACE_WIDTH, FACE_HEIGHT = 128, 172
SHADE = "#1d1428"

FAIR, ROSY, OLIVE, TAN, BROWN = "#f0cdb2", "#e6b697", "#d9aa82", "#c28d66", "#94623f"
BLACK, DARK, CHESTNUT, FLAXEN, GREY, WHITE = "#201a20", "#33262a", "#5a3a2a", "#b38a55", "#8b8b90", "#d2d2d0"


class Look(NamedTuple):
    """`hair` is the name of a cut, `cloth` colours of what is worn outside and inside."""

    ground: tuple[str, str]
    skin: str
    hair: str
    hair_colour: str
    cloth: tuple[str, str]
    neck: str = "shirt"
    beard: str = ""
    glasses: bool = False


LOOKS = {
    "saltanat": Look(("#c9dcdb", "#8fb6b8"), OLIVE, "bob", BLACK, ("#274b7a", CREAM)),
    "elvin": Look(("#d8d3c6", "#b3a68e"), OLIVE, "short", DARK, ("#39435a", "#e9edf3"), "tie", beard="short"),
    "daler": Look(("#bfcbdc", "#8196b8"), TAN, "parted", BLACK, ("#54606b", "#dfe6ea"), glasses=True),
    "zhiyao": Look(("#ead9c2", "#cfae86"), FAIR, "long", BLACK, ("#6b3442", "#f1e4da"), glasses=True),
    "sabahat": Look(("#cbd3bf", "#94a585"), TAN, "scarf", "#3f6f73", ("#2f5256", "#e7dcc8")),
    "otgontuul": Look(("#d5cfdd", "#9c93ad"), ROSY, "bun", BLACK, ("#7a5a3c", "#f0e7d7"), "high"),
    "nino": Look(("#c3d3e4", "#8faac6"), FAIR, "grey bob", WHITE, ("#2c3e5c", "#c8d6e6"), glasses=True),
    "yanping": Look(("#d9d5c9", "#a99f8b"), FAIR, "thin", GREY, ("#2b2f3c", "#f1f1ee"), "tie", glasses=True),
    "aigerim": Look(("#e3cfc4", "#bf9782"), ROSY, "long", DARK, ("#1f5a5c", "#eef1ea")),
    "bauyrzhan": Look(("#c4d1cb", "#86a096"), TAN, "short", GREY, ("#46382f", "#e6ddd0"), "high"),
    "firdavs": Look(("#dbd0bd", "#b39b78"), OLIVE, "short", BLACK, ("#24405f", "#f0f3f7"), beard="full"),
    "rovshan": Look(
        ("#c6c9d6", "#8d93ab"), OLIVE, "thin", DARK, ("#4b4f57", "#f0ece4"), "tie", beard="short"
    ),
    "irakli": Look(("#cddbd3", "#93b0a1"), ROSY, "parted", CHESTNUT, ("#5c2f35", "#e9e4de")),
    "eleanor": Look(("#d6dce6", "#a5b2c8"), ROSY, "grey bob", FLAXEN, ("#37474f", "#f4efe6"), "high"),
    "mahnoor": Look(("#e0d3da", "#b294a6"), TAN, "scarf", "#8a4b5c", ("#5b3142", "#efe3dc"), glasses=True),
    "haruto": Look(("#d0d7cf", "#9aa89a"), FAIR, "parted", DARK, ("#30363f", "#e4e9ee"), glasses=True),
}


class Near:
    """A sheet seen from nearer, so that a face is large enough for a small circle."""

    def __init__(self, canvas: Canvas):
        self.canvas = canvas

    def polygon(self, points: Sequence[Point], paint: Paint, **how: Unpack[How]) -> None:
        self.canvas.polygon([_nearer(point) for point in points], paint, **how)

    def lines(self, lines: Sequence[Sequence[Point]], width: float, paint: Paint, **how: Unpack[How]) -> None:
        self.canvas.lines(
            [[_nearer(point) for point in line] for line in lines], width * ENLARGEMENT, paint, **how
        )


def _nearer(point: Point) -> Point:
    return CENTRE + ENLARGEMENT * (point[0] - CENTRE), FACE[1] + ENLARGEMENT * (point[1] - FACE[1])


def portrait(sheet: Canvas, look: Look) -> None:
    sheet.background(*look.ground)
    # A window's light on the wall.
    sheet.polygon([(200, 0), (760, 0), (380, HEIGHT), (-180, HEIGHT)], CREAM, opacity=0.28)
    canvas = Near(sheet)
    if look.hair in BEHIND:
        canvas.polygon(mirrored(CENTRE, smoothed(BEHIND[look.hair])), look.hair_colour)
    _clothes(canvas, look)
    _head(canvas, look)
    canvas.polygon(_right_of(mirrored(CENTRE, _oval_side(FACE_WIDTH, FACE_HEIGHT))), SHADE, opacity=0.14)
    _features(canvas, look)
    _hair(canvas, look)
    if look.glasses:
        _glasses(canvas)


def _oval_side(wide: float, high: float, jaw: float = 0.8) -> list[Point]:
    """One side of a face, from its crown to a chin that is narrower by `jaw`."""
    steps = [pi * step / 40 for step in range(41)]
    return [
        (wide * sin(a) * (1 if a < pi / 2 else jaw + (1 - jaw) * sin(a) ** 0.7), FACE[1] - high * cos(a))
        for a in steps
    ]


def _right_of(points: Sequence[Point]) -> list[Point]:
    """The half of an outline that is away from the light, with a border that follows brow, nose and chin."""
    ridge = [(812, 252), (806, 330), (800, 388), (826, 452), (806, 478), (812, 520), (800, 590)]
    return [*ridge, *[point for point in reversed(points) if point[0] > CENTRE + 10][::-1]]


def _head(canvas, look):
    skin = look.skin
    dark = mix(skin, SHADE, 0.22)
    canvas.polygon(
        [(736, 510), (864, 510), (880, 700), (800, 780), (720, 700)], (mix(skin, SHADE, 0.3), skin)
    )
    canvas.polygon(ring((CENTRE - FACE_WIDTH + 2, 440), 27, 40), mix(skin, SHADE, 0.08))
    canvas.polygon(ring((CENTRE + FACE_WIDTH - 2, 440), 27, 40), dark)
    canvas.polygon(mirrored(CENTRE, _oval_side(FACE_WIDTH, FACE_HEIGHT)), (mix(skin, CREAM, 0.25), skin))


def _features(canvas, look):
    line = mix(look.skin, SHADE, 0.62)
    brow = mix(look.hair_colour if look.hair != "scarf" else DARK, line, 0.4)
    for side in (-1, 1):
        x = CENTRE + side * 54
        canvas.lines([[(x - 34, 386), (x, 376), (x + 34, 386)]], 10, brow)
        canvas.polygon([(x - 27, 417), (x, 406), (x + 27, 417), (x, 424)], line, opacity=0.85)
    canvas.lines([[(770, 520), (800, 524), (832, 519)]], 8, mix(look.skin, "#8a2f3a", 0.5))
    if look.beard:
        top = 470 if look.beard == "full" else 500
        side = smoothed([(FACE_WIDTH - 6, top - 40), (FACE_WIDTH - 12, 505), (94, 560), (50, 594), (0, 602)])
        inner = [(0, 542), (44, 538), (62, 512), (86, top - 6)]
        opacity = 0.95 if look.beard == "full" else 0.5
        for way in (-1, 1):
            canvas.polygon(
                [(CENTRE + way * wide, y) for wide, y in side + inner], look.hair_colour, opacity=opacity
            )
        canvas.polygon(
            [(752, 512), (772, 494), (800, 498), (828, 494), (848, 512), (800, 509)],
            look.hair_colour,
            opacity=opacity,
        )


def _clothes(canvas, look):
    outer, inner = look.cloth
    body = smoothed([(84, 640), (190, 690), (330, 752), (392, 860), (420, HEIGHT + 5)])
    canvas.polygon(mirrored(CENTRE, body), (mix(outer, "#ffffff", 0.12), outer))
    canvas.polygon(
        [(CENTRE, 700), *[(CENTRE + wide, y) for wide, y in body], (CENTRE, HEIGHT + 5)], SHADE, opacity=0.18
    )
    if look.neck == "high":
        canvas.polygon(mirrored(CENTRE, [(84, 608), (104, 660), (150, 712), (0, 790)]), inner)
        return
    canvas.polygon(mirrored(CENTRE, [(76, 640), (96, 720), (34, HEIGHT), (0, HEIGHT + 5)]), inner)
    for way in (-1, 1):
        lapel = [(80, 632), (150, 690), (128, 790), (150, 812), (26, HEIGHT + 5), (14, HEIGHT + 5), (84, 730)]
        canvas.polygon([(CENTRE + way * wide, y) for wide, y in lapel], mix(outer, SHADE, 0.28))
    if look.neck == "tie":
        tie = mix(outer, "#8a3a3a", 0.55)
        canvas.polygon(mirrored(CENTRE, [(20, 722), (26, 752), (12, 770), (30, 930), (22, HEIGHT + 5)]), tie)
        for way in (-1, 1):
            collar = [(0, 716), (66, 636), (88, 700), (42, 768)]
            canvas.polygon([(CENTRE + way * wide, y) for wide, y in collar], mix(inner, SHADE, 0.06))


# Hair that hangs or is wound behind the head, as half widths and heights.
BEHIND = {
    "bob": outline("0,226 96,238 152,320 170,450 160,580 120,606 0,606"),
    "grey bob": outline("0,230 96,242 150,320 160,420 150,520 110,560 0,560"),
    "long": outline("0,228 92,238 148,310 160,430 172,600 186,760 120,800 0,800"),
    "bun": outline("0,150 48,160 62,205 44,262 0,280"),
    "scarf": outline("0,214 110,236 166,330 176,470 170,590 220,700 150,800 0,820"),
}
# What lies upon the head, from its left edge to its right one and back along the brow.
CUTS = {
    "short": outline(
        "-132,420 -140,330 -108,254 -20,220 70,230 126,284 138,350 132,420 112,352 84,316 "
        "-30,310 -96,330 -114,370"
    ),
    "parted": outline(
        "-132,420 -142,318 -96,236 0,212 96,232 142,310 132,420 112,350 70,300 -62,272 -98,330 -116,368"
    ),
    "thin": outline("-134,430 -142,350 -118,280 -92,262 -108,330 -118,400"),
    "bob": outline(
        "-152,520 -160,330 -96,236 0,214 100,236 160,330 152,520 126,430 96,330 10,276 -80,330 -124,430"
    ),
    "grey bob": outline(
        "-146,490 -152,320 -90,236 0,218 100,240 152,320 146,490 122,400 60,300 -40,290 -100,340 -124,410"
    ),
    "long": outline(
        "-150,560 -152,320 -90,236 0,218 92,236 152,320 150,560 126,440 80,300 0,258 -80,300 -126,440"
    ),
    "bun": outline("-132,400 -136,320 -96,246 0,222 96,246 136,320 132,400 108,330 0,262 -108,330"),
    "scarf": outline(
        "-150,560 -158,330 -100,232 0,206 100,232 158,330 150,560 40,640 118,520 118,400 "
        "76,300 0,276 -76,300 -118,400 -118,520 -40,640"
    ),
}


def _hair(canvas, look):
    light = mix(look.hair_colour, CREAM, 0.16)
    cut = [(CENTRE + x, y) for x, y in smoothed(CUTS[look.hair])]
    canvas.polygon(cut, (light, look.hair_colour), across=True)
    if look.hair == "thin":
        canvas.polygon([(2 * CENTRE - x, y) for x, y in cut], look.hair_colour)
    if look.hair == "scarf":
        fold = [(668, 560), (760, 640), (900, 700), (1010, 720), (940, 820), (760, 800), (640, 700)]
        canvas.polygon(smoothed(fold), (light, look.hair_colour))
        canvas.lines([[(690, 600), (790, 690), (930, 740)]], 6, SHADE, opacity=0.3)


def _glasses(canvas):
    for side in (-1, 1):
        x = CENTRE + side * 56
        rim = [*ring((x, 416), 46, 48, squash=0.72), (x + 46, 416)]
        canvas.polygon(rim, "#ffffff", opacity=0.16)
        canvas.lines([rim, [(x + side * 46, 410), (CENTRE + side * 128, 402)]], 7, DEEP)
    canvas.lines([[(790, 412), (800, 407), (810, 412)]], 7, DEEP)
