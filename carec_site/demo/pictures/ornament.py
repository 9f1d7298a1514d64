"""Tiles and cloth."""

from math import pi

from carec_site.demo.drawing.colours import (
    AQUA,
    CREAM,
    DEEP,
    LAPIS,
    NIGHT,
    POMEGRANATE,
    SAFFRON,
    TEAL,
    TURQUOISE,
    mix,
)
from carec_site.demo.drawing.shapes import EIGHT, mirrored, outline, ring, star, turned

BLUES = [LAPIS, "#2a59ae", "#1a3a85", "#3367b8"]
GREENS = [TURQUOISE, "#2fb0a6", TEAL, "#53bdb4"]
GROUT = "#f3dcae"
RADIUS = 100
PETAL = outline("12,0 33,-9 56,0 33,9")
STRIPES = [
    (POMEGRANATE, SAFFRON, CREAM, LAPIS),
    (LAPIS, CREAM, TURQUOISE, SAFFRON),
    ("#f3d9a6", POMEGRANATE, LAPIS, TURQUOISE),
    (TEAL, SAFFRON, CREAM, POMEGRANATE),
]


def star_tiles(canvas):
    """Eight-pointed stars, and the crosses between them."""
    canvas.background("#17306f", DEEP)
    for top in range(-200, 1400, 200):
        for left in range(-200, 2000, 200):
            _cross(canvas, (left + RADIUS, top + RADIUS), canvas.random.choice(GREENS))
            _star(canvas, (left, top), canvas.random.choice(BLUES))
    canvas.glow((420, 260), 900, "#fff3d6", 0.16)


def _star(canvas, centre, colour):
    dark = mix(colour, NIGHT, 0.3)
    layers = [
        (100, GROUT),
        (93, (mix(colour, "#ffffff", 0.14), mix(colour, NIGHT, 0.2))),
        (74, "#f0b95a"),
        (69, (dark, mix(colour, NIGHT, 0.45))),
    ]
    for radius, paint in layers:
        canvas.polygon(star(centre, radius, radius * EIGHT, 8), paint)
    eighths = [pi / 4 * number for number in range(8)]
    canvas.polygons([turned(centre, angle + pi / 8, PETAL) for angle in eighths], (AQUA, TURQUOISE))
    canvas.polygons([ring(turned(centre, angle, [(44, 0)])[0], 7, 4) for angle in eighths], CREAM)
    canvas.polygon(star(centre, 20, 11, 8), SAFFRON)
    canvas.discs([(*centre, 6)], POMEGRANATE)


def _cross(canvas, centre, colour):
    layers = [
        (0, GROUT),
        (7, (mix(colour, "#ffffff", 0.18), mix(colour, NIGHT, 0.16))),
        (26, mix(colour, NIGHT, 0.34)),
        (31, (mix(colour, "#ffffff", 0.05), mix(colour, NIGHT, 0.1))),
    ]
    for inset, paint in layers:
        tip, corner, half = 100 - 1.25 * inset, 29.29 - 0.1 * inset, 29.29 - 0.72 * inset
        arm = [(corner, -corner), (tip - corner, -half), (tip, 0), (tip - corner, half)]
        arms = [point for quarter in range(4) for point in turned(centre, quarter * pi / 2, arm)]
        canvas.polygon(arms, paint)
    canvas.polygon(star(centre, 30, 14, 4), CREAM)
    canvas.polygon(star(centre, 22, 10, 4, pi / 4), SAFFRON)
    canvas.discs([(*centre, 6)], LAPIS)


def ikat(canvas):
    """Silk in stripes, falling in folds."""
    for number in range(8):
        colours = STRIPES[number % 4]
        left, ground = 200 * number, colours[0]
        canvas.boxes([(left, 0, left + 200, 1005)], (ground, mix(ground, NIGHT, 0.12), ground), across=True)
        for y in range(-330, 1330, 330):
            _medallion(canvas, left + 100, y + (0 if number % 2 else 165), colours)
        canvas.boxes([(left - 5, 0, left + 5, 1005)], mix(ground, NIGHT, 0.45))
        canvas.boxes([(left - 2, 0, left + 2, 1005)], CREAM)
    canvas.lines([[(x, 0), (x, 1005)] for x in range(2, 1600, 5)], 1, NIGHT, opacity=0.06)
    canvas.lines([[(0, y), (1600, y)] for y in range(1, 1000, 4)], 1, "#ffffff", opacity=0.05)
    for x in (150, 520, 900, 1330):
        hollow = [(x - 60, -5), (x + 30, -5), (x + 90, 1005), (x - 30, 1005)]
        ridge = [(x + 60, -5), (x + 130, -5), (x + 200, 1005), (x + 110, 1005)]
        canvas.polygon(hollow, NIGHT, opacity=0.2, blur=38)
        canvas.polygon(ridge, "#fff6e0", opacity=0.17, blur=38)


def _medallion(canvas, x, y, colours):
    ground, one, two, three = colours
    rings = [(86, 160, one), (66, 126, ground), (56, 108, two), (38, 76, three), (20, 44, one)]
    for half, high, paint in rings:
        canvas.polygon(_feathered(canvas, x, y, half, high), paint, blur=1.1)
    for side in (-1, 1):
        for high, paint in ((50, two), (32, three)):
            drop = _feathered(canvas, x + side * 74, y + 165, high * 0.42, high)
            canvas.polygon(drop, paint, blur=1.1)
        for step in (-12, 12):
            canvas.polygon(_feathered(canvas, x + side * 30, y + 165 + step, 10, 26), one, blur=1.1)


def _feathered(canvas, x, y, half, high):
    """A diamond whose edge is stepped, like threads dyed before weaving."""
    side = []
    for step in range(12):
        t = -1 + 2 * step / 11
        wide = half * (1 - abs(t) ** 1.25)
        jag = canvas.random.uniform(-5, 5) if 0 < step < 11 else 0
        side.append((wide, y + t * high - 4 + jag))
        side.append((wide + (4 if step % 2 else -1), y + t * high + 4 + jag))
    return mirrored(x, side)
