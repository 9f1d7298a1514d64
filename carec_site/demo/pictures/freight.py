"""Containers and what moves them. All are given by where they stand and their size."""

from carec_site.demo.drawing.colours import CREAM, DEEP, NIGHT, SAFFRON, mix
from carec_site.demo.drawing.shapes import outline, placed

CRANE = [
    outline("-130,0 -112,0 -84,-470 -98,-470"),
    outline("130,0 112,0 84,-470 98,-470"),
    outline("-260,-490 470,-490 470,-468 -260,-468"),
    outline("-100,-250 100,-250 100,-234 -100,-234"),
    outline("50,-490 90,-490 78,-640 66,-640"),
    outline("-250,-530 -170,-530 -170,-490 -250,-490"),
]
STAYS = [
    outline("72,-636 440,-490"),
    outline("72,-636 -230,-528"),
    outline("72,-636 250,-490"),
    outline("-110,-240 90,-460"),
]
ROPES = [outline("300,-468 300,-330"), outline("350,-468 350,-330")]
CABIN = outline("156,-18 156,-72 186,-72 200,-44 204,-18")
WINDOW = outline("168,-64 183,-64 193,-44 168,-44")


def box(canvas, left, foot, width, height, colour):
    """A container, seen from its side."""
    right, top, rim = left + width, foot - height, mix(colour, NIGHT, 0.3)
    canvas.boxes([(left, top, right, foot)], (mix(colour, "#ffffff", 0.14), mix(colour, NIGHT, 0.18)))
    ribs = [left + width * (number + 0.5) / 14 for number in range(14)]
    canvas.lines([[(x, top + 7), (x, foot - 7)] for x in ribs], 3, mix(colour, NIGHT, 0.38), opacity=0.55)
    canvas.boxes([(left, top, right, top + 5), (left, foot - 5, right, foot)], rim)
    canvas.boxes([(left, top, left + 5, foot), (right - 5, top, right, foot)], rim)


def stacks(canvas, left, foot, size, gap, heights, colours):
    """Containers side by side, so many high at each place."""
    width, height = size
    for place, levels in enumerate(heights):
        for level in range(levels):
            x, y = left + place * (width + gap), foot - level * (height + gap / 2)
            box(canvas, x, y, width, height, canvas.random.choice(colours))


def crane(canvas, x, foot, size):
    canvas.polygons([placed(x, foot, size, part) for part in CRANE], ("#1d3f86", DEEP))
    canvas.lines([placed(x, foot, size, stay) for stay in STAYS], 5 * size, DEEP)
    canvas.lines([placed(x, foot, size, rope) for rope in ROPES], 3 * size, DEEP)
    box(canvas, x + 260 * size, foot - 262 * size, 130 * size, 66 * size, SAFFRON)


def truck(canvas, x, foot, size, colour):
    box(canvas, x, foot - 18 * size, 150 * size, 62 * size, colour)
    canvas.polygon(placed(x, foot, size, CABIN), (CREAM, "#d9c8b4"))
    canvas.polygon(placed(x, foot, size, WINDOW), DEEP)
    canvas.boxes([(x, foot - 18 * size, x + 204 * size, foot - 12 * size)], NIGHT)
    axles = [x + at * size for at in (22, 48, 118, 180)]
    canvas.discs([(axle, foot - 8 * size, 11 * size) for axle in axles], NIGHT)
    canvas.discs([(axle, foot - 8 * size, 4.5 * size) for axle in axles], "#b9bccb")
