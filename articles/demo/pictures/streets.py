"""Streets by day: bins on a terrace, a ledger among parked cars."""

from PIL.Image import Image

from articles.demo.pictures.curves import Point, box, rounded, spiral
from articles.demo.pictures.palette import (
    CREAM,
    INK,
    LAMP,
    MIST,
    MOSS,
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


def _bin(s: Sheet, x: float, y: float, h: float, fill: Colour) -> None:
    """Draw a wheelie bin standing on (x, y)."""
    with s.at(x, y, h / 260):
        s.veil([(60, 6), (-70, 6), (-260, 60), (-120, 62)], mix(NIGHT, PLUM, 0.3), 0.45, 3)
        s.poly([(-70, -206), (78, -206), (62, 0), (-52, 0)], fill)
        s.grade(
            [(-70, -206), (78, -206), (62, 0), (-52, 0)],
            mix(fill, INK, 0.6),
            (-80, -60),
            (40, -110),
        )
        s.poly([(-46, -150), (54, -150), (48, -30), (-38, -30)], mix(fill, INK, 0.14))
        s.rect(-82, -222, 172, 22, mix(fill, INK, 0.35), 8)
        s.shape(
            [(-84, -222), (-74, -246), (6, -256), (84, -246), (94, -222)], mix(fill, CREAM, 0.18)
        )
        s.rect(78, -238, 26, 16, mix(fill, INK, 0.5), 6)
        s.oval(46, -8, 22, INK)
        s.oval(46, -8, 9, SLATE)
        s.rect(-22, -186, 50, 26, CREAM, 4)


def bins() -> Image:
    """A row of coloured bins waits on a steep terraced street."""
    s = Sheet(3)
    s.sky([(0, mix(MIST, SLATE, 0.3)), (380, PALE), (560, CREAM)])
    s.land([(0, 330), (220, 270), (500, 340), (800, 260)], mix(MIST, SLATE, 0.35))
    for index in range(6):
        x, top = -70 + index * 262, 402 - index * 84
        wall = mix(SAND, RUST, 0.2 + 0.13 * (index % 3))
        s.rect(x, top, 263, 700, wall)
        s.grade(box(x, top, 263, 560), mix(wall, PLUM, 0.4), (x, top + 560), (x, top + 60), 0.8)
        for _ in range(34):
            bx, by = s.chance.uniform(x, x + 225), s.chance.uniform(top + 20, top + 480)
            s.rect(bx, by, 28, 8, mix(wall, RUST, 0.4), 2)
        s.poly(
            [(x - 8, top), (x + 16, top - 62), (x + 256, top - 62), (x + 271, top)],
            mix(NIGHT, SLATE, 0.35),
        )
        s.rect(x + 206, top - 128, 46, 92, mix(wall, INK, 0.35))
        for pot in (210, 232):
            s.rect(x + pot, top - 150, 15, 26, RUST)
        for wx, wy in ((28, 50), (160, 50), (28, 236)):
            s.rect(x + wx - 7, top + wy - 8, 89, 124, CREAM)
            s.rect(x + wx, top + wy, 75, 106, mix(TEAL, MIST, 0.3))
            s.poly(
                [(x + wx, top + wy), (x + wx + 75, top + wy), (x + wx, top + wy + 80)],
                mix(MIST, PALE, 0.3),
            )
            s.rect(x + wx, top + wy + 51, 75, 5, CREAM)
        s.rect(x + 154, top + 222, 84, 230, CREAM)
        s.rect(x + 162, top + 232, 68, 230, (TEAL, PLUM, MOSS, NIGHT, RUST, TEAL)[index])
        s.oval(x + 218, top + 350, 4, LAMP)
    s.poly([(-10, 846), (1450, 376), (1450, 970), (-10, 970)], mix(PALE, STONE, 0.55))
    s.poly([(-10, 1010), (1450, 540), (1450, 970), (-10, 970)], mix(SLATE, NIGHT, 0.35))
    s.stroke([(-10, 1002), (1450, 532)], CREAM, 12)
    s.grade([(-10, 1010), (1450, 540), (1450, 970), (-10, 970)], NIGHT, (1440, 960), (800, 640))
    colours = (LAMP, TEAL, MOSS, PLUM, NIGHT, RUST)
    for index, fill in reversed(list(enumerate(colours))):
        x = 140 + index * 232
        _bin(s, x, 948 - (x + 10) * 0.322, 296, fill)
    with s.at(616, 458):
        s.shape([(-30, 38), (-34, 0), (-14, -26), (8, -20), (26, 4), (30, 38)], INK)
        s.oval(-14, -34, 20, INK, 18)
        s.poly([(-32, -40), (-30, -66), (-16, -50)], INK)
        s.poly([(-12, -50), (0, -66), (4, -38)], INK)
        s.taper([(26, 34), (54, 40), (58, 80), (44, 96)], (11, 9, 7), INK)
    return s.finish()


def _parked(s: Sheet, x: float, y: float, size: float, paint: Colour) -> None:
    """Draw a parked car seen from the front, its wheels on y."""
    with s.at(x, y, size / 200):
        s.oval(0, 4, 118, mix(NIGHT, INK, 0.3), 14)
        for wheel in (-82, 50):
            s.rect(wheel, -34, 32, 40, INK, 8)
        s.shape(
            [(-84, -80), (-66, -146), (0, -158), (66, -146), (84, -80), (0, -70)],
            mix(paint, INK, 0.2),
        )
        s.poly([(-68, -86), (-54, -138), (54, -138), (68, -86)], mix(MIST, PALE, 0.4))
        s.poly([(-20, -86), (10, -138), (54, -138), (68, -86)], mix(MIST, SLATE, 0.4))
        s.rect(-100, -94, 200, 74, paint, 26)
        s.grade(rounded(-100, -94, 200, 74, 26), mix(paint, INK, 0.6), (0, -14), (0, -80))
        for light in (-76, 76):
            s.oval(light, -62, 17, CREAM, 13)
        s.rect(-36, -64, 72, 12, mix(paint, INK, 0.6), 6)
        s.rect(-30, -42, 60, 17, CREAM, 3)


def ledger() -> Image:
    """A ledger sheet unrolls down a street of parked cars."""
    s = Sheet(4)
    s.sky([(0, MIST), (300, CREAM)])
    s.land([(380, 290), (600, 230), (760, 262), (1060, 220)], mix(SLATE, MIST, 0.5))
    s.rect(0, 290, 1440, 670, mix(PALE, STONE, 0.35))
    for side in (-1, 1):
        for index in range(7):
            near, far = 1.0 * 0.66**index, 1.0 * 0.66 ** (index + 1)
            wall = (mix(SAND, RUST, 0.35), STONE, mix(SAND, CREAM, 0.3))[(index + side) % 3]
            wall = mix(wall, PLUM if side > 0 else SAND, 0.12)
            x0, x1 = 720 + side * 900 * near, 720 + side * 900 * far
            face = [
                (x0, 300 - 560 * near),
                (x1, 300 - 560 * far),
                (x1, 300 + 330 * far),
                (x0, 300 + 330 * near),
            ]
            s.poly(face, mix(wall, MIST, index * 0.09))
            for u0, u1 in ((0.14, 0.36), (0.54, 0.76)):
                for v0, v1 in ((-380, -210), (-90, 120)):
                    d0, d1 = near + (far - near) * u0, near + (far - near) * u1
                    pane = [
                        (720 + side * 900 * d, 300 + v * d)
                        for d, v in ((d0, v0), (d1, v0), (d1, v1), (d0, v1))
                    ]
                    s.poly(pane, mix(TEAL, MIST, 0.25 + index * 0.08))
    s.poly([(690, 300), (750, 300), (1800, 960), (-360, 960)], mix(SLATE, NIGHT, 0.25))
    s.grade(
        [(690, 300), (750, 300), (1800, 960), (-360, 960)],
        mix(NIGHT, PLUM, 0.2),
        (720, 980),
        (720, 380),
    )
    paints = (PLUM, TEAL, LAMP, MOSS, RUST, CREAM, NIGHT, SLATE)
    for index in reversed(range(8)):
        depth = 0.92 * 0.7**index
        for side in (-1, 1):
            paint = mix(paints[(index * 3 + side * 2) % 8], MIST, index * 0.07)
            _parked(s, 720 + side * 590 * depth, 306 + 590 * depth, 370 * depth, paint)

    def on_sheet(u: float, depth: float) -> Point:
        return 720 + u * 330 * depth, 300 + 560 * depth

    s.poly(
        [on_sheet(-1.04, 0.02), on_sheet(1.1, 0.02), on_sheet(1.1, 1), on_sheet(-1.04, 1)], NIGHT
    )
    s.poly([on_sheet(-1, 0.02), on_sheet(1, 0.02), on_sheet(1, 1), on_sheet(-1, 1)], CREAM)
    depth = 0.97
    while depth > 0.05:
        s.stroke([on_sheet(-0.94, depth), on_sheet(0.94, depth)], MIST, 3 * depth)
        for u in (-0.9, -0.3, 0.1, 0.62):
            ink = PLUM if u == 0.62 else mix(NIGHT, SLATE, 0.2)
            width = s.chance.uniform(0.14, 0.4) if u < 0.5 else 0.22
            s.poly(
                [
                    on_sheet(u, depth * 0.985),
                    on_sheet(u + width, depth * 0.985),
                    on_sheet(u + width, depth * 0.955),
                    on_sheet(u, depth * 0.955),
                ],
                ink,
            )
        depth *= 0.925
    for u in (-0.38, 0.02, 0.54):
        s.poly(
            [on_sheet(u, 0.02), on_sheet(u + 0.012, 0.02), on_sheet(u + 0.012, 1), on_sheet(u, 1)],
            mix(RUST, CREAM, 0.3),
        )
    s.rect(376, 826, 688, 128, mix(CREAM, SAND, 0.25), 10)
    s.grade(box(376, 826, 688, 128), mix(SAND, INK, 0.35), (720, 964), (720, 850))
    for end in (376, 1064):
        s.oval(end, 890, 30, mix(SAND, CREAM, 0.4), 64)
        s.stroke(
            [(end + (x - end) * 0.46, y) for x, y in spiral(end, 890, 6, 60, 3)],
            mix(SAND, INK, 0.45),
            3,
        )
    return s.finish()
