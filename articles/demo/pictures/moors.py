"""The Tops: dammed pools under a low sun, a race in fog."""

import math

from PIL.Image import Image

from articles.demo.pictures.curves import arc, smooth
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
from articles.demo.pictures.parts import SKIN, cloud, person, runner, tufts
from articles.demo.pictures.sheet import Sheet


def moor() -> Image:
    """Pools lie behind small dams on a wide moor under a low sun."""
    s = Sheet(17)
    s.sky(
        [
            (0, mix(TEAL, SLATE, 0.5)),
            (170, MIST),
            (300, mix(SAND, CREAM, 0.5)),
            (400, mix(LAMP, SAND, 0.4)),
        ]
    )
    s.glow(980, 350, 460, LAMP, 0.75)
    s.oval(980, 340, 58, CREAM)
    for x, y, w in ((300, 160, 520), (1180, 190, 440), (640, 240, 360)):
        cloud(s, x, y, w, mix(PALE, DUSK, 0.3))
    s.land([(0, 380), (300, 340), (700, 384), (1040, 366), (1440, 330)], mix(SLATE, HEATHER, 0.35))
    s.land([(0, 424), (420, 396), (900, 414), (1440, 388)], mix(HEATHER, SLATE, 0.35))
    ground = s.land(
        [(0, 452), (520, 440), (1000, 446), (1440, 430)], mix(mix(RUST, MOSS, 0.42), PLUM, 0.28)
    )
    s.grade(ground, PINE, (300, 1000), (760, 470), 0.95)
    s.grade(ground, LAMP, (980, 420), (940, 640), 0.55)
    for y, size in ((470, 0.2), (520, 0.34), (590, 0.5), (690, 0.7), (820, 0.95)):
        _heather(s, y, size)
    for x, y, half in (
        (640, 486, 60),
        (1260, 492, 66),
        (420, 520, 84),
        (1340, 560, 120),
        (250, 600, 130),
        (560, 580, 90),
        (1210, 640, 120),
        (90, 740, 190),
        (1390, 760, 190),
    ):
        _pool(s, x, y, half, abs(980 - x) / 900)
    _gully(s)
    _heather(s, 965, 0.7)
    person(s, 330, 720, 176, NIGHT, stride=0.18)
    s.stroke([(362, 644), (382, 726)], mix(SAND, RUST, 0.4), 4)
    s.veil([(328, 720), (350, 720), (160, 790), (120, 786)], INK, 0.45, 4)
    for x, y, h in (
        (80, 900, 110),
        (120, 930, 90),
        (1340, 900, 120),
        (1390, 930, 100),
        (1290, 940, 80),
        (30, 940, 90),
    ):
        s.taper([(x, y), (x + 5, y - h * 0.6), (x + 12, y - h)], (4, 2), MOSS)
        s.oval(x + 14, y - h - 6, 15, CREAM, 12)
        s.oval(x + 22, y - h + 4, 9, PALE, 8)
    return s.finish()


def _heather(s: Sheet, y: float, size: float) -> None:
    """Scatter clumps of heather and grass about a level of the moor."""
    for _ in range(34):
        x = s.chance.uniform(-20, 1460)
        bank = y + s.chance.uniform(-26, 34) * size
        tone = mix(mix(HEATHER, PLUM, s.chance.random()), PINE, s.chance.uniform(0.3, 0.85))
        s.oval(x, bank, 46 * size, tone, 10 * size)
        blade = mix(tone, SAND, 0.35)
        tufts(s, [(x - 40 * size, bank), (x + 40 * size, bank)], 4, 34 * size, blade)


