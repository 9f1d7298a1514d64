"""Cities old and new."""

from math import pi, sin

from carec_site.demo.drawing.canvas import Canvas
from carec_site.demo.drawing.colours import (
    AQUA,
    CREAM,
    DEEP,
    LAPIS,
    MINT,
    NIGHT,
    SAFFRON,
    TEAL,
    TURQUOISE,
    mix,
)
from carec_site.demo.drawing.motifs import birds, clouds, glints, poplars, skyline, snow_peak, sun, windows
from carec_site.demo.drawing.shapes import dome, pointed_arch, ring, star
from carec_site.demo.drawing.terrain import down, height_at, hills, peaks

BRICK, SHADE = ("#efc493", "#c58a66"), "#7b4a46"
PORTAL_STARS = [(0, 16), (-36, 66), (36, 66), (0, 78), (-66, 126), (66, 126), (-30, 126), (30, 126)]
# The bands around the arch: half width, height, colour.
BANDS = [
    (476, 978, DEEP),
    (466, 968, CREAM),
    (458, 961, "#16357a"),
    (446, 951, TURQUOISE),
    (424, 932, SAFFRON),
    (414, 924, "#0d1d47"),
]


def city_domes(canvas):
    canvas.background("#1c3a86", "#5a74bd", "#e9a294", "#fbd09a", "#fde9c4")
    canvas.glow((960, 600), 620, "#fff0c8", 0.9, 0.8)
    canvas.discs([(960, 470, 70)], "#fff6df")
    clouds(canvas, [(140, 190, 380), (1120, 150, 340), (520, 290, 240)], "#fbd9c0", 0.6)
    canvas.polygon(down(peaks(canvas.random, 600, 170, 380)), ("#8f86b8", "#efb798"))
    canvas.mist(470, 660, "#fde0b8", 0.6)
    towers = skyline(canvas, 720, (36, 84), (60, 230), (2, 26))
    canvas.boxes(towers, ("#7f86c0", "#c9a6a8"))
    windows(canvas, towers, (6, 8), (13, 18), 0.35, 0.8)
    for x, half in ((250, 74), (1330, 80)):
        _dome(canvas, x, 720, half, 1.0, ("#2a6f9a", TEAL))
    for x, size in ((90, 0.95), (420, 0.9), (1160, 0.95), (1500, 0.9)):
        _minaret(canvas, x, 720, size)
    _portal(canvas)
    spots = [800 + canvas.random.choice((-1, 1)) * canvas.random.uniform(300, 800) for _ in range(26)]
    trees = [(x, 728, canvas.random.uniform(60, 130)) for x in spots]
    poplars(canvas, trees, ("#3f7f78", "#1d4f60"))
    canvas.reflect(726, "#24508f", 0.4)
    canvas.boxes([(0, 722, 1600, 732)], "#fbe0b8")
    glints(canvas, 60, (-50, 745, 1550, 995), (40, 240), "#fde9c8", 0.38)
    birds(canvas, (560, 230), 8, 13)


def _portal(canvas):
    canvas.boxes([(520, 520, 1080, 725)], ("#e3b184", "#c58a66"))
    for x in (590, 1010):
        _dome(canvas, x, 524, 62, 0.8, (AQUA, TURQUOISE, TEAL))
    canvas.boxes([(650, 380, 950, 725)], BRICK)
    frame = [(650, 380, 950, 392), (650, 380, 664, 725), (936, 380, 950, 725), (676, 404, 924, 416)]
    canvas.boxes(frame, (LAPIS, TEAL))
    canvas.polygon(pointed_arch(800, 725, 102, 290, 0.55), (LAPIS, "#16357a"))
    canvas.polygons([star((800 + dx, 480 + dy), 12, 5, 8) for dx, dy in PORTAL_STARS], SAFFRON)
    canvas.polygon(pointed_arch(800, 725, 50, 150, 0.55), ("#3d2a4a", NIGHT))
    niches = [start + 30 * k for start in (546, 966) for k in range(4)]
    canvas.polygons([pointed_arch(x, 725, 11, 120, 0.55) for x in niches], SHADE, opacity=0.85)
    _dome(canvas, 800, 384, 90, 1.05, ("#7fd6cc", TURQUOISE, TEAL))


