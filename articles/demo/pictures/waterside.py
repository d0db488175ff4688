"""The mill above its weir, and the valve tower in Stennet Water."""

import math

from PIL.Image import Image

from articles.demo.pictures.curves import arc, arch, box
from articles.demo.pictures.palette import (
    CREAM,
    DUSK,
    INK,
    LAMP,
    MIST,
    NIGHT,
    PINE,
    PLUM,
    RUST,
    SAND,
    SLATE,
    TEAL,
    mix,
)
from articles.demo.pictures.parts import panes, person, smoke, stars, tree, wood
from articles.demo.pictures.sheet import Sheet


def mill() -> Image:
    """A tall mill with lit windows stands above its weir."""
    s = Sheet(8)
    s.sky([(0, NIGHT), (260, TEAL), (480, SLATE), (620, mix(SAND, DUSK, 0.4))])
    stars(s, 40, 240, ground=TEAL)
    s.land([(0, 520), (300, 430), (640, 520), (1000, 440), (1440, 500)], mix(TEAL, SLATE, 0.4))
    s.land([(0, 600), (400, 560), (900, 600), (1440, 540)], mix(NIGHT, TEAL, 0.5))
    s.poly([(1076, 640), (1092, 70), (1148, 70), (1164, 640)], mix(RUST, NIGHT, 0.5))
    s.rect(1084, 64, 72, 18, mix(RUST, NIGHT, 0.7))
    s.grade([(1076, 640), (1092, 70), (1148, 70), (1164, 640)], INK, (1170, 300), (1090, 300), 0.9)
    wall = mix(mix(RUST, PLUM, 0.25), NIGHT, 0.42)
    s.rect(270, 168, 740, 500, wall)
    s.grade(box(270, 168, 740, 500), INK, (1060, 500), (520, 240), 0.8)
    s.rect(256, 150, 768, 26, mix(wall, INK, 0.4))
    s.poly([(300, 150), (330, 108), (950, 108), (980, 150)], mix(NIGHT, INK, 0.4))
    s.rect(130, 96, 160, 572, mix(wall, NIGHT, 0.25))
    s.poly([(116, 100), (210, 30), (304, 100)], mix(NIGHT, INK, 0.4))
    s.oval(210, 158, 34, mix(CREAM, LAMP, 0.4))
    s.stroke([(210, 138), (210, 160), (222, 168)], INK, 4)
    panes(s, (160, 220, 100, 430), (2, 5), 0.45, mix(INK, NIGHT, 0.6))
    panes(s, (300, 190, 690, 470), (11, 6), 0.56, mix(INK, NIGHT, 0.6))
    s.glow(640, 440, 520, LAMP, 0.16)
    s.rect(0, 650, 1440, 40, mix(NIGHT, INK, 0.5))
    for x in range(20, 1440, 64):
        s.rect(x, 628, 7, 24, mix(NIGHT, INK, 0.5))
    s.rect(0, 624, 1440, 7, mix(NIGHT, INK, 0.5))
    water = box(0, 690, 1440, 270)
    s.poly(water, mix(NIGHT, TEAL, 0.45))
    for _ in range(60):
        x = 310 + s.chance.randrange(11) * 63 + s.chance.uniform(0, 26)
        s.rect(
            x,
            s.chance.uniform(694, 762),
            s.chance.uniform(18, 46),
            4,
            mix(LAMP, TEAL, s.chance.uniform(0.1, 0.6)),
            2,
        )
    weir = [(-10, 800), (420, 764), (1450, 712), (1450, 812), (520, 900), (-10, 970)]
    s.poly(weir, SLATE)
    s.grade(weir, NIGHT, (600, 770), (700, 900), 0.7)
    for _ in range(190):
        u, v = s.chance.random(), s.chance.random()
        x = 1450 * u
        top, low = 800 - 88 * u, 968 - 152 * u
        y = top + (low - top) * v * 0.6
        drop = (low - top) * s.chance.uniform(0.2, 0.42)
        s.taper(
            [(x, y), (x + 8 - v * 6, y + drop * 0.5), (x + 4, y + drop)],
            (2, 6, 2),
            mix(MIST, CREAM, s.chance.random()),
        )
    s.stroke([(-10, 798), (420, 762), (1450, 710)], CREAM, 6)
    for _ in range(150):
        u = s.chance.random()
        s.oval(
            1450 * u,
            968 - 152 * u + s.chance.gauss(4, 9),
            s.chance.uniform(8, 26),
            mix(MIST, CREAM, s.chance.random()),
            6,
        )
    pool = [(520, 920), (1450, 826), (1450, 970), (200, 970)]
    s.grade(pool, INK, (1200, 990), (1000, 840), 0.9)
    person(s, 1230, 652, 92, LAMP, stride=0.04, face=-1)
    person(s, 1280, 652, 98, PLUM, stride=0.04, face=-1)
    return s.finish()


