"""The viaduct and the Cloth Hall."""

import math

from PIL.Image import Image

from articles.demo.pictures.curves import arc, arch, box, ellipse
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
    TEAL,
    mix,
)
from articles.demo.pictures.parts import cloud, fir, panes, person
from articles.demo.pictures.sheet import Sheet


def viaduct() -> Image:
    """A many-arched viaduct stands in mist, one arch in scaffolding."""
    s = Sheet(7)
    s.sky([(0, mix(MIST, SLATE, 0.45)), (330, PALE), (560, CREAM)])
    s.glow(1080, 250, 340, CREAM, 0.95)
    s.oval(1080, 250, 62, mix(CREAM, LAMP, 0.2))
    s.land(
        [(0, 330), (260, 260), (560, 360), (900, 300), (1200, 380), (1440, 330)],
        mix(MIST, PALE, 0.3),
    )
    s.land([(0, 450), (320, 400), (640, 480), (1000, 420), (1440, 470)], mix(MIST, SLATE, 0.3))
    s.haze([(380, 0), (620, 0.85), (700, 0.85), (960, 0.3)], PALE)
    backdrop = s.image.copy()
    edges = [-130.0]
    width = 292.0
    while edges[-1] < 1440:
        edges.append(edges[-1] + width)
        width *= 0.865
    span = 1570.0

    def deck(x: float) -> float:
        return 190 + 190 * (x + 130) / span

    stone, shade = mix(SLATE, NIGHT, 0.42), mix(SLATE, NIGHT, 0.72)
    for x0, x1 in zip(edges, edges[1:], strict=False):
        w = x1 - x0
        top0, top1, low = deck(x0) + w * 0.16, deck(x1) + w * 0.16, 970.0
        pier, deep = w * 0.2, w * 0.09
        s.poly([(x0, top0), (x1, top1), (x1, low), (x0, low)], stone)
        inner = w - pier
        left = x0 + pier
        crown = (top0 + top1) / 2 + w * 0.14
        opening = [
            (left, low + 5),
            *arc(left + inner / 2, crown + inner / 2, inner / 2, inner / 2, 180, 360),
            (x1, low + 5),
        ]
        s.poly(opening, shade)
        clear = (inner - deep) / 2
        middle, spring = left + deep + clear, crown + inner / 2
        s.reveal(
            backdrop,
            [
                (left + deep, low + 5),
                *arc(middle, spring, clear, inner / 2 - w * 0.02, 180, 360),
                (x1, low + 5),
            ],
        )
        s.stroke(
            arc(
                left + inner / 2,
                crown + inner / 2,
                inner / 2 + w * 0.02,
                inner / 2 + w * 0.02,
                180,
                360,
            ),
            mix(stone, MIST, 0.4),
            w * 0.025,
        )
        s.rect(
            x0 - w * 0.02, crown + inner / 2 - 4, pier + w * 0.04, w * 0.04, mix(stone, MIST, 0.3)
        )
        s.grade(
            [(x0, top0), (left, top0), (left, low), (x0, low)],
            mix(stone, MIST, 0.55),
            (x0, 0),
            (left, 0),
            0.8,
        )
    s.poly(
        [
            (-20, deck(-20) - 12),
            (1460, deck(1460) - 4),
            (1460, deck(1460) + 24),
            (-20, deck(-20) + 52),
        ],
        mix(stone, NIGHT, 0.3),
    )
    s.poly(
        [
            (-20, deck(-20) - 16),
            (1460, deck(1460) - 6),
            (1460, deck(1460) + 2),
            (-20, deck(-20) + 6),
        ],
        mix(stone, PALE, 0.5),
    )

    x0, x1 = edges[2] + 26, edges[3] + 30
    for lift in range(8):
        y = deck(x0) + 6 + lift * 74
        s.rect(x0 - 16, y, x1 - x0 + 32, 9, mix(RUST, SAND, 0.25))
        s.stroke([(x0 - 16, y - 30), (x1 + 16, y - 30)], RUST, 3)
        if lift < 7:
            s.stroke(
                [(x0 + (lift % 2) * (x1 - x0), y), (x1 - (lift % 2) * (x1 - x0), y + 74)],
                mix(RUST, SAND, 0.3),
                3,
            )
    for n in range(5):
        x = x0 + (x1 - x0) * n / 4
        s.stroke([(x, deck(x) - 46), (x, 960)], RUST, 6)
    s.grade(
        box(x0 - 16, deck(x0) + 80, x1 - x0 + 32, 210),
        LAMP,
        (0, deck(x0) + 60),
        (0, deck(x0) + 320),
        0.55,
    )
    for n, lift, coat in ((0.2, 3, LAMP), (0.72, 2, LAMP), (0.55, 4, PLUM)):
        person(
            s,
            x0 + (x1 - x0) * n,
            deck(x0) + 6 + lift * 74,
            58,
            coat,
            hair=CREAM,
            face=1 if n < 0.5 else -1,
        )
    s.haze([(520, 0), (770, 0.8), (850, 0.9), (961, 0.9)], PALE)
    s.veil(
        [(-60, 700), (500, 660), (1000, 720), (1500, 640), (1500, 730), (900, 780), (-60, 780)],
        CREAM,
        0.6,
        26,
    )
    bank = s.land(
        [(0, 880), (300, 850), (700, 905), (1100, 870), (1440, 830)], mix(PINE, SLATE, 0.35)
    )
    s.grade(bank, INK, (0, 970), (0, 850), 0.8)
    for x, h in ((60, 250), (140, 180), (1180, 190), (1270, 280), (1380, 230), (990, 120)):
        fir(s, x, 930 - (x - 700) ** 2 / 12000, h, mix(PINE, NIGHT, 0.3))
    for x, y in ((820, 160), (880, 130), (850, 190), (940, 172)):
        s.taper(
            [(x - 22, y - 8), (x - 8, y - 10), (x, y), (x + 8, y - 10), (x + 22, y - 8)],
            (1, 5, 1),
            NIGHT,
        )
    return s.finish()


