"""The shared scanner and the library of things."""

from PIL.Image import Image

from articles.demo.pictures.curves import arc, box, ellipse, rounded, smooth
from articles.demo.pictures.palette import (
    CREAM,
    DUSK,
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
    mix,
)
from articles.demo.pictures.parts import SKIN, person
from articles.demo.pictures.sheet import Sheet


def scanner() -> Image:
    """A ring-shaped scanner in a blue room, a patient on the table."""
    s = Sheet(19, mix(SLATE, MIST, 0.35))
    s.grade(box(0, 0, 1440, 700), TEAL, (0, 0), (900, 300), 0.9)
    s.poly([(0, 690), (1440, 690), (1440, 960), (0, 960)], mix(TEAL, SLATE, 0.35))
    s.grade(box(0, 690, 1440, 270), NIGHT, (0, 980), (0, 700), 0.8)
    for x, w in ((140, 260), (560, 320), (1040, 260)):
        s.poly([(x, 0), (x + w, 0), (x + w * 0.86, 56), (x + w * 0.14, 56)], CREAM)
    s.rect(80, 190, 250, 300, PALE, 10)
    s.sky([(200, MIST), (400, CREAM)], box(94, 204, 222, 272))
    s.poly(
        [(94, 476), (94, 400), (170, 350), (240, 396), (316, 360), (316, 476)],
        mix(MOSS, SLATE, 0.4),
    )
    s.veil(ellipse(860, 850, 420, 40), INK, 0.5, 14)
    depth = ellipse(952, 440, 330, 366)
    s.poly(depth, mix(SLATE, TEAL, 0.7))
    s.rect(700, 690, 420, 160, mix(SLATE, TEAL, 0.75), 20)
    s.grade(depth, INK, (1300, 620), (1130, 420), 0.9)
    ring = ellipse(860, 430, 344, 376)
    s.rect(640, 640, 440, 206, PALE, 30)
    s.grade(rounded(640, 640, 440, 206, 30), TEAL, (860, 870), (860, 690), 0.8)
    s.poly(ring, PALE)
    s.grade(ring, mix(SLATE, MIST, 0.2), (1120, 760), (800, 380), 0.95)
    s.stroke(ellipse(860, 430, 300, 328), mix(MIST, SLATE, 0.3), 5)
    s.oval(860, 430, 214, mix(SLATE, MIST, 0.3), 234)
    s.oval(860, 430, 196, mix(NIGHT, TEAL, 0.5), 214)
    s.grade(ellipse(860, 430, 196, 214), INK, (740, 640), (960, 380), 0.9)
    s.oval(906, 428, 140, mix(TEAL, SLATE, 0.5), 166)
    s.glow(906, 420, 240, MIST, 0.7)
    s.stroke(ellipse(860, 430, 205, 224), mix(LAMP, CREAM, 0.3), 8)
    for a in (214, 326):
        (spot, _) = arc(860, 430, 322, 352, a, a + 1, 1)
        s.oval(*spot, 13, PLUM)
    s.rect(380, 640, 250, 220, mix(SLATE, PALE, 0.35), 22)
    s.grade(rounded(380, 640, 250, 220, 22), NIGHT, (380, 880), (560, 660), 0.8)
    s.poly([(170, 560), (960, 530), (960, 562), (150, 614)], PALE)
    s.poly([(150, 614), (960, 562), (960, 584), (170, 652)], mix(SLATE, TEAL, 0.4))
    blanket = [(206, 556), (262, 470), (380, 474), (520, 492), (660, 490), (720, 500), (740, 542)]
    s.poly(smooth(blanket), mix(TEAL, PLUM, 0.1))
    s.poly(smooth(blanket), PLUM)
    s.grade(smooth(blanket), mix(PLUM, INK, 0.5), (460, 570), (460, 480), 0.9)
    s.shape([(716, 496), (780, 476), (800, 500), (796, 540), (730, 544)], mix(MIST, PALE, 0.4))
    s.shape([(800, 534), (806, 488), (838, 476), (872, 500), (868, 530), (840, 540)], SKIN)
    s.shape([(848, 476), (884, 486), (886, 536), (860, 540), (866, 506)], INK)
    s.rect(790, 534, 120, 16, CREAM, 8)
    person(s, 300, 872, 470, mix(PALE, MIST, 0.4), NIGHT, mix(SKIN, INK, 0.4), INK, 0.02)
    s.taper([(322, 530), (372, 560), (420, 536)], (34, 28, 20), mix(MIST, SLATE, 0.2))
    s.oval(428, 530, 14, mix(SKIN, INK, 0.4))
    return s.finish()


