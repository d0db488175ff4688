"""Images: the library's pictures, each stored once under the digest of its content."""

import hashlib
import io
import threading
from datetime import date, timedelta
from functools import partial, reduce
from operator import or_

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import task

from articles import freshness
from articles.fields import image_path, no_control_characters
from articles.library.darkroom import decode, reopened, words_within
from articles.library.rendition import (
    make_crops,
    make_first_renditions,
    make_sizes,
    needed_of,
    remove_files,
    store,
)

# One picture is developed at a time, since it may take some hundred megabytes.
_DARKROOM = threading.Lock()
# So long before, the desk is told that rights will end.
SOON = timedelta(days=14)
BATCH = 500
SEARCHED = ("name", "alt", "caption", "credit")
MOST_WORDS = 20
LONGEST_SEARCH = 200
AFTER_UPLOADS = -10
_share = [MinValueValidator(0), MaxValueValidator(1)]


class Rights(models.TextChoices):
    """How it stands with the rights in an image on some day."""

    HELD = "held", gettext_lazy("Rights held")
    ENDING = "ending", gettext_lazy("Rights end soon")
    ENDED = "ended", gettext_lazy("Rights have ended")


class ImageQuerySet(models.QuerySet):
    """What is asked of the library."""

    def found_by(self, typed):
        """Those with each of the words that someone typed in their name, words or credit."""
        found = self
        for word in typed[:LONGEST_SEARCH].split()[:MOST_WORDS]:
            fields = (Q(**{f"{field}__icontains": word}) for field in SEARCHED)
            found = found.filter(reduce(or_, fields))
        return found

    def without(self, field):
        """Those of which nobody has written that field: their alt, their credit."""
        return self.filter(**{field: ""})

    def taken_in(self, *, by=None, since=None, until=None):
        """Those that came in by that account, from a moment on, up to a moment."""
        asked = {"taken_in_by": by, "taken_in_at__gte": since, "taken_in_at__lte": until}
        return self.filter(**{name: value for name, value in asked.items() if value})

    def lacking(self):
        """Those of which not everything has been made, or not around their focal point."""
        cut = Q(cut_x=F("focal_x"), cut_y=F("focal_y"))
        return self.exclude(cut, developed_at__isnull=False)

    def running_out(self, on):
        """Those whose rights have ended on a day, or will soon."""
        return self.filter(rights_until__lte=on + SOON)

    def with_rights(self, rights, *, on):
        """Those whose rights stand so on a day."""
        if rights == Rights.HELD:
            return self.exclude(rights_until__lte=on + SOON)
        ended = Q(rights_until__lt=on)
        return self.running_out(on).filter(ended if rights == Rights.ENDED else ~ended)


class Image(models.Model):
    """A picture and what must be known of it. Readers reach it once a live edition shows it.

    `developed_at` tells that all its sizes have been made; `cut_x` and `cut_y` around which point
    the crops were cut that are there.
    """

    file = models.FileField(upload_to=image_path, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    name = models.CharField(
        gettext_lazy("name"), max_length=120, validators=[no_control_characters]
    )
    alt = models.CharField(
        gettext_lazy("alt text"),
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
    taken_in_at = models.DateTimeField(gettext_lazy("taken in at"), auto_now_add=True)
    developed_at = models.DateTimeField(null=True, editable=False)
    cut_x = models.FloatField(null=True, editable=False)
    cut_y = models.FloatField(null=True, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("picture")
        verbose_name_plural = gettext_lazy("pictures")
        ordering = ["-taken_in_at", "-pk"]
        indexes = [models.Index(fields=["-taken_in_at", "-id"], name="image_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="image_focal_point_inside",
            )
        ]

    def __str__(self):
        return self.name

    def rights_on(self, day: date) -> Rights:
        """How it stands with the rights on that day; they hold through the day they end on."""
        if self.rights_until is None or self.rights_until > day + SOON:
            return Rights.HELD
        return Rights.ENDED if self.rights_until < day else Rights.ENDING


def take_image(content: bytes, *, name: str, by=None, **known) -> Image:
    """Take a picture in: check, turn upright, strip its metadata, store it; ask for its sizes.

    `content` is the file's bytes; `known` sets alt, caption, credit, rights and the like; a caption
    and a credit that it does not give are those that stand in the file. The same bytes again give
    the Image that is already there. Raises ImageRefused.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if already := Image.objects.filter(sha256=sha256).first():
        return already
    with _DARKROOM:
        return _take(content, sha256=sha256, name=name, by=by, known=known)


def _take(content: bytes, *, sha256: str, name: str, by, known) -> Image:
    picture, extension = decode(content)
    known = words_within(content) | {name: value for name, value in known.items() if value != ""}
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
            make_first_renditions(picture, sha256)
            develop_later(image)
    except IntegrityError:
        # The same bytes came in twice at once, and the other was quicker.
        if already := Image.objects.filter(sha256=sha256).first():
            return already
        raise
    return image


def develop_later(image: Image) -> None:
    """Ask for what is to be made of an image, once the transaction has come to its end."""
    transaction.on_commit(partial(develop.enqueue, image.pk))


@task()
def develop(image_id: int) -> None:
    """Make the sizes and crops that an image lacks, and show them to readers.

    May run twice or be cut off: what counts is what the row says when all is done.
    """
    image = Image.objects.lacking().filter(pk=image_id).first()
    if image is None:
        return
    size, point = (image.width, image.height), (image.focal_x, image.focal_y)
    with image.file.open() as file:
        picture = reopened(file, needed_of(size))
        if not image.developed_at:
            make_sizes(picture, image.sha256, size=size)
        make_crops(picture, image.sha256, size=size, point=point)
    found = Image.objects.filter(pk=image_id)
    with transaction.atomic():
        freshness.touch()
        is_there = found.update(developed_at=timezone.now())
        # Another point, set meanwhile, has a task of its own.
        found.filter(focal_x=point[0], focal_y=point[1]).update(cut_x=point[0], cut_y=point[1])
    if not is_there:
        _remove_unless_taken_in_again(image.sha256)


def develop_lacking(*, but=frozenset()) -> int:
    """Ask for what any image lacks, the newest first, `but` those with these ids; how many.

    Uploads go before: their tasks have a higher priority.
    """
    asked, last = 0, None
    while True:
        found = Image.objects.lacking().order_by("-pk").values_list("pk", flat=True)
        batch = list((found.filter(pk__lt=last) if last else found)[:BATCH])
        if not batch:
            return asked
        last, wanted = batch[-1], [pk for pk in batch if pk not in but]
        with transaction.atomic():
            for pk in wanted:
                develop.using(priority=AFTER_UPLOADS).enqueue(pk)
        asked += len(wanted)


@transaction.atomic
def discard_images(images) -> None:
    """Delete these images (a queryset), and their files once that is certain."""
    for sha256 in images.values_list("sha256", flat=True):
        transaction.on_commit(partial(_remove_unless_taken_in_again, sha256))
    images.delete()


def _remove_unless_taken_in_again(sha256: str) -> None:
    # In a transaction of its own, which on SQLite keeps the same picture from coming in meanwhile.
    with transaction.atomic():
        if not Image.objects.filter(sha256=sha256).exists():
            remove_files(sha256)
