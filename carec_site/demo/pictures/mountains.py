"""Mountains, a lake, a road, the desert and the night."""

from itertools import pairwise
from math import pi, sin

from carec_site.demo.drawing.canvas import HEIGHT
from carec_site.demo.drawing.colours import CREAM, NIGHT, POMEGRANATE, SAFFRON, mix
from carec_site.demo.drawing.motifs import birds, clouds, glints, snow_peak, spruces, stars, sun, woods, yurt
from carec_site.demo.drawing.shapes import outline, placed, ribbon, ring
from carec_site.demo.drawing.terrain import down, height_at, hills, peaks
from carec_site.demo.pictures.freight import truck

FIRS = ("#1d6262", "#0b3345")
CAMEL = outline(
    "-34,-40 -30,-50 -20,-56 -14,-68 -8,-58 0,-54 6,-66 13,-57 22,-50 30,-46 36,-56 40,-70 46,-74 56,-70 "
    "58,-66 48,-64 46,-54 40,-40 30,-34 29,0 25,0 23,-30 20,-30 20,0 16,0 14,-32 -16,-32 -18,0 -22,0 "
    "-22,-30 -26,-30 -28,0 -32,0 -32,-32"
)


def mountain_dawn(canvas):
    canvas.background("#2c4f9c", "#7f93c6", "#f3b79a", "#fbdcb4", CREAM)
    canvas.glow((1080, 470), 620, "#ffe9c4", 0.9)
    canvas.discs([(1080, 440, 74)], "#fff6e2")
    ridges = [
        ("#c7a9b5", "#f2c9b0"),
        ("#8f93bd", "#e3bdb4"),
        ("#5673b0", "#b5adc2"),
        ("#31549f", "#7a92bf"),
        ("#1d3a7c", "#3f659f"),
        (NIGHT, "#1c3d72"),
    ]
    for row, (top, bottom) in enumerate(ridges):
        y = 560 + 92 * row
        line = peaks(canvas.random, y + 60, 330 - 30 * row, 420 - 20 * row, 0.45)
        canvas.polygon(down(line), (top, bottom, bottom))
        if row < 5:
            canvas.mist(y + 10, y + 230, "#fde6cf", 0.55 - 0.07 * row)
    birds(canvas, (520, 300), 7)


def glacier_lake(canvas):
    canvas.background("#3f74b8", "#9fc6de", "#e9f0e6", CREAM)
    clouds(canvas, [(980, 130, 360), (140, 190, 260)], "#ffffff", 0.7)
    canvas.polygon(down(peaks(canvas.random, 560, 260, 300), 640), ("#9db6d6", "#d5e0e6"))
    for x, y, half in ((260, 240, 420), (1380, 260, 430), (1010, 190, 420), (640, 130, 500)):
        snow_peak(canvas, (x, y), 640, half, ("#6d8fb8", "#8fb0bf"), ("#3d5f9c", "#5b83a8"), 0.52)
    canvas.mist(470, 700, "#e6f1ee", 0.75)
    canvas.polygon(down(hills(canvas.random, 600, 24, 300), 645), ("#3d8a83", "#2c7674"))
    for left, right in ((-10, 560), (1120, 1610)):
        trees = woods(canvas, 40, (left, 648, right, 648), (50, 125))
        spruces(canvas, trees, ("#1e6468", "#124a55"))
    canvas.reflect(645, "#2aa39e", 0.42)
    glints(canvas, 46, (0, 660, 1500, 990), (40, 220), "#e6fbf4")
    canvas.polygon(down(hills(canvas.random, 950, 30, 420)), ("#1c5a5f", "#0d3547"))
    near = ((60, 330), (150, 250), (225, 290), (1490, 280), (1570, 350))
    spruces(canvas, [(x, 985, height) for x, height in near], ("#134a55", "#0a2c40"))


def mountain_road(canvas):
    canvas.background("#3a76b4", "#9fcbd8", "#fce6c2")
    canvas.glow((1180, 300), 460, "#fff3d2", 0.8)
    for x, y, half in ((250, 170, 420), (1400, 190, 420), (820, 120, 520)):
        snow_peak(canvas, (x, y), 620, half, ("#7a9bc2", "#a7bfc2"), ("#456cab", "#7596b4"), 0.5)
    canvas.mist(420, 660, "#f7ead2", 0.65)
    canvas.polygon(down(hills(canvas.random, 540, 50, 520)), ("#86b38f", "#4f9480", "#1f6463"))
    for row in range(4):
        near = row / 4
        paint = (mix("#7fb08c", "#15505a", near), mix("#4c917e", "#0f3f50", near))
        canvas.polygon(down(hills(canvas.random, 640 + 105 * row, 42, 460)), paint, opacity=0.75)
    road = []
    for step in range(241):
        t = 0.9 * step / 240
        x = 820 + 640 * (1 - t) ** 1.25 * sin(4.6 * pi * t**0.9 + 0.5) + 60 * t
        road.append((x, 1040 - 530 * t**0.82, 130 * (1 - t) ** 1.7 + 6))
    for share, paint in ((1.0, "#f3e2bd"), (0.86, ("#8f93a6", "#5f6685"))):
        parts = []
        for (x1, y1, wide), (x2, y2, _wide) in pairwise(road):
            parts.append(ribbon([(x1, y1), (x2, y2)], wide * share))
            parts.append(ring((x2, y2), wide * share / 2, 14))
        canvas.polygons(parts, paint)
    for step in range(0, 238, 6):
        canvas.polygon(ribbon([road[step][:2], road[step + 3][:2]], road[step][2] * 0.05), "#fdf2dc")
    truck(canvas, 905, 712, 0.42, SAFFRON)
    truck(canvas, 430, 830, 0.7, POMEGRANATE)
    spruces(canvas, woods(canvas, 9, (-20, 700, 330, 990), (90, 190)), FIRS)
    spruces(canvas, woods(canvas, 13, (1250, 660, 1620, 1000), (90, 210)), FIRS)


