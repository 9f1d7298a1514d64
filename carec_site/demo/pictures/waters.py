"""A river, a reservoir and a sea."""

from math import pi, sin

from carec_site.demo.drawing.colours import (
    AQUA,
    AZURE,
    CLAY,
    CREAM,
    DEEP,
    LAPIS,
    NIGHT,
    POMEGRANATE,
    SAFFRON,
    TEAL,
    TURQUOISE,
)
from carec_site.demo.drawing.motifs import birds, clouds, glints, snow_peak, spruces, sun
from carec_site.demo.drawing.shapes import between, outline, placed, ribbon, smoothed
from carec_site.demo.drawing.terrain import down, hills, noise, peaks
from carec_site.demo.pictures.freight import crane, stacks

# How much wider than the water each bank is painted, and how: from the dry land inwards.
BANKS = [(210, "#cfd29a", 0.75, 30), (110, "#9cc391", 0.8, 16), (44, "#64a88b", 0.8, 7)]
SEA = [
    (0, "#e9e2b8", 0.7),
    (16, "#bfe3d3", 0.95),
    (44, "#8fd0c8", 0.95),
    (78, "#53b3b4", 0.95),
    (110, "#2a86a8", 0.9),
]
VALLEY = [
    ("-10,250 160,300 300,420 430,470 520,640 640,800 700,1010 -10,1010", ("#5f9a8a", "#2c6f6d", "#123f4f")),
    ("-10,420 150,470 290,600 420,760 500,1010 -10,1010", ("#3d8478", "#0f3a48")),
    ("1610,230 1480,290 1330,400 1180,470 1090,640 970,800 900,1010 1610,1010", ("#6aa18c", "#123f4f")),
    ("1610,430 1450,480 1310,620 1190,780 1110,1010 1610,1010", ("#3d8478", "#0f3a48")),
    ("610,870 990,870 1060,1010 540,1010", (AQUA, TURQUOISE, TEAL)),
]
PYLON = [
    outline("1330,400 1345,250 1360,400"),
    outline("1310,290 1380,290"),
    outline("1318,325 1372,325"),
]
CARGO = [TURQUOISE, SAFFRON, CLAY, POMEGRANATE, CREAM, AZURE, TEAL]


def river_delta(canvas):
    canvas.background("#efdcb2", "#e6cd9a", "#e9d6a6")
    for y in range(-60, 1020, 120):
        canvas.polygon(down(hills(canvas.random, y, 60, 420, 0.4)), ("#d9b982", "#eed9ab"), opacity=0.3)
    arms = _arms(canvas)
    for extra, paint, opacity, blur in BANKS:
        canvas.polygons(
            [ribbon(arm, 60 + extra, 9 + extra) for arm in arms], paint, opacity=opacity, blur=blur
        )
    for paint in ("#2f7f72", "#4f9c84", "#86b584", "#d9d38f"):
        trees = []
        for _ in range(330):
            x, y = canvas.random.choice(canvas.random.choice(arms))
            spot = (x + canvas.random.gauss(0, 46), y + canvas.random.gauss(0, 20))
            trees.append((*spot, canvas.random.uniform(2, 5.5)))
        canvas.discs(trees, paint, opacity=0.75)
    canvas.polygons([ribbon(arm, 76, 15) for arm in arms], "#f7ecca")
    canvas.polygons([ribbon(arm, 66, 9) for arm in arms], ("#1f7f96", TURQUOISE, AQUA))
    canvas.polygons([ribbon(arm, 30, 1.5) for arm in arms], (TURQUOISE, AQUA), opacity=0.35, blur=3)
    shore = hills(canvas.random, 868, 46, 230, 0.6)
    for off, paint, opacity in SEA:
        waves = [(x, y + off + 9 * sin(x / (60 + off))) for x, y in shore]
        canvas.polygon(down(waves), paint, opacity=opacity, blur=5)
    deep = [(x, y + 136 + 12 * sin(x / 130)) for x, y in shore]
    canvas.polygon(down(deep), (LAPIS, DEEP), opacity=0.85, blur=12)
    birds(canvas, (1290, 230), 9, 15)


def _arms(canvas):
    """The ways from one river to the sea. They share their upper course and part four times."""
    ways = [[(800, -80), (790, 40), (800, 110)]]
    for y, reach in ((260, 200), (430, 190), (590, 130), (750, 90)):
        parted = []
        for way in ways:
            for side in (-1, 1):
                x = way[-1][0] + side * reach * canvas.random.uniform(0.75, 1.15)
                parted.append([*way, (x, y + canvas.random.uniform(-25, 25))])
        ways = parted
    wander = noise(canvas.random)
    arms = []
    for way in ways:
        line = smoothed(smoothed([*way, (way[-1][0] + (way[-1][0] - 800) * 0.16, 1040)]))
        # The same for all arms that are in one place, so a shared course stays shared.
        arms.append(smoothed([(x + 24 * wander(y / 74 + x / 330), y) for x, y in line]))
    return arms


