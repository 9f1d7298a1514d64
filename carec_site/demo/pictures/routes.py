"""Trade and its ways."""

from itertools import pairwise
from math import pi, sin

from carec_site.demo.drawing.colours import (
    AZURE,
    CLAY,
    DEEP,
    LAPIS,
    NIGHT,
    POMEGRANATE,
    SAFFRON,
    TEAL,
    TURQUOISE,
    mix,
)
from carec_site.demo.drawing.motifs import clouds
from carec_site.demo.drawing.shapes import between, outline, star
from carec_site.demo.drawing.terrain import down, hills, peaks
from carec_site.demo.pictures.freight import crane, stacks, truck

CARGO = [LAPIS, TURQUOISE, SAFFRON, CLAY, POMEGRANATE, "#e9d9bb", TEAL, AZURE, "#d98a4b"]
# How large each fruit is, and its colours in light and in shade.
FRUIT = {
    "apricot": (19, "#f6a54a", "#e27f2e"),
    "pomegranate": (29, "#b8304a", "#7f1d36"),
    "melon": (44, "#f0d060", "#d3a53a"),
    "grape": (12, "#6a4a94", "#3f2a68"),
    "apple": (25, "#8fbf57", "#5d9440"),
    "cherry": (11, "#9c1f3a", "#64122a"),
    "quince": (28, "#f3dc7c", "#d8b64a"),
    "fig": (19, "#5c4a7c", "#37295a"),
    "tomato": (24, "#dc4a32", "#a82c22"),
    "walnut": (15, "#c49a66", "#8f6a40"),
    "plum": (16, "#3f4f9c", "#26306c"),
    "lemon": (21, "#f7e27a", "#dfbc3c"),
}
CRATE = (266, 250)


def railway_horizon(canvas):
    canvas.background(LAPIS, "#6f7fc0", "#f0a98b", "#fbd08c", "#fde7b8")
    canvas.glow((800, 560), 640, "#fff0c0", 0.95, 0.8)
    canvas.discs([(800, 520, 84)], "#fff7df")
    clouds(canvas, [(120, 190, 420), (1060, 250, 380), (420, 330, 260)], "#fbd3b4", 0.65)
    canvas.polygon(down(peaks(canvas.random, 570, 120, 260)), ("#8a7fb4", "#e3a58f"))
    canvas.boxes([(0, 566, 1600, 1005)], ("#d99a5f", "#a5623f", "#4c2f3c"))
    for row in range(5):
        paint = (mix("#d59a62", "#2b2a4d", row / 5), mix("#b97748", "#1d2147", row / 5))
        canvas.polygon(down(hills(canvas.random, 585 + 70 * row, 10 + 9 * row, 300)), paint, opacity=0.6)

    def band(left, right, near, far):
        """A flat strip of ground from `near` to `far`, between two distances from the middle of the track."""
        return [_seen(left, near), _seen(right, near), _seen(right, far), _seen(left, far)]

    canvas.polygon(band(-0.62, 0.62, 0.9, 60), ("#7a5a55", "#3a2c3e"))
    sleepers = [band(-0.42, 0.42, 0.95 + 0.3 * k, 1.08 + 0.3 * k) for k in range(84)]
    canvas.polygons(sleepers, ("#5a3f45", "#241c33"))
    canvas.polygons([band(-0.29, -0.24, 0.9, 70), band(0.24, 0.29, 0.9, 70)], ("#fbe3b0", "#d8d5e6"))
    for side in (-1, 1):
        _masts(canvas, side)
    canvas.boxes([(786, 548, 814, 572)], (DEEP, NIGHT))  # a train, far away
    canvas.discs([(793, 566, 2.4), (807, 566, 2.4)], "#fff7df")


def _seen(aside, away):
    """Where a point on the ground is seen, `away` down the track."""
    return 800 + aside * 900 / away, 566 + 450 / away


def _masts(canvas, side):
    tops = []
    for away in (1.15, 1.7, 2.6, 4.1, 6.6, 11, 19):
        (x, y), high, wide = _seen(side * 0.74, away), 640 / away, 15 / away
        inward = -side * 900 / away
        mast = [(x - wide, y), (x + wide, y), (x + wide * 0.6, y - high), (x - wide * 0.6, y - high)]
        canvas.polygon(mast, NIGHT)
        arms = [
            [(x, y - high * 0.93), (x + inward * 0.42, y - high * 0.86)],
            [(x, y - high * 0.8), (x + inward * 0.36, y - high * 0.865)],
        ]
        canvas.lines(arms, max(1.2, 7 / away), NIGHT)
        tops.append((x + inward * 0.44, y - high * 0.84))
    for one, two in pairwise(tops):
        wire = [between(one, two, k / 12) for k in range(13)]
        sagging = [(x, y + 14 * sin(pi * k / 12)) for k, (x, y) in enumerate(wire)]
        canvas.lines([sagging], 2, NIGHT, opacity=0.8)
    canvas.lines([[tops[0], (800 + side * 900, 306)]], 3, NIGHT, opacity=0.8)


