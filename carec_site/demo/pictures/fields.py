"""Land that is farmed or grazed."""

from math import cos, pi, sin

from carec_site.demo.drawing.colours import (
    AQUA,
    CREAM,
    DEEP,
    MINT,
    POMEGRANATE,
    SAFFRON,
    SAND,
    TEAL,
    TURQUOISE,
    mix,
)
from carec_site.demo.drawing.motifs import birds, clouds, snow_peak, woods, yurt
from carec_site.demo.drawing.shapes import mirrored, outline, placed
from carec_site.demo.drawing.terrain import down, height_at, hills, noise, peaks

HORSE = outline(
    "-26,-26 -14,-32 8,-31 18,-34 28,-48 31,-52 33,-47 42,-37 40,-33 31,-36 26,-24 23,-18 23,0 20,0 18,-15 "
    "14,-14 15,0 12,0 9,-16 -12,-15 -14,-8 -12,0 -15,0 -18,-9 -20,-14 -23,0 -26,0 -25,-14 -28,-20 -33,-8 "
    "-35,-10 -31,-22"
)
TULIP_LEAVES = [
    outline("-3,160 -2,0 2,0 3,160"),
    outline("0,150 -34,40 -8,90"),
    outline("0,150 38,30 8,86"),
]
TULIPS = [POMEGRANATE, "#d9532f", SAFFRON, "#c23a3f", "#f3c24e", "#b02f4e", "#e2683b"]
TERRACES = [
    ("#86bd93", "#5ea283"),
    ("#f2d583", "#dcae55"),
    ("#a9dcd2", "#6fc0ba"),
    ("#6cb08b", "#418f78"),
    ("#d6e6b0", "#9cc389"),
    ("#8fd3cb", "#4fb0ad"),
    ("#e9b65c", "#cf8f43"),
    ("#4f9d80", "#2b7a6b"),
]
CROPS = [
    "#8fbf8c",
    "#5fa37f",
    "#3c8573",
    "#e8d39a",
    "#d9ac5c",
    "#c98a4b",
    "#a9cfa2",
    "#efe0b4",
    "#74b3a0",
    "#b7c27d",
]
CELL = 200


def steppe_sun(canvas):
    canvas.background("#1f7f8c", "#69bdb6", "#f6d59e", "#f4b261")
    canvas.glow((520, 520), 700, "#ffe2a6", 0.95)
    canvas.discs([(520, 500, 150)], ("#fff3d1", "#ffd27a"))
    clouds(canvas, [(180, 300, 300), (900, 220, 380), (1240, 330, 240)])
    land = [
        ("#c9b184", "#e8c88c"),
        ("#b99b5e", "#dcb266"),
        ("#7d9a76", "#c2a85f"),
        ("#3f7f78", "#8f9a5b"),
        ("#175d66", "#3b7a62"),
        ("#0f3f52", "#1a5558"),
    ]
    for row, paint in enumerate(land):
        y = 560 + 78 * row
        line = hills(canvas.random, y, 30 + 8 * row, 520 - 30 * row, 0.1)
        canvas.polygon(down(line), paint)
        canvas.mist(y + 5, y + 130, "#ffe3ac", 0.22)
        if row == 2:
            for x, size in ((1120, 34), (1200, 42), (1290, 30)):
                yurt(canvas, x, height_at(line, x) + 8, size, (CREAM, "#d9c3a2"), POMEGRANATE)
        if row == 3:
            for x, facing in ((330, 1), (420, 1), (470, 1), (585, -1), (640, 1)):
                canvas.polygon(placed(x, height_at(line, x) + 4, 1, HORSE, facing), "#123f4c")
    grass = []
    for _ in range(260):
        x, high = canvas.random.uniform(-20, 1620), canvas.random.uniform(40, 150)
        lean = canvas.random.uniform(-18, 50)
        middle, top = x + lean * 0.4, 1010 - high
        blade = [(x - 3, 1010), (middle, 1010 - high * 0.6), (x + lean, top)]
        grass.append([*blade, (middle + 4, 1010 - high * 0.6), (x + 4, 1010)])
    canvas.polygons(grass, "#0b2f44")


