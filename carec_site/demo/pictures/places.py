"""Places as a printmaker of the institute's annual report would have them: few inks, no gradient, a grain."""

from itertools import pairwise

from carec_site.demo.drawing.canvas import HEIGHT, WIDTH, Canvas
from carec_site.demo.drawing.colours import mix
from carec_site.demo.drawing.motifs import poplars, skyline, windows
from carec_site.demo.drawing.shapes import curve, mirrored, outline, placed, pointed_arch, ribbon
from carec_site.demo.drawing.terrain import down, hills, peaks

Inks = tuple[str, str, str, str, str]  # paper and four inks, each darker than the one before

MORNING: Inks = ("#f6ead6", "#e9c9a0", "#c98d6b", "#7b5a5f", "#2f2a40")
NOON: Inks = ("#eef2ec", "#c9dad6", "#86aeb0", "#3f7380", "#1d3a4c")
EVENING: Inks = ("#f4e1cf", "#e3a98a", "#b3616a", "#5d3f63", "#241f3e")
NIGHT: Inks = ("#e8d9a8", "#6f87ab", "#41598a", "#243666", "#111b3d")
WINTER: Inks = ("#f3f4f5", "#d3dae2", "#9fadbd", "#5b6b83", "#283549")

PERSON = outline("-40,90 -38,30 -22,8 22,8 38,30 40,90")
WALKER = outline("-12,-116 12,-116 24,-98 21,-56 17,0 3,0 0,-46 -6,0 -19,0 -22,-56 -24,-98")
WAGON = outline("-150,-96 150,-96 150,-14 -150,-14")

LEGS = outline("-90,0 -22,-430 0,-680 22,-430 90,0")
RUNGS = [
    *(outline(f"{-84 * way},-40 {60 * way},-190 {-40 * way},-330") for way in (-1, 1)),
    outline("-100,-450 100,-450"),
    outline("-150,-560 150,-560 0,-620 -150,-560"),
]


def lecture_hall(canvas: Canvas, inks: Inks = NOON) -> None:
    """Rows of listeners from behind, a speaker at a desk, a chart on the wall."""
    paper, light, middle, dark, black = inks
    canvas.background(light, light)
    canvas.boxes([(330, 90, 1130, 520)], paper)
    for number, high in enumerate((90, 150, 120, 210, 260)):
        canvas.boxes([(440 + 130 * number, 450 - high, 510 + 130 * number, 450)], (middle, dark)[number == 4])
    canvas.boxes([(410, 450, 1060, 458)], dark)
    canvas.polygon(placed(1330, 330, 1.35, PERSON), dark)
    canvas.discs([(1330, 296, 42)], dark)
    canvas.polygon([(1250, 430), (1410, 430), (1396, 640), (1264, 640)], black)
    canvas.boxes([(0, 600, WIDTH, HEIGHT)], middle)
    for row, (foot, size, count) in enumerate(((700, 0.95, 13), (800, 1.2, 11), (920, 1.5, 9))):
        step = WIDTH / (count - 1)
        places = [step * number - step / 2 * (row % 2) for number in range(count + 1)]
        ink = (dark, mix(dark, black, 0.5), black)[row]
        canvas.polygons([placed(x, foot - 70 * size, size, PERSON) for x in places], ink)
        canvas.discs([(x, foot - 92 * size, 30 * size) for x in places], ink)
        canvas.boxes([(0, foot, WIDTH, foot + 120)], ink)


def rail_yard(canvas: Canvas, inks: Inks = MORNING) -> None:
    """Wagons on three tracks below the hills, a signal bridge before them."""
    paper, light, middle, dark, black = inks
    canvas.background(paper, paper)
    canvas.discs([(1180, 330, 120)], light)
    canvas.polygon(down(peaks(canvas.random, 430, 150, 380)), light)
    canvas.polygon(down(hills(canvas.random, 520, 60, 700)), middle)
    canvas.boxes([(0, 600, WIDTH, HEIGHT)], light)
    for foot, size, ink, shift in ((660, 0.55, middle, 0), (770, 0.8, dark, 120), (930, 1.15, black, -60)):
        canvas.boxes([(0, foot, WIDTH, foot + 7)], dark)
        for number in range(round(WIDTH / (330 * size)) + 1):
            x = shift + 330 * size * number
            if (number + foot) % 4 == 1:
                continue  # an empty track
            canvas.polygon(placed(x, foot, size, WAGON), ink)
            canvas.boxes([(x - 4 * size, foot - 92 * size, x + 4 * size, foot - 18 * size)], light)
            canvas.discs([(x + d * size, foot - 8 * size, 13 * size) for d in (-110, -80, 80, 110)], black)
    for x in (240, 1390):
        canvas.boxes([(x, 180, x + 22, 1000)], black)
    canvas.boxes([(220, 200, 1430, 214), (220, 262, 1430, 270)], black)
    canvas.lines(
        [[(240 + 58 * n, 205), (269 + 58 * n, 265), (298 + 58 * n, 205)] for n in range(20)], 6, black
    )
    for x in (560, 880, 1160):
        canvas.boxes([(x - 22, 268, x + 22, 372)], black)
        canvas.discs([(x, 298, 13)], light)
        canvas.discs([(x, 340, 13)], middle)