def tower() -> Image:
    """The round valve tower stands in Stennet Water; light and sound go out from its arches."""
    s = Sheet(25)
    s.sky([(0, NIGHT), (240, TEAL), (420, mix(SLATE, SAND, 0.5)), (545, mix(SAND, DUSK, 0.3))])
    stars(s, 70, 220, ground=TEAL)
    s.land(
        [(0, 440), (240, 330), (480, 430), (760, 360), (1100, 290), (1440, 420)],
        mix(SLATE, DUSK, 0.3),
    )
    ridge = s.land(
        [(0, 500), (300, 450), (640, 510), (1000, 430), (1440, 490)], mix(TEAL, NIGHT, 0.3)
    )
    s.grade(ridge, NIGHT, (0, 560), (0, 440), 0.8)
    wood(s, [(0, 535), (330, 530)], 26, 54, mix(PINE, NIGHT, 0.5))
    wood(s, [(1110, 532), (1440, 530)], 26, 60, mix(PINE, NIGHT, 0.5))
    s.sky(
        [(540, mix(SAND, SLATE, 0.45)), (700, mix(TEAL, SLATE, 0.2)), (960, NIGHT)],
        box(0, 540, 1440, 420),
    )
    s.glow(720, 600, 640, LAMP, 0.3)
    for ring in range(8):
        rx = 200 + ring * 92 + ring * ring * 6
        tone = mix(mix(LAMP, CREAM, 0.4), TEAL, 0.12 + ring * 0.095)
        cut = math.degrees(math.asin(min(1, 128 / (rx * 0.235))))
        s.stroke(arc(720, 700, rx, rx * 0.235, -cut, 180 + cut, 72), tone, 7 - ring * 0.5)
    mirror = [(596, 712), (844, 712), (826, 960), (614, 960)]
    s.veil(mirror, INK, 0.6, 8)
    for n, x in enumerate((632, 720, 808)):
        for _ in range(15):
            y = s.chance.uniform(738, 950)
            w = s.chance.uniform(20, 62)
            s.rect(
                x - w / 2 + s.chance.uniform(-10, 10) + (n - 1) * -8,
                y,
                w,
                4.5,
                mix(LAMP, CREAM, 0.3),
                2,
            )
    s.poly([(-10, 590), (610, 528), (610, 548), (-10, 622)], mix(NIGHT, INK, 0.5))
    for n in range(15):
        x = -10 + n * 44
        s.stroke([(x, 594 - n * 4.4), (x, 556 - n * 4.0)], mix(NIGHT, INK, 0.5), 4)
    s.stroke([(-10, 556), (610, 500)], mix(NIGHT, INK, 0.5), 5)
    for x, low in ((120, 700), (330, 690), (500, 680)):
        s.rect(x, 580 - x * 0.06, 22, low - 570, mix(NIGHT, INK, 0.4))
    for x, coat in ((90, PLUM), (158, RUST), (214, TEAL), (372, LAMP)):
        person(s, x, 588 - x * 0.1, 88, coat, stride=0.14)
    stone = mix(SAND, SLATE, 0.55)
    s.poly([(578, 716), (590, 240), (850, 240), (862, 716), *arc(720, 716, 142, 26, 0, 180)], stone)
    for row in range(17):
        y = 262 + row * 28
        s.stroke(arc(720, y - 14, 132 + row * 0.6, 18, 8, 172), mix(stone, NIGHT, 0.28), 2)
        for n in range(7):
            a = 15 + ((n * 24 + row * 11) % 150)
            x, y2 = arc(720, y - 14, 132 + row * 0.6, 18, a, a + 1, 1)[0]
            s.stroke([(x, y2), (x, y2 + 26)], mix(stone, NIGHT, 0.22), 2)
    for x, w, h in ((602, 58, 190), (672, 96, 220), (780, 58, 190)):
        s.poly(arch(x - 9, 590, w + 18, h + 14), mix(stone, CREAM, 0.35))
        s.poly(arch(x, 590, w, h), mix(LAMP, CREAM, 0.35))
        s.grade(arch(x, 590, w, h), RUST, (x, 600), (x, 430), 0.6)
    for x, h, coat in (
        (618, 62, NIGHT),
        (641, 68, PLUM),
        (690, 76, TEAL),
        (718, 82, PLUM),
        (748, 74, NIGHT),
        (795, 66, PLUM),
        (820, 62, NIGHT),
    ):
        s.oval(x, 590 - h, 10, mix(coat, INK, 0.5), 12)
        s.shape(
            [(x - 15, 592), (x - 12, 612 - h), (x, 604 - h), (x + 12, 612 - h), (x + 15, 592)],
            mix(coat, INK, 0.35),
        )
    s.grade(
        [(720, 240), (850, 240), (862, 730), (720, 740)],
        mix(NIGHT, INK, 0.3),
        (880, 480),
        (740, 480),
        0.9,
    )
    s.rect(570, 226, 300, 26, mix(stone, CREAM, 0.3), 6)
    s.rect(570, 240, 300, 12, mix(stone, NIGHT, 0.4), 6)
    s.poly([(576, 226), (640, 130), (720, 96), (800, 130), (864, 226)], mix(TEAL, NIGHT, 0.35))
    s.grade([(720, 96), (800, 130), (864, 226), (720, 226)], INK, (880, 200), (720, 160), 0.9)
    s.stroke([(720, 96), (720, 52)], INK, 5)
    s.poly([(720, 54), (760, 64), (720, 76)], PLUM)
    s.glow(720, 520, 270, LAMP, 0.35)
    smoke(s, 1240, 470, 120, MIST, 0.2)
    tree(s, 1330, 545, 90, mix(PINE, INK, 0.4))
    return s.finish()