def tulip_field(canvas):
    canvas.background("#4f9fc4", "#a9d6d6", "#fbe7c4")
    clouds(canvas, [(180, 120, 360), (860, 180, 420), (1260, 90, 260)], "#ffffff", 0.75)
    for x, y, half in ((180, 240, 380), (1450, 220, 400), (1080, 270, 330), (560, 210, 420)):
        snow_peak(canvas, (x, y), 520, half, ("#7f9fc4", "#a9c3cd"), ("#4f76ad", "#7fa3bd"), 0.5)
    canvas.mist(380, 560, "#fbf0da", 0.8)
    canvas.polygon(down(hills(canvas.random, 490, 26, 360)), ("#7fb59a", "#5b9d85"))
    canvas.boxes([(0, 520, 1600, 1005)], ("#4f9a72", "#23695b"))
    for row in range(22):
        left = -2400 + 6400 * row / 22
        right, colour = left + 180, TULIPS[row % 7]
        far = [(800 + (x - 800) * 0.045, 522) for x in (left, right)]
        canvas.polygon([*far, (right, 1005), (left, 1005)], (mix(colour, "#fbe0c4", 0.35), colour))
    for colour in ("#f7d9a0", "#8f1f38", "#2f7f63", "#ffe9cf"):
        specks = []
        for _ in range(650):
            near = canvas.random.random() ** 1.7
            specks.append((canvas.random.uniform(0, 1600), 530 + 470 * near, 0.7 + 3.8 * near))
        canvas.discs(specks, colour, opacity=0.55)
    for x, y, size in woods(canvas, 30, (-20, 900, 1620, 1040), (0.8, 1.25)):
        _tulip(canvas, x, y, size, canvas.random.choice(TULIPS))


def _tulip(canvas, x, y, size, colour):
    canvas.polygons([placed(x, y, size, leaf) for leaf in TULIP_LEAVES], ("#3f9070", "#1d5f52"))

    def petal(middle, wide, high):
        steps = [step / 10 for step in range(11)]
        return mirrored(x + size * middle, [(size * wide * sin(pi * t), y - size * high * t) for t in steps])

    outer = (mix(colour, "#ffffff", 0.25), mix(colour, "#3a0d1c", 0.2))
    canvas.polygons([petal(-15, 16, 82), petal(15, 16, 82)], outer)
    canvas.polygon(petal(0, 21, 74), (mix(colour, "#ffe9cf", 0.4), colour))


def terraced_fields(canvas):
    canvas.background("#5aa7c0", "#bfe0d4", "#fdeccb")
    canvas.glow((1260, 240), 520, "#fff1cf", 0.9)
    canvas.polygon(down(peaks(canvas.random, 420, 240, 420)), ("#7ba6c6", "#cfe0d6"))
    canvas.mist(260, 460, "#fdf1d8", 0.6)
    canvas.polygon(down(peaks(canvas.random, 450, 150, 300)), ("#5d97a8", "#a5cdbb"))
    canvas.mist(350, 520, "#fdf1d8", 0.55)
    broad, fine = noise(canvas.random), noise(canvas.random)
    for row in range(17):
        near = row / 16
        line = []
        for x in range(-8, 1612, 4):
            slope = 0.8 * broad(x / 620 + 0.8 * near) + 0.28 * fine(x / 210 + 1.3 * near)
            wave = 26 * near * sin(x / 160 + 5 * near)
            line.append((x, 430 + 560 * near**1.35 - (40 + 110 * near) * slope + wave))
        canvas.polygon(down([(x, y + 6 + 9 * near) for x, y in line]), "#1f5a56")
        paint = TERRACES[row * 3 % 8] if row % 4 else TERRACES[2]
        canvas.polygon(down(line), paint)
        canvas.lines([line], 2 + 3 * near, mix(paint[0], "#ffffff", 0.55), opacity=0.8)
        if row % 2 and row < 15:
            for _ in range(3):
                x, size = canvas.random.uniform(0, 1600), 16 + 40 * near
                _tree(canvas, x, height_at(line, x), size)
    birds(canvas, (430, 200), 6, 14)