def yurts_under_stars(canvas):
    canvas.background(NIGHT, "#142860", "#2f5299", "#7a93c4", "#e6b99c")
    canvas.polygon(outline("300,-60 640,-60 1700,620 1700,860"), "#8fb0e6", opacity=0.16, blur=70)
    canvas.polygon(outline("420,-60 540,-60 1700,690 1700,770"), "#e6ecff", opacity=0.2, blur=34)
    stars(canvas, 620, 640)
    milky_way = []
    for _ in range(520):
        along, aside = canvas.random.random(), canvas.random.gauss(0, 46)
        size = canvas.random.choice((0.8, 0.9, 1.2, 1.6))
        milky_way.append((470 + 1230 * along + aside / 2, -60 + 800 * along - aside, size))
    canvas.discs(milky_way, "#f4f0ff", opacity=0.8)
    canvas.polygon(down(peaks(canvas.random, 700, 240, 420)), ("#5a78b4", "#c8a9ae"))
    canvas.mist(560, 780, "#e9c0a6", 0.4)
    canvas.polygon(down(peaks(canvas.random, 780, 190, 360)), ("#27468c", "#4d6ba6"))
    canvas.mist(680, 850, "#7f9ac8", 0.35)
    canvas.polygon(down(hills(canvas.random, 800, 26, 500)), ("#1d4a63", "#123a55"))
    line = hills(canvas.random, 860, 22, 600)
    canvas.polygon(down(line), ("#14405a", "#0b2340"))
    for x, size in ((330, 74), (1180, 66)):
        yurt(canvas, x, height_at(line, x) + 16, size, ("#e9e2d4", "#8d97b4"), POMEGRANATE, lit=True)
    yurt(canvas, 690, 930, 128, ("#f3ead9", "#8f99b8"), POMEGRANATE, lit=True)
    trees = [(1420 + 58 * k, 930 + 12 * k, canvas.random.uniform(150, 240)) for k in range(5)]
    spruces(canvas, trees, NIGHT)


def desert_dunes(canvas):
    canvas.background("#2b7f92", "#8fc4b8", "#f9d7a5", "#f6b277")
    sun(canvas, (1180, 330), 78, "#fff0cf")
    clouds(canvas, [(150, 210, 300), (560, 290, 220)], opacity=0.5)
    canvas.polygon(down(peaks(canvas.random, 520, 120, 300)), ("#a9a5b0", "#e7bf97"))
    canvas.mist(400, 600, "#fbdcb4", 0.7)
    _dune(canvas, 350, 640, 620, 150, ("#f0bd84", "#eeb77c"), ("#c98b5e", "#dca26e"))
    _dune(canvas, 1250, 690, 700, 190, ("#f2b977", "#efb06b"), ("#bd7a50", "#d3925f"))
    _dune(canvas, 560, 830, 800, 250, ("#f4b266", "#f0a45a"), ("#a9633f", "#c57d4d"))
    for x in range(250, 600, 74):
        foot = 838 - 250 * (1 - (560 - x) / 800) ** 1.6
        canvas.polygon(placed(x, foot, 0.62, CAMEL), "#4a2a22")
    _dune(canvas, 1420, 1010, 780, 300, ("#f3a957", "#e9954a"), ("#96532f", "#b56b3e"))
    _dune(canvas, 240, 1080, 760, 290, ("#eb9a4c", "#dd8440"), ("#7f4228", "#994f2d"))


def _dune(canvas, x, base, half, high, light, dark):
    """A dune whose crest winds down from (x, base - high), lit from the left."""
    steps = [step / 30 for step in range(31)]
    left = [(x - half * (1 - t), base - high * t**1.6) for t in steps]
    right = [(x + half * t, base - high * (1 - t) ** 2.1) for t in steps]
    canvas.polygon([*left, *right, (x + half, HEIGHT + 300), (x - half, HEIGHT + 300)], light)
    top, fall = base - high, high + 260
    crest = [(x + half * t * (0.18 + 0.16 * sin(2.2 * pi * t)), top + fall * t**1.15) for t in steps]
    canvas.polygon([*crest, (x + half, crest[-1][1]), *reversed(right)], dark, across=True)
