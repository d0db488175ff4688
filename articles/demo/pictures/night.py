"""The country at night: great sky, fireball, bothy."""

from PIL.Image import Image

from articles.demo.pictures.curves import box, ellipse, smooth
from articles.demo.pictures.palette import (
    CREAM,
    DUSK,
    HEATHER,
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
from articles.demo.pictures.parts import fir, gable, house, person, smoke, stars, stone_wall, tufts
from articles.demo.pictures.sheet import Sheet


def stars_over_village() -> Image:
    """A dark village street lies under a great sky."""
    s = Sheet(21, INK)
    s.sky([(0, INK), (380, NIGHT), (600, TEAL), (720, mix(SLATE, TEAL, 0.15))])
    for opacity, blur, spread in ((0.42, 60, 190), (0.42, 34, 100), (0.4, 18, 44)):
        band = [
            (130 - spread, 760),
            (700 - spread, 330),
            (1240 - spread, -60),
            (1240 + spread, -60),
            (760 + spread, 400),
            (200 + spread, 800),
        ]
        s.veil(
            band, mix(mix(SLATE, HEATHER, 0.35), CREAM, 0.12 + 0.3 * (spread < 50)), opacity, blur
        )
    s.veil(
        smooth(
            [(420, 600), (600, 420), (800, 290), (1020, 80), (1040, 110), (850, 320), (690, 440)],
            closed=True,
        ),
        INK,
        0.5,
        14,
    )
    for _ in range(1500):
        t = s.chance.uniform(-0.05, 1.05)
        off = s.chance.gauss(0, 90)
        x, y = 170 + 1070 * t + off * 0.6, 780 - 840 * t + off * 0.8
        s.oval(x, y, s.chance.choice((0.9, 1, 1.2, 1.7)), mix(SLATE, CREAM, s.chance.random()))
    stars(s, 420, 700, ground=NIGHT)
    for x, y, r in (
        (240, 130, 4.5),
        (480, 90, 3.5),
        (1180, 360, 5),
        (340, 300, 3.5),
        (1330, 140, 4),
        (690, 180, 4),
        (150, 420, 3.5),
        (980, 470, 4),
    ):
        s.glow(x, y, r * 8, MIST, 0.55)
        s.oval(x, y, r, CREAM)
    s.land([(0, 700), (340, 640), (760, 690), (1100, 620), (1440, 680)], mix(NIGHT, INK, 0.35))
    dark, roof = mix(NIGHT, INK, 0.5), mix(INK, NIGHT, 0.1)
    s.rect(850, 480, 84, 300, dark)
    for n in range(4):
        s.rect(848 + n * 24, 464, 15, 20, dark)
    s.rect(880, 530, 24, 50, INK)
    s.poly([(930, 640), (950, 590), (1090, 590), (1110, 640), (1110, 780), (930, 780)], dark)
    for x, base, w in ((560, 800, 90), (655, 790, 78), (735, 786, 70), (1090, 800, 110)):
        house(s, x, base, w, w * 0.9, dark, roof, 0.12)
    for x, base, w in ((-60, 930, 250), (200, 880, 190), (400, 840, 140)):
        gable(s, x, base, w, w * 0.85, mix(dark, INK, 0.3), roof, 0.1)
    for x, base, w in ((1180, 840, 150), (1320, 910, 240)):
        house(s, x, base, w, w * 0.85, mix(dark, INK, 0.3), roof, 0.1)
    street = [
        *smooth([(700, 782), (640, 840), (470, 900), (250, 980)]),
        *smooth([(1240, 980), (980, 890), (800, 836), (748, 782)]),
    ]
    s.poly(street, mix(NIGHT, TEAL, 0.5))
    s.grade(street, INK, (700, 1000), (720, 780), 0.9)
    s.stroke([(1120, 930), (1120, 640), (1072, 630)], INK, 9)
    s.poly([(1052, 624), (1096, 624), (1088, 642), (1060, 642)], INK)
    s.veil([(1060, 642), (1088, 642), (1170, 916), (980, 916)], LAMP, 0.3, 8)
    s.veil(ellipse(1075, 914, 120, 18), LAMP, 0.35, 6)
    s.oval(1074, 643, 12, LAMP, 4)
    for x, h, coat in ((640, 150, mix(TEAL, SLATE, 0.2)), (706, 94, PLUM)):
        person(s, x, 920, h, coat, INK, stride=0.03)
    s.taper([(650, 806), (684, 776), (716, 742)], (11, 9, 7), mix(TEAL, SLATE, 0.2))
    s.stroke([(660, 850), (690, 862)], mix(TEAL, INK, 0.2), 8)
    return s.finish()


def meteor() -> Image:
    """A fireball falls over barns and sheep."""
    s = Sheet(22)
    s.sky([(0, INK), (380, NIGHT), (640, mix(TEAL, SLATE, 0.2))])
    stars(s, 240, 560, ground=INK)
    s.glow(940, 330, 620, mix(LAMP, SAND, 0.4), 0.55)
    for widths, tone in (
        ((2, 30, 74, 118), RUST),
        ((2, 20, 50, 84), LAMP),
        ((1, 10, 28, 52), CREAM),
    ):
        s.taper([(150, -10), (420, 106), (690, 224), (940, 334)], widths, tone)
    trail = [(150, -10), (700, 190), (960, 270), (980, 400), (680, 262)]
    s.grade(trail, NIGHT, (150, -10), (700, 230), 0.95)
    for dx, dy, r in (
        (-150, -118, 9),
        (-260, -60, 7),
        (-210, -170, 6),
        (-90, 70, 8),
        (-330, -200, 5),
        (-180, 30, 5),
    ):
        s.taper([(940 + dx - 50, 334 + dy - 22), (940 + dx, 334 + dy)], (1, r * 1.6), LAMP)
        s.oval(940 + dx, 334 + dy, r, CREAM)
    s.glow(946, 336, 160, CREAM, 0.9)
    for r, tone in ((58, RUST), (48, LAMP), (40, CREAM)):
        s.oval(944, 336, r, tone)
    s.land([(0, 640), (300, 560), (640, 620), (1000, 540), (1440, 620)], mix(TEAL, NIGHT, 0.4))
    field = s.land([(0, 730), (420, 690), (900, 720), (1440, 680)], mix(PINE, TEAL, 0.35))
    s.grade(field, INK, (200, 1000), (560, 740))
    s.grade(field, LAMP, (960, 680), (900, 900), 0.5)
    for x, base, w, h, deep in ((170, 770, 210, 150, 330), (900, 760, 150, 110, 260)):
        wall = mix(STONE, NIGHT, 0.45)
        s.poly(
            [
                (x, base),
                (x, base - h),
                (x + w / 2, base - h - w * 0.5),
                (x + w, base - h),
                (x + w, base),
            ],
            mix(wall, INK, 0.35),
        )
        s.rect(x + w, base - h, deep, h, wall)
        s.grade(box(x + w, base - h, deep, h), LAMP, (x + w + deep, base - h), (x + w, base), 0.6)
        top = [
            (x + w / 2, base - h - w * 0.5),
            (x + w / 2 + deep, base - h - w * 0.5),
            (x + w + deep + 14, base - h + 6),
            (x + w - 4, base - h + 6),
        ]
        s.poly(top, mix(SLATE, NIGHT, 0.4))
        s.grade(
            top,
            mix(LAMP, CREAM, 0.4),
            (x + w + deep, base - h - w * 0.5),
            (x + w / 2, base - h),
            0.75,
        )
        s.stroke(
            [(x - 8, base - h + 6), (x + w / 2, base - h - w * 0.5), (x + w, base - h + 4)],
            mix(INK, NIGHT, 0.3),
            9,
        )
        s.rect(x + w + deep * 0.35, base - h * 0.8, deep * 0.28, h * 0.8, INK)
        s.rect(x + w * 0.4, base - h * 0.95, w * 0.2, h * 0.3, INK)
        s.veil(
            [
                (x, base),
                (x + w + deep, base),
                (x + w + deep - 130, base + 80),
                (x - 190, base + 80),
            ],
            INK,
            0.5,
            6,
        )
    stone_wall(
        s, [(-10, 850), (400, 826), (820, 850), (1450, 800)], (46, 52), mix(STONE, NIGHT, 0.55)
    )
    for x, y, size, face in (
        (300, 900, 1, 1),
        (480, 930, 1.15, -1),
        (960, 915, 1.1, 1),
        (1180, 890, 1, -1),
        (720, 900, 0.95, 1),
    ):
        with s.at(x, y, size, 0, face):
            for leg in (-24, -12, 16, 26):
                s.rect(leg, -18, 6, 24, INK)
            fleece = smooth(
                [(-42, -20), (-40, -46), (-16, -60), (18, -58), (40, -42), (38, -18), (0, -10)],
                closed=True,
            )
            s.poly(fleece, mix(PALE, SLATE, 0.35))
            s.grade(fleece, mix(LAMP, CREAM, 0.6), (40 * face, -70), (-10, -20), 0.8)
            s.shape([(34, -56), (48, -60), (62, -44), (54, -34), (38, -38)], INK)
    s.grade(box(0, 860, 1440, 100), mix(INK, DUSK, 0.05), (0, 990), (0, 880), 0.9)
    return s.finish()


def bothy() -> Image:
    """A small stone hut, lit, stands under a hill at night."""
    s = Sheet(29)
    s.sky([(0, INK), (330, NIGHT), (600, TEAL)])
    stars(s, 320, 480, ground=INK)
    hill = s.land(
        [
            (0, 620),
            (220, 560),
            (480, 350),
            (680, 160),
            (800, 110),
            (930, 190),
            (1120, 400),
            (1300, 500),
            (1440, 530),
        ],
        mix(TEAL, NIGHT, 0.35),
    )
    s.grade(hill, INK, (1240, 520), (760, 300), 0.95)
    s.grade(hill, PALE, (790, 70), (740, 250), 0.75)
    s.land([(0, 690), (300, 640), (640, 690), (1000, 640), (1440, 680)], mix(NIGHT, TEAL, 0.2))
    ground = s.land(
        [(0, 780), (380, 740), (760, 760), (1100, 730), (1440, 770)], mix(PINE, NIGHT, 0.5)
    )
    s.grade(ground, INK, (0, 980), (0, 760))
    s.glow(640, 720, 420, LAMP, 0.45)
    s.taper(
        [(772, 770), (760, 830), (640, 880), (600, 990)], (40, 64, 110, 190), mix(SAND, PINE, 0.72)
    )
    smoke(s, 846, 496, 330, MIST, 0.38)
    wall = mix(STONE, NIGHT, 0.35)
    s.poly([(420, 776), (420, 620), (520, 524), (880, 524), (930, 616), (930, 776)], wall)
    s.poly([(520, 510), (890, 510), (950, 628), (602, 628)], mix(NIGHT, SLATE, 0.4))
    s.grade([(520, 510), (890, 510), (950, 628), (602, 628)], INK, (960, 560), (600, 560), 0.8)
    s.poly([(420, 776), (420, 624), (512, 514), (602, 630), (602, 776)], mix(wall, INK, 0.3))
    s.stroke([(408, 632), (512, 508), (606, 632)], mix(NIGHT, INK, 0.3), 14)
    s.rect(812, 478, 58, 76, mix(wall, INK, 0.15))
    s.rect(804, 472, 74, 14, mix(wall, INK, 0.45))
    for _ in range(110):
        x, y = s.chance.uniform(428, 900), s.chance.uniform(640, 764)
        s.rect(
            x,
            y,
            s.chance.uniform(16, 34),
            11,
            mix(wall, s.chance.choice((INK, SAND)), s.chance.uniform(0.1, 0.32)),
            4,
        )
    for x, y, w, h in ((640, 664, 66, 60), (838, 664, 66, 60), (480, 650, 52, 52)):
        s.rect(x - 9, y - 9, w + 18, h + 18, mix(wall, CREAM, 0.25))
        s.rect(x, y, w, h, mix(LAMP, CREAM, 0.4))
        s.rect(x + w / 2 - 3, y, 6, h, mix(RUST, INK, 0.5))
        s.rect(x, y + h / 2 - 3, w, 6, mix(RUST, INK, 0.5))
        s.glow(x + w / 2, y + h / 2, 110, LAMP, 0.55)
    s.rect(734, 654, 76, 122, mix(wall, CREAM, 0.2))
    s.rect(742, 662, 60, 114, mix(LAMP, CREAM, 0.25))
    person(s, 768, 774, 98, PLUM, stride=0.03, face=-1)
    s.veil([(640, 724), (706, 724), (690, 820), (560, 830)], LAMP, 0.28, 8)
    s.veil([(742, 776), (802, 776), (850, 850), (700, 850)], LAMP, 0.35, 8)
    person(s, 560, 900, 150, RUST, stride=0.2)
    s.rect(528, 786, 32, 50, mix(MOSS, INK, 0.3), 12)
    s.glow(592, 836, 70, LAMP, 0.6)
    s.oval(592, 836, 7, CREAM)
    stone_wall(
        s, [(930, 776), (1120, 760), (1300, 800), (1460, 860)], (44, 70), mix(STONE, INK, 0.55)
    )
    for x, h in ((130, 250), (210, 320), (290, 220), (60, 190)):
        fir(s, x, 800, h, mix(PINE, INK, 0.6))
    tufts(s, [(0, 930), (420, 950), (900, 955), (1440, 930)], 90, 50, mix(PINE, MOSS, 0.25))
    return s.finish()
