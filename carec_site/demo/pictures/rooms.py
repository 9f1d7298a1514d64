"""Where people read and meet."""

from math import atan2, cos, pi, sin

from carec_site.demo.drawing.colours import (
    APRICOT,
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
    mix,
)
from carec_site.demo.drawing.shapes import EIGHT, around, mirrored, outline, oval, ring, star, turned

BINDINGS = [LAPIS, "#2f62b5", TURQUOISE, TEAL, SAFFRON, CLAY, POMEGRANATE, CREAM, "#e0c79c", APRICOT, AZURE]
CENTRE = (800, 500)
# Seen from above, facing left along the line from the seat to the table.
CHAIR = outline("-10,-42 32,-48 46,-32 46,32 32,48 -10,42")
SHOULDERS = [(26 * cos(pi * step / 15), 46 * sin(pi * step / 15)) for step in range(30)]
ARMS = [outline("-50,34 -10,44 -10,26 -50,22"), outline("-50,-34 -10,-44 -10,-26 -50,-22")]
LAPTOP, SCREEN = outline("-102,-32 -58,-32 -58,32 -102,32"), outline("-98,-26 -78,-26 -78,26 -98,26")
SHEET = outline("-105,-20 -51,-20 -51,20 -105,20")
CLOTHES = [DEEP, "#3b4f7c", TEAL, POMEGRANATE, "#6d4a3a", "#2f3c5c", CLAY, "#54698f", "#8a3f52", TURQUOISE]
HAIR = ["#2a1e1a", "#3d2b22", "#1d1a22", "#5b4030", "#8a8078", "#241c1c"]


def bookshelves(canvas):
    canvas.background("#16295c", NIGHT)
    for foot in (232, 482, 732, 982):
        canvas.boxes([(0, foot - 232, 1600, foot)], ("#0b1736", "#1b3166"))
        left = -8 - canvas.random.uniform(0, 20)
        while left < 1600:
            left += _on_shelf(canvas, left, foot)
        canvas.boxes([(0, foot, 1600, foot + 18)], ("#c08a58", "#7d4f36"))
        canvas.boxes([(0, foot + 18, 1600, foot + 34)], NIGHT, opacity=0.5, blur=5)
    for x in (530, 1068):
        canvas.boxes([(x - 11, 0, x + 11, 1005)], ("#8a5a3d", "#c48f5e", "#6d4230"), across=True)
    canvas.glow((800, 330), 900, "#ffe2b0", 0.22)


def _on_shelf(canvas, left, foot):
    """Put a vase, a pile or some books at `left`; return how much room they take."""
    random, kind = canvas.random, canvas.random.random()
    if kind < 0.06:
        _vase(canvas, left + 52, foot, random.choice((TURQUOISE, CLAY, CREAM)))
        return 108
    if kind < 0.11:
        _pile(canvas, left + 8, foot)
        return 176
    room, lean = 0, random.choice((0, 0, 0, 0, 0, 0, 0, 0.13))
    for _ in range(1 if lean else random.randint(2, 6)):
        wide = random.uniform(20, 52)
        _book(canvas, left + room, foot, wide, random.uniform(140, 212), lean)
        room += wide + 2
    return room + (30 if lean else 0)


def _book(canvas, left, foot, wide, high, lean):
    colour, kind = canvas.random.choice(BINDINGS), canvas.random.randint(0, 3)
    gold = CREAM if colour in {SAFFRON, APRICOT} else SAFFRON
    dark = mix(colour, NIGHT, 0.35)

    def at(share, up):
        return left + wide * share + high * up * lean, foot - high * up

    def band(bottom, top, inset=0.0):
        return [at(inset, bottom), at(1 - inset, bottom), at(1 - inset, top), at(inset, top)]

    canvas.polygon(band(0, 1), (dark, colour, mix(colour, "#ffffff", 0.22), colour, dark), across=True)
    canvas.polygons([band(0.06, 0.075), band(0.925, 0.94)], gold, opacity=0.9)
    if kind == 0:
        canvas.polygon(band(0.62, 0.86), mix(colour, NIGHT, 0.5), opacity=0.7)
        ornaments = [band(0.7, 0.715, 0.2), band(0.76, 0.775, 0.2)]
    elif kind == 1:
        large, small = at(0.5, 0.74), at(0.5, 0.25)
        ornaments = [star(large, wide * 0.3, wide * 0.17, 8), star(small, wide * 0.2, wide * 0.11, 8)]
    elif kind == 2:
        ornaments = [band(k / 6 - 0.01, k / 6 + 0.01) for k in range(1, 6)]
    else:
        ornaments = [ring(at(0.5, 0.3 + 0.1 * k), wide * 0.16, 4) for k in range(5)]
    canvas.polygons(ornaments, gold, opacity=0.85)


def _pile(canvas, left, foot):
    for _ in range(canvas.random.randint(3, 5)):
        right, top = left + canvas.random.uniform(120, 160), foot - canvas.random.uniform(20, 32)
        colour = canvas.random.choice(BINDINGS)
        canvas.boxes([(left, top, right, foot)], (mix(colour, "#ffffff", 0.16), mix(colour, NIGHT, 0.25)))
        canvas.boxes([(left + 14, top, left + 20, foot), (right - 18, top, right - 12, foot)], SAFFRON)
        foot = top


