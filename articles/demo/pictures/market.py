"""The middle of the town: shopfronts, and a tram map over the rooftops."""

from PIL.Image import Image

from articles.demo.pictures.curves import box
from articles.demo.pictures.palette import (
    CREAM,
    DUSK,
    HEATHER,
    INK,
    LAMP,
    MIST,
    MOSS,
    NIGHT,
    PINE,
    PLUM,
    RUST,
    SAND,
    SLATE,
    STONE,
    TEAL,
    mix,
)
from articles.demo.pictures.parts import person
from articles.demo.pictures.sheet import Sheet


def shops() -> Image:
    """A row of shopfronts, some bright and some dark."""
    s = Sheet(9)
    s.sky([(0, NIGHT), (300, TEAL)])
    fronts = (
        (PLUM, 0.0, 330),
        (TEAL, 1.0, 300),
        (NIGHT, 0.0, 250),
        (RUST, 1.0, 320),
        (MOSS, 1.0, 280),
    )
    x = -20.0
    for index, (paint, lit, width) in enumerate(fronts):
        top = (150, 90, 190, 120, 170)[index]
        wall = mix(mix(STONE, NIGHT, 0.45), (PLUM, RUST, TEAL, SAND, SLATE)[index], 0.2)
        s.rect(x, top, width + 1, 720, wall)
        s.grade(box(x, top, width, 380), NIGHT, (x, top), (x, 520), 0.8)
        s.rect(x - 4, top - 14, width + 8, 20, mix(wall, INK, 0.4))
        for column in range(2):
            wx = x + width * (0.18 + column * 0.4)
            glow = lit and (index + column) % 2 == 0
            s.rect(wx - 8, top + 70, width * 0.24 + 16, 180, mix(wall, CREAM, 0.2))
            s.rect(
                wx,
                top + 78,
                width * 0.24,
                164,
                mix(LAMP, SAND, 0.4) if glow else mix(NIGHT, INK, 0.3),
            )
            s.rect(wx, top + 156, width * 0.24, 6, mix(wall, CREAM, 0.2))
        dim = paint if lit else mix(paint, INK, 0.5)
        s.rect(x + 8, 470, width - 16, 350, mix(dim, INK, 0.25))
        s.rect(x + 4, 462, width - 8, 54, dim)
        s.rect(x + width * 0.22, 482, width * 0.56, 12, mix(dim, CREAM, 0.75 if lit else 0.2), 6)
        pane = (x + 26, 540, width * 0.56, 220)
        door = (x + width * 0.7, 540, width * 0.2, 280)
        if lit:
            s.glow(x + width / 2, 660, 330, LAMP, 0.42)
            for area in (pane, door):
                s.rect(*area, mix(LAMP, CREAM, 0.45))
                s.grade(box(*area), LAMP, (0, 780), (0, 560))
        else:
            s.rect(*pane, mix(INK, NIGHT, 0.5))
            s.rect(*door, mix(INK, NIGHT, 0.35))
            s.poly(
                [(pane[0], 760), (pane[0] + 60, 540), (pane[0] + 100, 540), (pane[0] + 40, 760)],
                NIGHT,
            )
            s.rect(pane[0] + 44, 620, 84, 58, mix(SAND, SLATE, 0.5))
            s.rect(pane[0] + 56, 636, 60, 5, NIGHT)
            s.rect(pane[0] + 56, 652, 42, 5, NIGHT)
        if lit:
            _goods(s, index, pane)
            stripe = pane[2] / 7
            for n in range(7):
                left = pane[0] - 14 + n * (stripe + 4)
                s.poly(
                    [
                        (left, 520),
                        (left + stripe + 4, 520),
                        (left + stripe + 1, 574),
                        (left - 3, 574),
                    ],
                    CREAM if n % 2 else paint,
                )
                s.oval(left + stripe / 2 - 1, 574, stripe / 2 + 2, CREAM if n % 2 else paint, 9)
        x += width
    s.rect(0, 818, 1440, 150, mix(SLATE, NIGHT, 0.5))
    s.rect(0, 818, 1440, 8, mix(SLATE, CREAM, 0.2))
    for left, width in ((330, 260), (900, 270), (1210, 210)):
        s.veil(
            [(left, 826), (left + width, 826), (left + width + 90, 960), (left - 90, 960)],
            LAMP,
            0.42,
            10,
        )
    s.grade(box(0, 826, 1440, 134), INK, (0, 990), (0, 850))
    person(s, 260, 900, 232, mix(TEAL, SLATE, 0.4), stride=0.22)
    person(s, 818, 880, 220, PLUM, stride=0.03, face=-1)
    person(s, 880, 884, 128, LAMP, stride=0.05, face=-1)
    person(s, 1130, 908, 236, mix(NIGHT, INK, 0.4), hair=SAND, stride=0.18, face=-1)
    return s.finish()