def reservoir(canvas):
    canvas.background("#4a8cc0", "#a9d4dc", "#fbe9cb")
    clouds(canvas, [(240, 110, 340), (1020, 160, 300)], "#ffffff", 0.7)
    for x, y, half in ((420, 150, 400), (1150, 130, 430), (790, 210, 320)):
        snow_peak(canvas, (x, y), 520, half, ("#7f9fc4", "#a9c3cd"), ("#4f76ad", "#7fa3bd"), 0.5)
    canvas.mist(330, 520, "#f6f0de", 0.7)
    canvas.boxes([(300, 440, 1300, 520)], (AQUA, TURQUOISE))
    top = [(380 + 21 * k, 470 + 34 * sin(pi * k / 40)) for k in range(41)]
    foot = [(600 + 10 * k, 850 + 20 * sin(pi * k / 40)) for k in range(41)]
    canvas.polygon([*top, *reversed(foot)], ("#f6ead4", "#d9c3a0", "#a98e78"))
    canvas.lines([[top[k], foot[k]] for k in range(0, 41, 4)], 4, "#8f7a6c", opacity=0.5)
    seams = [[between(a, b, s) for a, b in zip(top, foot, strict=True)] for s in (0.25, 0.5, 0.75)]
    canvas.lines(seams, 3, "#8f7a6c", opacity=0.4)
    canvas.lines([[(x, y - 4) for x, y in top]], 14, "#fff7e6")
    canvas.lines([[(x, y + 12) for x, y in top]], 5, "#8a7468", opacity=0.8)
    for k in (17, 20, 23):
        (x, y), (end, _) = top[k], foot[k]
        fall = [(x - 15, y + 8), (x + 15, y + 8), (end + 34, 900), (end - 34, 900)]
        canvas.polygon(fall, ("#ffffff", "#d8f2ef"), opacity=0.95)
    for text, paint in VALLEY:
        canvas.polygon(outline(text), paint)
    canvas.glow((800, 890), 190, "#ffffff", 0.95, 0.4)
    glints(canvas, 22, (590, 910, 960, 995), (20, 90), "#eafaf6", 0.6)
    uniform = canvas.random.uniform
    for edge, side in ((300, -1), (1300, 1)):
        spots = [(edge + side * (40 + 46 * k), 690 + 17 * k + uniform(0, 60)) for k in range(6)]
        spruces(canvas, [(x, y, uniform(90, 170)) for x, y in spots], ("#1d6263", "#0c3243"))
    canvas.lines(PYLON, 5, DEEP)
    wires = [[(1310 + 35 * k, 290), (1450, 262), (1610, 215 + 8 * k)] for k in range(3)]
    canvas.lines(wires, 2, DEEP, opacity=0.7)


def caspian_port(canvas):
    canvas.background("#23509c", "#7d9fd0", "#f3b894", "#fbdba8")
    sun(canvas, (420, 500), 76, "#fff3d3")
    clouds(canvas, [(760, 150, 440), (120, 220, 300), (1200, 260, 280)], "#fde2c6", 0.65)
    canvas.polygon(down(peaks(canvas.random, 575, 90, 300)), ("#8f8db8", "#e3b196"))
    canvas.mist(480, 600, "#fde0b8", 0.6)
    canvas.boxes([(860, 560, 1610, 600)], ("#5a5f86", "#34406f"))
    crane(canvas, 1080, 562, 0.62)
    crane(canvas, 1400, 562, 0.7)
    stacks(canvas, 890, 562, (74, 30), 4, (2, 3, 1, 2, 3, 3, 1, 2, 2), CARGO)
    canvas.reflect(596, "#2f78a8", 0.45)
    canvas.polygon(outline("380,598 460,598 640,1005 120,1005"), "#ffe9bd", opacity=0.28, blur=26)
    glints(canvas, 60, (-40, 604, 1560, 720), (30, 160), "#fbe6c8", 0.4)
    glints(canvas, 60, (-40, 700, 1560, 1000), (60, 220), "#fbe6c8", 0.4)
    _ferry(canvas, 180, 800)
    birds(canvas, (720, 380), 9, 15)


def _ferry(canvas, x, y):
    def part(text):
        return placed(x, y, 1, outline(text))

    canvas.polygon(part("0,-96 880,-96 940,-128 980,-128 910,0 80,0"), ("#23479a", NIGHT))
    canvas.polygon(part("72,-12 914,-12 910,0 80,0"), POMEGRANATE)
    canvas.lines([part("6,-84 890,-84 970,-118")], 5, CREAM)
    decks = [part("40,-190 240,-190 240,-96 40,-96"), part("56,-258 224,-258 224,-190 56,-190")]
    canvas.polygons([*decks, part("76,-306 200,-306 200,-258 76,-258")], ("#ffffff", "#d5dcea"))
    windows = [(x + 56 + 26 * column, y - 242 + 66 * row) for column in range(6) for row in range(2)]
    canvas.boxes([(left, top, left + 16, top + 18) for left, top in windows], DEEP)
    canvas.polygon(part("82,-296 194,-296 194,-276 82,-276"), TURQUOISE)
    canvas.polygon(part("104,-306 160,-306 154,-364 110,-364"), (SAFFRON, CLAY))
    canvas.polygon(part("108,-346 157,-346 157,-334 108,-334"), CREAM)
    stacks(canvas, x + 260, y - 97, (80, 42), 4, (3, 2, 3, 3, 2, 3, 1), CARGO)
    canvas.polygon(part("60,0 920,0 830,34 150,34"), NIGHT, opacity=0.4, blur=12)
    wake = [[(150 + 12 * k, y + 4 + 7 * k), (1180 - 16 * k, y + 4 + 7 * k)] for k in range(4)]
    canvas.lines(wake, 3, "#fdf3e0", opacity=0.55)
