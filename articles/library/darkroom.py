"""The darkroom: what a file must be to be taken as a picture, and the plain picture in it."""

import contextlib
import io
import warnings

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from articles.text.refusal import Refusal

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "png"}
# Phones put several pictures into one JPEG, which Pillow opens as one and calls MPO then.
STORED_AS = FORMATS | {"MPO": "jpg"}
# No WebP can be longer, and renditions are WebP.
LONGEST_SIDE = 16_000


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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            picture = Pillow.open(io.BytesIO(content), formats=tuple(FORMATS))
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


def reopened(file, size: tuple[int, int]) -> Pillow.Image:
    """A picture that was taken in, in that size or more: a JPEG is read no larger than need be."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        picture = Pillow.open(file, formats=tuple(FORMATS))
    picture.draft(None, size)
    picture.load()
    return picture


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
