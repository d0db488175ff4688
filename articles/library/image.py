"""Images: the library's pictures, each stored once under the digest of its content."""

import contextlib
import hashlib
import io
import threading
import warnings

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from articles.fields import image_path, no_control_characters
from articles.library.rendition import make_renditions, store
from articles.text.refusal import Refusal

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "png"}
# Phones put several pictures into one JPEG, which Pillow opens as one and calls MPO then.
STORED_AS = FORMATS | {"MPO": "jpg"}
# No WebP can be longer, and renditions are WebP.
LONGEST_SIDE = 16_000
# One picture is developed at a time, since it may take some hundred megabytes.
_DARKROOM = threading.Lock()
_share = [MinValueValidator(0), MaxValueValidator(1)]


class ImageRefused(Refusal):
    """The file is not a picture that the library takes."""

    field = "upload"
    code = "image_refused"


class Image(models.Model):
    """A picture and what must be known of it. Readers reach it once a live edition shows it."""

    file = models.FileField(upload_to=image_path, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    name = models.CharField(
        gettext_lazy("name"), max_length=120, validators=[no_control_characters]
    )
    alt = models.CharField(
        gettext_lazy("description for those who cannot see it"),
        max_length=400,
        blank=True,
        validators=[no_control_characters],
    )
    caption = models.CharField(
        gettext_lazy("usual caption"),
        max_length=400,
        blank=True,
        validators=[no_control_characters],
    )
    credit = models.CharField(
        gettext_lazy("credit"), max_length=160, blank=True, validators=[no_control_characters]
    )
    rights = models.CharField(
        gettext_lazy("rights"), max_length=200, blank=True, validators=[no_control_characters]
    )
    rights_until = models.DateField(gettext_lazy("rights end on"), null=True, blank=True)
    focal_x = models.FloatField(
        gettext_lazy("focal point from the left"), default=0.5, validators=_share
    )
    focal_y = models.FloatField(
        gettext_lazy("focal point from the top"), default=0.5, validators=_share
    )
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL
    )
    taken_in_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = gettext_lazy("image")
        verbose_name_plural = gettext_lazy("images")
        ordering = ["-taken_in_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="image_focal_point_inside",
            )
        ]

    def __str__(self):
        return self.name


def take_image(content: bytes, *, name: str, by=None, **known) -> Image:
    """Take a picture in: check, turn upright, strip its metadata, store it with its renditions.

    `content` is the file's bytes; `known` sets alt, caption, credit, rights and the like. The same
    bytes again give the Image that is already there. Raises ImageRefused.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if already := Image.objects.filter(sha256=sha256).first():
        return already
    with _DARKROOM:
        return _develop(content, sha256=sha256, name=name, by=by, known=known)


def _develop(content: bytes, *, sha256: str, name: str, by, known) -> Image:
    picture, extension = _decode(content)
    stored = io.BytesIO()
    options = {"quality": 92} if extension in {"jpg", "webp", "avif"} else {}
    picture.save(stored, {"jpg": "JPEG"}.get(extension, extension.upper()), **options)
    image = Image(
        sha256=sha256,
        name=name[:120],
        width=picture.width,
        height=picture.height,
        taken_in_by=by,
        **known,
    )
    image.file.name = image_path(image, f"original.{extension}")
    try:
        # The row first: what the database refuses leaves no file behind.
        with transaction.atomic():
            image.save()
            store(image.file.name, stored.getvalue())
            make_renditions(picture, sha256)
    except IntegrityError:
        # The same bytes came in twice at once, and the other was quicker.
        if already := Image.objects.filter(sha256=sha256).first():
            return already
        raise
    return image


def _decode(content: bytes) -> tuple[Pillow.Image, str]:
    """The upright sRGB picture without metadata, and the extension to store it under."""
    if len(content) > settings.IMAGE_MAX_BYTES:
        raise ImageRefused(
            _("This file is larger than %d MB. Save the picture smaller and try again.")
            % (settings.IMAGE_MAX_BYTES // 1_000_000)
        )
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
