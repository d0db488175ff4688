"""The dales by day: a cable across the fields, a reservoir run low."""

from PIL.Image import Image

from articles.demo.pictures.curves import Point, arc, between, ellipse, smooth
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
from articles.demo.pictures.parts import cloud, gable, house, person, stone_wall, tree, tufts, wood
from articles.demo.pictures.sheet import Sheet


def cable() -> Image:
    """A cable is laid across a dry-stone-walled valley to the last village."""
    s = Sheet(5)
    s.sky([(0, MIST), (260, PALE), (380, CREAM)])
    cloud(s, 360, 120, 460, CREAM)
    cloud(s, 1120, 80, 360, CREAM)
    s.land([(0, 300), (300, 200), (620, 290), (960, 170), (1440, 280)], mix(SLATE, MIST, 0.4))
    s.land([(0, 380), (380, 330), (760, 300), (1100, 360), (1440, 310)], mix(MOSS, SLATE, 0.5))
    tints = [
        mix(MOSS, SAND, 0.35),
        MOSS,
        mix(MOSS, LAMP, 0.3),
        mix(MOSS, PINE, 0.35),
        mix(MOSS, SLATE, 0.25),
    ]
    rows = ((372, 0.34), (432, 0.5), (520, 0.75), (650, 1.1), (840, 1.6))
    for index, (top, size) in enumerate(rows):
        ridge = [
            (0, top + 20),
            (380, top - 24 * size),
            (760, top + 16),
            (1120, top - 10),
            (1440, top + 24),
        ]
        s.land(ridge, tints[index])
        curve = smooth(ridge)
        for n in range(7):
            x0 = (n - 0.4 + 0.13 * index) * 240
            a = min(curve, key=lambda p, x=x0: abs(p[0] - x))
            b = min(curve, key=lambda p, x=x0: abs(p[0] - x - 230))
            field = [
                a,
                b,
                (b[0] + 150 * size, b[1] + 200 * size),
                (a[0] + 120 * size, a[1] + 200 * size),
            ]
            tone = tints[(index + n * 2 + 1) % 5]
            s.poly(field, tone)
            s.grade(field, mix(tone, PINE, 0.6), (a[0], a[1] + 200 * size), (a[0], a[1]), 0.7)
            stone_wall(
                s,
                [a, (a[0] + 60 * size, a[1] + 110 * size), (a[0] + 150 * size, a[1] + 250 * size)],
                (7 * size, 13 * size),
                STONE,
            )
        stone_wall(s, ridge, (11 * size, 11 * size), mix(STONE, SLATE, 0.25))
        if index == 0:
            for x, w in ((930, 44), (980, 36), (1024, 50), (1084, 38), (1130, 46)):
                (gable if w % 4 else house)(
                    s, x, 382, w, w * 0.7, mix(CREAM, SAND, 0.5), mix(NIGHT, SLATE, 0.3), 0.8
                )
            s.rect(1064, 308, 22, 74, mix(SAND, SLATE, 0.3))
            for x in (905, 1196, 1230):
                tree(s, x, 388, 60, mix(PINE, MOSS, 0.3))
    line = [
        (330, 770),
        (520, 838),
        (800, 812),
        (930, 720),
        (800, 640),
        (620, 590),
        (700, 512),
        (960, 486),
        (1090, 440),
        (1040, 396),
        (1056, 378),
    ]
    trench = smooth(line)
    s.taper([(x + 2, y + 6) for x, y in line], (44, 38, 28, 20, 13, 8, 5), mix(RUST, PINE, 0.55))
    s.poly(_ribbon(trench, 22, 4), PLUM)
    s.poly(_ribbon([(x - 2, y - 3) for x, y in trench], 6, 1.2), mix(PLUM, CREAM, 0.55))
    s.glow(1060, 366, 130, LAMP, 0.55)
    with s.at(236, 700):
        s.veil([(-190, 210), (300, 240), (400, 280), (-100, 280)], PINE, 0.6, 8)
        s.oval(120, 30, 128, mix(SAND, RUST, 0.55), 206)
        s.oval(104, 30, 92, PLUM, 150)
        s.rect(-20, -120, 124, 300, PLUM)
        for n in range(10):
            s.stroke([(20, -100 + n * 29), (170, -100 + n * 29)], mix(PLUM, INK, 0.4), 5)
        s.oval(-20, 30, 128, mix(SAND, RUST, 0.25), 206)
        s.grade(ellipse(-20, 30, 128, 206), mix(RUST, INK, 0.4), (-160, 260), (40, -40))
        for a in range(0, 360, 45):
            (end,) = arc(-20, 30, 118, 190, a, a, 1)[:1]
            s.stroke([(-20, 30), end], mix(SAND, RUST, 0.6), 5)
        s.oval(-20, 30, 40, mix(SAND, INK, 0.35), 62)
        s.oval(-20, 30, 17, INK, 27)
    person(s, 1016, 742, 150, RUST, mix(NIGHT, INK, 0.3), stride=0.1, face=-1)
    s.stroke([(968, 672), (926, 742)], mix(SAND, RUST, 0.5), 7)
    s.poly([(918, 732), (938, 744), (916, 776), (902, 766)], SLATE)
    person(s, 1110, 722, 140, LAMP, NIGHT, hair=CREAM, stride=0.06, face=-1)
    return s.finish()