def containers(canvas):
    canvas.background("#2f6fa8", "#8fc3cf", "#fbdcb4")
    canvas.glow((320, 420), 520, "#fff0cf", 0.8)
    clouds(canvas, [(980, 140, 420), (560, 230, 260)], "#fff6e6", 0.7)
    canvas.polygon(down(peaks(canvas.random, 620, 190, 330)), ("#7fa0c4", "#d9c8b8"))
    canvas.mist(470, 660, "#fbe6c8", 0.6)
    crane(canvas, 240, 760, 1.0)
    crane(canvas, 1010, 760, 0.82)
    canvas.boxes([(0, 760, 1600, 1005)], ("#6f6a7a", "#33365a"))
    shaded = [mix(colour, "#2c3566", 0.25) for colour in CARGO]
    stacks(canvas, -40, 800, (150, 62), 6, (3, 5, 4, 2, 3, 5, 6, 4, 3, 5, 4), shaded)
    stacks(canvas, -40, 890, (210, 86), 6, (3, 2, 4, 1, 0, 2, 4, 3), CARGO)
    canvas.lines([[(0, y), (1600, y)] for y in range(925, 1005, 26)], 3, "#fbe3c0", opacity=0.16)
    truck(canvas, 900, 960, 1.5, CLAY)
    truck(canvas, 240, 984, 1.7, TURQUOISE)


def market(canvas):
    canvas.background("#7a4f3f", "#5d3a34")
    kinds, (wide, high) = list(FRUIT), CRATE
    for row in range(4):
        canvas.random.shuffle(kinds)
        for column in range(6):
            _crate(canvas, column * wide + 2, row * high + 2, kinds[(column + row * 5) % 12])
    canvas.polygon(outline("-10,-10 900,-10 -10,800"), "#fff3d6", opacity=0.12, blur=90)
    canvas.polygon(outline("1610,1010 700,1010 1610,300"), NIGHT, opacity=0.28, blur=110)


def _crate(canvas, left, top, kind):
    """A crate from above, with fruit in staggered rows."""
    right, bottom = left + CRATE[0], top + CRATE[1]
    radius, light, dark = FRUIT[kind]
    canvas.boxes([(left + 6, top + 6, right - 6, bottom - 6)], ("#d9ab74", "#b27f4e"))
    canvas.boxes([(left + 20, top + 20, right - 20, bottom - 20)], mix(dark, NIGHT, 0.45))
    pieces, y, uniform, row = [], top + 20 + radius * 0.9, canvas.random.uniform, 0
    while y < bottom - 18 - radius * 0.6:
        x = left + 22 + radius * (0.9 if row % 2 else 1.6)
        while x < right - 20 - radius * 0.6:
            pieces.append((x + uniform(-2, 2), y + uniform(-2, 2), radius * uniform(0.92, 1.04)))
            x += radius * 1.9
        y += radius * 1.62
        row += 1
    _fruit(canvas, kind, pieces, light, dark)
    x1, y1, x2, y2 = left + 13, top + 13, right - 13, bottom - 13
    rim = [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]
    canvas.lines([rim], 13, ("#e7bd86", "#bd8a57"))
    slits = [[(x, top + 6), (x, bottom - 6)] for x in (x1, x2)]
    canvas.lines(slits, 1.6, "#7a4f33", opacity=0.6)


def _fruit(canvas, kind, pieces, light, dark):
    canvas.discs([(x + r * 0.1, y + r * 0.16, r) for x, y, r in pieces], NIGHT, opacity=0.45)
    canvas.discs(pieces, dark)
    canvas.discs([(x - r * 0.1, y - r * 0.12, r * 0.84) for x, y, r in pieces], light)
    canvas.discs([(x - r * 0.32, y - r * 0.36, r * 0.26) for x, y, r in pieces], "#ffffff", opacity=0.45)
    if kind == "melon":
        angles = [k * pi / 10 for k in range(11)]
        ribs = [
            [(x + r * side * sin(a), y - 0.85 * r * sin(pi / 2 - a)) for a in angles]
            for x, y, r in pieces
            for side in (-0.64, -0.24, 0.24, 0.64)
        ]
        canvas.lines(ribs, 3, dark, opacity=0.6)
    if kind in {"pomegranate", "quince", "fig"}:
        crowns = [star((x + r * 0.1, y - r * 0.1), r * 0.3, r * 0.14, 6) for x, y, r in pieces]
        canvas.polygons(crowns, mix(dark, light, 0.25))
    if kind in {"apple", "tomato", "cherry"}:
        canvas.lines([[(x, y), (x + r * 0.25, y - r * 0.5)] for x, y, r in pieces], 3, "#3f5f35")
    if kind == "walnut":
        seams = [
            [(x - r * 0.7, y), (x - r * 0.2, y + 3), (x + r * 0.2, y - 3), (x + r * 0.7, y)]
            for x, y, r in pieces
        ]
        canvas.lines(seams, 2, "#6d4a2c", opacity=0.8)
