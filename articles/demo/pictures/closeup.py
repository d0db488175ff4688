"""Small things seen large: a snail, grasses in flower."""

import math

from PIL.Image import Image

from articles.demo.pictures.curves import arc, box, ellipse, smooth, spiral
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
    STONE,
    mix,
)
from articles.demo.pictures.parts import tree
from articles.demo.pictures.sheet import Sheet


def snail() -> Image:
    """A snail crosses the steps of a hall in low sun."""
    s = Sheet(12)
    s.sky([(0, mix(MIST, SLATE, 0.4)), (430, PALE)])
    stone = mix(SAND, CREAM, 0.5)
    s.rect(0, 0, 1440, 470, mix(STONE, SLATE, 0.35))
    for x in (60, 560, 1060):
        s.rect(x, -10, 240, 400, stone)
        for n in range(6):
            s.rect(x + 18 + n * 38, -10, 14, 380, mix(stone, STONE, 0.6))
        s.grade(box(x, -10, 240, 400), mix(SLATE, PLUM, 0.25), (x + 260, 0), (x + 60, 0), 0.9)
        s.rect(x - 20, 366, 280, 40, stone, 18)
        s.rect(x - 36, 404, 312, 66, mix(stone, STONE, 0.25))
    for y, tone in ((466, 0.15), (612, 0.0), (800, 0.1)):
        s.rect(0, y, 1440, 400, mix(stone, CREAM, 0.35))
        s.rect(
            0,
            y + (40 if y < 600 else 62 if y < 800 else 70),
            1440,
            300,
            mix(mix(stone, SLATE, 0.42), PLUM, tone * 0.4),
        )
        s.grade(box(0, y + 40, 1440, 150), mix(SLATE, NIGHT, 0.3), (0, y + 220), (0, y + 60), 0.8)
    s.rect(0, 612, 1440, 64, mix(stone, CREAM, 0.45))
    s.rect(0, 800, 1440, 72, mix(stone, CREAM, 0.45))
    s.taper([(1450, 646), (1260, 650), (1080, 644), (900, 650)], (12, 16, 20, 26), PALE)
    s.veil([(380, 654), (980, 654), (1240, 672), (700, 676)], mix(NIGHT, PLUM, 0.3), 0.5, 4)
    flesh, shell = mix(SAND, MOSS, 0.35), mix(RUST, SAND, 0.15)
    foot = [
        (1016, 656),
        (960, 622),
        (840, 606),
        (600, 604),
        (470, 570),
        (410, 476),
        (376, 440),
        (330, 448),
        (306, 486),
        (316, 540),
        (360, 600),
        (400, 654),
    ]
    body = smooth(foot, closed=True)
    for x, y, bx, by in ((262, 330, 348, 456), (356, 306, 372, 452)):
        s.taper([(bx, by), ((x + bx) / 2 + 6, (y + by) / 2), (x, y)], (22, 14, 11), flesh)
        s.oval(x, y, 15, mix(flesh, INK, 0.35))
        s.oval(x - 4, y - 4, 5, CREAM)
    for x, y in ((262, 520), (282, 548)):
        s.taper([(322, 510), (x, y)], (14, 7), flesh)
    s.poly(body, flesh)
    s.grade(body, mix(PINE, INK, 0.2), (600, 690), (600, 570), 0.9)
    s.grade(body, CREAM, (300, 440), (420, 540), 0.6)
    rim = ellipse(720, 400, 236, 226)
    s.poly(
        smooth([(500, 580), (560, 520), (900, 520), (960, 600), (720, 640)], closed=True),
        mix(shell, INK, 0.35),
    )
    s.poly(rim, shell)
    s.grade(rim, mix(PLUM, INK, 0.45), (880, 640), (700, 380), 0.95)
    s.grade(rim, CREAM, (560, 180), (680, 380), 0.8)
    whorl = spiral(722, 404, 14, 222, 3.4, 80)
    for (x0, y0), (x1, y1), n in zip(whorl, whorl[1:], range(len(whorl)), strict=False):
        s.stroke([(x0, y0), (x1, y1)], mix(PLUM, INK, 0.45), 4 + n * 0.09)
    for n in range(30):
        a = n * 12
        ((x0, y0), _), ((x1, y1), _) = (
            arc(720, 402, 168, 160, a, a + 1, 1),
            arc(720, 402, 214, 204, a + 5, a + 6, 1),
        )
        s.stroke([(x0, y0), (x1, y1)], mix(shell, INK, 0.28), 4)
    s.shape([(150, 872), (120, 840), (160, 820), (200, 846), (186, 872)], MOSS)
    for x, lean in ((1210, -20), (1228, 10), (1246, 34)):
        s.taper([(x, 802), (x + lean, 740), (x + lean * 2.2, 700)], (8, 9, 2), mix(MOSS, PINE, 0.4))
    return s.finish()


