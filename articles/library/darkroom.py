"""The darkroom: what a file must be to be taken as a picture, and the plain picture in it."""

import contextlib
import io
import warnings
from struct import error as StructError

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps, IptcImagePlugin

from articles.text.refusal import Refusal
from articles.text.words import excerpt, one_line

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "png"}
# Phones put several pictures into one JPEG, which Pillow opens as one and calls MPO then.
STORED_AS = FORMATS | {"MPO": "jpg"}
# No WebP can be longer, and renditions are WebP.
LONGEST_SIDE = 16_000
# Where agencies and photographers write them into a picture, by the numbers of the IPTC.
CAPTION, CREDITS = (2, 120), ((2, 80), (2, 110))
LONGEST_CAPTION, LONGEST_CREDIT = 400, 160


class ImageRefused(Refusal):
    """The file is not a picture that the library takes."""

    field = "upload"
    code = "image_refused"


def too_large() -> ImageRefused:
    """The refusal of a file of too many bytes, also for those who need not read it for that."""
    return ImageRefused(
        _("This file is larger than %d MB. Save the picture smaller and try again.")
        % (settings.IMAGE_MAX_BYTES // 1_000_000)
    )


def decode(content: bytes) -> tuple[Pillow.Image, str]:
    """The upright sRGB picture without metadata, and the extension to store it under."""
    if len(content) > settings.IMAGE_MAX_BYTES:
        raise too_large()
    try:
        picture = _opened(io.BytesIO(content))
        # The header tells the size before anything is decoded: a bomb stops here.
        if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
            raise Pillow.DecompressionBombError
        if max(picture.size) > LONGEST_SIDE:
            raise ImageRefused(
                _("This picture is longer than %d pixels on one side. Cut it into parts.")
                % LONGEST_SIDE
            )
        extension = STORED_AS[picture.format]
        picture.load()
        return _plain(picture), extension
    except Pillow.DecompressionBombError as bomb:
        raise ImageRefused(
            _("This picture has more than %d million pixels. Save it smaller and try again.")
            % (settings.IMAGE_MAX_PIXELS // 1_000_000)
        ) from bomb
    except ImageRefused:
        raise
    except Exception as broken:
        raise ImageRefused(
            _("This file cannot be read as a picture. Use a JPEG, PNG, WebP, AVIF or GIF file.")
        ) from broken


def words_within(content: bytes) -> dict[str, str]:
    """The caption and the credit that were written into a JPEG, as far as there are any."""
    found = None
    # What Pillow raises where such a block makes no sense.
    with contextlib.suppress(SyntaxError, ValueError, TypeError, LookupError, OSError, StructError):
        found = IptcImagePlugin.getiptcinfo(_opened(io.BytesIO(content)))
    lines = {key: _line(value) for key, value in (found or {}).items()}
    credits = dict.fromkeys(filter(None, (lines.get(key, "") for key in CREDITS)))
    words = {
        "caption": excerpt(lines.get(CAPTION, ""), length=LONGEST_CAPTION),
        "credit": excerpt(" / ".join(credits), length=LONGEST_CREDIT),
    }
    return {name: text for name, text in words.items() if text}


def _line(value: bytes | list[bytes]) -> str:
    """What stands in a field: in UTF-8 or, as from old programs, in Latin-1."""
    parts = value if isinstance(value, list) else [value]
    try:
        text = b", ".join(parts).decode()
    except UnicodeDecodeError:
        text = b", ".join(parts).decode("cp1252", "replace")
    return one_line(text)


def reopened(file, size: tuple[int, int]) -> Pillow.Image:
    """A picture that was taken in, in that size or more: a JPEG is read no larger than need be."""
    picture = _opened(file)
    picture.draft(None, size)
    picture.load()
    return picture


def _opened(file) -> Pillow.Image:
    """What the header tells; how large it may be is for the caller to ask."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        return Pillow.open(file, formats=tuple(FORMATS))


def _plain(picture: Pillow.Image) -> Pillow.Image:
    """Upright, in sRGB, and nothing but pixels: no place, camera or thumbnail.

    Changes the picture in its place where it can: a large one fills a quarter of a gigabyte.
    """
    profile = picture.info.get("icc_profile")
    with contextlib.suppress(SyntaxError):
        # Which is what Pillow raises where nothing can be made of the metadata.
        ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode.startswith("I;16"):
        # Plain conversion cuts sixteen bits off at white instead of scaling them.
        picture = picture.point(lambda value: value / 256).convert("L")
    mode = "RGB" if profile or picture.mode not in {"1", "L"} else "L"
    mode = "RGBA" if picture.has_transparency_data else mode
    if picture.mode != mode and not (profile and mode == "RGB" and picture.mode in {"CMYK", "L"}):
        picture = picture.convert(mode)
    if profile:
        picture = _in_srgb(picture, profile, mode=mode)
    picture.info = {}
    return picture


def _in_srgb(picture: Pillow.Image, profile: bytes, *, mode: str) -> Pillow.Image:
    try:
        known, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        if picture.mode == mode:
            ImageCms.profileToProfile(picture, known, srgb, inPlace=True)
            return picture
        return ImageCms.profileToProfile(picture, known, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        # A broken profile, or one for another kind of picture: the colours as they are.
        return picture if picture.mode == mode else picture.convert(mode)
