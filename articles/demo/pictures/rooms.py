"""Quiet rooms: a classroom desk, a lever on a wall, a telephone at night."""

import math

from PIL.Image import Image

from articles.demo.pictures.curves import arc, box, ellipse, rounded, smooth
from articles.demo.pictures.palette import (
    CREAM,
    INK,
    LAMP,
    MIST,
    MOSS,
    NIGHT,
    PALE,
    PINE,
    PLUM,
    RUST,
    SAND,
    SLATE,
    TEAL,
    mix,
)
from articles.demo.pictures.parts import crescent, tree
from articles.demo.pictures.sheet import Sheet


def classroom() -> Image:
    """A classroom desk stands by a tall window, with papers and a lamp."""
    s = Sheet(3, mix(TEAL, SLATE, 0.25))
    s.grade(box(0, 0, 1440, 760), NIGHT, (0, 0), (900, 300), 0.9)
    s.rect(0, 760, 1440, 200, mix(RUST, NIGHT, 0.55))
    for x in range(-300, 1700, 150):
        s.stroke(
            [(720 + (x - 720) * 0.7, 760), (720 + (x - 720) * 1.4, 970)], mix(RUST, NIGHT, 0.7), 3
        )
    s.rect(0, 736, 1440, 26, mix(TEAL, NIGHT, 0.5))
    for x in (560, 990):
        s.rect(x - 20, 50, 380, 580, CREAM)
        glass = box(x, 70, 340, 540)
        s.sky([(70, MIST), (330, mix(CREAM, MIST, 0.45)), (610, mix(CREAM, SAND, 0.3))], glass)
        s.poly(
            [(x, 470), (x + 120, 430), (x + 230, 462), (x + 340, 420), (x + 340, 610), (x, 610)],
            mix(SLATE, MIST, 0.5),
        )
        s.poly(
            [(x, 530), (x + 150, 510), (x + 340, 540), (x + 340, 610), (x, 610)],
            mix(MOSS, SAND, 0.3),
        )
        tree(s, x + 90, 590, 150, mix(MOSS, PINE, 0.3), PINE)
        for n in (1, 2):
            s.rect(x + n * 113 - 5, 70, 10, 540, CREAM)
        for n in (1, 2, 3):
            s.rect(x, 70 + n * 135 - 5, 340, 10, CREAM)
        s.rect(x - 40, 626, 420, 28, mix(CREAM, SAND, 0.4))
        s.veil([(x, 660), (x + 340, 660), (x + 80, 960), (x - 330, 960)], CREAM, 0.22, 6)
    s.rect(60, 150, 400, 270, mix(RUST, INK, 0.45))
    s.rect(76, 166, 368, 238, mix(PINE, INK, 0.25))
    s.stroke([(110, 220), (180, 214), (260, 222), (330, 216)], mix(PALE, PINE, 0.3), 5, curved=True)
    s.stroke([(110, 270), (220, 264), (390, 272)], mix(PALE, PINE, 0.45), 5, curved=True)
    s.stroke([(120, 330), (180, 360), (240, 310), (300, 350)], mix(LAMP, PINE, 0.3), 5, curved=True)
    s.rect(90, 408, 330, 14, mix(RUST, INK, 0.3))
    wood, edge = mix(SAND, RUST, 0.45), mix(RUST, INK, 0.45)
    with s.at(330, 960):
        s.rect(-46, -320, 16, 330, edge, 6)
        s.rect(130, -320, 16, 330, edge, 6)
        s.rect(-52, -330, 206, 70, mix(PLUM, INK, 0.15), 16)
    s.poly([(420, 690), (1240, 690), (1360, 800), (330, 800)], wood)
    s.grade(
        [(420, 690), (1240, 690), (1360, 800), (330, 800)],
        mix(LAMP, CREAM, 0.4),
        (620, 680),
        (900, 800),
        0.8,
    )
    s.rect(330, 800, 1030, 44, mix(wood, edge, 0.6))
    for x in (370, 1270):
        s.poly([(x, 844), (x + 44, 844), (x + 34, 970), (x + 10, 970)], edge)
    s.glow(640, 660, 330, LAMP, 0.5)
    for x, y, turn in ((860, 756, -6), (960, 736, 9), (800, 742, 3), (700, 772, -3)):
        with s.at(x, y, 1, turn):
            s.poly([(-66, -30), (84, -30), (104, 28), (-80, 28)], mix(SAND, INK, 0.35))
            s.poly([(-68, -34), (82, -34), (102, 24), (-82, 24)], CREAM)
            for n in range(5):
                s.stroke(
                    [(-58 - n * 2, -22 + n * 9), (50 + (n * 37) % 34, -22 + n * 9)],
                    mix(SLATE, NIGHT, 0.3),
                    2.4,
                )
    s.stroke([(712, 790), (800, 766)], PLUM, 8)
    s.stroke([(802, 765), (814, 762)], SAND, 6)
    for n, tone in enumerate((PLUM, TEAL, LAMP, MOSS)):
        s.rect(1090 - n * 6, 722 - n * 26, 170 + n * 4, 27, tone, 4)
        s.rect(1240 - n * 2, 726 - n * 26, 20, 19, CREAM)
    s.shape([(1150, 618), (1178, 596), (1206, 616), (1200, 642), (1158, 642)], mix(RUST, PLUM, 0.3))
    s.stroke([(1178, 602), (1184, 584)], INK, 4)
    s.oval(560, 736, 62, mix(NIGHT, INK, 0.4), 16)
    s.stroke([(560, 732), (510, 580), (620, 480)], mix(NIGHT, INK, 0.3), 12)
    s.oval(510, 580, 12, mix(SLATE, NIGHT, 0.3))
    s.poly([(592, 440), (640, 456), (716, 560), (570, 560)], RUST)
    s.grade(
        [(592, 440), (640, 456), (716, 560), (570, 560)],
        mix(PLUM, INK, 0.4),
        (570, 560),
        (650, 480),
        0.8,
    )
    s.oval(643, 560, 73, mix(LAMP, CREAM, 0.6), 13)
    s.veil([(572, 562), (714, 562), (960, 770), (420, 770)], LAMP, 0.26, 10)
    return s.finish()