def evening_city(canvas: Canvas, inks: Inks = EVENING) -> None:
    """Houses with lit windows before a tower and mountains."""
    paper, light, middle, dark, black = inks
    canvas.background(light, light)
    canvas.discs([(420, 380, 150)], paper)
    canvas.polygon(down(peaks(canvas.random, 420, 190, 420)), middle)
    canvas.polygon(mirrored(1150, [(4, 60), (5, 180), (26, 190), (26, 226), (7, 240), (16, 640)]), dark)
    canvas.boxes(skyline(canvas, 1000, (70, 130), (360, 520), (0, 30)), dark)
    near = skyline(canvas, 1010, (110, 190), (150, 340), (10, 50))
    canvas.boxes(near, black)
    windows(canvas, near, (16, 22), (38, 48), 0.4, 1)


def border_post(canvas: Canvas, inks: Inks = WINTER) -> None:
    """A roof over two lanes, a raised barrier and a row of lorries in snow."""
    paper, light, middle, dark, black = inks
    canvas.background(light, light)
    canvas.polygon(down(peaks(canvas.random, 400, 240, 460)), paper)
    canvas.polygon(down(hills(canvas.random, 560, 60, 600)), middle)
    canvas.boxes([(0, 700, WIDTH, HEIGHT)], paper)
    canvas.polygon([(0, HEIGHT), (0, 800), (700, 700), (900, 700), (1600, 860), (1600, HEIGHT)], light)
    for number in range(4):
        size = 1 - 0.19 * number
        x, foot = 170 + 205 * number, 850 - 42 * number
        ink = (dark, black)[number % 2]
        canvas.boxes([(x - 110 * size, foot - 170 * size, x + 70 * size, foot - 24 * size)], ink)
        canvas.boxes([(x + 70 * size, foot - 120 * size, x + 122 * size, foot - 24 * size)], middle)
        canvas.discs([(x + d * size, foot - 20 * size, 20 * size) for d in (-80, -30, 100)], black)
    canvas.polygon([(800, 400), (1560, 360), (1600, 372), (1600, 424), (800, 440)], black)
    canvas.boxes([(880, 430, 900, 760), (1420, 415, 1446, 830)], dark)
    canvas.boxes([(1110, 560, 1330, 790)], dark)
    canvas.boxes([(1140, 600, 1220, 680), (1240, 600, 1305, 680)], paper)
    canvas.boxes([(1010, 690, 1032, 820)], black)
    bar = [(1021, 700), (700, 470)]
    canvas.polygon(ribbon(bar, 18), black)
    for share in (0.2, 0.45, 0.7):
        at = [(1021 - 321 * s, 700 - 230 * s) for s in (share, share + 0.12)]
        canvas.polygon(ribbon(at, 18), paper)


def power_lines(canvas: Canvas, inks: Inks = NIGHT) -> None:
    """Pylons across the steppe below the moon."""
    paper, light, middle, dark, black = inks
    canvas.background(dark, dark)
    canvas.discs(
        [(canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, 420), 3) for _ in range(70)], light
    )
    canvas.discs([(1240, 230, 92)], paper)
    canvas.discs([(1204, 210, 84)], dark)
    canvas.polygon(down(hills(canvas.random, 640, 70, 900)), middle)
    canvas.polygon(down(hills(canvas.random, 760, 50, 800)), mix(dark, black, 0.5))
    towers = [(150, 900, 1.0), (640, 830, 0.72), (980, 790, 0.52), (1230, 765, 0.38), (1420, 748, 0.28)]
    for (x, foot, size), (x2, foot2, size2) in pairwise(towers):
        for arm in (-150, 150):
            ends = [(x + arm * size, foot - 560 * size), (x2 + arm * size2, foot2 - 560 * size2)]
            lowest = ((ends[0][0] + ends[1][0]) / 2, max(ends[0][1], ends[1][1]) + 60 * size)
            canvas.lines([curve([ends[0], lowest, ends[1]], 12)], 4 * size, black)
    for x, foot, size in towers:
        canvas.lines([placed(x, foot, size, LEGS)], 13 * size, black)
        canvas.lines([placed(x, foot, size, rung) for rung in RUNGS], 8 * size, black)
    canvas.polygon(down(hills(canvas.random, 920, 30, 500)), black)


def old_academy(canvas: Canvas, inks: Inks = NOON) -> None:
    """A courtyard of arches with poplars, and people who cross it."""
    paper, light, middle, dark, black = inks
    canvas.background(paper, paper)
    canvas.boxes([(0, 250, WIDTH, 760)], light)
    canvas.boxes([(0, 236, WIDTH, 262)], middle)
    canvas.boxes([(560, 90, 1040, 760)], middle)
    canvas.boxes([(545, 76, 1055, 98)], dark)
    for x in (110, 285, 460, 1140, 1315, 1490):
        for foot, high in ((500, 190), (758, 210)):
            canvas.polygon(pointed_arch(x, foot, 62, high), dark)
            canvas.polygon(pointed_arch(x + 9, foot, 50, high - 26), mix(middle, dark, 0.5))
    canvas.polygon(pointed_arch(800, 760, 165, 560), paper)
    canvas.polygon(pointed_arch(800, 760, 138, 520), black)
    canvas.polygon(pointed_arch(800, 760, 70, 300), light)
    canvas.boxes([(0, 758, WIDTH, HEIGHT)], paper)
    canvas.polygon([(640, 760), (960, 760), (1240, HEIGHT), (360, HEIGHT)], light)
    poplars(canvas, [(210, 880, 560), (60, 930, 640), (1400, 880, 580), (1545, 930, 660)], black)
    for x, foot, size in ((700, 850, 0.8), (760, 856, 0.84), (960, 900, 1.0), (520, 930, 1.1)):
        canvas.polygon(placed(x, foot, size, WALKER), black)
        canvas.discs([(x, foot - 136 * size, 17 * size)], black)