def _goods(s: Sheet, index: int, pane: tuple[float, float, float, float]) -> None:
    """Dress a lit shop window: loaves and jars, a coat on a stand, or plants."""
    x, _, w, _ = pane
    s.rect(x, 738, w, 22, mix(RUST, INK, 0.4))
    if index == 1:
        for shelf in (676, 738):
            s.rect(x, shelf, w, 7, mix(RUST, INK, 0.4))
            for n in range(4):
                s.oval(x + 24 + n * 40, shelf - 14, 17, mix(RUST, LAMP, 0.3 + 0.1 * (n % 2)), 15)
    elif index == 3:
        for n, coat in enumerate((PLUM, TEAL)):
            cx = x + 48 + n * 84
            s.shape(
                [(cx - 24, 640), (cx, 626), (cx + 24, 640), (cx + 32, 716), (cx - 32, 716)], coat
            )
            s.stroke([(cx, 716), (cx, 738)], INK, 5)
            s.oval(cx, 616, 11, SAND, 14)
    else:
        for n in range(4):
            cx = x + 22 + n * 38
            s.poly([(cx - 15, 706), (cx + 15, 706), (cx + 10, 740), (cx - 10, 740)], RUST)
            for lean in (-26, -8, 10, 26):
                s.taper(
                    [(cx, 706), (cx + lean * 0.7, 670), (cx + lean, 650 + abs(lean))],
                    (7, 8, 2),
                    PINE,
                )


def trams() -> Image:
    """The lines of a tram map run over rooftops at first light."""
    s = Sheet(13)
    s.sky([(0, mix(SLATE, MIST, 0.3)), (330, MIST), (560, CREAM), (700, mix(SAND, CREAM, 0.4))])
    s.glow(1130, 640, 430, LAMP, 0.5)
    s.land([(0, 640), (360, 560), (760, 630), (1140, 560), (1440, 610)], mix(MIST, SLATE, 0.5))
    routes = (
        (PLUM, [(-20, 250), (300, 250), (480, 430), (900, 430), (1060, 270), (1460, 270)]),
        (TEAL, [(180, -20), (180, 380), (330, 530), (1010, 530), (1160, 380), (1160, -20)]),
        (RUST, [(-20, 120), (520, 120), (720, 320), (720, 640), (560, 800)]),
        (LAMP, [(1460, 120), (960, 120), (760, 320), (760, 560), (1000, 800)]),
    )
    for colour, line in routes:
        s.stroke([(x + 7, y + 9) for x, y in line], mix(MIST, SLATE, 0.55), 24)
        s.stroke(line, colour, 24)
    stops = (
        (110, 250),
        (390, 340),
        (560, 430),
        (860, 430),
        (1250, 270),
        (1380, 270),
        (180, 40),
        (450, 530),
        (590, 530),
        (900, 530),
        (1160, 190),
        (300, 120),
        (440, 120),
        (620, 220),
        (1080, 120),
        (1300, 120),
    )
    for x, y in stops:
        s.oval(x, y, 19, INK)
        s.oval(x, y, 12.5, CREAM)
    for x, y, w in ((740, 430, 76), (740, 530, 76), (180, 250, 30), (1160, 270, 30)):
        s.rect(x - w / 2 - 9, y - 25, w + 18, 50, INK, 25)
        s.rect(x - w / 2 - 2, y - 18, w + 4, 36, CREAM, 18)
    for row, tone in ((0, 0.55), (1, 0.2)):
        x = -60.0 - row * 70
        while x < 1440:
            w = s.chance.uniform(150, 240)
            base = 720 + row * 120 + s.chance.uniform(-34, 34)
            roof = mix(mix(NIGHT, INK, 0.35), mix(SLATE, DUSK, 0.5), tone)
            s.poly(
                [(x, 970), (x, base), (x + w * 0.5, base - w * 0.36), (x + w, base), (x + w, 970)],
                roof,
            )
            slate = [
                (x + w * 0.5, base - w * 0.36),
                (x + w, base),
                (x + w * 1.5, base),
                (x + w, base - w * 0.36),
            ]
            s.rect(x + w, base - 1, w * 0.5, 600, mix(roof, INK, 0.12))
            s.poly(slate, mix(roof, DUSK, 0.25))
            s.rect(x + w * 0.66, base - w * 0.56, 40, w * 0.34, mix(roof, INK, 0.35))
            for pot in (2, 22):
                s.rect(x + w * 0.66 + pot, base - w * 0.56 - 26, 14, 28, mix(RUST, roof, 0.35))
            s.rect(
                x + w * 0.42,
                base + 10,
                32,
                44,
                LAMP if s.chance.random() < 0.4 else mix(roof, INK, 0.4),
            )
            x += w * 1.5
    s.grade(box(0, 700, 1440, 260), mix(INK, HEATHER, 0.1), (0, 990), (0, 780), 0.9)
    return s.finish()
