"""Things that several pictures show."""

from collections.abc import Iterable
from math import pi, sin

from carec_site.demo.drawing.canvas import WIDTH, Box, Canvas, Point
from carec_site.demo.drawing.colours import APRICOT, CREAM, DEEP, SAFFRON, Paint, mix
from carec_site.demo.drawing.shapes import mirrored, placed, ring

Tree = tuple[float, float, float]  # x, foot, height
Range = tuple[float, float]  # to draw from

WINGS: list[Point] = [(-1, -0.45), (-0.45, -0.5), (0, 0), (0.45, -0.5), (1, -0.45)]


def sun(canvas: Canvas, centre: Point, radius: float, light: str = CREAM, strength: float = 0.9) -> None:
    canvas.glow(centre, radius * 6, light, strength)
    canvas.discs([(*centre, radius)], (mix(light, "#ffffff", 0.7), light))


def clouds(
    canvas: Canvas, places: Iterable[tuple[float, float, float]], paint: Paint = CREAM, opacity: float = 0.7
) -> None:
    """Long flat clouds, given as (left, y, length)."""
    for left, y, length in places:
        high = 7 + length / 55
        bars = []
        for row, (inset, share) in enumerate([(0.18, 0.5), (0.0, 0.86), (0.3, 0.62)]):
            start = left + length * inset
            bars.append((start, y + row * high * 1.5, start + length * share, high))
        shapes = [[(a, y - h / 2), (b, y - h / 2), (b, y + h / 2), (a, y + h / 2)] for a, y, b, h in bars]
        shapes += [ring((x, y), h / 2, 24) for a, y, b, h in bars for x in (a, b)]
        canvas.polygons(shapes, paint, opacity=opacity)


def birds(canvas: Canvas, centre: Point, count: int, size: float = 16, colour: str = DEEP) -> None:
    flock = []
    for _ in range(count):
        x, y = canvas.random.gauss(centre[0], 6 * size), canvas.random.gauss(centre[1], 2.2 * size)
        flock.append(placed(x, y, size * canvas.random.uniform(0.6, 1.1), WINGS))
    canvas.lines(flock, 3, colour)


def glints(canvas: Canvas, count: int, box: Box, lengths: Range, paint: Paint, opacity: float = 0.5) -> None:
    """Light on calm water: short level lines in a box."""
    left, top, right, bottom = box
    lines = []
    for _ in range(count):
        x, y = canvas.random.uniform(left, right), canvas.random.uniform(top, bottom)
        lines.append([(x, y), (x + canvas.random.uniform(*lengths), y)])
    canvas.lines(lines, 2.6, paint, opacity=opacity)


def woods(canvas: Canvas, count: int, box: Box, heights: Range) -> list[Tree]:
    """Places for trees in a box, from the back to the front."""
    left, top, right, bottom = box
    uniform = canvas.random.uniform
    trees = [(uniform(left, right), uniform(top, bottom), uniform(*heights)) for _ in range(count)]
    return sorted(trees, key=lambda tree: tree[1])


def stars(canvas: Canvas, count: int, lowest: float) -> None:
    for size, share, opacity in ((1.1, 0.7, 0.75), (1.7, 0.25, 0.9), (2.6, 0.05, 1.0)):
        places = [
            (canvas.random.uniform(0, WIDTH), lowest * canvas.random.random() ** 1.3, size)
            for _ in range(int(count * share))
        ]
        canvas.discs(places, CREAM, opacity=opacity)


def poplars(canvas: Canvas, trees: Iterable[Tree], paint: Paint) -> None:
    """Slender trees."""
    shapes = []
    for x, foot, height in trees:
        wide, side = height * 0.085, []
        for step in range(13):
            t = step / 12
            side.append((wide * sin(pi * t) ** 0.8 * (1.15 - 0.4 * t), foot - height * (0.06 + 0.94 * t)))
        shapes.append(mirrored(x, side))
        shapes.append(mirrored(x, [(2, foot), (1, foot - height * 0.2)]))
    canvas.polygons(shapes, paint)


def spruces(canvas: Canvas, trees: Iterable[Tree], paint: Paint) -> None:
    shapes = []
    for x, foot, height in trees:
        left, right = [], []
        for tier in range(5):
            top, bottom = foot - height * (1 - 0.18 * tier), foot - height * (0.74 - 0.18 * tier)
            wide = height * (0.07 + 0.045 * tier)
            left += [(x - wide * 0.35, top + (bottom - top) * 0.3), (x - wide, bottom)]
            right += [(x + wide * 0.35, top + (bottom - top) * 0.3), (x + wide, bottom)]
        shapes.append([(x, foot - height), *right, (x, foot), *reversed(left)])
    canvas.polygons(shapes, paint)


