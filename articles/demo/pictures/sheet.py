"""The drawing surface: shapes at twice the size, stippled shading, glows and paper grain.

A picture is drawn in its own units (usually 1440 by 960) on a sheet twice as large, then reduced
once, which smooths every edge. Shading is stippled with one noise tile, as a screen print's is.
"""

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from articles.demo.pictures.curves import Point, ellipse, rounded, smooth, tapered
from articles.demo.pictures.palette import PALE, Colour

SCALE = 2
RAMP_REACH = 8
Points = Sequence[Point]
Affine = tuple[float, float, float, float, float, float]


def dice(seed: int) -> random.Random:
    """Return the seeded chance that makes a picture come out the same each time."""
    return random.Random(seed)  # noqa: S311


@cache
def noise(width: int, height: int) -> Image.Image:
    """Return an even, slightly clumped noise, the grain of all stippled shading."""
    side = 640
    tile = Image.frombytes("L", (side, side), dice(1871).randbytes(side * side))
    tile = ImageOps.equalize(tile.filter(ImageFilter.GaussianBlur(1.1)))
    return tiled(tile, width, height)


@cache
def paper(width: int, height: int) -> Image.Image:
    """Return the paper's tooth: a fine grain and a broad, faint mottling around middle grey."""
    fine = Image.frombytes("L", (360, 360), dice(7).randbytes(360 * 360))
    fine = tiled(fine.filter(ImageFilter.GaussianBlur(0.6)), width, height)
    coarse = Image.frombytes("L", (36, 24), dice(8).randbytes(36 * 24))
    coarse = coarse.resize((width, height), Image.Resampling.BICUBIC)
    tooth = Image.blend(fine, coarse, 0.15).point(
        [round(128 + (v - 128) * 0.09) for v in range(256)]
    )
    return Image.merge("RGB", (tooth, tooth, tooth))


def tiled(tile: Image.Image, width: int, height: int) -> Image.Image:
    """Return the tile repeated over the given size."""
    sheet = Image.new("L", (width, height))
    for left in range(0, width, tile.width):
        for top in range(0, height, tile.height):
            sheet.paste(tile, (left, top))
    return sheet


@cache
def ramp() -> Image.Image:
    """Return a tall strip, white then fading to black in its middle, sampled for gradients."""
    values = []
    for row in range(256 * (2 * RAMP_REACH + 1)):
        share = min(1.0, max(0.0, row / 256 - RAMP_REACH))
        values.append(round(255 * (1 - share) ** 1.5))
    strip = Image.new("L", (1, len(values)))
    strip.putdata(values)
    return strip.resize((3, len(values)))


@cache
def halo() -> Image.Image:
    """Return a soft round light, bright in the middle."""
    edge = 179
    fall = [round(255 * max(0.0, 1 - v / edge) ** 1.6) for v in range(256)]
    return Image.radial_gradient("L").point(fall)


