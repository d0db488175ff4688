"""Outlines as lists of points: smooth curves, ellipses, rounded boxes, tapering lines."""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 12) -> list[Point]:
    """Return a Catmull-Rom curve through the points, open or closed."""
    count = len(points)
    if count < 3:
        return list(points)
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(index + step) % count] for step in (-1, 0, 1, 2))
        else:
            p0, p1 = points[max(0, index - 1)], points[index]
            p2, p3 = points[index + 1], points[min(count - 1, index + 2)]
        for step in range(steps):
            t = step / steps
            curve.append(
                (_along(p0[0], p1[0], p2[0], p3[0], t), _along(p0[1], p1[1], p2[1], p3[1], t))
            )
    if not closed:
        curve.append(points[-1])
    return curve


def _along(a: float, b: float, c: float, d: float, t: float) -> float:
    """Return the Catmull-Rom value between b and c."""
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def arc(
    x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 24
) -> list[Point]:
    """Return part of an ellipse; degrees run clockwise from three o'clock."""
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


def ellipse(x: float, y: float, rx: float, ry: float) -> list[Point]:
    """Return a whole ellipse about its middle."""
    return arc(x, y, rx, ry, 0, 360, max(16, min(96, round(max(rx, ry) * 0.8))))


def box(x: float, y: float, w: float, h: float) -> list[Point]:
    """Return a rectangle from its top left corner."""
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def rounded(x: float, y: float, w: float, h: float, r: float) -> list[Point]:
    """Return a rectangle with rounded corners."""
    if not r:
        return box(x, y, w, h)
    r = min(r, w / 2, h / 2)
    return [
        *arc(x + r, y + r, r, r, 180, 270, 6),
        *arc(x + w - r, y + r, r, r, 270, 360, 6),
        *arc(x + w - r, y + h - r, r, r, 0, 90, 6),
        *arc(x + r, y + h - r, r, r, 90, 180, 6),
    ]


def arch(x: float, base: float, w: float, h: float) -> list[Point]:
    """Return a doorway: straight sides from the base, a round head of the same width."""
    return [(x, base), *arc(x + w / 2, base - h + w / 2, w / 2, w / 2, 180, 360), (x + w, base)]


def tapered(line: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """Return the outline of a line whose width runs evenly through the given widths."""
    left, right = [], []
    last = len(line) - 1
    for index, (x, y) in enumerate(line):
        x0, y0 = line[max(0, index - 1)]
        x1, y1 = line[min(last, index + 1)]
        length = math.hypot(x1 - x0, y1 - y0) or 1
        place = index / last * (len(widths) - 1)
        low = min(int(place), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (place - low)) / 2
        across = ((y0 - y1) / length * half, (x1 - x0) / length * half)
        left.append((x + across[0], y + across[1]))
        right.append((x - across[0], y - across[1]))
    return left + right[::-1]


def spiral(x: float, y: float, r0: float, r1: float, turns: float, start: float = 0) -> list[Point]:
    """Return a spiral from radius r0 to r1 about a middle; `start` in degrees."""
    steps = round(turns * 32)
    return [
        (
            x
            + (r0 + (r1 - r0) * step / steps) * math.cos(math.radians(start) + step * math.pi / 16),
            y
            + (r0 + (r1 - r0) * step / steps) * math.sin(math.radians(start) + step * math.pi / 16),
        )
        for step in range(steps + 1)
    ]


def between(a: Point, b: Point, share: float) -> Point:
    """Return the point a share of the way from a to b."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