def library() -> Image:
    """Library shelves hold books, a drill, a tent and a tuba."""
    s = Sheet(24, mix(TEAL, NIGHT, 0.35))
    wood, dark = mix(RUST, SAND, 0.35), mix(RUST, INK, 0.5)
    s.rect(60, 40, 1320, 900, wood)
    s.grade(box(60, 40, 1320, 900), dark, (1400, 960), (500, 200), 0.7)
    back = mix(NIGHT, PLUM, 0.18)
    cells = (
        (90, 70, 500, 256),
        (614, 70, 736, 256),
        (90, 356, 790, 262),
        (904, 356, 446, 262),
        (90, 648, 400, 262),
        (514, 648, 836, 262),
    )
    for x, y, w, h in cells:
        s.rect(x, y, w, h, back)
        s.grade(box(x, y, w, h), INK, (x, y), (x, y + h), 0.8)
    _books(s, 100, 326, 300)
    with s.at(480, 326):
        s.shape([(-60, 0), (-66, -70), (-30, -100), (30, -100), (66, -70), (60, 0)], MOSS)
        s.rect(-36, -60, 72, 44, mix(MOSS, INK, 0.3), 10)
        s.stroke(arc(0, -96, 22, 24, 180, 360), mix(MOSS, INK, 0.4), 7)
        s.rect(-62, -118, 124, 26, mix(LAMP, RUST, 0.3), 13)
    with s.at(780, 326):
        s.poly([(-140, 0), (0, -204), (150, 0)], mix(LAMP, RUST, 0.15))
        s.poly([(150, 0), (0, -204), (96, -190), (230, 0)], mix(RUST, LAMP, 0.3))
        s.poly([(-44, 0), (0, -150), (40, 0)], mix(NIGHT, INK, 0.4))
        s.poly([(-44, 0), (0, -150), (-20, 0)], mix(LAMP, CREAM, 0.5))
        s.stroke([(-170, 0), (0, -208)], CREAM, 3)
    _books(s, 1050, 326, 240)
    _books(s, 100, 618, 130)
    _drill(s, 356, 618)
    with s.at(724, 618):
        s.rect(24, -180, 70, 176, TEAL, 14)
        s.rect(-110, -190, 204, 58, mix(TEAL, PALE, 0.3), 20)
        s.rect(-110, -190, 54, 112, mix(TEAL, PALE, 0.3), 14)
        s.oval(100, -160, 26, CREAM)
        s.rect(-120, -26, 240, 26, mix(TEAL, INK, 0.4), 8)
        s.stroke([(-83, -84), (-83, -28)], PALE, 5)
        s.oval(59, -100, 20, mix(SAND, CREAM, 0.5))
    _tuba(s, 1130, 618)
    with s.at(290, 910):
        s.stroke([(-130, -110), (-40, -110), (20, -60), (110, -66)], RUST, 12)
        for x in (-110, 100):
            s.stroke(ellipse(x, -60, 56, 56), INK, 11)
            s.stroke(ellipse(x, -60, 48, 48), SLATE, 3)
            s.oval(x, -60, 9, SAND)
        s.stroke([(-110, -60), (-60, -170), (60, -170), (100, -60)], RUST, 11)
        s.stroke([(-60, -170), (-6, -66), (60, -170)], RUST, 11)
        s.stroke([(-6, -66), (-110, -60)], RUST, 9)
        s.stroke([(-84, -196), (-36, -196)], INK, 14)
        s.stroke([(60, -170), (56, -204), (88, -210)], INK, 9)
    _books(s, 530, 910, 310)
    with s.at(985, 910):
        s.poly([(-44, 0), (-10, -234), (10, -234), (-16, 0)], CREAM)
        s.poly([(44, 0), (10, -234), (-10, -234), (16, 0)], mix(CREAM, STONE, 0.5))
        for n in range(5):
            s.stroke(
                [(-34 + n * 5, -32 - n * 42), (34 - n * 5, -32 - n * 42)], mix(SAND, RUST, 0.4), 9
            )
    with s.at(1200, 910):
        s.shape(
            [
                (-60, -10),
                (-80, -60),
                (-50, -96),
                (-36, -130),
                (0, -140),
                (36, -130),
                (50, -96),
                (80, -60),
                (60, -10),
                (0, 0),
            ],
            mix(DUSK, LAMP, 0.35),
        )
        s.oval(0, -70, 24, INK)
        s.rect(-8, -236, 16, 150, mix(RUST, INK, 0.6))
        s.rect(-15, -252, 30, 32, INK, 6)
        s.rect(-26, -34, 52, 9, INK)
    s.veil([(280, 0), (880, 0), (1240, 960), (-60, 960)], CREAM, 0.1, 30)
    return s.finish()


