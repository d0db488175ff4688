"""Releases: what goes live at one moment and is moved together, stories and what fronts show.

A release is its moment and its name. What belongs to it says so itself: editions that wait, and
slots of fronts as they are arranged. Once its moment has passed it is history.
"""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.fields import no_control_characters
from articles.text.refusal import Refusal


class ReleaseIsOver(Refusal):
    """The release has gone out, or was called off: nothing of it can be changed."""

    field = "print_with"
    code = "release_is_over"


class GoesWithRelease(Refusal):
    """What belongs to a release cannot be moved alone."""

    field = "print_at"
    code = "goes_with_release"


class ReleaseQuerySet(models.QuerySet):
    """The questions that are asked of releases; time is always a parameter."""

    def open(self, at):
        """Those that are still to go out, the next first."""
        return self.filter(at__gt=at, called_off_at__isnull=True).order_by("at", "pk")

    def going_out(self, since, until):
        """Those that go out or went out within these moments, the first included."""
        return self.filter(at__gte=since, at__lt=until, called_off_at__isnull=True)

    def in_time(self, at):
        """Those that go out at `at` or later."""
        return self.filter(at__gte=at, called_off_at__isnull=True)


class Release(models.Model):
    """A moment for several things at once.

    `version` rises with each change of it, and whenever something joins or leaves it.
    """

    name = models.CharField(
        gettext_lazy("name"), max_length=120, validators=[no_control_characters]
    )
    at = models.DateTimeField(gettext_lazy("goes out"))
    note = models.TextField(
        gettext_lazy("note"),
        max_length=2_000,
        blank=True,
        help_text=gettext_lazy("For the desk only."),
        validators=[no_control_characters],
    )
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    called_off_at = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("release")
        verbose_name_plural = gettext_lazy("releases")
        ordering = ["-at"]
        # Whoever may publish what belongs to one may move it; there is no right of its own.
        default_permissions = ()
        indexes = [models.Index(fields=["at"], name="release_by_moment")]

    def __str__(self):
        return self.name

    def is_open(self, at) -> bool:
        """Whether it is still to go out."""
        return self.called_off_at is None and self.at > at


def open_release(release_id: int) -> Release:
    """A release that something may still join or leave. Raises ReleaseIsOver."""
    found = Release.objects.open(timezone.now()).filter(pk=release_id).first()
    if found is None:
        raise ReleaseIsOver(
            _("That release has gone out or was called off. Choose another, or a time.")
        )
    return found


def joined_or_left(release_ids) -> None:
    """Let whoever looks at these releases know that something has joined or left them."""
    if release_ids:
        Release.objects.filter(pk__in=release_ids).update(version=F("version") + 1)


def ask_alone(release: Release | None) -> None:
    """Whether an edition or slot may be moved by itself. Raises GoesWithRelease."""
    if release:
        raise GoesWithRelease(
            _("This goes with the release “%s”. Move the release, or take this out of it first.")
            % release
        )
