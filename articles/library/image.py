"""Images: the library's pictures, each stored once under the digest of its content."""

import hashlib
import io
import threading

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy

from articles.fields import image_path, no_control_characters
from articles.library.darkroom import decode
from articles.library.rendition import make_renditions, store

# One picture is developed at a time, since it may take some hundred megabytes.
_DARKROOM = threading.Lock()
_share = [MinValueValidator(0), MaxValueValidator(1)]


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
    picture, extension = decode(content)
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
