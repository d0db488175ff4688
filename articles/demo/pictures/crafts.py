"""Things made by hand: metal type, brass, bread."""

import math

from PIL.Image import Image

from articles.demo.pictures.curves import arc, arch, box, ellipse, rounded, smooth
from articles.demo.pictures.palette import (
    CREAM,
    INK,
    LAMP,
    MIST,
    NIGHT,
    PALE,
    PLUM,
    RUST,
    SAND,
    SLATE,
    STONE,
    TEAL,
    Colour,
    mix,
)
from articles.demo.pictures.sheet import Sheet

LETTERS = {
    "A": [[(8, 100), (50, 0), (92, 100)], [(24, 66), (76, 66)]],
    "D": [[(14, 0), (14, 100), (50, 98), (84, 74), (86, 28), (50, 2), (14, 0)]],
    "E": [[(84, 0), (16, 0), (16, 100), (84, 100)], [(16, 50), (70, 50)]],
    "H": [[(12, 0), (12, 100)], [(88, 0), (88, 100)], [(12, 50), (88, 50)]],
    "L": [[(18, 0), (18, 100), (84, 100)]],
    "N": [[(12, 100), (12, 0), (88, 100), (88, 0)]],
    "P": [[(16, 100), (16, 0), (70, 2), (86, 28), (70, 54), (16, 56)]],
    "T": [[(6, 0), (94, 0)], [(50, 0), (50, 100)]],
    "U": [[(12, 0), (12, 70), (30, 98), (70, 98), (88, 70), (88, 0)]],
}


def _sort(s: Sheet, x: float, y: float, letter: str, size: float = 1) -> None:
    """Draw one metal sort from above, its letter mirrored as in the printer's stick."""
    with s.at(x, y, size):
        s.rect(0, 0, 116, 190, mix(SLATE, NIGHT, 0.45), 5)
        s.rect(4, 3, 106, 150, mix(MIST, SLATE, 0.35), 4)
        s.grade(box(4, 3, 106, 150), PALE, (0, 0), (90, 110), 0.9)
        s.grade(box(0, 150, 116, 40), INK, (58, 200), (58, 150), 0.9)
        s.rect(0, 166, 116, 8, mix(NIGHT, INK, 0.4))
        with s.at(58, 26, 0.8, 0, -1):
            for line in LETTERS[letter]:
                s.stroke([(px - 50 - 4, py + 5) for px, py in line], mix(SLATE, INK, 0.4), 22)
            for line in LETTERS[letter]:
                s.stroke([(px - 50, py) for px, py in line], mix(NIGHT, INK, 0.55), 20)


