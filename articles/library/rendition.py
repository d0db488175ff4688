"""Renditions: the sizes, formats and crops in which pages show an image.

The smallest size and a plain JPEG are made as an image is taken in; the rest by a task.
"""

import hashlib
import io
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

WIDTHS = (320, 640, 960, 1440, 1920)
FALLBACK = 1200
# The better first: browsers take the first that they can show.
KINDS = ("avif", "webp")
# What search engines and social networks ask for.
SHAPES = {"1x1": 1, "4x3": 4 / 3, "16x9": 16 / 9}
CROP_WIDTH = 1200
WEBP = {"quality": 75}
JPEG = {"quality": 82, "progressive": True}
AVIF_QUALITIES = (50, 42, 34, 28)
# A lead picture on a phone is this wide, and no heavier than this where that can be.
PHONE_WIDTH, PHONE_BYTES = 960, 40_000
# Pages place a focal point by these steps, since a style of its own is no way to say it.
STEP = 5


def widths_of(width: int) -> list[int]:
    """The widths in which an image of `width` is kept: never wider than it is."""
    return [w for w in WIDTHS if w < width] + ([width] if width <= WIDTHS[-1] else [])


def folder_of(sha256: str) -> str:
    """Where all files of an image lie."""
    return f"images/{sha256[:2]}/{sha256}"


def rendition_name(sha256: str, name: str) -> str:
    """The storage name of a rendition such as "960.webp" or "page.jpg"."""
    return f"{folder_of(sha256)}/{name}"


def smallest_of(image) -> str:
    """The rendition that is always there, for the desk: a name such as "320.webp"."""
    return f"{widths_of(image.width)[0]}.webp"


def make_first_renditions(picture: Pillow.Image, sha256: str) -> None:
    """Write what an image cannot do without: the smallest size, and a JPEG for every browser."""
    picture = _resized(picture, min(picture.width, FALLBACK))
    _write(picture, rendition_name(sha256, "page.jpg"), "JPEG", **JPEG)
    width = widths_of(picture.width)[0]
    _write(_resized(picture, width), rendition_name(sha256, f"{width}.webp"), "WEBP", **WEBP)


def make_sizes(picture: Pillow.Image, sha256: str, *, size: tuple[int, int]) -> None:
    """Write an image of that size in every width and kind. About two seconds for a photograph."""
    widths = widths_of(size[0])
    # The smaller ones are made of the largest: that of a photograph is read only once.
    picture = _resized(picture, widths[-1], size=size)
    for width in widths:
        smaller = _resized(picture, width, size=size)
        _write(smaller, rendition_name(sha256, f"{width}.webp"), "WEBP", **WEBP)
        store(rendition_name(sha256, f"{width}.avif"), _avif(smaller))


def make_crops(picture: Pillow.Image, sha256: str, *, size: tuple[int, int], point) -> None:
    """Write the crops of an image of that size around `point`, its shares from left and top."""
    # What was opened may be smaller than the image, but not smaller than any of its crops.
    share = picture.width / size[0], picture.height / size[1]
    for shape in SHAPES:
        left, top, width, height = _cut(size, SHAPES[shape], point)
        box = (
            left * share[0],
            top * share[1],
            min(picture.width, (left + width) * share[0]),
            min(picture.height, (top + height) * share[1]),
        )
        crop = picture.resize(
            _crop_size(size, SHAPES[shape]), Pillow.Resampling.LANCZOS, box, reducing_gap=3
        )
        _write(crop, rendition_name(sha256, _crop_name(shape, point)), "JPEG", **JPEG)


def needed_of(size: tuple[int, int]) -> tuple[int, int]:
    """The smallest that an image of that size may be opened in to make all renditions of it."""
    share = min(1, max(WIDTHS[-1] / size[0], CROP_WIDTH / min(size)))
    return ceil(size[0] * share), ceil(size[1] * share)


def store(name: str, content: bytes) -> None:
    """Write a file of an image, over whatever a process that was killed has left of it."""
    if default_storage.exists(name):
        default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        # Another was writing the same at that moment.
        default_storage.delete(saved)


def remove_files(sha256: str) -> None:
    """Remove everything that was ever made of an image, the original among it."""
    folder = folder_of(sha256)
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    # A folder is a thing of its own on a disk, and nothing at all elsewhere. It stays if a task
    # has put a file there meanwhile; that one cleans up when it sees that the image is gone.
    with suppress(OSError):
        default_storage.delete(folder)


