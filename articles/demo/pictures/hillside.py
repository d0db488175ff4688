"""The Lift and the night bus on the steep side of Carrow."""

import math

from PIL.Image import Image

from articles.demo.pictures.curves import Point, arc, box
from articles.demo.pictures.palette import (
    CREAM,
    DUSK,
    INK,
    LAMP,
    NIGHT,
    PINE,
    PLUM,
    RUST,
    SAND,
    SLATE,
    TEAL,
    Colour,
    mix,
)
from articles.demo.pictures.parts import (
    cloud,
    crescent,
    gable,
    house,
    lamp_post,
    person,
    stars,
    tree,
)
from articles.demo.pictures.sheet import Sheet


def _lift_car(s: Sheet, x: float, y: float, paint: Colour) -> None:
    """Draw a stepped funicular car whose lowest corner stands at (x, y), climbing right."""
    w, rise, tall, count = 82, 58, 132, 4
    s.glow(x + 165, y - 130, 300, LAMP, 0.4)
    s.poly(
        [
            (x - 8, y + 12),
            (x + w * count + 8, y - rise * count + 12),
            (x + w * count, y - 200),
            (x, y),
        ],
        INK,
    )
    for step in range(count):
        left, base = x + w * step, y - rise * step
        s.rect(left, base - tall, w + 1, tall, paint)
        s.rect(left, base - 34, w + 1, 8, CREAM)
        s.rect(left - 5, base - tall - 9, w + 10, 13, mix(paint, INK, 0.55), 5)
        s.rect(left + 11, base - tall + 18, w - 22, 64, mix(LAMP, CREAM, 0.45), 7)
        s.grade(
            box(left + 11, base - tall + 18, w - 22, 64),
            LAMP,
            (left, base - 50),
            (left, base - 120),
        )
        for seat in range(s.chance.choice((1, 2))):
            hx, hy = left + 26 + seat * 27, base - tall + 58
            s.oval(hx, hy, 7, mix(NIGHT, PLUM, 0.3), 8.5)
            s.rect(hx - 11, hy + 8, 22, 16, mix(NIGHT, PLUM, 0.3), 7)
        s.grade(
            box(left, base - tall, w, tall),
            mix(paint, INK, 0.6),
            (left, base),
            (left, base - 60),
            0.7,
        )
    for wheel in range(5):
        s.oval(x + 22 + wheel * 70, y - 2 - wheel * 46, 12, mix(INK, SLATE, 0.3))
        s.oval(x + 22 + wheel * 70, y - 2 - wheel * 46, 4, SLATE)


