"""What all portraits share: ground, shoulders, head, features, glasses, light on hair."""

from articles.demo.pictures.curves import Point, box, ellipse, rounded, smooth
from articles.demo.pictures.palette import CREAM, INK, PALE, PLUM, RUST, SAND, Colour, mix
from articles.demo.pictures.sheet import Sheet

FAIR = mix(mix(SAND, CREAM, 0.5), RUST, 0.12)
ROSY = mix(mix(SAND, CREAM, 0.25), RUST, 0.28)
OLIVE = mix(SAND, RUST, 0.32)
BROWN = mix(mix(SAND, RUST, 0.5), INK, 0.25)
DEEP = mix(mix(RUST, SAND, 0.2), INK, 0.5)


def begin(seed: int, ground: Colour) -> Sheet:
    """Return a square sheet with a lit ground."""
    s = Sheet(seed, ground, (480, 480))
    s.grade(box(0, 0, 480, 480), mix(ground, INK, 0.4), (480, 480), (160, 120), 0.7)
    s.grade(box(0, 0, 480, 480), mix(ground, CREAM, 0.6), (0, 0), (260, 260), 0.7)
    return s


def bust(s: Sheet, skin: Colour, clothes: Colour, broad: float = 1) -> list[Point]:
    """Draw shoulders and neck; return the outline of the clothes for more detail."""
    half = [(0.0, 352.0), (52.0, 346.0), (128.0, 374.0), (168.0, 420.0), (184.0, 500.0)]
    right = [(240 + x * broad, y) for x, y in half]
    left = [(240 - x * broad, y) for x, y in half[::-1]]
    outline = [*smooth([*left, *right[1:]]), (240, 500)]
    s.poly(outline, clothes)
    s.grade(outline, mix(clothes, INK, 0.6), (460, 500), (230, 400), 0.9)
    s.poly([(202, 270), (278, 270), (284, 352), (240, 384), (196, 352)], skin)
    s.grade(
        [(202, 270), (278, 270), (284, 352), (240, 384), (196, 352)],
        mix(skin, INK, 0.45),
        (250, 290),
        (236, 352),
    )
    return outline


def head(s: Sheet, skin: Colour, wide: float = 1, jaw: float = 1) -> list[Point]:
    """Draw ears and head with its shade; return the outline of the head."""
    shade = mix(skin, mix(RUST, INK, 0.5), 0.5)
    for side in (-1, 1):
        s.oval(240 + side * 79 * wide, 216, 15, skin, 22)
        s.oval(240 + side * 80 * wide, 218, 7, mix(skin, shade, 0.6), 12)
    half = [(0, 100), (44, 108), (72, 142), (80, 196), (75, 246), (52 * jaw, 292), (22 * jaw, 314)]
    outline = smooth(
        [(240, 100)]
        + [(240 + x * wide, y) for x, y in half[1:]]
        + [(240 - x * wide, y) for x, y in half[:0:-1]],
        closed=True,
    )
    s.poly(outline, skin)
    s.grade(outline, shade, (350, 280), (262, 230), 0.8)
    for x in (194, 286):
        s.glow(x, 256, 34, mix(RUST, PLUM, 0.2), 0.34)
    return outline


def features(s: Sheet, skin: Colour, brow: Colour, *, smile: float = 8, thick: float = 7) -> None:
    """Draw eyes, brows, nose and mouth."""
    shade = mix(skin, mix(RUST, INK, 0.6), 0.55)
    for side in (-1, 1):
        x = 240 + side * 33
        if sum(skin) < 330:
            s.oval(x, 217, 12.5, mix(skin, CREAM, 0.7), 9)
        s.oval(x, 217, 7.2, INK, 8.4)
        s.oval(x - 2, 213, 2.2, CREAM)
        s.taper(
            [(x - side * 17, 192), (x + side * 2, 187), (x + side * 20, 197)],
            (thick, thick, 2),
            brow,
        )
    s.stroke([(238, 216), (230, 252), (236, 258), (248, 257)], shade, 4.5, curved=True)
    lips = mix(skin, PLUM, 0.55) if sum(skin) > 330 else mix(RUST, PLUM, 0.5)
    s.taper([(212, 279), (226, 279 + smile), (254, 279 + smile), (268, 278)], (2, 7, 7, 2), lips)


def glasses(s: Sheet, rim: Colour, r: float, *, square: bool = False) -> None:
    """Put glasses on the face."""
    for side in (-1, 1):
        x = 240 + side * 35
        frame = (
            rounded(x - r, 218 - r * 0.8, 2 * r, r * 1.6, 9) if square else ellipse(x, 218, r, r)
        )
        s.veil(frame, PALE, 0.22)
        s.stroke([*frame, frame[0]], rim, 4.5)
        s.stroke([(x + side * r, 212), (240 + side * 82, 206)], rim, 4.5)
    s.stroke([(240 - 35 + r, 214), (240, 209), (240 + 35 - r, 214)], rim, 4.5, curved=True)


def shine(s: Sheet, outline: list[Point], hair: Colour, light: float = 0.35) -> None:
    """Give hair its light from the left and its shade to the right."""
    s.grade(outline, mix(hair, CREAM, light), (130, 60), (230, 170), 0.7)
    s.grade(outline, mix(hair, INK, 0.6), (360, 260), (270, 190), 0.8)
