"""Beaver and curlew."""

from PIL.Image import Image

from articles.demo.pictures.curves import box, ellipse, smooth
from articles.demo.pictures.palette import (
    CREAM,
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
    TEAL,
    mix,
)
from articles.demo.pictures.sheet import Sheet


def beaver() -> Image:
    """A beaver on its dam across a wooded stream."""
    s = Sheet(16)
    s.sky([(0, mix(MIST, MOSS, 0.25)), (420, CREAM)])
    s.glow(860, 260, 460, LAMP, 0.4)
    for depth, (count, tone) in enumerate(((26, 0.2), (16, 0.5), (9, 0.85))):
        ink = mix(mix(MIST, MOSS, 0.3), mix(PINE, INK, 0.2), tone)
        s.land(
            [
                (0, 430 + depth * 22),
                (400, 446 + depth * 18),
                (1000, 440 + depth * 18),
                (1440, 420 + depth * 24),
            ],
            ink,
        )
        for n in range(count):
            x = (n + s.chance.uniform(0.1, 0.9)) * 1440 / count
            if depth == 2 and 380 < x < 1120:
                continue
            w = 16 + depth * 20
            lean = s.chance.uniform(-30, 30)
            s.taper(
                [(x, 480 + depth * 30), (x + lean * 0.5, 220), (x + lean, -20)],
                (w * 1.3, w, w * 0.7),
                ink,
            )
            for _ in range(3):
                y, side = s.chance.uniform(20, 300), s.chance.choice((-1, 1))
                s.taper(
                    [(x + lean * 0.6, y), (x + side * 60, y - 50), (x + side * 120, y - 70)],
                    (w * 0.4, 2),
                    ink,
                )
    pond = box(0, 484, 1440, 250)
    s.sky([(484, mix(CREAM, MOSS, 0.25)), (600, mix(SLATE, MOSS, 0.35)), (740, TEAL)], pond)
    for _ in range(34):
        x, w = s.chance.uniform(0, 1440), s.chance.uniform(8, 30)
        s.veil([(x, 484), (x + w, 484), (x + w * 1.3, 690), (x - w * 0.3, 690)], PINE, 0.25, 3)
    for _ in range(30):
        x, y, w = s.chance.uniform(0, 1440), s.chance.uniform(500, 680), s.chance.uniform(40, 160)
        s.rect(x, y, w, 3, mix(CREAM, MIST, 0.5), 1.5)
    s.rect(0, 800, 1440, 160, mix(TEAL, NIGHT, 0.55))
    base = [(-20, 690), (240, 664), (520, 676), (820, 668), (1140, 684), (1460, 660)]
    s.poly(
        [*smooth(base), (1460, 900), (1100, 850), (720, 880), (300, 856), (-20, 900)],
        mix(RUST, INK, 0.72),
    )
    for _ in range(330):
        u, v = s.chance.random(), s.chance.random()
        x, y = -20 + 1480 * u, 672 + v * 190
        length, tilt = s.chance.uniform(50, 170), s.chance.gauss(0, 0.34)
        tone = mix(
            mix(RUST, SAND, s.chance.uniform(0.1, 0.9)), INK, 0.15 + 0.5 * v * s.chance.random()
        )
        s.taper(
            [(x - length / 2, y - length * tilt / 2), (x + length / 2, y + length * tilt / 2)],
            (9, 6),
            tone,
        )
        if s.chance.random() < 0.25:
            s.oval(x + length / 2, y + length * tilt / 2, 5, CREAM, 6)
    for x in (180, 610, 1010, 1290):
        for _ in range(12):
            dx = s.chance.uniform(-30, 30)
            s.taper(
                [(x + dx, 770), (x + dx * 1.4, 830), (x + dx * 1.6, 900)],
                (2, 6, 3),
                mix(MIST, CREAM, s.chance.random()),
            )
    for _ in range(60):
        x, w = s.chance.uniform(0, 1440), s.chance.uniform(30, 120)
        s.rect(x, s.chance.uniform(868, 950), w, 4, mix(TEAL, PALE, s.chance.random()), 2)
    fur, dark = mix(RUST, INK, 0.5), mix(RUST, INK, 0.72)
    with s.at(660, 690, 1.25):
        s.shape([(-110, -20), (-190, -26), (-250, 0), (-250, 22), (-180, 22), (-110, 6)], INK)
        for n in range(5):
            s.stroke([(-236 + n * 26, -8), (-220 + n * 26, 16)], mix(INK, SLATE, 0.35), 2.5)
        body = [
            (-130, 0),
            (-128, -70),
            (-80, -138),
            (-10, -160),
            (44, -190),
            (88, -204),
            (130, -186),
            (152, -150),
            (140, -124),
            (104, -108),
            (92, -60),
            (84, 2),
            (-20, 12),
        ]
        s.shape(body, fur)
        s.grade(smooth(body, closed=True), LAMP, (60, -240), (10, -90), 0.45)
        s.grade(smooth(body, closed=True), INK, (-60, 40), (-30, -80), 0.9)
        s.shape(
            [(108, -154), (150, -160), (160, -140), (142, -122), (112, -124)], mix(fur, SAND, 0.3)
        )
        s.oval(155, -150, 9, INK, 7)
        s.rect(138, -126, 10, 16, mix(LAMP, CREAM, 0.4), 2)
        s.oval(108, -168, 6.5, INK)
        s.oval(110, -170, 2.2, CREAM)
        s.oval(60, -194, 14, dark, 16)
        s.oval(61, -192, 7, mix(fur, SAND, 0.25), 9)
        s.oval(32, -6, 15, dark)
        s.taper([(30, -6), (90, -2), (130, 8)], (30, 24, 12), dark)
        s.taper([(214, -250), (186, -92), (160, 16)], (8, 12, 14), mix(SAND, RUST, 0.3))
        for x, y, turn in ((196, -262, -0.4), (226, -270, 0.2), (214, -236, 0.8)):
            s.shape([(x, y), (x + 16, y - 20), (x + 34 * turn, y - 44), (x - 8, y - 22)], MOSS)
        s.oval(52, -90, 13, dark)
        s.taper([(50, -90), (110, -92), (186, -104)], (26, 22, 14), dark)
    return s.finish()


