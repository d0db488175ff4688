"""Renditions: the sizes and formats in which pages show an image, made once when it is taken in."""

import io
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

WIDTHS = (320, 640, 960, 1440)
FALLBACK = 1200


def widths_of(width: int) -> list[int]:
    """The widths in which an image of `width` is kept: never wider than it is."""
    return [w for w in WIDTHS if w < width] + ([width] if width <= WIDTHS[-1] else [])


def rendition_name(sha256: str, name: str) -> str:
    """The storage name of a rendition such as "960.webp" or "page.jpg"."""
    return f"images/{sha256[:2]}/{sha256}/{name}"


def make_renditions(picture: Pillow.Image, sha256: str) -> None:
    """Write every rendition of `picture` that is not there yet. About 0.3 s for 1440 pixels."""
    widths = widths_of(picture.width)
    # The smaller ones are made of the largest: that of a photograph is read only once.
    picture = _resized(picture, min(picture.width, WIDTHS[-1]))
    for width in widths:
        _write(_resized(picture, width), rendition_name(sha256, f"{width}.webp"), "WEBP", 80)
    flat = Pillow.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    page = _resized(flat, min(picture.width, FALLBACK))
    _write(page, rendition_name(sha256, "page.jpg"), "JPEG", 82)


def _resized(picture: Pillow.Image, width: int) -> Pillow.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3)


def _write(picture: Pillow.Image, name: str, kind: str, quality: int) -> None:
    file = io.BytesIO()
    picture.save(file, kind, quality=quality)
    store(name, file.getvalue())


def store(name: str, content: bytes) -> None:
    """Write a file of an image. One that is there is the same: names are made of the content."""
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))


@dataclass(frozen=True)
class Picture:
    """An image as a page shows it: a fallback, better sources, its size and its words."""

    src: str
    width: int
    height: int
    alt: str
    sources: tuple[tuple[str, str], ...]


def picture_of(image, *, base: str = "/media/", alt: str | None = None) -> Picture:
    """The Picture of an Image. `base` is where files are served: "/media/" for readers."""
    at = f"{base}{image.sha256}/"
    srcset = ", ".join(f"{at}{width}.webp {width}w" for width in widths_of(image.width))
    width = min(image.width, FALLBACK)
    return Picture(
        src=f"{at}page.jpg",
        width=width,
        height=max(1, round(image.height * width / image.width)),
        alt=image.alt if alt is None else alt,
        sources=(("image/webp", srcset),),
    )