def _dome(canvas, x, base, half, size, paint):
    """A ribbed dome on a drum with arches, and a gold finial."""
    wide, shoulder = half * 0.92, base - 56 * size
    canvas.boxes([(x - wide, shoulder, x + wide, base + 4)], ("#f0c898", "#cf9a72"))
    hoops = [
        (x - wide, shoulder, x + wide, shoulder + 10 * size),
        (x - wide, base - 10 * size, x + wide, base),
    ]
    canvas.boxes(hoops, LAPIS)
    middles = [x + wide * (-1 + (2 * k + 1) / 9) for k in range(9)]
    canvas.polygons([pointed_arch(m, base - 12 * size, half * 0.055, 30 * size) for m in middles], SHADE)
    shape = dome(x, shoulder, half, half * 1.35)
    canvas.polygon(shape, paint)

    def meridian(share):
        return [(x + (left - x) * share, y) for left, y in shape[: len(shape) // 2]]

    ribs = [meridian(share) for share in (0.8, 0.5, 0.17, -0.17, -0.5, -0.8)]
    canvas.lines(ribs, max(1.6, 3 * size), MINT, opacity=0.4)
    canvas.polygon(meridian(0.93) + meridian(0.62)[::-1], "#ffffff", opacity=0.18)
    top = shoulder - half * 1.35
    canvas.lines([[(x, top + 6), (x, top - 34 * size)]], 4 * size, SAFFRON)
    canvas.discs([(x, top - 10 * size, 6 * size), (x, top - 24 * size, 4 * size)], SAFFRON)


def _minaret(canvas, x, base, size):
    top, foot, neck = base - 330 * size, 24 * size, 16 * size
    canvas.polygon([(x - foot, base), (x + foot, base), (x + neck, top), (x - neck, top)], BRICK)
    for number, share in enumerate((0.15, 0.35, 0.55, 0.75, 0.92)):
        wide, y = (24 - 8 * share) * size, base - (base - top) * share
        canvas.boxes([(x - wide, y - 13 * size, x + wide, y)], (TURQUOISE, LAPIS)[number % 2])
        middles = [(x + wide * (-0.75 + 0.5 * k), y - 6.5 * size) for k in range(4)]
        canvas.polygons([ring(middle, 4 * size, 4) for middle in middles], CREAM)
    canvas.boxes([(x - 23 * size, top - 12 * size, x + 23 * size, top)], "#8a5548")
    canvas.boxes([(x - 14 * size, top - 48 * size, x + 14 * size, top - 12 * size)], BRICK)
    canvas.polygon(dome(x, top - 48 * size, 15 * size, 34 * size), (AQUA, TEAL))


def winter_air(canvas):
    canvas.background("#40639f", "#93a5c8", "#e3bfae", "#f0cfae")
    sun(canvas, (1130, 330), 58, "#fff0d6", 0.8)
    for x, y, half in ((300, 130, 400), (1420, 150, 380), (850, 90, 480)):
        snow_peak(canvas, (x, y), 600, half, ("#8fa6c9", "#c2b7bd"), ("#6b88ba", "#a8a5b6"), 0.55)
    canvas.mist(380, 720, "#e9cbb4", 0.95)
    for row in range(5):
        foot, grown = 640 + 78 * row, 1 + 0.12 * row
        houses = skyline(canvas, foot, (54 * grown, 120 * grown), (50, 190 * grown), (4, 44))
        tone = (mix("#c2a8a8", "#233a70", row / 4.2), mix("#d5b8ac", "#2b4a80", row / 4.6))
        canvas.boxes([(left, top, right, 1005) for left, top, right, _ in houses], tone)
        aerials = [((left + right) / 2, top) for left, top, right, _ in houses[::3]]
        canvas.boxes([(x - 2, top - 26, x + 2, top) for x, top in aerials], tone[0])
        if row > 1:
            windows(canvas, houses, (10, 14), (22, 26), 0.3, 0.35 + 0.13 * row)
        if row < 3:
            for _ in range(2):
                _chimney(canvas, canvas.random.uniform(120, 1480), foot, 250 + 16 * row, tone[0])
        canvas.mist(foot - 150, foot + 130, "#ecd0b6", 0.62 - 0.1 * row)
    _air_station(canvas)


def _chimney(canvas, x, foot, high, tone):
    top = foot - high
    canvas.polygon([(x - 11, foot), (x + 11, foot), (x + 7, top), (x - 7, top)], tone)
    smoke = [(x + 16 * k, top - 6 - 5 * k**0.8, 8 + 3.4 * k) for k in range(9)]
    canvas.discs(smoke, "#efdccb", opacity=0.5, blur=7)


def _air_station(canvas):
    """A mast with instruments on a roof."""
    canvas.boxes([(1180, 850, 1600, 1005)], ("#1b2f66", NIGHT))
    canvas.boxes([(1170, 842, 1610, 856)], "#33508f")
    canvas.boxes([(1330, 500, 1338, 850), (1290, 560, 1380, 565), (1300, 630, 1334, 634)], NIGHT)
    canvas.lines([[(1334, 560), (1255, 848)], [(1334, 560), (1412, 848)]], 2.5, NIGHT)
    canvas.discs([(1290, 552, 11), (1380, 552, 11), (1334, 496, 8)], ("#ffffff", "#c9d5e6"))
    canvas.boxes([(1352, 640, 1400, 700)], (CREAM, "#d5c8b4"))
    canvas.boxes([(1360, 650, 1392, 668)], TURQUOISE)
    canvas.discs([(1366, 684, 4)], SAFFRON)
    for y in range(612, 660, 12):
        canvas.polygon([(1282, y), (1330, y), (1324, y + 8), (1288, y + 8)], "#f3f0e8")


def arch_view(canvas):
    view = Canvas("valley behind the arch", canvas.size[0])
    _valley(view)
    canvas.background("#2450a0", "#1a3a82", "#122a63")
    step = 92
    spots = [(column, row) for row in range(-1, 12) for column in range(-1, 19)]
    places = [((column + row % 2 / 2) * step, row * step + 26) for column, row in spots]
    canvas.polygons([star(place, 38, 21, 8, pi / 8) for place in places], (AQUA, TURQUOISE))
    canvas.polygons([star(place, 25, 13, 8) for place in places], (CREAM, "#f3d9ae"))
    canvas.discs([(*place, 7) for place in places], SAFFRON)
    canvas.polygons([ring((x + step / 2, y), 9, 4) for x, y in places], "#5b8ad0")
    canvas.boxes([(0, 950, 1600, 1005)], (DEEP, NIGHT))
    for half, high, paint in BANDS:
        canvas.polygon(pointed_arch(800, 1005, half, high, 0.58), paint)
    canvas.insert(pointed_arch(800, 1005, 400, 910, 0.58), view)


def _valley(canvas):
    canvas.background("#3f78b4", "#9fc9d8", "#fbe4bd", "#f8c992")
    sun(canvas, (930, 360), 60, "#fff3d3")
    for x, y, half in ((620, 250, 300), (1040, 280, 300)):
        snow_peak(canvas, (x, y), 620, half, ("#8aa7c9", "#c2c6bd"), ("#577cb4", "#8fa6b4"), 0.5)
    canvas.mist(440, 660, "#fbe6c4", 0.8)
    for row in range(5):
        near = row / 4
        line = hills(canvas.random, 600 + 66 * row, 26, 330)
        canvas.polygon(down(line), (mix("#b7c08c", "#1d5f62", near), mix("#8fb088", "#174a58", near)))
        if row in (1, 2, 3):
            trees = []
            for _ in range(9):
                x, high = canvas.random.uniform(430, 1170), (46 + 34 * row) * canvas.random.uniform(0.8, 1.2)
                trees.append((x, height_at(line, x) + 4, high))
            poplars(canvas, trees, (mix("#4f8f78", "#0f3f50", near), mix("#2f7670", "#0b2f44", near)))
    path = []
    for step in range(31):
        t = step / 30
        path.append((800 + 90 * sin(2.6 * t) * (1 - t), 1000 - 330 * t, 60 * (1 - t) ** 1.4 + 3))
    left, right = [(x - w, y) for x, y, w in path], [(x + w, y) for x, y, w in path]
    canvas.polygon([*left, *reversed(right)], ("#f0d9a8", "#e3c08a"))
