"""Outlines and lines, as lists of points."""

from collections.abc import Sequence
from itertools import pairwise
from math import copysign, cos, hypot, pi, sin

from carec_site.demo.drawing.canvas import Point

# Two squares, one standing on its corner, make the eight-pointed star: its inner corners lie this far out.
EIGHT = 0.7654


def mirrored(centre: float, side: Sequence[Point]) -> list[Point]:
    """An outline that is alike left and right, from (half width, y) of one side."""
    return [(centre - wide, y) for wide, y in side] + [(centre + wide, y) for wide, y in reversed(side)]


def ring(centre: Point, radius: float, corners: int, turn: float = 0.0, squash: float = 1.0) -> list[Point]:
    """The corners of a regular polygon, or with many of them a circle; `squash` flattens it."""
    x, y = centre
    angles = [turn + 2 * pi * corner / corners for corner in range(corners)]
    return [(x + radius * cos(angle), y + radius * squash * sin(angle)) for angle in angles]


def star(centre: Point, outer: float, inner: float, points: int, turn: float = 0.0) -> list[Point]:
    x, y = centre
    corners = []
    for corner in range(2 * points):
        radius, angle = (outer, inner)[corner % 2], turn + pi * corner / points
        corners.append((x + radius * cos(angle), y + radius * sin(angle)))
    return corners


def oval(centre: Point, wide: float, high: float) -> list[Point]:
    """Between an ellipse and a rectangle, as conference tables are."""

    def side(value: float) -> float:
        return copysign(abs(value) ** 0.78, value)

    angles = [2 * pi * step / 120 for step in range(120)]
    return [(centre[0] + wide * side(cos(a)), centre[1] + high * side(sin(a))) for a in angles]


def around(line: Sequence[Point], count: int) -> list[Point]:
    """Places at even distances along a closed line."""
    line = [*line, line[0]]
    lengths = [0.0]
    for (x1, y1), (x2, y2) in pairwise(line):
        lengths.append(lengths[-1] + hypot(x2 - x1, y2 - y1))
    places = []
    for number in range(count):
        distance = lengths[-1] * (number + 0.5) / count
        after = next(index for index, length in enumerate(lengths) if length >= distance)
        share = (distance - lengths[after - 1]) / (lengths[after] - lengths[after - 1])
        places.append(between(line[after - 1], line[after], share))
    return places


def between(one: Point, two: Point, share: float) -> Point:
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share


def turned(centre: Point, angle: float, points: Sequence[Point]) -> list[Point]:
    """Points given around the origin, turned and put at `centre`."""
    x, y = centre
    return [(x + a * cos(angle) - b * sin(angle), y + a * sin(angle) + b * cos(angle)) for a, b in points]


def placed(x: float, y: float, size: float, points: Sequence[Point], facing: int = 1) -> list[Point]:
    """Points given around the origin, enlarged and put at (x, y); `facing` -1 mirrors them."""
    return [(x + facing * size * a, y + size * b) for a, b in points]


def ribbon(line: Sequence[Point], start: float, end: float | None = None) -> list[Point]:
    """A line as a band, `start` wide, that narrows by an even factor to `end` if that is given."""
    left, right, last = [], [], len(line) - 1
    factor = 1 if end is None else end / start
    for index, (x, y) in enumerate(line):
        (x1, y1), (x2, y2) = line[max(0, index - 1)], line[min(last, index + 1)]
        length, half = hypot(x2 - x1, y2 - y1) or 1, start * factor ** (index / last) / 2
        dx, dy = (y1 - y2) / length * half, (x2 - x1) / length * half
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    return [*left, *reversed(right)]


def smoothed(line: list[Point]) -> list[Point]:
    """The line with its corners cut twice (Chaikin)."""
    for _ in range(2):
        inner = [between(one, two, share) for one, two in pairwise(line) for share in (0.25, 0.75)]
        line = [line[0], *inner, line[-1]]
    return line


def curve(points: Sequence[Point], steps: int = 50) -> list[Point]:
    """A Bézier curve over its control points."""
    line = []
    for step in range(steps + 1):
        left = points
        while len(left) > 1:
            left = [between(one, two, step / steps) for one, two in pairwise(left)]
        line.append(left[0])
    return line


def dome(centre: float, base: float, half: float, height: float) -> list[Point]:
    """A pointed dome standing on `base`, a little wider than its drum."""
    side = []
    for step in range(25):
        t = step / 24
        wide = half * (1.06 * (1 - t**2.1) ** 0.62 + 0.07 * sin(pi * min(1, 2.4 * t)))
        side.append((wide, base - height * t))
    return mirrored(centre, side)


def pointed_arch(centre: float, base: float, half: float, height: float, spring: float = 0.5) -> list[Point]:
    """An opening with upright sides to `spring` of its height and a pointed top."""
    shoulder = base - height * spring
    steps = [step / 20 for step in range(21)]
    curved = [(half * (1 - t**1.7) ** 0.72, shoulder - height * (1 - spring) * t) for t in steps]
    return mirrored(centre, [(half, base), *curved])


def outline(text: str) -> list[Point]:
    """Points written as "x,y x,y"."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]
