"""Pictures as cameras, programs and attackers make them, and what is on disk afterwards."""

import io
import struct
import zlib
from pathlib import Path

from django.conf import settings
from PIL import Image as Pillow
from PIL import ImageCms

from tests.make import picture_bytes

# The corners of a Display P3 profile, as ICC profiles give them.
P3 = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}


def saved(picture, kind="PNG", **how):
    """The bytes of a picture; `how` is what Pillow's writers take."""
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def files_on_disk():
    """Every file of the library: {"images/ab/ab…/960.webp": bytes}."""
    media = Path(settings.MEDIA_ROOT)
    return {
        file.relative_to(media).as_posix(): file.read_bytes()
        for file in media.rglob("*")
        if file.is_file()
    }


def opened(image):
    """{name: Pillow image} of an Image's files: its original and every rendition."""
    files = files_on_disk()
    return {
        name.rsplit("/", 1)[-1]: Pillow.open(io.BytesIO(content))
        for name, content in files.items()
        if f"/{image.sha256}/" in name
    }


def original(image):
    """The picture that is stored as an Image's original."""
    with image.file.open() as file:
        return Pillow.open(io.BytesIO(file.read()))


def claiming(kind, width, height):
    """A small file of that kind whose header claims to be so large."""
    content = bytearray(picture_bytes(size=(40, 20), kind=kind))
    both = {"JPEG": ">HH", "PNG": ">II", "WEBP": "<HH", "AVIF": ">II", "GIF": "<HH"}[kind]
    # Where each keeps its size: a mark, and how far behind its beginning.
    mark, behind = {
        "JPEG": (b"\xff\xc0", 5),
        "PNG": (b"IHDR", 4),
        "WEBP": (b"\x9d\x01\x2a", 3),
        "AVIF": (b"ispe", 8),
        "GIF": (b"GIF8", 6),
    }[kind]
    size = (height, width) if kind == "JPEG" else (width, height)
    struct.pack_into(both, content, content.index(mark) + behind, *size)
    if kind == "PNG":
        _seal(content)
    return bytes(content)


def _seal(content):
    """Make the checksum of a PNG's header right again."""
    start = content.index(b"IHDR")
    struct.pack_into(">I", content, start + 17, zlib.crc32(content[start : start + 17]))


def wide_profile():
    """A Display P3 profile: the sRGB one, with its three corners moved."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (count,) = struct.unpack_from(">I", profile, 128)
    for n in range(count):
        tag, at, _size = struct.unpack_from(">4sII", profile, 132 + 12 * n)
        if tag in P3:
            struct.pack_into(">3i", profile, at + 8, *(round(v * 65_536) for v in P3[tag]))
    return bytes(profile)