def pollen() -> Image:
    """Large grass heads let pollen drift in the sun."""
    s = Sheet(20)
    s.sky([(0, mix(LAMP, CREAM, 0.55)), (420, mix(LAMP, SAND, 0.25)), (960, mix(MOSS, LAMP, 0.3))])
    s.glow(960, 300, 700, CREAM, 0.95)
    s.oval(960, 300, 150, CREAM)
    s.land([(0, 640), (360, 600), (800, 650), (1200, 590), (1440, 630)], mix(MOSS, LAMP, 0.5))
    s.land([(0, 720), (400, 690), (900, 730), (1440, 680)], mix(MOSS, SAND, 0.2))
    field = s.land([(0, 810), (500, 780), (1000, 810), (1440, 770)], mix(MOSS, PINE, 0.4))
    s.grade(field, PINE, (0, 960), (0, 780))
    for x in (200, 330, 1130):
        tree(s, x, 650, 90, mix(MOSS, PINE, 0.25), mix(MOSS, PINE, 0.5))
    for _ in range(70):
        x = s.chance.uniform(0, 1440)
        h, lean = s.chance.uniform(160, 340), s.chance.uniform(-60, 90)
        s.taper(
            [(x, 970), (x + lean * 0.3, 970 - h * 0.6), (x + lean, 970 - h)],
            (9, 6, 1),
            mix(MOSS, PINE, s.chance.uniform(0.2, 0.7)),
        )
    heads = (
        (150, 330, 60, 1.0),
        (420, 170, 90, 1.25),
        (700, 400, -50, 0.9),
        (1190, 240, -80, 1.15),
        (1350, 470, 50, 0.85),
    )
    for x, y, lean, size in heads:
        stem = mix(PINE, INK, 0.15)
        turn = math.radians(lean / 5)
        base = (x - 165 * size * math.sin(turn), y + 165 * size * math.cos(turn))
        s.taper([(x - lean * 2, 980), (x - lean * 1.1, 760), base], (13, 11, 9 * size), stem)
        _grass_head(s, x, y, size, lean / 5)
        blade = [(x - lean * 1.6, 860), (x - lean * 0.6 + 50, 700), (x + 150, 640), (x + 240, 690)]
        s.taper(blade, (12, 20, 16, 2), mix(PINE, MOSS, 0.35))
    for _ in range(330):
        x, y = s.chance.gauss(840, 420), s.chance.triangular(20, 900, 330)
        r = s.chance.choice((2, 3, 3, 4, 5, 7, 10))
        s.oval(x, y, r, mix(LAMP, CREAM, s.chance.uniform(0.2, 1)))
    for x, y, r in (
        (560, 330, 22),
        (880, 520, 27),
        (1040, 150, 19),
        (300, 540, 18),
        (640, 120, 15),
    ):
        s.glow(x, y, r * 2.4, CREAM, 0.7)
        s.oval(x, y, r, mix(LAMP, RUST, 0.15))
        for a in range(0, 360, 40):
            (spike, _) = arc(x, y, r * 1.2, r * 1.2, a, a + 1, 1)
            s.oval(*spike, r * 0.2, mix(LAMP, RUST, 0.15))
        s.grade(ellipse(x, y, r, r), RUST, (x - r, y + r), (x + r * 0.4, y - r * 0.4), 0.7)
    return s.finish()


def _grass_head(s: Sheet, x: float, y: float, size: float, lean: float) -> None:
    """Draw a flowering grass head with hanging anthers, its foot below (x, y)."""
    with s.at(x, y, size, lean):
        s.taper([(0, 170), (0, 0), (6, -150)], (9, 6, 3), mix(PINE, INK, 0.15))
        for n in range(13):
            t = n / 12
            cy, reach = 120 - 270 * t, 64 * (1 - t * 0.72)
            for side in (-1, 1):
                tip = (side * reach, cy - 52)
                seed = [(0, cy), (side * reach * 0.75, cy - 14), tip, (side * reach * 0.3, cy - 36)]
                s.shape(seed, mix(mix(MOSS, PINE, 0.45), RUST, 0.15 + 0.25 * (n % 2)))
                s.taper([tip, (side * reach * 1.3, cy - 92)], (3, 1), mix(PINE, INK, 0.1))
                if n % 2:
                    hang = (side * (reach + 14), cy + 6)
                    s.stroke([(side * reach * 0.8, cy - 24), hang], mix(CREAM, LAMP, 0.5), 2)
                    s.oval(*hang, 6, mix(LAMP, CREAM, 0.25), 11)
        s.shape([(0, -140), (12, -160), (6, -196), (-6, -160)], mix(MOSS, PINE, 0.4))
