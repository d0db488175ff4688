"""Things that come back in many pictures: people, trees, houses, walls, lamps, stars."""

import math
from collections.abc import Sequence

from articles.demo.pictures.curves import Point, arc, between, smooth
from articles.demo.pictures.palette import (
    CREAM,
    INK,
    LAMP,
    NIGHT,
    PINE,
    RUST,
    SAND,
    Colour,
    mix,
)
from articles.demo.pictures.sheet import Sheet

SKIN = mix(SAND, RUST, 0.25)


def person(
    s: Sheet,
    x: float,
    y: float,
    h: float,
    coat: Colour,
    legs: Colour = INK,
    skin: Colour = SKIN,
    hair: Colour = INK,
    stride: float = 0.1,
    face: float = 1,
) -> None:
    """Draw a standing or walking figure of height h whose feet are at (x, y)."""
    with s.at(x, y, h / 100, 0, face):
        s.taper([(-2, -46), (-3 - stride * 40, -22), (-2 - stride * 95, 0)], (13, 9, 7), legs)
        s.taper([(2, -46), (4 + stride * 60, -24), (3 + stride * 80, 0)], (13, 9, 7), legs)
        s.stroke([(1 - stride * 95, -1.5), (7 - stride * 95, -1.5)], legs, 4)
        s.stroke([(4 + stride * 80, -1.5), (11 + stride * 80, -1.5)], legs, 4)
        s.rect(-3, -88, 6, 10, mix(skin, INK, 0.15))
        s.shape([(-8, -78), (0, -82), (9, -77), (12, -40), (0, -34), (-12, -40)], coat)
        s.taper([(6, -76), (12, -60), (12 + stride * 30, -45)], (7, 6, 5), mix(coat, INK, 0.25))
        s.oval(0.6, -91, 6.4, skin, 7.6)
        s.shape([(-7, -90), (-5, -98), (2, -100), (7, -96), (2, -95), (-2, -90), (-5, -85)], hair)


def runner(s: Sheet, x: float, y: float, h: float, shirt: Colour, skin: Colour) -> None:
    """Draw a runner in full stride to the right, the forward foot at about (x, y)."""
    with s.at(x, y, h / 100):
        s.taper([(-3, -46), (-14, -30), (-34, -28)], (13, 9, 6), mix(skin, INK, 0.3))
        s.stroke([(-35, -30), (-37, -22)], INK, 5)
        s.taper([(2, -68), (-10, -62), (-12, -48)], (7, 6, 5), mix(skin, INK, 0.3))
        s.taper([(0, -46), (16, -34), (10, -2)], (14, 10, 7), skin)
        s.stroke([(9, -2), (17, -2)], INK, 5)
        s.shape([(-9, -50), (9, -50), (13, -40), (2, -36), (-9, -38)], INK)
        s.shape([(-1, -80), (11, -76), (8, -46), (-8, -46), (-5, -66)], shirt)
        s.taper([(7, -74), (10, -58), (24, -62)], (8, 6, 5), skin)
        s.oval(10, -89, 6.5, skin, 7.5)
        s.shape([(3, -88), (4, -97), (12, -98), (16, -93), (8, -92), (5, -84)], INK)


def fir(s: Sheet, x: float, y: float, h: float, fill: Colour) -> None:
    """Draw a conifer standing on (x, y)."""
    s.rect(x - h * 0.02, y - h * 0.2, h * 0.04, h * 0.22, fill)
    for tier in range(4):
        top = y - h + tier * h * 0.19
        half = h * (0.09 + tier * 0.045)
        low = top + h * 0.33
        s.poly([(x, top), (x + half, low), (x, low - h * 0.04), (x - half, low)], fill)