def funicular() -> Image:
    """Two cars of the Lift pass on the hillside at dusk."""
    s = Sheet(1)
    s.sky([(0, NIGHT), (230, TEAL), (430, mix(SLATE, SAND, 0.5)), (600, SAND), (740, DUSK)])
    stars(s, 60, 230, ground=TEAL)
    crescent(s, 330, 150, 44, -32)
    cloud(s, 240, 430, 420, mix(SLATE, SAND, 0.75))
    cloud(s, 560, 350, 300, mix(SLATE, SAND, 0.25))
    s.land([(0, 640), (180, 590), (420, 640), (700, 560), (900, 500)], mix(SLATE, DUSK, 0.45))
    far = s.land([(0, 730), (240, 690), (480, 700), (700, 600), (900, 500)], mix(TEAL, DUSK, 0.3))
    s.grade(far, SLATE, (0, 900), (0, 690), 0.8)
    for _ in range(46):
        s.rect(s.chance.uniform(0, 460), s.chance.uniform(760, 880), 5, 6, LAMP)

    def slope(x: float) -> float:
        return 1010 - 0.66 * (x - 40)

    hill = s.land(
        [(130, 920), (320, 706), (560, 514), (800, 350), (1040, 216), (1260, 110), (1440, 70)],
        mix(NIGHT, TEAL, 0.55),
    )
    s.grade(hill, mix(SLATE, DUSK, 0.35), (560, 430), (760, 640), 0.7)
    for row, size in ((215, 62), (130, 74)):
        for x in range(250, 1400, size + 22):
            wall = mix(TEAL, DUSK, s.chance.uniform(0.15, 0.55))
            draw = gable if s.chance.random() < 0.35 else house
            base = slope(x) - row + 88 - 26 * math.sin(x / 140)
            draw(s, x, base, size, size * 0.8, wall, mix(NIGHT, INK, 0.3), 0.55)
    for x in range(420, 1240, 170):
        tree(s, x, slope(x) - 62, 70, mix(PINE, TEAL, 0.2))

    lanes: list[list[Point]] = [[], []]
    for x in range(-20, 1330, 20):
        near = max(0.0, min(1.0, (x - 40) / 300, (1330 - x) / 300))
        loop = 78 * near * near * (3 - 2 * near)
        lanes[0].append((x, slope(x) - loop + 20))
        lanes[1].append((x, slope(x) + loop + 20))
    s.poly([*lanes[0], *[(x, y + 70) for x, y in lanes[1]][::-1]], mix(NIGHT, TEAL, 0.25))
    for lane in lanes:
        s.stroke(lane, mix(NIGHT, INK, 0.5), 44)
        for (x, y), (x1, y1) in zip(lane, lane[1:], strict=False):
            for share in (0.0, 0.5):
                px, py = x + (x1 - x) * share, y + (y1 - y) * share
                s.stroke([(px - 16, py - 12), (px + 16, py + 16)], mix(SLATE, INK, 0.35), 5)
        for dx, dy in ((-11, -8), (11, 12)):
            s.stroke([(x + dx, y + dy) for x, y in lane], mix(SAND, SLATE, 0.35), 3.5)

    s.rect(1226, 92, 168, 150, mix(NIGHT, PLUM, 0.3))
    s.poly([(1208, 98), (1310, 22), (1412, 98)], INK)
    s.glow(1290, 180, 130, LAMP, 0.6)
    s.poly([*arc(1290, 186, 40, 46, 180, 360), (1330, 252), (1250, 252)], mix(LAMP, CREAM, 0.3))
    s.oval(1310, 78, 17, CREAM)
    s.stroke([(1310, 68), (1310, 79), (1317, 82)], INK, 2.5)

    front = [(330, 990), (600, 870), (860, 670), (1130, 480), (1440, 290)]
    yard = s.land(front, mix(NIGHT, INK, 0.35))
    s.grade(yard, INK, (1440, 960), (900, 640))
    _lift_car(s, 708, slope(708) - 66, PLUM)
    _lift_car(s, 368, slope(368) + 88, mix(TEAL, SLATE, 0.35))
    for row, size in ((0, 104), (110, 124), (235, 146), (380, 160)):
        for x in range(640 + row, 1440, size + 16):
            base = 1010 - 0.66 * (x - 560) + row + 80 + s.chance.uniform(-12, 12)
            wall = mix(mix(NIGHT, PLUM, 0.18), INK, 0.1 + row / 900)
            draw = gable if s.chance.random() < 0.3 else house
            draw(s, x, base, size, size * 0.78, wall, mix(INK, NIGHT, 0.3), 0.5)
    lamp_post(s, 742, 786, 124, r=110)
    person(s, 622, 868, 92, RUST, stride=0.26)
    return s.finish()