def _tree(canvas, x, foot, size):
    low, high = foot - 0.45 * size, foot - 0.7 * size
    crown = [(x, high, 0.5 * size), (x - 0.35 * size, low, 0.38 * size), (x + 0.35 * size, low, 0.38 * size)]
    canvas.discs(crown, ("#2f7f6b", "#175250"))


def fields_from_above(canvas):
    canvas.background("#d8c08c", "#c9b27c")
    for row in range(-1, 6):
        for column in range(-1, 9):
            left, top = column * CELL + row * 26, row * CELL - column * 14
            if canvas.random.random() < 0.42:
                _round_field(canvas, left, top)
            else:
                _striped_fields(canvas, left, top)
    canal = [(x, 640 - 0.23 * x + 30 * sin(x / 240)) for x in range(-20, 1630, 10)]
    canvas.lines([canal], 46, "#f2e4bf")
    canvas.lines([canal], 30, (AQUA, TURQUOISE), across=True)
    canvas.lines([canal], 6, MINT, opacity=0.6)
    road = [(470 + 0.32 * y, y) for y in (-20, 1020)]
    canvas.lines([road], 20, "#f7ecd2")
    canvas.lines([road], 12, "#9a8a7a")
    for y in range(0, 1092, 42):
        x = 470 + 0.32 * y
        canvas.discs([(x - 24, y, 11), (x + 24, y + 18, 10)], ("#2f7f6b", "#1a5a55"))


def _round_field(canvas, left, top):
    """A field watered by an arm that turns around its middle."""
    colour = canvas.random.choice(CROPS)
    x, y, radius = left + CELL / 2, top + CELL / 2, CELL * 0.46
    turn, sweep = canvas.random.uniform(0, 2 * pi), canvas.random.uniform(0.5, 1.7)
    edge = [turn + sweep * step / 20 for step in range(21)]
    slice_ = [(x + radius * cos(angle), y + radius * sin(angle)) for angle in edge]
    canvas.boxes([(left + 5, top + 5, left + CELL - 5, top + CELL - 5)], mix(colour, SAND, 0.55))
    canvas.discs([(x, y, radius)], (colour, mix(colour, DEEP, 0.15)))
    canvas.discs([(x, y, radius * canvas.random.uniform(0.4, 0.75))], mix(colour, "#ffffff", 0.14))
    canvas.polygon([(x, y), *slice_], mix(colour, canvas.random.choice((CREAM, TEAL)), 0.3))
    canvas.lines([[(x, y), slice_[0]]], 4, CREAM)
    canvas.discs([(x, y, 5)], CREAM)


def _striped_fields(canvas, left, top):
    count, upright = canvas.random.choice((1, 2, 2, 3)), canvas.random.random() < 0.5
    for number in range(count):
        colour = canvas.random.choice(CROPS)
        start, end = 5 + (CELL - 5) * number / count, (CELL - 5) * (number + 1) / count
        furrows = range(int(start) + 4, int(end), canvas.random.choice((7, 9, 12)))
        if upright:
            box = (left + start, top + 5, left + end, top + CELL - 5)
            rows = [[(left + at, box[1]), (left + at, box[3])] for at in furrows]
        else:
            box = (left + 5, top + start, left + CELL - 5, top + end)
            rows = [[(box[0], top + at), (box[2], top + at)] for at in furrows]
        canvas.boxes([box], (colour, mix(colour, SAND, 0.25)))
        canvas.lines(rows, 2.4, mix(colour, canvas.random.choice((DEEP, CREAM)), 0.28), opacity=0.7)
