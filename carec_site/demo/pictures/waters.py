"""A river, a reservoir and a sea."""

from math import pi, sin

from carec_site.demo.pictures.colours import (
    AQUA,
    AZURE,
    CLAY,
    CREAM,
    DEEP,
    LAPIS,
    MINT,
    NIGHT,
    POMEGRANATE,
    SAFFRON,
    TEAL,
    TURQUOISE,
)
from carec_site.demo.pictures.freight import crane, stacks
from carec_site.demo.pictures.motifs import birds, clouds, glints, snow_peak, spruces, sun
from carec_site.demo.pictures.shapes import between, outline, placed, ribbon, ring, smoothed
from carec_site.demo.pictures.terrain import down, hills, peaks

COAST = 1060
CROPS = ["#d9c777", "#6fae88", "#3f8f7a", "#e8d79a", "#a9c68c", "#2f7f72"]
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
    arms = []
    _flow(canvas, arms, (800, -60), 800, 60, 0)
    _wash(canvas, arms[:7], 300, "#c3cc92", opacity=0.6, blur=34)
    _wash(canvas, arms, 120, "#8fbd8e", opacity=0.75, blur=18)
    for _ in range(240):
        x, y = canvas.random.choice(canvas.random.choice(arms)[0])
        place = (x + canvas.random.gauss(0, 90), y + canvas.random.gauss(0, 30))
        turn = canvas.random.choice((0.6, 0.78, 0.95))
        field = ring(place, canvas.random.uniform(12, 30), 4, turn, squash=0.62)
        canvas.polygon(field, canvas.random.choice(CROPS), opacity=0.6)
    _wash(canvas, arms, 26, "#3f9280", opacity=0.8, blur=5)
    _wash(canvas, arms, 8, "#f7ecca", opacity=0.9)
    _wash(canvas, arms, 0, ("#1f7f96", TURQUOISE, AQUA))
    canvas.lines([line for line, width in arms if width > 12], 3, MINT, opacity=0.55)
    shore = hills(canvas.random, 868, 46, 230, 0.6)
    for off, paint, opacity in SEA:
        waves = [(x, y + off + 9 * sin(x / (60 + off))) for x, y in shore]
        canvas.polygon(down(waves), paint, opacity=opacity, blur=5)
    deep = [(x, y + 136 + 12 * sin(x / 130)) for x, y in shore]
    canvas.polygon(down(deep), (LAPIS, DEEP), opacity=0.85, blur=12)
    birds(canvas, (1290, 230), 9, 15)


def _flow(canvas, arms, start, aim, width, depth):
    """Collect a river arm that runs to the coast at `aim`, and those it parts into, as (line, width)."""
    (x, y), uniform = start, canvas.random.uniform
    goal = y + uniform(130, 190) if depth < 4 else COAST
    end = (x + (aim - x) * min(1, (goal - y) / (COAST - y)), goal)
    swing, phase, line = uniform(12, 30), uniform(0, 6), []
    for step in range(13):
        t = step / 12
        at, high = between(start, end, t)
        line.append((at + swing * sin(pi * t) * sin(5 * t + phase), high))
    arms.append((smoothed(line), width))
    if goal < COAST:
        for side in (-1, 1):
            reach = side * 520 * 0.56**depth * uniform(0.7, 1.2)
            _flow(canvas, arms, end, aim + reach, width * uniform(0.6, 0.78), depth + 1)


def _wash(canvas, arms, extra, paint, **how):
    """Paint along the river, so much wider than its water."""
    shapes = []
    for line, width in arms:
        shapes.append(ribbon(line, width + extra))
        shapes += [ring(end, (width + extra) / 2, 16) for end in (line[0], line[-1])]
    canvas.polygons(shapes, paint, **how)


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