def tree(s: Sheet, x: float, y: float, h: float, fill: Colour, trunk: Colour = INK) -> None:
    """Draw a broad-leaved tree standing on (x, y)."""
    s.taper([(x, y), (x - h * 0.01, y - h * 0.3), (x, y - h * 0.6)], (h * 0.08, h * 0.04), trunk)
    for dx, dy, r in ((-0.2, 0.56, 0.2), (0.19, 0.58, 0.19), (0.0, 0.74, 0.25), (0.02, 0.5, 0.2)):
        s.oval(x + dx * h, y - dy * h, r * h, fill, r * h * 0.92)
    s.stroke([(x, y - h * 0.3), (x + h * 0.12, y - h * 0.52)], trunk, h * 0.018)
    s.stroke([(x, y - h * 0.36), (x - h * 0.1, y - h * 0.56)], trunk, h * 0.015)


def panes(
    s: Sheet,
    area: tuple[float, float, float, float],
    grid: tuple[int, int],
    lit: float,
    dark: Colour,
    light: Colour = LAMP,
) -> None:
    """Set a grid of windows (columns, rows) into x, y, w, h; a share `lit` of them shines."""
    x, y, w, h = area
    columns, rows = grid
    cw, rh = w / columns, h / rows
    for column in range(columns):
        for row in range(rows):
            shade = mix(light, CREAM, s.chance.random() * 0.4)
            fill = shade if s.chance.random() < lit else dark
            px, py = x + cw * (column + 0.24), y + rh * (row + 0.2)
            s.rect(px, py, cw * 0.52, rh * 0.6, fill)
            if cw > 16:
                s.rect(px, py + rh * 0.28, cw * 0.52, max(1.5, rh * 0.03), mix(fill, INK, 0.35))


def house(
    s: Sheet,
    x: float,
    base: float,
    w: float,
    h: float,
    wall: Colour,
    roof: Colour,
    lit: float = 0.5,
) -> None:
    """Draw a small house, its eaves to the street, with a chimney and four windows."""
    top = base - h
    s.rect(x, top, w, h + 2, wall)
    s.rect(x + w * 0.72, top - h * 0.62, w * 0.13, h * 0.5, mix(wall, INK, 0.3))
    s.rect(x + w * 0.7, top - h * 0.66, w * 0.17, h * 0.07, roof)
    s.poly(
        [
            (x - w * 0.05, top + 2),
            (x + w * 0.07, top - h * 0.42),
            (x + w * 0.93, top - h * 0.42),
            (x + w * 1.05, top + 2),
        ],
        roof,
    )
    panes(s, (x + w * 0.04, top + h * 0.04, w * 0.92, h * 0.84), (2, 2), lit, mix(wall, INK, 0.55))


def gable(
    s: Sheet,
    x: float,
    base: float,
    w: float,
    h: float,
    wall: Colour,
    roof: Colour,
    lit: float = 0.5,
) -> None:
    """Draw a house with its gable to the street."""
    peak = base - h - w * 0.45
    s.rect(x + w * 0.66, peak - h * 0.05, w * 0.14, h * 0.4, mix(wall, INK, 0.35))
    s.poly(
        [(x, base + 2), (x, base - h), (x + w / 2, peak), (x + w, base - h), (x + w, base + 2)],
        wall,
    )
    s.stroke([(x - 4, base - h + 4), (x + w / 2, peak), (x + w + 4, base - h + 4)], roof, w * 0.07)
    panes(s, (x + w * 0.08, base - h * 0.98, w * 0.84, h * 0.86), (2, 2), lit, mix(wall, INK, 0.55))


def stone_wall(s: Sheet, points: Sequence[Point], height: Sequence[float], fill: Colour) -> None:
    """Draw a dry-stone wall along a smooth line; its height runs through the given heights."""
    line = smooth(points)
    last = len(line) - 1
    heights = [
        height[0] + (height[-1] - height[0]) * index / last + s.chance.uniform(-0.6, 0.6)
        for index in range(last + 1)
    ]
    crest = [(x, y - h) for (x, y), h in zip(line, heights, strict=True)]
    s.poly([*line, *crest[::-1]], fill)
    s.stroke(crest, mix(fill, CREAM, 0.3), max(1.0, heights[0] * 0.12))
    for (x, y), (x1, y1), tall in zip(line, line[1:], heights, strict=False):
        if tall > 9:
            for _ in range(2):
                dy = s.chance.uniform(0.15, 0.75) * tall
                end = between((x, y - dy), (x1, y1 - dy), 0.6)
                s.stroke([(x, y - dy), end], mix(fill, INK, 0.3), 1.4)