def clothhall() -> Image:
    """The Cloth Hall with its clock, people on the steps."""
    s = Sheet(10)
    s.sky([(0, SLATE), (420, MIST), (700, CREAM)])
    for x, y, w in ((180, 190, 340), (1240, 130, 380), (1080, 330, 260)):
        cloud(s, x, y, w, PALE)
    for x, w, h in ((-40, 210, 300), (150, 130, 240), (1150, 140, 260), (1270, 240, 330)):
        s.rect(x, 760 - h, w, h, mix(SLATE, TEAL, 0.4))
        panes(s, (x + 14, 780 - h, w - 28, h - 60), (max(2, w // 55), 4), 0, mix(TEAL, SLATE, 0.1))
        s.poly(
            [(x - 8, 760 - h), (x + w / 2, 700 - h), (x + w + 8, 760 - h)], mix(TEAL, NIGHT, 0.4)
        )
    stone, dark = mix(SAND, CREAM, 0.4), mix(SAND, SLATE, 0.5)
    s.rect(640, 110, 160, 250, stone)
    s.grade(box(640, 110, 160, 250), dark, (800, 0), (690, 0))
    s.rect(622, 98, 196, 18, dark)
    s.poly([(640, 98), (720, -30), (800, 98)], mix(TEAL, MOSS, 0.35))
    s.grade([(720, -30), (800, 98), (720, 98)], NIGHT, (810, 60), (700, 60), 0.8)
    s.oval(720, 196, 64, mix(NIGHT, PLUM, 0.1))
    s.oval(720, 196, 55, CREAM)
    for hour in range(12):
        a = math.radians(hour * 30)
        s.stroke(
            [
                (720 + 44 * math.cos(a), 196 + 44 * math.sin(a)),
                (720 + 50 * math.cos(a), 196 + 50 * math.sin(a)),
            ],
            NIGHT,
            4,
        )
    s.stroke([(720, 196), (720, 156)], INK, 5)
    s.stroke([(720, 196), (694, 182)], INK, 6)
    s.rect(300, 470, 840, 300, stone)
    s.poly([(270, 400), (720, 268), (1170, 400)], stone)
    s.poly([(360, 390), (720, 286), (1080, 390)], dark)
    s.grade([(360, 390), (720, 286), (1080, 390)], mix(dark, PLUM, 0.4), (720, 280), (720, 420))
    s.oval(720, 350, 30, stone)
    s.rect(264, 396, 912, 34, mix(stone, CREAM, 0.5))
    s.rect(284, 430, 872, 46, stone)
    s.grade(box(284, 430, 872, 46), dark, (0, 430), (0, 480), 0.9)
    s.rect(320, 476, 800, 294, mix(NIGHT, TEAL, 0.35))
    for n in range(3):
        s.poly(
            arch(490 + n * 190, 770, 90, 210),
            mix(LAMP, SAND, 0.3) if n == 1 else mix(INK, NIGHT, 0.6),
        )
    s.glow(725, 690, 150, LAMP, 0.55)
    for n in range(6):
        x = 322 + n * 148
        s.rect(x, 492, 56, 272, mix(stone, CREAM, 0.4))
        s.grade(box(x, 492, 56, 272), mix(dark, SLATE, 0.4), (x + 62, 0), (x + 8, 0))
        s.rect(x - 10, 476, 76, 18, stone)
        s.rect(x - 10, 756, 76, 16, stone)
    for n in range(6):
        y = 768 + n * 25
        s.rect(262 - n * 40, y, 916 + n * 80, 26, mix(stone, CREAM, 0.5))
        s.rect(262 - n * 40, y + 16, 916 + n * 80, 10, mix(stone, SLATE, 0.4))
    s.rect(0, 916, 1440, 60, mix(STONE, PALE, 0.35))
    s.grade(box(0, 916, 1440, 44), mix(SLATE, NIGHT, 0.4), (0, 980), (0, 900), 0.8)
    people = (
        (412, 812, 120, PLUM, 1, 0.12),
        (468, 812, 124, TEAL, -1, 0.06),
        (640, 790, 112, RUST, 1, 0.2),
        (820, 858, 134, NIGHT, -1, 0.2),
        (930, 884, 138, LAMP, -1, 0.03),
        (1000, 884, 146, TEAL, -1, 0.03),
        (1190, 944, 160, PLUM, -1, 0.2),
        (250, 944, 160, MOSS, 1, 0.2),
        (1248, 948, 104, LAMP, -1, 0.18),
    )
    for x, y, h, coat, face, stride in people:
        s.veil(ellipse(x + 26, y, 34, 5), NIGHT, 0.35, 3)
        person(s, x, y, h, coat, mix(NIGHT, INK, 0.4), face=face, stride=stride)
    for x, y in ((520, 926), (560, 934), (600, 922)):
        s.shape(
            [
                (x - 14, y - 6),
                (x, y - 14),
                (x + 10, y - 22),
                (x + 14, y - 16),
                (x + 6, y - 4),
                (x - 6, y),
            ],
            mix(NIGHT, SLATE, 0.3),
        )
    return s.finish()
