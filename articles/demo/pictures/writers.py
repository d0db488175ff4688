"""Portraits of the culture and outdoors writers and the columnist."""

from PIL.Image import Image

from articles.demo.pictures.curves import arc, rounded, smooth
from articles.demo.pictures.faces import FAIR, ROSY, begin, bust, features, glasses, head, shine
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


def matteo() -> Image:
    """Matteo Brandt: brown waves, a moustache, round glasses, a rust roll-neck."""
    s = begin(104, mix(MOSS, PALE, 0.45))
    hair = mix(RUST, INK, 0.62)
    bust(s, ROSY, RUST, 1)
    s.rect(188, 314, 104, 76, mix(RUST, CREAM, 0.12), 24)
    s.grade(rounded(188, 314, 104, 76, 24), mix(RUST, INK, 0.6), (300, 330), (220, 350), 0.8)
    for x in range(200, 284, 12):
        s.stroke([(x, 322), (x, 382)], mix(RUST, INK, 0.25), 2)
    head(s, ROSY, 0.95)
    features(s, ROSY, hair, smile=5)
    s.shape(
        [
            (240, 264),
            (216, 266),
            (194, 282),
            (216, 281),
            (240, 275),
            (264, 281),
            (286, 282),
            (264, 266),
        ],
        hair,
    )
    top = smooth(
        [
            (158, 206),
            (146, 150),
            (160, 96),
            (206, 62),
            (262, 58),
            (318, 82),
            (338, 140),
            (322, 206),
            (312, 158),
            (290, 128),
            (250, 140),
            (208, 124),
            (172, 158),
        ],
        closed=True,
    )
    s.poly(top, hair)
    shine(s, top, hair)
    for x, y in ((180, 110), (214, 90), (254, 84), (292, 104)):
        s.stroke(arc(x, y, 24, 20, 190, 340), mix(hair, SAND, 0.25), 3)
    glasses(s, mix(INK, PLUM, 0.3), 27)
    return s.finish()


def agnes() -> Image:
    """Agnes Thorley: white hair in a bun, spectacles, pearls and a plum cardigan."""
    s = begin(105, mix(SLATE, MIST, 0.35))
    hair = mix(PALE, MIST, 0.3)
    s.oval(240, 62, 44, mix(hair, SLATE, 0.25), 38)
    s.stroke(arc(240, 66, 30, 22, 190, 350), mix(hair, SLATE, 0.6), 3)
    s.oval(240, 166, 96, mix(hair, SLATE, 0.3), 98)
    bust(s, FAIR, PLUM, 0.92)
    s.poly([(206, 342), (274, 342), (250, 450), (230, 450)], CREAM)
    s.stroke([(206, 344), (236, 440), (238, 490)], mix(PLUM, INK, 0.4), 6)
    s.stroke([(274, 344), (244, 440), (242, 490)], mix(PLUM, INK, 0.4), 6)
    s.poly([(205, 330), (275, 330), (262, 356), (240, 368), (218, 356)], mix(FAIR, RUST, 0.18))
    for n in range(9):
        ((x, y), _) = arc(240, 338, 42, 34, 166 - n * 19, 165 - n * 19, 1)
        s.oval(x, y, 6, CREAM)
        s.oval(x + 1.5, y + 2, 3, MIST)
    head(s, FAIR, 0.94, 0.9)
    features(s, FAIR, mix(hair, SLATE, 0.7), smile=8, thick=5)
    for side in (-1, 1):
        s.stroke([(240 + side * 62, 232), (240 + side * 69, 226)], mix(FAIR, RUST, 0.4), 2)
        s.stroke([(240 + side * 44, 262), (240 + side * 48, 282)], mix(FAIR, RUST, 0.35), 2.4)
    front = smooth(
        [
            (156, 214),
            (144, 160),
            (170, 104),
            (240, 78),
            (310, 104),
            (336, 160),
            (324, 214),
            (310, 166),
            (278, 138),
            (238, 122),
            (202, 138),
            (170, 166),
        ],
        closed=True,
    )
    s.poly(front, hair)
    s.grade(front, SLATE, (350, 230), (260, 150), 0.8)
    for x in (190, 220, 262, 292):
        s.stroke([(240 + (x - 240) * 0.3, 90), (x, 128)], mix(hair, SLATE, 0.45), 2.4)
    glasses(s, mix(RUST, INK, 0.3), 26, square=True)
    return s.finish()


def bram() -> Image:
    """Bram Ostler: a woollen hat, a full sandy beard, a waterproof."""
    s = begin(106, mix(MIST, PALE, 0.4))
    hair = mix(RUST, SAND, 0.42)
    bust(s, ROSY, mix(PINE, TEAL, 0.4), 1.1)
    s.poly(
        [(170, 356), (200, 318), (240, 372), (280, 318), (310, 356), (262, 420), (218, 420)],
        mix(PINE, INK, 0.3),
    )
    s.stroke([(240, 400), (240, 490)], LAMP, 6)
    s.stroke([(120, 372), (160, 500)], mix(PINE, INK, 0.5), 14)
    head(s, ROSY, 1.02)
    beard = smooth(
        [
            (158, 216),
            (170, 256),
            (204, 264),
            (240, 258),
            (276, 264),
            (310, 256),
            (322, 216),
            (326, 290),
            (294, 344),
            (240, 364),
            (186, 344),
            (154, 290),
        ],
        closed=True,
    )
    s.poly(beard, hair)
    shine(s, beard, hair)
    features(s, ROSY, mix(hair, INK, 0.2), smile=7, thick=9)
    s.shape(
        [
            (240, 262),
            (210, 262),
            (186, 280),
            (214, 281),
            (240, 273),
            (266, 281),
            (294, 280),
            (270, 262),
        ],
        mix(hair, INK, 0.14),
    )
    for x in range(188, 300, 18):
        s.stroke([(x, 308), (x + 3, 332)], mix(hair, INK, 0.25), 2.4)
    cap = smooth([(150, 170), (152, 104), (190, 54), (240, 42), (290, 54), (328, 104), (330, 170)])
    s.poly(cap, LAMP)
    s.grade(cap, mix(RUST, INK, 0.2), (340, 160), (250, 100), 0.9)
    s.oval(240, 38, 24, CREAM)
    s.rect(142, 132, 196, 46, mix(LAMP, RUST, 0.35), 18)
    for x in range(156, 332, 15):
        s.stroke([(x, 138), (x, 172)], mix(LAMP, RUST, 0.65), 3)
    return s.finish()