def lamp_post(
    s: Sheet, x: float, base: float, h: float, post: Colour = INK, r: float = 150
) -> None:
    """Draw a street lamp and its light."""
    s.glow(x + h * 0.16, base - h, r, LAMP, 0.75)
    s.stroke([(x, base), (x, base - h * 0.96), (x + h * 0.16, base - h * 1.02)], post, h * 0.022)
    s.oval(x + h * 0.17, base - h, h * 0.04, CREAM, h * 0.025)


def stars(
    s: Sheet, count: int, depth: float, light: Colour = CREAM, ground: Colour = NIGHT
) -> None:
    """Scatter stars from the top of the sheet down to a depth, few of them bright."""
    for _ in range(count):
        x, y = s.chance.uniform(0, s.width), s.chance.uniform(0, depth)
        bright = s.chance.random() ** 4
        s.oval(x, y, 0.9 + bright * 2.2, mix(ground, light, 0.35 + 0.65 * s.chance.random()))


def crescent(s: Sheet, x: float, y: float, r: float, turn: float) -> None:
    """Draw a new moon of radius r; its horns point to the right, then turn by degrees."""
    inner = math.hypot(0.3, 0.96) * r
    edge = math.degrees(math.atan2(0.96, -0.3))
    with s.at(x, y, 1, turn):
        outline = [*arc(0, 0, r, r, 73.7, 286.3), *arc(0.58 * r, 0, inner, inner, 360 - edge, edge)]
        s.poly(outline, CREAM)


def tufts(s: Sheet, line: Sequence[Point], count: int, h: float, fill: Colour) -> None:
    """Draw tufts of grass or heather scattered along a line."""
    legs = len(line) - 1
    for _ in range(count):
        leg = s.chance.randrange(legs)
        x, y = between(line[leg], line[leg + 1], s.chance.random())
        for lean in (-0.5, -0.1, 0.35):
            tip = (x + lean * h * s.chance.uniform(0.6, 1.2), y - h * s.chance.uniform(0.6, 1.1))
            s.poly([(x - 1.6, y), tip, (x + 1.6, y)], fill)


def smoke(s: Sheet, x: float, y: float, h: float, fill: Colour, opacity: float = 0.5) -> None:
    """Let a thin smoke rise from a chimney and drift to the right."""
    path = [(x, y), (x + h * 0.08, y - h * 0.3), (x + h * 0.05, y - h * 0.6), (x + h * 0.3, y - h)]
    back = [(x + h * 0.46, y - h), (x + h * 0.2, y - h * 0.6), (x + h * 0.17, y - h * 0.3)]
    s.veil(smooth([*path, *back], closed=True), fill, opacity, h * 0.02)


def cloud(s: Sheet, x: float, y: float, w: float, fill: Colour) -> None:
    """Draw a long flat cloud."""
    for dx, dy, rx, ry in (
        (0, 0, 0.5, 0.045),
        (-0.14, -0.03, 0.22, 0.05),
        (0.16, -0.022, 0.2, 0.04),
    ):
        s.oval(x + dx * w, y + dy * w, rx * w, fill, ry * w)


def wood(s: Sheet, line: Sequence[Point], count: int, h: float, fill: Colour = PINE) -> None:
    """Plant conifers of about height h along a line, one group."""
    for index in range(count):
        leg = s.chance.randrange(len(line) - 1)
        x, y = between(line[leg], line[leg + 1], (index + s.chance.random()) % 1)
        fir(s, x, y, h * s.chance.uniform(0.65, 1.1), fill)