def metal_type() -> Image:
    """Rows of metal type stand in a composing stick over an open case."""
    s = Sheet(23, mix(RUST, INK, 0.62))
    wood = mix(RUST, SAND, 0.3)
    for row in range(4):
        for column in range(8):
            x, y = column * 190 - 40, row * 180 - 30
            s.rect(x, y, 178, 168, mix(INK, RUST, 0.22), 8)
            s.grade(box(x, y, 178, 168), INK, (x, y), (x + 120, y + 130), 0.9)
            for _ in range(9):
                with s.at(
                    x + s.chance.uniform(36, 142),
                    y + s.chance.uniform(40, 130),
                    0.24,
                    s.chance.uniform(-70, 70),
                ):
                    tone = mix(SLATE, NIGHT, s.chance.uniform(0.2, 0.7))
                    s.rect(-60, -90, 116, 190, mix(tone, INK, 0.5), 6)
                    s.rect(-56, -88, 106, 140, tone, 6)
                    s.stroke([(-20, -50), (-20, 10), (20, 10)], INK, 18)
    for n in range(5):
        s.rect(-20, n * 180 - 46, 1480, 16, wood)
        s.grade(box(-20, n * 180 - 46, 1480, 16), INK, (1440, 0), (200, 0), 0.8)
    for n in range(9):
        s.rect(n * 190 - 54, -20, 14, 720, mix(wood, INK, 0.15))
    s.grade(box(0, 0, 1440, 720), INK, (1440, 0), (560, 420), 0.9)
    s.glow(260, 120, 700, LAMP, 0.3)
    with s.at(110, 300, 1, -4):
        s.veil(rounded(-30, 40, 1280, 560, 20), INK, 0.7, 16)
        s.rect(-60, -20, 1320, 500, mix(SLATE, NIGHT, 0.35), 18)
        s.grade(rounded(-60, -20, 1320, 500, 18), MIST, (-60, -60), (600, 300), 0.7)
        s.rect(-30, 10, 1230, 440, mix(NIGHT, INK, 0.45), 8)
        for row, word in enumerate(("  THE   ", " UPLAND ")):
            for place, letter in enumerate(word[::-1]):
                x = 72 + place * 122
                if letter == " ":
                    s.rect(x, 72 + row * 206, 116, 146, mix(SLATE, INK, 0.5), 5)
                    s.rect(x + 4, 75 + row * 206, 106, 110, mix(SLATE, INK, 0.3), 4)
                else:
                    _sort(s, x, 28 + row * 206, letter)
        s.rect(1090, 20, 84, 420, mix(SAND, LAMP, 0.35), 8)
        s.grade(rounded(1090, 20, 84, 420, 8), mix(RUST, INK, 0.4), (1180, 400), (1090, 100), 0.9)
        s.oval(1132, 230, 34, mix(SAND, INK, 0.4))
        s.oval(1128, 226, 26, mix(LAMP, CREAM, 0.4))
        s.stroke([(1110, 226), (1148, 226)], mix(RUST, INK, 0.5), 6)
        s.rect(-60, 440, 1320, 60, mix(SLATE, MIST, 0.3), 14)
        s.grade(rounded(-60, 440, 1320, 60, 14), NIGHT, (1240, 510), (200, 440), 0.9)
        for n in range(52):
            s.rect(-30 + n * 24, 444, 3, 14 if n % 5 else 24, mix(NIGHT, SLATE, 0.2))
    for x, y, letter, turn in ((250, 790, "A", -14), (420, 800, "N", 8), (1180, 760, "E", 12)):
        with s.at(x, y, 0.84, turn):
            s.veil(rounded(4, 10, 150, 220, 8), INK, 0.6, 8)
            _sort(s, 0, 0, letter)
    s.veil([(640, 880), (980, 850), (1010, 870), (660, 910)], INK, 0.6, 8)
    s.taper([(600, 890), (720, 872), (800, 860)], (34, 44, 30), mix(PLUM, INK, 0.1))
    s.taper([(800, 860), (900, 845), (1000, 832)], (12, 9, 2), MIST)
    return s.finish()


def _horn(s: Sheet, paint: Colour, long: float, bell: float) -> None:
    """Draw a brass instrument pointing up from the origin: tube, loop, valves, bell."""
    shade = mix(RUST, INK, 0.4)
    loop = rounded(-bell * 0.42, -long * 0.62, bell * 0.74, long * 0.4, 40)
    s.stroke([*loop, loop[0]], shade, 24)
    s.stroke([*loop, loop[0]], paint, 17)
    flare = [
        (-13, 0),
        (-13, -long * 0.68),
        (-24, -long * 0.84),
        (-bell * 0.62, -long),
        (bell * 0.62, -long),
        (24, -long * 0.84),
        (13, -long * 0.68),
        (13, 0),
    ]
    s.poly(smooth(flare, closed=True), shade)
    tube = smooth([(x * 0.88, y) for x, y in flare], closed=True)
    s.poly(tube, paint)
    s.grade(tube, mix(RUST, PLUM, 0.3), (bell * 0.6, 0), (-bell * 0.3, 0), 0.8)
    s.oval(0, -long, bell * 0.66, mix(paint, CREAM, 0.5), bell * 0.24)
    s.oval(0, -long - 1, bell * 0.56, shade, bell * 0.18)
    s.oval(0, -long + 3, bell * 0.3, INK, bell * 0.09)
    for n in range(3):
        y = -long * 0.56 + n * 30
        s.rect(-52, y, 88, 21, mix(paint, CREAM, 0.35), 6)
        s.rect(-66, y + 3, 18, 15, PALE, 5)
    s.rect(-7, -4, 14, 30, PALE, 4)
    s.oval(0, 26, 15, PALE, 8)
    s.stroke([(-6, -long * 0.2), (-6, -long * 0.7)], CREAM, 3)