def snow_peak(
    canvas: Canvas, top: Point, foot: float, half: float, rock: Paint, shade: Paint, snow: float = 0.45
) -> None:
    """A mountain lit from the left, with snow down to `snow` of its height."""
    random, (x, y) = canvas.random, top
    tall, steps = foot - y, 9

    def edge(to: float, jitter: float) -> list[Point]:
        line = []
        for step in range(steps + 1):
            off = random.uniform(-jitter, jitter) if 0 < step < steps else 0
            line.append((x + (to - x) * (step / steps) ** 1.12 + off, y + tall * step / steps))
        return line

    left, right = edge(x - half, half * 0.035), edge(x + half * 0.9, half * 0.035)
    spine = edge(x + half * 0.12, half * 0.09)
    canvas.polygon([*left, *reversed(spine)], rock)
    canvas.polygon([*spine, *reversed(right)], shade)
    cut = max(2, round(steps * snow))
    for one, two, colour in ((left, spine, "#fffaf0"), (spine, right, "#a9bfe0")):
        (x1, y1), (x2, y2) = one[cut], two[cut]
        places = sorted(random.uniform(0.04, 0.96) for _ in range(9))
        hem = []
        for number, at in enumerate(places):
            drop = random.uniform(0, 0.085) if number % 2 else random.uniform(-0.1, -0.02)
            hem.append((x1 + (x2 - x1) * at, y1 + (y2 - y1) * at + tall * drop))
        canvas.polygon([*one[: cut + 1], *hem, *reversed(two[: cut + 1])], colour)


def yurt(
    canvas: Canvas, x: float, foot: float, size: float, felt: Paint, band: str, lit: bool = False
) -> None:
    half, wall = size, size * 0.62
    top = foot - wall
    roof = [(x - half * 1.04, top), (x - half * 0.62, top - size * 0.42), (x - half * 0.2, top - size * 0.62)]
    roof += [(2 * x - a, b) for a, b in reversed(roof)]
    canvas.boxes([(x - half, top, x + half, foot)], felt, across=True)
    canvas.polygon(roof, felt, across=True)
    canvas.polygon(ring((x, top - size * 0.62), half * 0.2, 24, squash=0.35), band)
    canvas.boxes([(x - half * 1.0, top + 2, x + half * 1.0, top + size * 0.12)], band)
    diamonds = [
        ring((x - half + half * 2 * (k + 0.5) / 13, top + size * 0.065), size * 0.045, 4) for k in range(13)
    ]
    canvas.polygons(diamonds, SAFFRON)
    door = (x - half * 0.2, top + size * 0.16, x + half * 0.2, foot)
    if lit:
        canvas.glow((x, foot - size * 0.1), size * 1.5, SAFFRON, 0.75, squash=0.55)
    canvas.boxes([door], ("#ffe9b8", SAFFRON) if lit else ("#8a4a35", "#6d3a2d"))
    ropes = [[(x + half * s, top), (x + half * s * 0.3, top - size * 0.57)] for s in (-0.75, -0.4, 0.4, 0.75)]
    canvas.lines(ropes, max(1.5, size * 0.012), mix(band, APRICOT, 0.3), opacity=0.7)


def skyline(canvas: Canvas, foot: float, widths: Range, heights: Range, gaps: Range) -> list[Box]:
    """Houses from edge to edge, as boxes; each of the last three is a range to draw from."""
    boxes, left, uniform = [], -20.0, canvas.random.uniform
    while left < WIDTH:
        right = left + uniform(*widths)
        boxes.append((left, foot - uniform(*heights), right, foot))
        left = right + uniform(*gaps)
    return boxes


def windows(
    canvas: Canvas,
    houses: Iterable[Box],
    size: tuple[int, int],
    spacing: tuple[int, int],
    share: float,
    opacity: float,
) -> None:
    """Lit windows in a grid, in so large a share of the places."""
    (wide, high), (across, down) = size, spacing
    lit = []
    for left, top, right, foot in houses:
        columns = range(int(left + across / 2), int(right - wide - 4), across)
        rows = range(int(top + down / 2), int(foot - high), down)
        lit += [(x, y, x + wide, y + high) for x in columns for y in rows if canvas.random.random() < share]
    canvas.boxes(lit, "#fbdda6", opacity=opacity)