def _pool(s: Sheet, x: float, y: float, half: float, shade: float) -> None:
    """Draw one small pool of peat water, a plank dam across its near end."""
    shore = [
        (px + s.chance.uniform(-0.05, 0.05) * half, py)
        for px, py in arc(x, y, half, half * 0.16, 0, 345, 23)
    ]
    shore = smooth(shore, closed=True, steps=4)
    s.poly([(px, py - half * 0.035) for px, py in shore], mix(PINE, INK, 0.6))
    s.poly(shore, mix(CREAM, MIST, min(1.0, 0.3 + shade)))
    s.grade(shore, TEAL, (x, y + half * 0.17), (x, y - half * 0.12), 0.8)
    for _ in range(4):
        w = s.chance.uniform(0.2, 0.7) * half
        s.rect(
            x - w / 2 + s.chance.uniform(-0.2, 0.2) * half,
            y + s.chance.uniform(-0.06, 0.05) * half,
            w,
            2.5,
            CREAM,
            1,
        )
    _dam(s, x - half * 0.42, x + half * 0.5, y + half * 0.13, half * 0.09)


def _dam(s: Sheet, left: float, right: float, y: float, tall: float) -> None:
    """Draw a dam of peat, planks and stakes across the water, grass on its crest."""
    sag = tall * 0.5
    crest = smooth([(left, y - sag), ((left + right) / 2, y + sag * 0.4), (right, y - sag)])
    s.poly([*crest, *[(px, py + tall) for px, py in crest[::-1]]], mix(RUST, INK, 0.66))
    count = max(3, round((right - left) / (tall * 1.6)))
    for n in range(count + 1):
        px, py = crest[round(n / count * (len(crest) - 1))]
        s.rect(px - tall * 0.11, py - tall * 0.35, tall * 0.22, tall * 1.4, mix(SAND, RUST, 0.35))
    s.stroke(crest, mix(MOSS, SAND, 0.35), max(1.5, tall * 0.26))


def _gully(s: Sheet) -> None:
    """Draw the main gully: water in steps, dam below dam, from under the sun to the reader."""

    def course(t: float) -> tuple[float, float, float]:
        bend = 120 * math.sin(t * 8.2) * t**0.7
        return 985 - 270 * t + bend, 452 + 530 * t**1.5, 8 + 380 * t**1.12

    left, right = [], []
    for step in range(41):
        x, y, half = course(step / 40)
        rough = 0.07 * half
        left.append((x - half + s.chance.uniform(-rough, rough), y))
        right.append((x + half + s.chance.uniform(-rough, rough), y))
    water = [*smooth(left, steps=4), *smooth(right, steps=4)[::-1]]
    s.poly(
        [
            (x + (-14 if n < len(water) / 2 else 14) * (y - 440) / 300, y - 3)
            for n, (x, y) in enumerate(water)
        ],
        mix(PINE, INK, 0.6),
    )
    s.sky(
        [(452, mix(LAMP, CREAM, 0.6)), (560, mix(CREAM, DUSK, 0.25)), (700, MIST), (960, SLATE)],
        water,
    )
    for _ in range(90):
        t = s.chance.random() ** 0.8
        x, y, half = course(t)
        w = half * s.chance.uniform(0.12, 0.5)
        px = max(x - half * 0.85, min(x + half * 0.35, s.chance.gauss(960, 50 + 200 * t) - w / 2))
        s.rect(px, y, w, 1.5 + 3.5 * t, CREAM, 2)
    for t in (0.1, 0.17, 0.25, 0.35, 0.47, 0.61, 0.78, 0.95):
        x, y, half = course(t)
        tall = 4 + 40 * t
        below = [
            (px, py)
            for px, py in (
                (x - half * 0.97, y),
                (x + half * 0.97, y),
                (x + half * 0.97, y + tall * 3),
                (x - half * 0.97, y + tall * 3),
            )
        ]
        s.grade(below, mix(NIGHT, TEAL, 0.4), (x, y + tall * 0.8), (x, y + tall * 2.6), 0.85)
        _dam(s, x - half * 1.14, x + half * 1.14, y, tall)
        for n in range(-2, 3):
            px = x + n * tall * 0.22
            s.taper(
                [(px, y - 2), (px + 1, y + tall), (px + n * 2, y + tall * 1.7)],
                (tall * 0.1, tall * 0.16, 1),
                PALE,
            )