def _vase(canvas, x, foot, colour):
    side = []
    for step in range(15):
        belly = 26 * sin(pi * step / 14) ** 1.3 * (1.2 - step / 20)
        lip = -1 if step == 14 else -9 if step > 11 else 0
        side.append((22 + belly + lip, foot - 11 * step))
    glaze = (mix(colour, NIGHT, 0.3), mix(colour, "#ffffff", 0.3), colour, mix(colour, NIGHT, 0.4))
    canvas.polygon(mirrored(x, side), glaze, across=True)
    canvas.polygons([ring((x + aside, foot - 62), 9, 4) for aside in (-30, -10, 10, 30)], SAFFRON)
    hoops = [(x - 44, foot - 82, x + 44, foot - 77), (x - 42, foot - 46, x + 42, foot - 41)]
    canvas.boxes(hoops, CREAM, opacity=0.8)


def conference_table(canvas):
    """A round of people at a table, from above."""
    canvas.background("#e9dcc4", "#d9c7a6")
    for x in range(-1080, 2700, 90):
        tiles = [[(x, -5), (x + 700, 1005)], [(x + 340, -5), (x - 360, 1005)]]
        canvas.lines(tiles, 2, "#c3ab84", opacity=0.55)
    _carpet(canvas)
    seats = around(oval(CENTRE, 640, 412), 26)
    # Seats at the long sides face straight across rather than to the middle.
    places = [(seat, atan2((seat[1] - CENTRE[1]) * 2.2, seat[0] - CENTRE[0])) for seat in seats]
    for seat, angle in places:
        chair = turned(seat, angle, CHAIR)
        canvas.polygon([(x + 6, y + 10) for x, y in chair], NIGHT, opacity=0.35, blur=7)
        canvas.polygon(chair, ("#c9935c", "#96633f"))
    canvas.polygon(oval((808, 516), 600, 372), NIGHT, opacity=0.45, blur=18)
    canvas.polygon(oval(CENTRE, 592, 364), ("#e9bd84", "#c98f58"))
    canvas.polygon(oval(CENTRE, 580, 354), ("#d9a469", "#b87a48"))
    inlay = oval(CENTRE, 560, 336)
    canvas.lines([[*inlay, inlay[0]]], 3, "#f3d3a0", opacity=0.7)
    _table_centre(canvas)
    for number, (seat, angle) in enumerate(places):
        _person(canvas, number, seat, angle)
        _papers(canvas, number, seat, angle)


def _carpet(canvas):
    canvas.polygon(oval(CENTRE, 900, 560), (POMEGRANATE, "#7f2438"))
    canvas.polygon(oval(CENTRE, 870, 536), (LAPIS, DEEP))
    canvas.polygons([ring(place, 20, 4) for place in around(oval(CENTRE, 838, 510), 64)], SAFFRON)
    canvas.polygon(oval(CENTRE, 806, 486), "#f0dcb4")
    canvas.polygon(oval(CENTRE, 796, 478), ("#244f9f", "#16306f"))


def _table_centre(canvas):
    canvas.polygon(oval(CENTRE, 380, 190), "#f0cf9c")
    canvas.polygon(oval(CENTRE, 370, 182), (DEEP, LAPIS))
    canvas.polygons([ring(place, 9, 4) for place in around(oval(CENTRE, 345, 160), 40)], SAFFRON)
    for x, radius in ((800, 108), (590, 70), (1010, 70)):
        place = (x, 500)
        canvas.polygon(star(place, radius, radius * EIGHT, 8, pi / 8), SAFFRON)
        canvas.polygon(star(place, radius - 7, (radius - 7) * EIGHT, 8, pi / 8), (TURQUOISE, TEAL))
        canvas.polygon(star(place, radius * 0.58, radius * 0.3, 8), CREAM)
        canvas.polygon(star(place, radius * 0.4, radius * 0.2, 8, pi / 8), POMEGRANATE)


def _person(canvas, number, seat, angle):
    cloth = CLOTHES[number * 7 % 10]
    canvas.polygon(turned(seat, angle, SHOULDERS), (mix(cloth, "#ffffff", 0.12), mix(cloth, NIGHT, 0.2)))
    canvas.polygons([turned(seat, angle, arm) for arm in ARMS], cloth)
    face, crown = turned(seat, angle, [(-6, 0), (-1, 0)])
    canvas.discs([(*face, 22)], "#d9a67e")
    canvas.discs([(*crown, 21)], HAIR[number * 5 % 6])


def _papers(canvas, number, seat, angle):
    if number % 3 == 0:
        canvas.polygon(turned(seat, angle, LAPTOP), ("#d7dde8", "#9aa6bd"))
        canvas.polygon(turned(seat, angle, SCREEN), "#3b4768")
    else:
        canvas.polygon(turned(seat, angle, SHEET), "#fffaf0")
        rows = [[(-96 + 9 * k, -13), (-96 + 9 * k, 12 - 5 * (k % 2))] for k in range(5)]
        canvas.lines([turned(seat, angle, row) for row in rows], 2, "#b9b3a6")
    cup = turned(seat, angle, [(-78, -44)])[0]
    canvas.discs([(*cup, 11)], "#ffffff")
    canvas.discs([(*cup, 7.5)], "#a8683a" if number % 2 else "#6fa37c")