def _books(s: Sheet, x: float, base: float, width: float) -> None:
    """Stand a row of books on a shelf, the last one leaning."""
    tones = (PLUM, TEAL, LAMP, MOSS, RUST, CREAM, SLATE, SAND, mix(PLUM, RUST, 0.5))
    end = x + width
    while x < end - 30:
        w, h = s.chance.uniform(18, 40), s.chance.uniform(130, 214)
        tone = s.chance.choice(tones)
        s.rect(x, base - h, w, h, tone, 2)
        s.rect(x, base - h + 16, w, 7, mix(tone, INK, 0.3))
        s.rect(x, base - 40, w, 12, mix(tone, CREAM, 0.5))
        s.grade(box(x, base - h, w, h), mix(tone, INK, 0.6), (x + w, 0), (x, 0), 0.6)
        x += w + 2
    with s.at(x + 2, base, 1, -14):
        s.rect(0, -160, 26, 160, RUST, 2)
        s.rect(0, -140, 26, 8, CREAM)


def _drill(s: Sheet, x: float, base: float) -> None:
    """Stand a cordless drill on a shelf, its bit to the right."""
    with s.at(x, base, 1.1):
        s.shape([(-40, -40), (-60, -140), (-8, -140), (6, -40)], mix(NIGHT, SLATE, 0.25))
        s.rect(-72, -46, 104, 46, INK, 10)
        s.rect(-72, -46, 104, 14, LAMP, 6)
        s.rect(-96, -204, 160, 76, LAMP, 26)
        s.grade(rounded(-96, -204, 160, 76, 26), RUST, (-20, -120), (-20, -190), 0.8)
        s.rect(-70, -182, 60, 10, INK, 5)
        s.poly([(62, -198), (98, -184), (98, -150), (62, -134)], mix(INK, SLATE, 0.3))
        s.poly([(98, -176), (136, -172), (136, -162), (98, -158)], SLATE)
        s.stroke([(136, -167), (196, -167)], MIST, 6)
        s.shape([(0, -128), (14, -124), (10, -104), (-4, -108)], RUST)


def _tuba(s: Sheet, x: float, base: float) -> None:
    """Stand a tuba on a shelf, its bell up."""
    brass, shade = mix(LAMP, SAND, 0.3), mix(RUST, INK, 0.35)
    with s.at(x, base, 1.06):
        s.stroke(
            [(70, -150), (78, -60), (20, -22), (-50, -30), (-72, -90), (-60, -160), (0, -184)],
            shade,
            34,
            curved=True,
        )
        s.stroke(
            [(70, -150), (78, -60), (20, -22), (-50, -30), (-72, -90), (-60, -160), (0, -184)],
            brass,
            27,
            curved=True,
        )
        s.stroke(
            [(-20, -60), (-26, -120), (10, -140), (36, -110), (28, -62)], shade, 19, curved=True
        )
        s.stroke(
            [(-20, -60), (-26, -120), (10, -140), (36, -110), (28, -62)], brass, 13, curved=True
        )
        s.poly(
            smooth([(52, -130), (56, -180), (14, -232), (148, -232), (94, -180), (92, -130)]), brass
        )
        s.grade(
            smooth([(52, -130), (56, -180), (14, -232), (148, -232), (94, -180), (92, -130)]),
            shade,
            (150, -180),
            (60, -180),
            0.8,
        )
        s.oval(81, -232, 70, mix(brass, CREAM, 0.4), 11)
        s.oval(81, -231, 56, shade, 7)
        for n in range(3):
            s.rect(-16 + n * 20, -128, 14, 60, mix(brass, CREAM, 0.45), 4)
            s.oval(-9 + n * 20, -134, 9, PALE, 5)
        s.stroke([(0, -184), (-60, -196), (-96, -178)], brass, 9, curved=True)
        s.oval(-98, -177, 11, PALE, 8)
