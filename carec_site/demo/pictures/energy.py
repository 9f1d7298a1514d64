"""Wind and sun."""

from math import pi

from carec_site.demo.drawing.colours import NIGHT
from carec_site.demo.drawing.motifs import clouds, sun
from carec_site.demo.drawing.shapes import between, outline, placed, turned
from carec_site.demo.drawing.terrain import down, height_at, hills, peaks

BLADE = outline("0,-7 40,-15 120,-11 285,-1 285,1 60,6 0,7")
TOWER = outline("-9,0 9,0 4.5,-520 -4.5,-520")
WIND_LAND = [
    ("#c9bf86", "#a9b07c", [(1050, 0.3), (1180, 0.34), (1330, 0.32), (700, 0.28), (560, 0.3)]),
    ("#93ad78", "#6f9a76", [(880, 0.5), (1440, 0.56), (250, 0.48)]),
    ("#4f8f78", "#2f7670", [(1160, 0.92), (560, 0.8)]),
    ("#226468", "#123f52", []),
]


def wind_turbines(canvas):
    canvas.background("#2f7fa6", "#86c3c6", "#f6e0b4", "#f8c98f")
    sun(canvas, (360, 470), 62, "#fff3d3")
    clouds(canvas, [(760, 140, 420), (120, 230, 300), (1240, 250, 260)], "#fff6e6", 0.7)
    canvas.polygon(down(peaks(canvas.random, 640, 170, 360)), ("#8aa9c4", "#e9cfae"))
    canvas.mist(500, 680, "#fbe6c4", 0.6)
    for row, (top, bottom, places) in enumerate(WIND_LAND):
        y = 650 + 95 * row
        line = hills(canvas.random, y, 34 + 10 * row, 480 + 60 * row)
        for x, size in places:
            _turbine(canvas, x, height_at(line, x) + 8, size)
        canvas.polygon(down(line), (top, bottom))
        if places:
            canvas.mist(y + 10, y + 140, "#fdeccb", 0.22)
    uniform = canvas.random.uniform
    for _ in range(16):
        x, y, size = uniform(0, 1600), uniform(950, 990), uniform(0.7, 1.2)
        fleece = [(x + a * size, y - b * size, 6 * size) for a, b in ((0, 0), (9, 5), (18, 0), (6, 9))]
        canvas.discs(fleece, "#e9e4d6")
        canvas.discs([(x + 25 * size, y - 4 * size, 4 * size)], NIGHT)


def _turbine(canvas, x, foot, size):
    hub, turn = (x, foot - 520 * size), canvas.random.uniform(0, 2 * pi / 3)
    canvas.polygon(placed(x, foot, size, TOWER), ("#ffffff", "#d5dfe6", "#b9c9d4"))
    blade = [(a * size, b * size) for a, b in BLADE]
    for number in range(3):
        tone = "#fbfdfd" if number else "#e3ecf1"
        canvas.polygon(turned(hub, turn + 2 * pi * number / 3, blade), tone)
    canvas.discs([(*hub, 13 * size)], "#dfe8ee")
    canvas.discs([(*hub, 6 * size)], "#9fb4c6")


def solar_panels(canvas):
    canvas.background("#2d69b0", "#8fbfd8", "#fbe2b8")
    sun(canvas, (1240, 210), 70, "#fff1c9")
    clouds(canvas, [(160, 130, 380), (640, 210, 260)], "#ffffff", 0.7)
    canvas.polygon(down(peaks(canvas.random, 440, 240, 420), 520), ("#7b9fcb", "#dfd5c4"))
    canvas.polygon(down(peaks(canvas.random, 460, 120, 280), 520), ("#5b86b8", "#c9c6b4"))
    canvas.mist(340, 500, "#fce8c8", 0.6)
    canvas.boxes([(0, 455, 1600, 1005)], ("#d9c193", "#c9a468", "#a87b4d"))
    away = 24.0
    while away > 1.3:
        reach = int(away * 1.15) + 2
        for number in range(-reach, reach + 1):
            _panel(canvas, number * 1.02, away)
        away /= 1.37


def _seen(aside, high, away):
    """Where a point above the plain is seen."""
    return 800 + (aside * 820 - 60) / away, 440 + (2.1 - high) * 470 / away


def _panel(canvas, left, away):
    right = left + 0.9
    near = [_seen(left, 0.22, away), _seen(right, 0.22, away)]
    far = [_seen(left, 0.92, away + 0.42), _seen(right, 0.92, away + 0.42)]
    shadow = [_seen(left + 0.1, 0, away), _seen(right + 0.25, 0, away)]
    shadow += [_seen(right + 0.4, 0, away + 0.5), _seen(left + 0.25, 0, away + 0.5)]
    canvas.polygon(shadow, "#6b4d3f", opacity=0.4)
    canvas.polygon([near[0], near[1], far[1], far[0]], ("#6fa3de", "#2c58ab", "#17306f"))
    if away < 12:
        cells = [[between(*near, k / 6), between(*far, k / 6)] for k in range(1, 6)]
        cells += [[between(near[0], far[0], k / 4), between(near[1], far[1], k / 4)] for k in range(1, 4)]
        canvas.lines(cells, max(1.0, 3.4 / away), "#a9c8ee", opacity=0.65)
    frame = [near[0], near[1], far[1], far[0], near[0]]
    canvas.lines([frame], max(1.2, 7 / away), "#eef4fa")
