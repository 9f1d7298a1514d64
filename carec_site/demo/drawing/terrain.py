"""Lines that look like land."""

from collections.abc import Callable, Sequence
from math import floor
from random import Random

from carec_site.demo.drawing.canvas import HEIGHT, WIDTH, Point

STEP = 4


def noise(random: Random) -> Callable[[float], float]:
    """A smooth random function of one number, with values from -1 to 1 and hills about one unit wide."""
    heights = [random.uniform(-1, 1) for _ in range(256)]

    def at(x: float) -> float:
        whole = floor(x)
        share = x - whole
        share = share * share * (3 - 2 * share)
        one, two = heights[whole % 256], heights[(whole + 1) % 256]
        return one + (two - one) * share

    return at


def hills(random: Random, y: float, height: float, width: float, detail: float = 0.25) -> list[Point]:
    """A rolling line from edge to edge around `y`."""
    large, small = noise(random), noise(random)
    return [
        (x, y - height * (large(x / width) + detail * small(3.1 * x / width)) / (1 + detail))
        for x in range(-2 * STEP, WIDTH + 3 * STEP, STEP)
    ]


def peaks(random: Random, y: float, height: float, width: float, roughness: float = 0.5) -> list[Point]:
    """A mountain line from edge to edge that rises from `y` by up to `height`."""
    octaves = [noise(random) for _ in range(6)]
    line: list[Point] = []
    for x in range(-2 * STEP, WIDTH + 3 * STEP, STEP):
        rise, share, stretch = 0.0, 1.0, 1.0
        for octave in octaves:
            rise += share * (1 - abs(octave(stretch * x / width)))
            share *= roughness
            stretch *= 2.07
        total = (1 - roughness**6) / (1 - roughness)
        line.append((x, y - height * rise / total))
    return line


def down(line: Sequence[Point], bottom: float = HEIGHT + 5) -> list[Point]:
    """The land under a line, as a polygon."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def height_at(line: Sequence[Point], x: float) -> float:
    index = min(range(len(line)), key=lambda number: abs(line[number][0] - x))
    return line[index][1]