def _ribbon(line: list[Point], first: float, last: float) -> list[Point]:
    """Return a ribbon that lies level and narrows with distance from `first` to `last`."""
    end = len(line) - 1
    widths = [first + (last - first) * (index / end) ** 0.7 for index in range(end + 1)]
    upper = [(x, y - w / 2) for (x, y), w in zip(line, widths, strict=True)]
    lower = [(x, y + w / 2) for (x, y), w in zip(line, widths, strict=True)]
    return upper + lower[::-1]


def reservoir() -> Image:
    """A shrunken reservoir: rings of dry shore, a drowned wall, the old road in the open."""
    s = Sheet(15)
    s.sky([(0, mix(SLATE, MIST, 0.3)), (150, MIST), (270, CREAM)])
    s.oval(1150, 120, 50, CREAM)
    s.glow(1150, 120, 240, CREAM, 0.7)
    s.land(
        [(0, 220), (260, 130), (560, 220), (900, 150), (1200, 230), (1440, 180)],
        mix(SLATE, MIST, 0.35),
    )
    s.land([(0, 290), (320, 230), (700, 280), (1080, 220), (1440, 290)], mix(MOSS, SLATE, 0.55))
    shore = s.land(
        [(0, 330), (360, 300), (760, 318), (1100, 290), (1440, 330)], mix(MOSS, SAND, 0.35)
    )
    s.grade(shore, PINE, (0, 980), (0, 560), 0.7)
    wood(s, [(0, 330), (320, 306)], 30, 46, mix(PINE, SLATE, 0.3))
    wood(s, [(1150, 300), (1440, 334)], 26, 46, mix(PINE, SLATE, 0.3))
    centre = (740.0, 560.0)
    basin = [
        (-60, 470),
        (160, 370),
        (480, 336),
        (820, 340),
        (1180, 352),
        (1500, 430),
        (1560, 640),
        (1300, 860),
        (860, 990),
        (380, 1000),
        (-120, 860),
    ]
    pool = [
        (250, 560),
        (330, 492),
        (540, 446),
        (740, 442),
        (940, 438),
        (1120, 462),
        (1190, 540),
        (1060, 640),
        (890, 640),
        (760, 716),
        (560, 704),
        (420, 640),
    ]
    outer, inner = smooth(basin, closed=True, steps=24), smooth(pool, closed=True, steps=22)
    rings = 11
    for ring in range(rings):
        share = (ring / rings) ** 0.8
        outline = [
            between(outer[i], inner[round(i * len(inner) / len(outer)) % len(inner)], share)
            for i in range(len(outer))
        ]
        wobble = [
            (x + s.chance.uniform(-2, 2), y + s.chance.uniform(-1.4, 1.4)) for x, y in outline
        ]
        tone = mix(mix(SAND, CREAM, 0.35), mix(RUST, STONE, 0.6), ring / rings * 0.75)
        s.poly(wobble, mix(tone, NIGHT, 0.3))
        s.poly([(x, y + 5) for x, y in wobble], tone if ring % 2 else mix(tone, CREAM, 0.25))
        if ring % 3 == 1:
            s.grade(wobble, mix(tone, RUST, 0.5), (centre[0], 980), (centre[0], 520), 0.6)
    s.poly([(x, y - 6) for x, y in inner], mix(STONE, NIGHT, 0.5))
    s.poly(inner, TEAL)
    s.grade(inner, MIST, (740, 420), (740, 600), 0.95)
    s.grade(inner, NIGHT, (620, 740), (660, 560), 0.8)
    for _ in range(22):
        x, y, w = s.chance.uniform(470, 1040), s.chance.uniform(490, 640), s.chance.uniform(30, 90)
        s.rect(x - w / 2, y, w, 3, mix(MIST, TEAL, 0.35), 1.5)
    road = [
        (560, 990),
        (600, 860),
        (690, 750),
        (790, 660),
        (830, 590),
        (800, 520),
        (820, 450),
        (890, 396),
        (900, 352),
    ]
    for widths, tone in (
        ((190, 138, 92, 62, 44, 32, 22, 15, 9), mix(STONE, NIGHT, 0.35)),
        ((166, 120, 78, 52, 36, 25, 16, 10, 6), mix(CREAM, MIST, 0.35)),
    ):
        s.taper(road, widths, tone)
    s.taper([(x + 2, y) for x, y in road], (10, 8, 6, 4, 3, 2, 1), mix(SAND, STONE, 0.6))
    left = [
        (470, 980),
        (524, 858),
        (636, 738),
        (752, 650),
        (806, 588),
        (784, 520),
        (809, 450),
        (883, 394),
    ]
    right = [
        (664, 990),
        (688, 866),
        (748, 760),
        (830, 668),
        (858, 590),
        (820, 520),
        (834, 452),
        (900, 398),
    ]
    stone_wall(s, left, (46, 5), mix(STONE, SLATE, 0.4))
    stone_wall(s, right, (50, 5), mix(STONE, NIGHT, 0.3))
    stone_wall(
        s,
        [(60, 760), (240, 690), (420, 640), (540, 600), (600, 570)],
        (26, 6),
        mix(STONE, SLATE, 0.35),
    )
    stone_wall(s, [(240, 690), (300, 610), (360, 560)], (16, 8), mix(STONE, SLATE, 0.45))
    stone_wall(
        s, [(1380, 700), (1180, 650), (1040, 620), (960, 560)], (24, 5), mix(STONE, SLATE, 0.35)
    )
    for x, w, h in ((1120, 120, 66), (1270, 70, 44)):
        s.poly(
            [
                (x, 762),
                (x, 762 - h),
                (x + w * 0.3, 758 - h * 1.3),
                (x + w * 0.42, 766 - h),
                (x + w * 0.7, 770 - h * 0.6),
                (x + w, 764 - h * 0.3),
                (x + w, 770),
            ],
            mix(STONE, SLATE, 0.45),
        )
        s.rect(x + w * 0.14, 762 - h * 0.75, w * 0.16, h * 0.75, NIGHT)
    s.veil(ellipse(655, 828, 46, 7), NIGHT, 0.4, 3)
    person(s, 620, 826, 118, PLUM, stride=0.16)
    with s.at(-34, 4):
        s.shape(
            [
                (690, 800),
                (700, 790),
                (724, 792),
                (734, 782),
                (740, 790),
                (730, 802),
                (728, 824),
                (722, 824),
                (718, 808),
                (702, 808),
                (698, 824),
                (692, 824),
            ],
            INK,
        )
    tufts(s, [(0, 950), (300, 960), (420, 975)], 60, 46, mix(MOSS, PINE, 0.4))
    tufts(s, [(1000, 970), (1200, 940), (1440, 900)], 70, 46, mix(MOSS, PINE, 0.4))
    return s.finish()