def switch() -> Image:
    """A single large lever on a plain wall, with a handwritten label beside it."""
    s = Sheet(11, mix(PALE, MIST, 0.45))
    s.grade(box(0, 0, 1440, 960), mix(SLATE, MIST, 0.2), (1440, 960), (300, 100), 0.9)
    s.grade(box(0, 0, 1440, 960), CREAM, (0, 0), (760, 420), 0.8)
    s.rect(0, 846, 1440, 114, mix(SLATE, TEAL, 0.6))
    s.rect(0, 836, 1440, 14, CREAM)
    s.grade(box(0, 850, 1440, 110), NIGHT, (1440, 1000), (300, 850), 0.9)
    s.stroke([(590, -10), (590, 250)], mix(SLATE, NIGHT, 0.3), 20)
    s.stroke([(586, -10), (586, 250)], mix(SLATE, PALE, 0.3), 5)
    s.veil([(480, 270), (760, 270), (940, 470), (940, 880), (660, 800)], NIGHT, 0.42, 10)
    s.veil([(590, 500), (820, 250), (880, 300), (660, 560)], NIGHT, 0.42, 8)
    s.rect(440, 230, 300, 520, mix(NIGHT, TEAL, 0.3), 30)
    s.grade(rounded(440, 230, 300, 520, 30), INK, (760, 780), (520, 320), 0.9)
    s.rect(462, 252, 256, 476, mix(NIGHT, TEAL, 0.65), 20)
    s.grade(rounded(462, 252, 256, 476, 20), MIST, (440, 220), (600, 420), 0.5)
    for x, y in ((486, 276), (694, 276), (486, 704), (694, 704)):
        s.oval(x, y, 13, SAND)
        s.stroke([(x - 7, y - 5), (x + 7, y + 5)], mix(SAND, INK, 0.6), 4)
    s.rect(562, 320, 56, 340, INK, 28)
    for y, tone in ((340, MOSS), (640, RUST)):
        s.rect(496, y - 6, 44, 12, CREAM, 6)
        s.oval(660, y, 14, tone)
        s.oval(656, y - 4, 5, CREAM)
    s.oval(590, 500, 64, mix(SLATE, INK, 0.35))
    s.taper([(590, 500), (690, 372), (770, 270)], (56, 44, 38), MIST)
    s.taper([(600, 506), (700, 380), (782, 280)], (16, 12, 10), mix(SLATE, NIGHT, 0.2))
    s.oval(590, 500, 38, mix(SAND, LAMP, 0.4))
    s.oval(590, 500, 15, mix(SAND, INK, 0.6))
    s.taper([(754, 292), (806, 226), (860, 158)], (78, 92, 84), PLUM)
    s.oval(860, 158, 42, PLUM)
    s.oval(754, 292, 39, PLUM)
    s.taper([(756, 270), (800, 214), (842, 158)], (8, 16, 10), mix(PLUM, CREAM, 0.45))
    with s.at(1010, 470, 1, 4):
        s.veil([(-120, -80), (260, -80), (280, 210), (-100, 220)], NIGHT, 0.36, 9)
        s.rect(-130, -104, 376, 280, CREAM, 6)
        s.grade(box(-130, -104, 376, 280), SAND, (260, 200), (0, -40), 0.8)
        for x in (-110, 190):
            with s.at(x, -104, 1, -8 if x < 0 else 7):
                s.rect(-24, -18, 78, 36, mix(LAMP, CREAM, 0.5))
        rows = ((-90, -46, 200), (-90, 10, 250), (-90, 64, 120))
        for row, (x, y, w) in enumerate(rows):
            line = [
                (
                    x + n * 9,
                    y + 15 * math.sin(n * 1.7 + row) * (0.5 + 0.5 * ((n * 7 + row) % 3) / 2),
                )
                for n in range(w // 9)
            ]
            s.stroke(line, mix(NIGHT, INK, 0.4), 5, curved=True)
        s.stroke([(-90, 128), (40, 122), (204, 130)], PLUM, 6, curved=True)
    return s.finish()


def telephone() -> Image:
    """A telephone stands on a ward desk at night."""
    s = Sheet(14, mix(NIGHT, INK, 0.25))
    s.grade(box(0, 0, 1440, 700), TEAL, (1440, 100), (300, 500), 0.7)
    s.rect(70, 70, 330, 380, mix(SLATE, NIGHT, 0.5))
    s.sky([(86, INK), (450, TEAL)], box(86, 86, 298, 348))
    crescent(s, 300, 170, 38, 212)
    for _ in range(26):
        s.oval(s.chance.uniform(96, 374), s.chance.uniform(96, 330), 1.5, CREAM)
    s.poly(
        [(86, 434), (86, 380), (180, 340), (270, 384), (384, 350), (384, 434)], mix(INK, NIGHT, 0.5)
    )
    s.rect(230, 86, 10, 348, mix(SLATE, NIGHT, 0.5))
    s.stroke([(560, 110), (1440, 90)], mix(SLATE, MIST, 0.3), 10)
    for n in range(9):
        x = 580 + n * 62
        s.poly(
            smooth(
                [(x, 112), (x + 62, 110), (x + 70, 400), (x + 58, 650), (x - 6, 650), (x + 6, 380)],
                closed=True,
            ),
            mix(TEAL, MIST, 0.16 + 0.14 * (n % 2)),
        )
    s.poly([(1130, 560), (1440, 530), (1440, 680), (1130, 680)], mix(PALE, TEAL, 0.4))
    s.shape(
        [(1180, 560), (1230, 510), (1300, 500), (1440, 500), (1460, 560)], mix(PALE, SLATE, 0.25)
    )
    s.rect(1110, 470, 18, 220, mix(SLATE, MIST, 0.2), 6)
    s.glow(1040, 420, 560, LAMP, 0.42)
    s.rect(0, 664, 1440, 300, mix(RUST, INK, 0.5))
    s.rect(0, 656, 1440, 22, mix(RUST, SAND, 0.3))
    s.grade(box(0, 678, 1440, 290), LAMP, (1000, 640), (860, 900), 0.6)
    s.grade(box(0, 678, 1440, 290), INK, (0, 960), (500, 700), 0.9)
    s.veil([(1000, 330), (1180, 330), (1400, 700), (560, 700)], LAMP, 0.2, 16)
    s.oval(1230, 720, 92, INK, 20)
    s.stroke([(1230, 716), (1250, 420), (1120, 290)], INK, 15, curved=True)
    s.poly([(1030, 320), (1090, 226), (1150, 236), (1176, 336)], mix(TEAL, SLATE, 0.2))
    s.grade(
        [(1030, 320), (1090, 226), (1150, 236), (1176, 336)], INK, (1190, 300), (1060, 260), 0.8
    )
    s.oval(1103, 328, 73, mix(LAMP, CREAM, 0.6), 14)
    s.veil(ellipse(640, 838, 390, 38), INK, 0.65, 12)
    body = [(400, 830), (440, 560), (520, 500), (790, 500), (860, 560), (900, 830)]
    s.poly([(384, 830), (916, 830), (906, 858), (394, 858)], mix(PLUM, INK, 0.65))
    s.poly(body, PLUM)
    s.grade(body, mix(PLUM, INK, 0.7), (380, 800), (620, 620), 0.95)
    s.grade(body, mix(PLUM, CREAM, 0.5), (900, 500), (780, 600), 0.7)
    s.oval(652, 690, 138, mix(PLUM, INK, 0.5), 122)
    s.oval(652, 684, 130, CREAM, 114)
    for n in range(10):
        (hole, _) = arc(652, 684, 96, 84, -60 + n * 29, -59 + n * 29, 1)
        s.oval(*hole, 19, mix(PLUM, INK, 0.35), 17)
    s.oval(652, 684, 48, mix(SAND, CREAM, 0.3), 42)
    s.rect(622, 672, 60, 8, SLATE, 4)
    s.rect(622, 688, 40, 8, SLATE, 4)
    for x in (500, 764):
        s.rect(x, 452, 52, 70, mix(PLUM, INK, 0.45), 12)
    hand = [
        (360, 512),
        (352, 420),
        (400, 372),
        (520, 352),
        (652, 346),
        (790, 352),
        (906, 372),
        (954, 420),
        (946, 512),
        (840, 512),
        (812, 448),
        (652, 428),
        (492, 448),
        (466, 512),
    ]
    receiver = smooth(hand, closed=True)
    s.poly(receiver, mix(PLUM, INK, 0.3))
    s.grade(receiver, mix(PLUM, CREAM, 0.45), (900, 320), (820, 440), 0.8)
    s.grade(receiver, INK, (340, 540), (480, 420), 0.8)
    coil = [(x, 800 + 44 * math.sin(x / 60) + 15 * math.cos(x / 6.2)) for x in range(60, 420, 3)]
    s.stroke(coil, mix(PLUM, INK, 0.45), 8)
    s.glow(848, 590, 70, RUST, 0.9)
    s.oval(848, 590, 15, mix(RUST, LAMP, 0.5))
    with s.at(1120, 828, 1, -5):
        s.poly([(-120, -50), (120, -50), (150, 50), (-140, 50)], CREAM)
        for n in range(4):
            s.stroke([(-100 - n * 4, -30 + n * 21), (60 + n * 14, -30 + n * 21)], SLATE, 4)
        s.stroke([(80, 44), (170, -20)], TEAL, 9)
    return s.finish()