def _resized(picture: Pillow.Image, width: int, *, size=None) -> Pillow.Image:
    """In that width; `size` is the image's own where `picture` is a smaller one of it."""
    full = size or picture.size
    wanted = (width, max(1, round(full[1] * width / full[0])))
    if wanted == picture.size:
        return picture
    return picture.resize(wanted, Pillow.Resampling.LANCZOS, reducing_gap=3)


def _cut(size: tuple[int, int], ratio: float, point) -> tuple[float, float, float, float]:
    """(left, top, width, height) of the largest part of that shape, as near the point as it can."""
    width = min(size[0], size[1] * ratio)
    height = width / ratio
    left = min(max(0, point[0] * size[0] - width / 2), size[0] - width)
    top = min(max(0, point[1] * size[1] - height / 2), size[1] - height)
    return left, top, width, height


def _crop_size(size: tuple[int, int], ratio: float) -> tuple[int, int]:
    width = max(1, min(CROP_WIDTH, round(min(size[0], size[1] * ratio))))
    return width, max(1, round(width / ratio))


def _crop_name(shape: str, point) -> str:
    """Named by the point too, so that no cache shows a crop around the point before."""
    key = hashlib.sha256("{:.4f} {:.4f}".format(*point).encode()).hexdigest()[:12]
    return f"{shape}.{key}.jpg"


def _avif(picture: Pillow.Image) -> bytes:
    """As AVIF. A picture full of detail is pressed harder, so that phones are not kept waiting."""
    for quality in AVIF_QUALITIES:
        file = io.BytesIO()
        picture.save(file, "AVIF", quality=quality)
        if picture.width != PHONE_WIDTH or file.tell() <= PHONE_BYTES:
            break
    return file.getvalue()


def _write(picture: Pillow.Image, name: str, kind: str, **how) -> None:
    if kind == "JPEG" and picture.mode == "RGBA":
        flat = Pillow.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A"))
        picture = flat
    file = io.BytesIO()
    picture.save(file, kind, **how)
    store(name, file.getvalue())


@dataclass(frozen=True)
class Crop:
    """A part of an image in a fixed shape, around its focal point."""

    src: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """An image as a page shows it: a fallback, better sources, its size and its words.

    `focus` names the classes that keep the focal point in sight where a page cuts the picture;
    `crops` are those for search engines and social networks: 1:1, 4:3 and 16:9, once they are made.
    """

    src: str
    width: int
    height: int
    alt: str
    sources: tuple[tuple[str, str], ...]
    focus: str
    crops: tuple[Crop, ...]


def picture_of(image, *, base: str = "/media/", alt: str | None = None) -> Picture:
    """The Picture of an Image: only what has been made of it.

    `base` is where files are served: "/media/" for readers.
    """
    known = (getattr(image, name) for name in SHOWN)
    alt = image.alt if alt is None else alt
    return _picture(base, alt, *known, is_developed=bool(image.developed_at))


# What a picture is made of, besides its words.
SHOWN = ("sha256", "width", "height", "focal_x", "focal_y", "cut_x", "cut_y")


# Pages show the same ones again and again.
@lru_cache(maxsize=1_000)
def _picture(base, alt, *known, is_developed) -> Picture:
    image = SimpleNamespace(**dict(zip(SHOWN, known, strict=True)))
    at = f"{base}{image.sha256}/"
    width = min(image.width, FALLBACK)
    widths = widths_of(image.width) if is_developed else ()
    kinds = KINDS if is_developed else ()
    return Picture(
        src=f"{at}page.jpg",
        width=width,
        height=max(1, round(image.height * width / image.width)),
        alt=alt,
        sources=tuple(
            (f"image/{kind}", ", ".join(f"{at}{width}.{kind} {width}w" for width in widths))
            for kind in kinds
        ),
        focus=_focus(image),
        crops=crops_of(image, base=base),
    )


def crops_of(image, *, base: str = "/media/") -> tuple[Crop, ...]:
    """The crops 1:1, 4:3 and 16:9 of an Image, in that order; none before they are made."""
    if image.cut_x is None:
        return ()
    point, size = (image.cut_x, image.cut_y), (image.width, image.height)
    return tuple(
        Crop(f"{base}{image.sha256}/{_crop_name(shape, point)}", *_crop_size(size, SHAPES[shape]))
        for shape in SHAPES
    )


def _focus(image) -> str:
    """Classes such as "fx-25 fy-70"; none for the middle."""
    steps = {
        name: round(share * 100 / STEP) * STEP
        for name, share in (("fx", image.focal_x), ("fy", image.focal_y))
    }
    return " ".join(f"{name}-{step}" for name, step in steps.items() if step != 50)
