"""Portraits of the editors."""

from PIL.Image import Image

from articles.demo.pictures.curves import arc, ellipse, smooth
from articles.demo.pictures.faces import BROWN, DEEP, OLIVE, begin, bust, features, glasses, head
from articles.demo.pictures.palette import (
    CREAM,
    INK,
    LAMP,
    MIST,
    NIGHT,
    PALE,
    PLUM,
    RUST,
    SAND,
    SLATE,
    TEAL,
    mix,
)


def priya() -> Image:
    """Priya Lindqvist: long black hair parted in the middle, bold glasses, a pale shirt."""
    s = begin(107, mix(PLUM, PALE, 0.55))
    hair = mix(INK, NIGHT, 0.35)
    back = smooth(
        [
            (240, 70),
            (156, 96),
            (130, 180),
            (122, 300),
            (110, 420),
            (190, 440),
            (290, 440),
            (370, 420),
            (358, 300),
            (350, 180),
            (324, 96),
        ],
        closed=True,
    )
    s.poly(back, mix(hair, INK, 0.5))
    bust(s, BROWN, NIGHT, 0.94)
    s.poly([(198, 340), (282, 340), (256, 480), (224, 480)], PALE)
    s.poly([(203, 330), (277, 330), (240, 396)], BROWN)
    for side in (-1, 1):
        s.poly(
            [
                (240 + side * 40, 330),
                (240 + side * 58, 356),
                (240 + side * 22, 404),
                (240 + side * 2, 390),
            ],
            CREAM,
        )
        s.poly(
            [
                (240 + side * 58, 352),
                (240 + side * 84, 366),
                (240 + side * 60, 420),
                (240 + side * 20, 500),
                (240 + side * 18, 470),
            ],
            mix(NIGHT, TEAL, 0.45),
        )
    head(s, BROWN, 0.94, 0.9)
    features(s, BROWN, INK, smile=9)
    for side in (-1, 1):
        lock = smooth(
            [
                (240, 84),
                (240 + side * 50, 86),
                (240 + side * 92, 140),
                (240 + side * 104, 250),
                (240 + side * 122, 400),
                (240 + side * 84, 440),
                (240 + side * 66, 330),
                (240 + side * 76, 220),
                (240 + side * 58, 156),
                (240 + side * 20, 118),
            ],
            closed=True,
        )
        s.poly(lock, hair)
        s.grade(lock, mix(SLATE, hair, 0.4), (110, 60), (210, 200), 0.6)
    s.oval(252, 250, 2.6, LAMP)
    glasses(s, PLUM, 30, square=True)
    return s.finish()


def callum() -> Image:
    """Callum Reyes: a shaven head, grey stubble, a shirt and a loosened tie."""
    s = begin(108, mix(LAMP, CREAM, 0.5))
    skin = mix(OLIVE, INK, 0.1)
    bust(s, skin, mix(MIST, PALE, 0.4), 1.06)
    s.poly([(203, 332), (277, 332), (240, 392)], skin)
    for side in (-1, 1):
        s.poly(
            [
                (240 + side * 38, 328),
                (240 + side * 66, 352),
                (240 + side * 34, 412),
                (240 + side * 2, 392),
            ],
            PALE,
        )
        s.grade(
            [
                (240 + side * 38, 328),
                (240 + side * 66, 352),
                (240 + side * 34, 412),
                (240 + side * 2, 392),
            ],
            SLATE,
            (320, 420),
            (230, 360),
            0.6,
        )
        s.stroke([(240 + side * 92, 372), (240 + side * 84, 490)], mix(NIGHT, INK, 0.2), 20)
    s.poly([(226, 394), (254, 394), (248, 418), (232, 418)], PLUM)
    s.poly([(232, 416), (248, 416), (262, 500), (218, 500)], PLUM)
    s.grade([(232, 416), (248, 416), (262, 500), (218, 500)], INK, (280, 500), (230, 440), 0.8)
    skull = head(s, skin, 0.98, 1.06)
    s.grade(skull, mix(skin, CREAM, 0.7), (180, 84), (226, 160), 0.6)
    stubble = smooth(
        [
            (164, 232),
            (180, 262),
            (212, 264),
            (240, 260),
            (268, 264),
            (300, 262),
            (316, 232),
            (308, 276),
            (278, 314),
            (240, 324),
            (202, 314),
            (172, 276),
        ],
        closed=True,
    )
    s.veil(stubble, mix(SLATE, INK, 0.6), 0.4, 0.8)
    for side in (-1, 1):
        s.veil(
            smooth(
                [
                    (240 + side * 66, 140),
                    (240 + side * 80, 170),
                    (240 + side * 80, 206),
                    (240 + side * 74, 190),
                ],
                closed=True,
            ),
            mix(SLATE, INK, 0.6),
            0.5,
            2,
        )
    features(s, skin, mix(INK, SLATE, 0.2), smile=6, thick=9)
    for y in (146, 158):
        s.stroke([(212, y), (240, y - 3), (268, y)], mix(skin, RUST, 0.4), 2.2, curved=True)
    return s.finish()


def hester() -> Image:
    """Hester Vane: close silver hair, large brass earrings, an ink jacket over cream."""
    s = begin(109, mix(RUST, SAND, 0.45))
    hair = mix(PALE, SLATE, 0.4)
    bust(s, DEEP, INK, 0.95)
    s.poly([(196, 344), (284, 344), (258, 470), (222, 470)], CREAM)
    s.poly([(204, 330), (276, 330), (240, 388)], DEEP)
    for side in (-1, 1):
        s.poly(
            [
                (240 + side * 46, 340),
                (240 + side * 84, 360),
                (240 + side * 64, 424),
                (240 + side * 10, 500),
                (240 + side * 16, 460),
            ],
            mix(NIGHT, SLATE, 0.16),
        )
    s.oval(180, 424, 13, LAMP)
    s.oval(180, 424, 6, PLUM)
    head(s, DEEP, 0.93, 0.9)
    features(s, DEEP, mix(hair, INK, 0.45), smile=9, thick=6)
    crop = smooth(
        [
            (164, 204),
            (150, 150),
            (168, 98),
            (210, 70),
            (270, 70),
            (312, 98),
            (330, 150),
            (316, 204),
            (308, 160),
            (284, 136),
            (240, 128),
            (196, 136),
            (172, 160),
        ],
        closed=True,
    )
    s.poly(crop, hair)
    s.grade(crop, mix(SLATE, INK, 0.4), (350, 200), (250, 110), 0.95)
    for _ in range(90):
        x, y = s.chance.uniform(172, 308), s.chance.uniform(78, 132)
        s.stroke(arc(x, y, 5, 5, s.chance.uniform(0, 200), 250), mix(hair, SLATE, 0.55), 2)
    for side in (-1, 1):
        s.stroke(ellipse(240 + side * 80, 262, 15, 20), LAMP, 5)
    return s.finish()
