"""Connections, as light."""

from math import cos, dist, pi, sin

from carec_site.demo.drawing.colours import APRICOT, AQUA, CREAM, DEEP, NIGHT, SAFFRON, TURQUOISE, mix
from carec_site.demo.drawing.motifs import stars
from carec_site.demo.drawing.shapes import curve, ring, star
from carec_site.demo.drawing.terrain import down, height_at, hills, peaks

SKY = "#8fb8f0"


def light_lines(canvas):
    canvas.background(NIGHT, "#132a63", "#23509c", "#4f86b8", "#f0b98c")
    stars(canvas, 240, 380)
    canvas.polygon(down(peaks(canvas.random, 590, 220, 420)), ("#3d62a6", "#c79f98"))
    canvas.mist(470, 640, "#f3bf98", 0.5)
    line = peaks(canvas.random, 660, 150, 330)
    canvas.polygon(down(line), ("#1d3a80", "#36609c"))
    canvas.mist(580, 740, "#5f92bc", 0.35)
    canvas.polygon(down(hills(canvas.random, 700, 30, 420)), ("#132d66", NIGHT))
    for x in (210, 560, 1010, 1390):
        _beacon(canvas, x, height_at(line, x) + 14)
    _city_of_light(canvas)
    uniform = canvas.random.uniform
    for number in range(46):
        start, sway = -700 + 3000 * number / 45 + uniform(-30, 30), uniform(-260, 260)
        end = 800 + (number - 22.5) * 7.4
        middle = [(start + sway, 880), (end + (start - 800) * 0.18, 770)]
        beam = curve([(start, 1012), *middle, (end, 712)])
        colour = (AQUA, SAFFRON, "#7fb0ff", CREAM, TURQUOISE, APRICOT)[number % 6]
        canvas.lines([beam], 9, colour, opacity=0.13, blur=4)
        canvas.lines([beam[:26]], 3.4, colour, opacity=0.95)
        canvas.lines([beam[25:]], 1.8, mix(colour, CREAM, 0.4), opacity=0.9)
        at = canvas.random.randint(3, 40)
        canvas.glow(beam[at], 22 - 16 * at / 50, colour, 0.9)
        canvas.discs([(*beam[at], 5 - 3.6 * at / 50)], "#ffffff")


def _beacon(canvas, x, foot):
    mast = [(x - 12, foot), (x, foot - 130), (x + 12, foot)]
    rungs = [[(x - 8, foot - 40), (x + 8, foot - 40)], [(x - 5, foot - 80), (x + 5, foot - 80)]]
    canvas.lines([mast, *rungs], 3.5, NIGHT)
    canvas.glow((x, foot - 134), 60, SAFFRON, 0.9)
    canvas.discs([(x, foot - 134, 4)], CREAM)


def _city_of_light(canvas):
    uniform, houses = canvas.random.uniform, []
    for number in range(17):
        high = uniform(14, 74) * (1 - abs(number - 8) / 11)
        houses.append((620 + 22 * number, 712 - high, 636 + 22 * number, 716))
    canvas.glow((800, 700), 420, APRICOT, 0.8, squash=0.42)
    canvas.boxes(houses, ("#1b3f8a", NIGHT))
    lamps = []
    for left, top, _right, _foot in houses:
        lamps += [(left + uniform(2, 14), uniform(top + 4, 714), 1.7) for _ in range(5)]
    canvas.discs(lamps, "#ffe3a6")


def network(canvas):
    canvas.background("#0d1d47", "#15356f", "#1b5a80")
    canvas.glow((520, 420), 760, "#2f6fc0", 0.5)
    canvas.glow((1250, 640), 620, TURQUOISE, 0.4)
    dots = []
    for row, y in enumerate(range(0, 1010, 26)):
        for x in range(0, 1610, 26):
            land = sin(x / 170) * cos(y / 130) + 0.5 * sin(x / 70 + y / 90)
            if land > -0.15:
                dots.append((x + row % 2 * 13, y, 2.2 + 1.5 * min(1, land + 0.15)))
    canvas.discs(dots, "#6f9fe0", opacity=0.3)
    nodes = []
    while len(nodes) < 15:
        place = (canvas.random.uniform(120, 1480), canvas.random.uniform(130, 870))
        if all(dist(place, node) > 210 for node in nodes):
            nodes.append(place)
    for one, two in _links(nodes):
        bow = ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2 - 0.2 * dist(one, two))
        line = curve([one, bow, two], 40)
        colour = canvas.random.choice((AQUA, SAFFRON, SKY, APRICOT))
        canvas.lines([line], 9, colour, opacity=0.2, blur=5)
        canvas.lines([line], 2.8, colour, opacity=0.9)
        canvas.discs([(*line[canvas.random.randint(6, 34)], 5)], "#ffffff")
    for number, node in enumerate(nodes):
        radius = (40, 26, 20, 32, 22)[number % 5]
        colour = (SAFFRON, TURQUOISE, AQUA, APRICOT, SKY)[number % 5]
        edge = ring(node, radius, 48)
        canvas.glow(node, radius * 3.4, colour, 0.6)
        canvas.discs([(*node, radius)], DEEP)
        canvas.lines([[*edge, *edge[:2]]], 4, colour)
        rays = star(node, radius * 0.66, radius * 0.5, 8, pi / 8)
        canvas.polygon(rays, (mix(colour, "#ffffff", 0.35), colour))
        canvas.discs([(*node, radius * 0.2)], DEEP)


def _links(nodes):
    """Each node with its three nearest, and a few far ones."""
    links = {(0, 7), (3, 11), (5, 13)}
    for one, node in enumerate(nodes):
        nearest = sorted((dist(node, other), two) for two, other in enumerate(nodes))[1:4]
        links |= {(min(one, two), max(one, two)) for _, two in nearest}
    return [(nodes[one], nodes[two]) for one, two in sorted(links)]