def fell() -> Image:
    """Runners follow one another along a foggy ridge."""
    s = Sheet(28)
    s.sky([(0, mix(SLATE, MIST, 0.5)), (420, PALE), (960, mix(MIST, PALE, 0.3))])
    s.glow(330, 230, 330, CREAM, 0.8)
    s.oval(330, 230, 74, mix(PALE, CREAM, 0.6))
    s.land(
        [(0, 420), (260, 330), (520, 440), (800, 260), (980, 180), (1180, 290), (1440, 360)],
        mix(MIST, SLATE, 0.22),
    )
    s.haze([(250, 0), (480, 0.8), (560, 0.5), (960, 0.5)], PALE)
    far = s.land(
        [
            (0, 640),
            (260, 590),
            (480, 560),
            (720, 470),
            (960, 350),
            (1110, 300),
            (1270, 330),
            (1440, 300),
        ],
        mix(SLATE, MIST, 0.45),
    )
    s.grade(far, PALE, (0, 860), (0, 470), 0.9)
    for x, y, h, tone in (
        (1120, 302, 60, 0.5),
        (1010, 334, 68, 0.45),
        (880, 396, 78, 0.4),
        (770, 452, 86, 0.35),
    ):
        runner(s, x, y, h, mix(TEAL, MIST, tone), mix(NIGHT, MIST, tone))
    s.veil(
        [(-60, 600), (600, 560), (1500, 380), (1500, 520), (700, 660), (-60, 700)], PALE, 0.75, 30
    )
    mid = s.land(
        [(0, 800), (300, 744), (620, 700), (920, 606), (1200, 520), (1450, 500)],
        mix(SLATE, TEAL, 0.5),
    )
    s.grade(mid, PALE, (500, 980), (700, 700), 0.95)
    runner(s, 1190, 524, 150, mix(RUST, MIST, 0.25), mix(SKIN, SLATE, 0.4))
    runner(s, 860, 628, 176, mix(TEAL, NIGHT, 0.3), mix(SKIN, SLATE, 0.25))
    s.veil(
        [(-60, 780), (700, 760), (1500, 560), (1500, 700), (800, 860), (-60, 880)], PALE, 0.6, 26
    )
    near = s.land(
        [(-10, 905), (260, 866), (560, 834), (900, 800), (1200, 780), (1450, 740)],
        mix(PINE, NIGHT, 0.4),
    )
    s.grade(near, MOSS, (300, 840), (340, 920), 0.7)
    runner(s, 560, 836, 330, PLUM, SKIN)
    s.rect(541, 620, 34, 34, CREAM)
    runner(s, 214, 872, 306, LAMP, mix(SKIN, INK, 0.35))
    s.rect(197, 672, 32, 32, CREAM)
    x = 1130
    for row, (count, y) in enumerate(
        ((5, 786), (5, 754), (4, 722), (4, 692), (3, 662), (2, 634), (1, 606))
    ):
        for n in range(count):
            w = 46 - row
            cx = x + (n - (count - 1) / 2) * w * 0.92 + s.chance.uniform(-5, 5)
            tone = mix(mix(SLATE, NIGHT, 0.55), STONE, s.chance.random() * 0.45)
            s.shape(
                [
                    (cx - w / 2, y + 10),
                    (cx - w * 0.36, y - 16),
                    (cx + w * 0.3, y - 18),
                    (cx + w / 2, y + 6),
                    (cx + w * 0.2, y + 18),
                    (cx - w * 0.3, y + 18),
                ],
                tone,
            )
    tufts(s, [(0, 930), (600, 890), (1000, 850), (1440, 800)], 120, 40, mix(PINE, MOSS, 0.35))
    return s.finish()