def brass() -> Image:
    """Brass instruments of two bands lie in one ring."""
    s = Sheet(26, PLUM)
    s.poly([(720, -10), (1450, -10), (1450, 970), (720, 970)], TEAL)
    s.grade(box(0, 0, 720, 960), mix(PLUM, INK, 0.6), (0, 480), (720, 480), 0.95)
    s.grade(box(720, 0, 720, 960), mix(TEAL, INK, 0.6), (1440, 480), (720, 480), 0.95)
    s.glow(720, 480, 640, LAMP, 0.3)
    for r, tone in ((210, 0.18), (330, 0.12), (460, 0.1), (600, 0.08)):
        s.stroke(ellipse(720, 480, r, r), mix(mix(PLUM, TEAL, 0.5), CREAM, tone), 3)
    paints = (mix(LAMP, SAND, 0.2), mix(SAND, LAMP, 0.5), mix(LAMP, RUST, 0.25))
    for n in range(10):
        angle = n * 36 + 18
        turn = math.radians(angle)
        big = n % 2
        foot = 128
        with s.at(720 + foot * math.sin(turn), 480 - foot * math.cos(turn), 1.04, angle):
            s.veil([(20, 30), (-30, -200), (-70, -300), (110, -290), (50, -100)], INK, 0.4, 8)
            _horn(s, paints[n % 3], 312 if big else 262, 150 if big else 118)
    s.oval(720, 480, 92, mix(INK, PLUM, 0.2))
    s.oval(720, 480, 80, CREAM)
    s.grade(ellipse(720, 480, 80, 80), SAND, (780, 560), (690, 440), 0.8)
    for n in range(5):
        s.stroke([(664, 456 + n * 12), (776, 456 + n * 12)], mix(NIGHT, SLATE, 0.4), 2)
    for x, y, up in ((690, 492, 1), (716, 480, 1), (742, 498, 1)):
        s.oval(x, y, 9, INK, 7)
        s.stroke([(x + 8, y), (x + 8, y - 44 * up)], INK, 3.5)
    s.stroke([(698, 448), (724, 436), (750, 454)], INK, 7)
    return s.finish()