def curlew() -> Image:
    """A curlew walks over the heather."""
    s = Sheet(18)
    s.sky([(0, mix(MIST, SLATE, 0.2)), (300, PALE), (520, CREAM)])
    s.oval(420, 360, 190, mix(CREAM, LAMP, 0.38))
    s.grade(ellipse(420, 360, 190, 190), mix(LAMP, RUST, 0.3), (420, 580), (420, 330), 0.7)
    s.land([(0, 560), (340, 500), (760, 560), (1120, 470), (1440, 540)], mix(SLATE, MIST, 0.4))
    s.land([(0, 640), (420, 600), (900, 650), (1440, 580)], mix(HEATHER, SLATE, 0.55))
    moor = s.land([(0, 740), (500, 700), (1000, 730), (1440, 690)], mix(HEATHER, PINE, 0.35))
    s.grade(moor, PINE, (0, 980), (0, 730))
    feather, dark = mix(SAND, RUST, 0.28), mix(RUST, INK, 0.66)
    for top, low, foot in (
        ((800, 610), (830, 720), (800, 850)),
        ((730, 620), (700, 730), (720, 850)),
    ):
        s.taper([top, low], (26, 11), mix(SLATE, MIST, 0.2))
        s.taper([low, foot], (12, 10), mix(SLATE, NIGHT, 0.15))
    neck_body = [
        (486, 262),
        (520, 234),
        (566, 240),
        (590, 280),
        (604, 350),
        (680, 384),
        (820, 396),
        (980, 440),
        (1130, 520),
        (1110, 540),
        (980, 560),
        (880, 612),
        (770, 650),
        (660, 624),
        (584, 550),
        (540, 450),
        (524, 340),
        (496, 304),
    ]
    body = smooth(neck_body, closed=True)
    s.poly(body, feather)
    s.grade(body, CREAM, (700, 690), (740, 520), 0.95)
    s.grade(body, mix(RUST, INK, 0.4), (840, 370), (800, 520), 0.7)
    wing = smooth(
        [(640, 430), (760, 414), (920, 450), (1160, 540), (1000, 556), (850, 566), (700, 530)],
        closed=True,
    )
    s.poly(wing, mix(feather, INK, 0.3))
    for row in range(5):
        for n in range(9 - row):
            x = 680 + n * 46 + row * 22
            y = 448 + row * 22 + n * 8
            s.shape([(x - 14, y), (x, y - 9), (x + 30, y + 2), (x, y + 9)], mix(dark, RUST, 0.15))
            s.stroke([(x - 8, y + 10), (x + 26, y + 6)], mix(SAND, CREAM, 0.4), 2.6)
    for n in range(46):
        u = n / 46
        x, y = 556 + 70 * u + s.chance.uniform(-24, 26), 300 + 280 * u
        s.stroke([(x, y), (x + 3, y + 15)], dark, 4)
    for n in range(4):
        s.stroke([(1010 + n * 34, 474 + n * 17), (1000 + n * 34, 500 + n * 14)], dark, 5)
    s.taper([(500, 276), (410, 270), (310, 304), (232, 372), (206, 424)], (24, 15, 11, 8, 3), dark)
    s.taper([(500, 284), (440, 279), (380, 288)], (7, 5, 2), mix(RUST, SAND, 0.3))
    s.oval(530, 272, 11, CREAM)
    s.oval(530, 272, 8, INK)
    s.oval(527, 269, 2.6, CREAM)
    s.taper([(498, 258), (540, 248), (582, 276)], (5, 9, 4), dark)
    for depth in range(4):
        y = 800 + depth * 50
        for _ in range(56):
            x = s.chance.uniform(-20, 1460)
            tone = mix(
                mix(HEATHER, PLUM, s.chance.random() * 0.8),
                PINE,
                s.chance.choice((0, 0.2, 0.7, 0.85)),
            )
            base = y + s.chance.uniform(-14, 30)
            for lean in (-18, -6, 8, 20):
                s.taper(
                    [(x, base + 40), (x + lean * 0.4, base), (x + lean, base - 32)], (4, 9, 3), tone
                )
    s.grade(box(0, 880, 1440, 80), INK, (0, 990), (0, 860), 0.9)
    return s.finish()
