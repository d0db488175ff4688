"""Portraits of the reporters."""

from PIL.Image import Image

from articles.demo.pictures.curves import arc, smooth
from articles.demo.pictures.faces import BROWN, FAIR, OLIVE, begin, bust, features, head, shine
from articles.demo.pictures.palette import (
    CREAM,
    INK,
    LAMP,
    MIST,
    MOSS,
    PALE,
    PINE,
    PLUM,
    RUST,
    SAND,
    SLATE,
    TEAL,
    mix,
)


def tamsin() -> Image:
    """Tamsin Ferrow: an auburn bob with a fringe, freckles, a teal jumper."""
    s = begin(101, MIST)
    hair = mix(RUST, PLUM, 0.18)
    back = smooth(
        [
            (240, 66),
            (150, 98),
            (126, 190),
            (130, 290),
            (164, 326),
            (316, 326),
            (350, 290),
            (354, 190),
            (330, 98),
        ],
        closed=True,
    )
    s.poly(back, mix(hair, INK, 0.3))
    bust(s, FAIR, TEAL, 0.94)
    s.taper([(186, 348), (240, 378), (294, 348)], (22, 26, 22), mix(TEAL, PALE, 0.25))
    head(s, FAIR, 0.96, 0.92)
    features(s, FAIR, mix(hair, INK, 0.3), smile=9)
    for _ in range(22):
        s.oval(
            240 + s.chance.choice((-1, 1)) * s.chance.uniform(14, 56),
            s.chance.uniform(238, 262),
            1.7,
            mix(FAIR, RUST, 0.6),
        )
    front = smooth(
        [
            (240, 72),
            (158, 92),
            (128, 170),
            (130, 290),
            (160, 316),
            (172, 250),
            (168, 176),
            (204, 170),
            (262, 166),
            (310, 176),
            (312, 252),
            (320, 316),
            (350, 288),
            (352, 170),
            (322, 92),
        ],
        closed=True,
    )
    s.poly(front, hair)
    shine(s, front, hair)
    for x in (200, 226, 256, 284):
        s.stroke([(x, 120), (x - 6, 164)], mix(hair, INK, 0.25), 2.5)
    return s.finish()


def idris() -> Image:
    """Idris Kell: short black hair, a close beard, a mustard jacket."""
    s = begin(102, mix(TEAL, SLATE, 0.4))
    clothes = bust(s, BROWN, LAMP, 1.06)
    s.grade(clothes, RUST, (60, 500), (220, 380), 0.7)
    s.poly([(200, 344), (280, 344), (262, 470), (218, 470)], CREAM)
    s.poly(
        [(204, 340), (240, 384), (276, 340), (268, 330), (240, 362), (212, 330)],
        mix(BROWN, INK, 0.2),
    )
    for side in (-1, 1):
        s.poly(
            [
                (240 + side * 42, 338),
                (240 + side * 66, 352),
                (240 + side * 52, 440),
                (240 + side * 14, 500),
                (240 + side * 18, 440),
            ],
            mix(LAMP, RUST, 0.35),
        )
    head(s, BROWN)
    beard = smooth(
        [
            (162, 226),
            (172, 262),
            (206, 266),
            (240, 262),
            (274, 266),
            (308, 262),
            (318, 226),
            (314, 280),
            (280, 322),
            (240, 332),
            (200, 322),
            (166, 280),
        ],
        closed=True,
    )
    s.poly(beard, mix(INK, BROWN, 0.16))
    features(s, BROWN, INK, smile=7, thick=9)
    top = smooth(
        [
            (160, 196),
            (156, 130),
            (186, 88),
            (240, 74),
            (294, 88),
            (324, 130),
            (320, 196),
            (308, 150),
            (276, 134),
            (240, 138),
            (204, 134),
            (172, 150),
        ],
        closed=True,
    )
    s.poly(top, INK)
    shine(s, top, INK, 0.2)
    return s.finish()


def noor() -> Image:
    """Noor Hadley: a great head of dark curls, a green field jacket."""
    s = begin(103, mix(SAND, CREAM, 0.5))
    hair = mix(INK, RUST, 0.2)
    for x, y, r in (
        (240, 120, 84),
        (160, 150, 62),
        (320, 150, 62),
        (132, 220, 52),
        (348, 220, 52),
        (140, 290, 46),
        (340, 290, 46),
        (180, 330, 34),
        (300, 330, 34),
    ):
        s.oval(x, y, r, hair)
    bust(s, OLIVE, MOSS, 0.96)
    for side in (-1, 1):
        s.poly(
            [
                (240 + side * 30, 346),
                (240 + side * 76, 350),
                (240 + side * 60, 404),
                (240 + side * 10, 390),
            ],
            mix(MOSS, PINE, 0.6),
        )
        s.rect(240 + side * 96 - 26, 430, 52, 8, mix(MOSS, PINE, 0.7))
    s.stroke([(240, 386), (240, 480)], mix(MOSS, PINE, 0.8), 4)
    head(s, OLIVE, 0.95, 0.9)
    features(s, OLIVE, INK, smile=10)
    for n in range(15):
        ((x, y), _) = arc(240, 190, 92, 92, 184 + n * 12.3, 185 + n * 12.3, 1)
        s.oval(x, y, 25, hair)
    for _ in range(44):
        x, y = (
            s.chance.choice((s.chance.uniform(112, 158), s.chance.uniform(322, 368))),
            s.chance.uniform(140, 310),
        )
        s.stroke(arc(x, y, 11, 11, s.chance.uniform(0, 180), 300), mix(hair, SAND, 0.28), 2.4)
    for _ in range(20):
        x, y = s.chance.uniform(184, 296), s.chance.uniform(60, 104)
        s.stroke(arc(x, y, 11, 11, s.chance.uniform(0, 180), 300), mix(hair, SAND, 0.28), 2.4)
    for side in (-1, 1):
        s.oval(240 + side * 80, 250, 7, LAMP)
    return s.finish()