def oven() -> Image:
    """Fire burns in a brick bread oven; loaves come out on a peel."""
    s = Sheet(27, mix(RUST, INK, 0.62))
    brick = mix(RUST, SAND, 0.22)
    for row in range(20):
        for column in range(14):
            x = column * 112 - (56 if row % 2 else 0)
            tone = mix(
                mix(brick, INK, 0.46), s.chance.choice((INK, PLUM, SAND)), s.chance.uniform(0, 0.2)
            )
            s.rect(x, row * 50 - 8, 105, 43, tone, 4)
    mouth = arch(380, 700, 680, 500)
    s.glow(720, 500, 700, LAMP, 0.4)
    for n in range(25):
        a = 180 + n * 7.5
        (p0, p1) = arc(720, 540, 348, 348, a - 180 + 180, a + 6.6, 1)
        (q0, q1) = arc(720, 540, 452, 452, a, a + 6.6, 1)
        if a < 359:
            tone = mix(brick, s.chance.choice((LAMP, RUST, SAND)), s.chance.uniform(0.1, 0.4))
            s.poly([p0, p1, q1, q0], tone)
    for side in (268, 1068):
        for row in range(4):
            s.rect(side, 546 + row * 40, 104, 36, mix(brick, SAND, s.chance.uniform(0, 0.3)), 4)
    s.poly(mouth, mix(INK, PLUM, 0.15))
    s.grade(mouth, RUST, (720, 720), (720, 260), 0.95)
    s.glow(720, 600, 330, RUST, 0.8)
    s.glow(720, 640, 250, LAMP, 0.8)
    for widths, tone, spread in (
        (1.0, RUST, 250),
        (0.74, mix(RUST, LAMP, 0.55), 215),
        (0.48, LAMP, 180),
        (0.28, CREAM, 130),
    ):
        for n in range(7):
            x = 720 + (n - 3) / 3 * spread
            h = (150 + 130 * math.cos((n - 3) * 0.42) + s.chance.uniform(-30, 30)) * (
                0.45 + widths * 0.55
            )
            sway = s.chance.uniform(-26, 26)
            s.taper(
                [
                    (x, 690),
                    (x + sway, 690 - h * 0.4),
                    (x - sway * 0.6, 690 - h * 0.75),
                    (x + sway, 690 - h),
                ],
                (100 * widths, 110 * widths, 50 * widths, 0),
                tone,
            )
    for x, y, turn in (
        (560, 668, 8),
        (700, 676, -10),
        (850, 670, 5),
        (640, 650, -20),
        (800, 648, 16),
    ):
        with s.at(x, y, 1, turn):
            s.rect(-100, -16, 200, 32, mix(RUST, INK, 0.75), 14)
            s.oval(98, 0, 15, mix(SAND, RUST, 0.5), 16)
    s.poly([(250, 700), (1190, 700), (1250, 770), (190, 770)], mix(STONE, RUST, 0.3))
    s.grade([(250, 700), (1190, 700), (1250, 770), (190, 770)], LAMP, (720, 690), (720, 790), 0.9)
    s.rect(190, 768, 1060, 40, mix(STONE, INK, 0.55))
    s.grade(box(0, 808, 1440, 160), INK, (0, 960), (0, 780), 0.9)
    s.grade(box(0, 0, 330, 960), INK, (-60, 400), (330, 500), 0.9)
    s.grade(box(1110, 0, 330, 960), INK, (1500, 400), (1110, 500), 0.9)
    s.veil([(420, 800), (1130, 760), (1160, 850), (500, 900)], INK, 0.6, 14)
    s.taper([(-20, 960), (220, 900), (440, 846)], (34, 32, 30), mix(SAND, RUST, 0.4))
    peel = rounded(420, 740, 720, 124, 56)
    s.poly([(x, y + 12) for x, y in peel], mix(RUST, INK, 0.5))
    s.poly(peel, mix(SAND, CREAM, 0.2))
    s.grade(peel, mix(RUST, SAND, 0.4), (780, 880), (780, 760), 0.8)
    for x, y, w, h in ((560, 760, 100, 78), (780, 748, 112, 92), (1000, 760, 100, 80)):
        s.veil(ellipse(x, y + 56, w * 1.02, 16), INK, 0.45, 5)
        crust = ellipse(x, y, w, h)
        crust = [(px, min(py, y + h * 0.66)) for px, py in crust]
        s.poly(crust, mix(RUST, SAND, 0.32))
        s.grade(crust, LAMP, (x, y - h), (x, y), 0.9)
        s.grade(crust, mix(RUST, INK, 0.5), (x, y + h * 0.8), (x, y), 0.9)
        for n in (-1, 0, 1):
            s.taper(
                [
                    (x + n * w * 0.42 - 16, y - h * 0.5),
                    (x + n * w * 0.42 + 4, y - h * 0.24),
                    (x + n * w * 0.42 + 14, y + 4),
                ],
                (2, 15, 2),
                CREAM,
            )
    for _ in range(40):
        x, y = s.chance.gauss(720, 190), s.chance.uniform(230, 640)
        s.oval(x, y, s.chance.uniform(1.5, 4), mix(LAMP, CREAM, s.chance.random()))
    return s.finish()