class Sheet:
    """One picture in the making."""

    def __init__(self, seed: int, ground: Colour = PALE, size: tuple[int, int] = (1440, 960)):
        self.width, self.height = size
        self.chance = dice(seed)
        self.image = Image.new("RGB", (self.width * SCALE, self.height * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)
        self.frame: Affine = (SCALE, 0, 0, 0, SCALE, 0)

    @contextmanager
    def at(
        self, x: float, y: float, scale: float = 1, angle: float = 0, flip: float = 1
    ) -> Iterator[None]:
        """Draw with the origin moved to a place, turned by degrees, scaled, mirrored (flip=-1)."""
        outer = self.frame
        a, b, c, d, e, f = outer
        cos, sin = math.cos(math.radians(angle)) * scale, math.sin(math.radians(angle)) * scale
        self.frame = (
            (a * cos + b * sin) * flip,
            b * cos - a * sin,
            a * x + b * y + c,
            (d * cos + e * sin) * flip,
            e * cos - d * sin,
            d * x + e * y + f,
        )
        yield
        self.frame = outer

    def mapped(self, points: Points) -> list[Point]:
        """Return points of the picture as points of the sheet."""
        a, b, c, d, e, f = self.frame
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]

    def reach(self, outline: Points, margin: float = 0) -> tuple[int, int, int, int]:
        """Return the part of the sheet an outline in sheet pixels (or fewer) can touch."""
        return (
            max(0, math.floor(min(x for x, _ in outline) - margin)),
            max(0, math.floor(min(y for _, y in outline) - margin)),
            min(self.image.width, math.ceil(max(x for x, _ in outline) + margin) + 1),
            min(self.image.height, math.ceil(max(y for _, y in outline) + margin) + 1),
        )

    def reveal(self, backdrop: Image.Image, region: Points) -> None:
        """Show an earlier state of the sheet through a region, as through an open arch."""
        polygon = self.mapped(region)
        left, top, right, bottom = self.reach(polygon)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in polygon], fill=255)
        self.image.paste(backdrop.crop((left, top, right, bottom)), (left, top), mask)

    @property
    def zoom(self) -> float:
        """How many sheet pixels a unit is, in the frame of the moment."""
        return math.hypot(self.frame[0], self.frame[3])

    def poly(self, points: Points, fill: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon(self.mapped(points), fill=fill)

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour, r: float = 0) -> None:
        """Fill a rectangle from its top left corner, with rounded corners if asked."""
        self.poly(rounded(x, y, w, h, r), fill)

    def oval(self, x: float, y: float, rx: float, fill: Colour, ry: float | None = None) -> None:
        """Fill an ellipse about its middle."""
        self.poly(ellipse(x, y, rx, rx if ry is None else ry), fill)

    def shape(self, points: Points, fill: Colour) -> None:
        """Fill a smooth closed shape through the points."""
        self.poly(smooth(points, closed=True), fill)

    def land(self, points: Points, fill: Colour) -> list[Point]:
        """Fill everything below a smooth ridge and return the outline."""
        outline = [
            *smooth(points),
            (points[-1][0], self.height + 9),
            (points[0][0], self.height + 9),
        ]
        self.poly(outline, fill)
        return outline

    def stroke(self, points: Points, fill: Colour, width: float, *, curved: bool = False) -> None:
        """Draw a line with round ends, through the points smoothly if `curved`."""
        line = self.mapped(smooth(points) if curved else points)
        thick = max(1, round(width * self.zoom))
        self.pen.line(line, fill=fill, width=thick, joint="curve" if thick > 3 else None)
        if thick > 3:
            for x, y in (line[0], line[-1]):
                r = thick / 2 - 0.5
                self.pen.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def taper(self, points: Points, widths: Sequence[float], fill: Colour) -> None:
        """Draw a smooth line whose width changes evenly through the given widths."""
        self.poly(tapered(smooth(points), widths), fill)

    def sky(self, stops: Sequence[tuple[float, Colour]], region: Points | None = None) -> None:
        """Lay a vertical blend of inks over the whole sheet, or over a region of it."""
        column = Image.new("RGB", (1, 480))
        span = self.height / 480
        colours = []
        for row in range(480):
            y = row * span
            above = max((s for s in stops if s[0] <= y), default=stops[0], key=lambda s: s[0])
            below = min((s for s in stops if s[0] > y), default=stops[-1], key=lambda s: s[0])
            share = (y - above[0]) / (below[0] - above[0]) if below[0] > above[0] else 0
            colours.append(
                tuple(round(p + (q - p) * share) for p, q in zip(above[1], below[1], strict=True))
            )
        column.putdata(colours)
        blend = column.resize(self.image.size, Image.Resampling.BILINEAR)
        mask = None
        if region:
            mask = Image.new("L", self.image.size)
            ImageDraw.Draw(mask).polygon(self.mapped(region), fill=255)
        self.image.paste(blend, (0, 0), mask)

    def grade(
        self, region: Points, fill: Colour, start: Point, end: Point, strength: float = 1
    ) -> None:
        """Stipple a region with an ink, thick at `start` and thinning to nothing at `end`."""
        polygon = self.mapped(region)
        left, top, right, bottom = self.reach(polygon)
        if right <= left or bottom <= top:
            return
        (x0, y0), (x1, y1) = self.mapped([start, end])
        size = (right - left, bottom - top)
        reach = 256 / ((x1 - x0) ** 2 + (y1 - y0) ** 2)
        kx, ky = (x1 - x0) * reach, (y1 - y0) * reach
        shift = 256 * RAMP_REACH + (left - x0) * kx + (top - y0) * ky
        tone = ramp().transform(size, Image.Transform.AFFINE, (0, 0, 1, kx, ky, shift))
        if strength != 1:
            tone = tone.point([round(v * strength) for v in range(256)])
        grain = noise(*self.image.size).crop((left, top, right, bottom))
        dots = ImageChops.subtract(tone, grain, scale=0.3)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in polygon], fill=255)
        self.image.paste(fill, (left, top, right, bottom), ImageChops.multiply(dots, mask))

    def glow(self, x: float, y: float, r: float, fill: Colour, strength: float = 0.8) -> None:
        """Lay a soft round light about a point."""
        ((cx, cy),) = self.mapped([(x, y)])
        half = max(2, round(r * self.zoom))
        mask = halo().resize((2 * half, 2 * half), Image.Resampling.BILINEAR)
        mask = mask.point([round(v * strength) for v in range(256)])
        self.image.paste(fill, (round(cx) - half, round(cy) - half), mask)

    def veil(self, region: Points, fill: Colour, opacity: float, blur: float = 0) -> None:
        """Lay a translucent ink over a region, its edge softened by `blur` units."""
        spread = blur * self.zoom / 4
        outline = [(x / 4, y / 4) for x, y in self.mapped(region)]
        left, top, right, bottom = self.reach(outline, spread * 3 + 1)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        moved = [(x - left, y - top) for x, y in outline]
        ImageDraw.Draw(mask).polygon(moved, fill=round(255 * opacity))
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(spread))
        mask = mask.resize((mask.width * 4, mask.height * 4), Image.Resampling.BILINEAR)
        self.image.paste(fill, (left * 4, top * 4), mask)

    def haze(self, stops: Sequence[tuple[float, float]], fill: Colour) -> None:
        """Lay level mist: pairs of a height and the mist's opacity there, from the top down."""
        column = Image.new("L", (1, 480))
        values = []
        for row in range(480):
            y = row * self.height / 480
            value = 0.0
            for (y0, a0), (y1, a1) in zip(stops, stops[1:], strict=False):
                if y0 <= y < y1:
                    value = a0 + (a1 - a0) * (y - y0) / (y1 - y0)
            values.append(round(255 * value))
        column.putdata(values)
        self.image.paste(fill, (0, 0), column.resize(self.image.size, Image.Resampling.BILINEAR))

    def finish(self) -> Image.Image:
        """Reduce the sheet to the picture and give it the paper's tooth."""
        picture = self.image.reduce(SCALE)
        return ImageChops.add(picture, paper(self.width, self.height), 1, -128)
