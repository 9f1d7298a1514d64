"""Marks of organisations, on white paper, which is how logos come."""

from math import pi, sin

from carec_site.demo.drawing.colours import AQUA, DEEP, LAPIS, POMEGRANATE, SAFFRON, TEAL, TURQUOISE
from carec_site.demo.drawing.shapes import EIGHT, ribbon, ring, star, turned

PAPER = ("#ffffff", "#f2f4f8")
CENTRE = (800, 500)


def star_mark(canvas):
    """The eight-pointed star of the Institute."""
    canvas.background(*PAPER)
    for place in range(8):
        angle = pi / 4 * place
        petal = turned(CENTRE, angle, [(150, 0), (270, -70), (430, 0), (270, 70)])
        canvas.polygon(petal, (LAPIS, TURQUOISE) if place % 2 else (TURQUOISE, LAPIS))
    canvas.polygon(star(CENTRE, 190, 190 * EIGHT, 8), (SAFFRON, "#d98a1e"))
    canvas.polygon(star(CENTRE, 110, 110 * EIGHT, 8, pi / 8), (DEEP, LAPIS))
    canvas.discs([(*CENTRE, 38)], SAFFRON)


def peak_mark(canvas):
    """Two peaks in a ring."""
    canvas.background(*PAPER)
    canvas.polygon(ring(CENTRE, 420, 120), (TEAL, DEEP))
    canvas.polygon(ring(CENTRE, 385, 120), ("#ffffff", "#dcefee"))
    canvas.polygon([(470, 690), (720, 330), (970, 690)], (LAPIS, DEEP))
    canvas.polygon([(680, 690), (900, 420), (1120, 690)], (TURQUOISE, TEAL))
    canvas.polygon([(720, 330), (652, 428), (700, 412), (736, 446), (788, 428)], "#ffffff")
    canvas.discs([(985, 330, 52)], SAFFRON)


def wave_mark(canvas):
    """Three waves, the highest in front."""
    canvas.background(*PAPER)
    for number, paint in enumerate(((AQUA, TURQUOISE), (TURQUOISE, TEAL), (LAPIS, DEEP))):
        top = 300 + 170 * number
        line = [(380 + 14 * step, top + 60 * sin(step / 60 * 4 * pi + number)) for step in range(61)]
        canvas.polygon(ribbon(line, 105), paint, across=True)


def sun_mark(canvas):
    """A sun over the steppe."""
    canvas.background(*PAPER)
    for place in range(9):
        canvas.polygon(
            turned((800, 610), pi + pi / 8 * place, [(300, -18), (430, 0), (300, 18)]), (SAFFRON, "#d9741e")
        )
    half = [point for point in ring((800, 610), 250, 240) if point[1] <= 612]
    canvas.polygon(half, (SAFFRON, POMEGRANATE))
    for number in range(3):
        inset = 60 * number
        canvas.boxes(
            [(360 + inset, 650 + 62 * number, 1240 - inset, 684 + 62 * number)], (TEAL, DEEP), across=True
        )


def road_mark(canvas):
    """A road that crosses a border."""
    canvas.background(*PAPER)
    canvas.polygon(ring(CENTRE, 430, 240), (TURQUOISE, LAPIS, DEEP))
    canvas.polygon([(610, 885), (750, 74), (850, 74), (990, 885)], ("#ffffff", "#e6ebf5"))
    for top, half, high in ((160, 7, 60), (290, 11, 90), (470, 16, 130), (690, 22, 160)):
        canvas.polygon(
            [(800 - half, top), (800 + half, top), (800 + half + 4, top + high), (796 - half, top + high)],
            SAFFRON,
        )
    canvas.boxes([(420, 400, 1180, 430)], POMEGRANATE, opacity=0.9)