def nightbus() -> Image:
    """A lit bus climbs a dark hill under a moon."""
    s = Sheet(2)
    s.sky([(0, INK), (420, NIGHT), (800, mix(TEAL, NIGHT, 0.3))])
    stars(s, 190, 620, ground=INK)
    s.glow(1050, 270, 520, TEAL, 0.8)
    s.oval(1050, 270, 158, CREAM)
    s.grade(arc(1050, 270, 158, 158, 0, 360, 60), SAND, (1170, 370), (1010, 230), 0.8)
    for x, y, r in ((1000, 220, 26), (1080, 300, 38), (1110, 210, 17), (1010, 330, 14)):
        s.oval(x, y, r, mix(CREAM, SAND, 0.5))
    s.land([(0, 660), (300, 600), (640, 650), (1000, 560), (1440, 600)], mix(TEAL, NIGHT, 0.55))
    town = s.land([(0, 740), (260, 700), (560, 730), (900, 700), (1440, 690)], NIGHT)
    s.grade(town, mix(NIGHT, INK, 0.6), (0, 960), (0, 720))
    for _ in range(130):
        x = s.chance.triangular(0, 700, 200)
        s.rect(
            x, s.chance.uniform(735 - x * 0.02, 850), 4.5, 5.5, mix(LAMP, DUSK, s.chance.random())
        )

    hill = s.land(
        [(-10, 905), (240, 855), (520, 760), (800, 640), (1080, 528), (1290, 470), (1450, 452)],
        mix(INK, NIGHT, 0.45),
    )
    s.taper(
        [(-20, 950), (260, 892), (540, 796), (820, 676), (1100, 560), (1300, 500), (1460, 486)],
        (74, 62, 46, 34),
        mix(SLATE, NIGHT, 0.6),
    )
    s.grade(hill, mix(TEAL, SLATE, 0.3), (1090, 470), (900, 760), 0.5)
    for share in range(12):
        x = 40 + share * 104
        s.stroke([(x, 944 - share * 39), (x + 44, 930 - share * 39)], mix(SAND, SLATE, 0.5), 4)
    s.veil([(862, 560), (1440, 250), (1440, 520), (890, 640)], mix(LAMP, CREAM, 0.4), 0.24, 14)
    s.glow(620, 590, 480, LAMP, 0.42)
    with s.at(330, 824, 1.12, -22.5):
        s.rect(-4, -232, 506, 236, RUST, 30)
        s.rect(-4, -126, 506, 16, CREAM)
        s.rect(-4, -30, 506, 26, mix(RUST, INK, 0.45), 8)
        s.rect(12, -218, 476, 78, mix(LAMP, CREAM, 0.5), 14)
        s.rect(12, -106, 380, 66, mix(LAMP, CREAM, 0.4), 8)
        s.rect(404, -106, 42, 104, mix(LAMP, CREAM, 0.6), 5)
        s.rect(454, -106, 48, 62, mix(LAMP, CREAM, 0.25), 8)
        for x, y in ((60, -166), (150, -164), (340, -165), (432, -166), (90, -64), (280, -64)):
            s.oval(x, y - 10, 12, mix(NIGHT, PLUM, 0.3), 14)
            s.rect(x - 19, y + 6, 38, 22, mix(NIGHT, PLUM, 0.3), 10)
        s.oval(474, -80, 11, mix(NIGHT, PLUM, 0.3), 13)
        s.rect(458, -64, 30, 20, mix(NIGHT, PLUM, 0.3), 8)
        for x in range(102, 490, 94):
            s.rect(x, -220, 9, 82, RUST)
            if x < 392:
                s.rect(x, -108, 9, 70, RUST)
        s.rect(423, -106, 4, 104, RUST)
        for x in (92, 352):
            s.oval(x, 0, 35, INK)
            s.oval(x, 0, 14, mix(SLATE, INK, 0.3))
        s.grade(box(-4, -232, 506, 228), mix(PLUM, INK, 0.4), (-60, -60), (150, -110), 0.8)
        s.oval(496, -24, 11, CREAM)
        s.glow(500, -24, 90, CREAM, 0.9)
    for x, y, h in ((1216, 500, 150), (1290, 490, 118), (1354, 486, 168), (1420, 480, 110)):
        s.taper([(x, y), (x - 4, y - h * 0.5), (x + 9, y - h)], (10, 3), INK)
        for lean, share in ((-30, 0.45), (32, 0.6), (-22, 0.74)):
            s.taper([(x, y - h * share), (x + lean, y - h * share - 34)], (5, 2), INK)
    near = s.land(
        [(0, 955), (420, 920), (800, 800), (1120, 690), (1440, 640)], mix(INK, NIGHT, 0.25)
    )
    s.grade(near, mix(NIGHT, TEAL, 0.3), (1000, 700), (1120, 900), 0.6)
    return s.finish()
