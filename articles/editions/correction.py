"""Corrections: what the paper got wrong and put right, said in public and never taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.editions.edition import Edition
from articles.editions.listing import position_of


class Sort(models.TextChoices):
    """What a notice is: a mistake put right, a thing said more clearly, a word of the editor."""

    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    NOTE = "note", _("Editor’s note")


class Place(models.TextChoices):
    """Where on its story's page a notice stands."""

    FOOT = "foot", _("Beneath the story")
    TOP = "top", _("Above the story")


# What is said beneath a notice to which readers led.
THANKS = {
    Sort.CORRECTION: _("Corrected thanks to readers."),
    Sort.CLARIFICATION: _("Clarified thanks to readers."),
    Sort.NOTE: _("Added thanks to readers."),
}


def usual_place(sort: str) -> Place:
    """Where a notice of that sort stands, if nobody has chosen: a note comes before the story."""
    return Place.TOP if sort == Sort.NOTE else Place.FOOT


class CorrectionQuerySet(models.QuerySet):
    """Corrections as readers may see them at a moment."""

    def public(self, at):
        """Those whose edition has begun and whose story has a page at `at`; the newest first."""
        page = Edition.live(at=at).filter(article_id=models.OuterRef("edition__article_id"))
        return self.filter(models.Exists(page), at__lte=at).order_by("-at", "-pk")

    def with_story(self, at):
        """With `headline`, `language` and `address` of the story as it is live at `at`."""
        live = Edition.live(at=at).filter(article_id=models.OuterRef("edition__article_id"))
        return (
            self.select_related("edition")
            .defer("edition__document")
            .annotate(
                headline=models.Subquery(live.values("headline")[:1]),
                language=models.Subquery(live.values("language")[:1]),
                address=models.Subquery(live.values("address")[:1]),
            )
        )

    def older_than(self, key):
        """Those behind a place in the list (see `key_of`); ValueError for a key that is none."""
        moment, pk = position_of(key)
        behind = models.Q(at__lt=moment) | models.Q(at=moment, pk__lt=pk)
        # Said twice, so that the index is entered at that place.
        return self.filter(behind, at__lte=moment)

    def newer_than(self, key):
        """Those before a place in the list, the nearest first; ValueError for no such key."""
        moment, pk = position_of(key)
        before = models.Q(at__gt=moment) | models.Q(at=moment, pk__gt=pk)
        return self.filter(before, at__gte=moment).order_by("at", "pk")

    def of(self, article_id, at):
        """Those of one story whose edition has begun at `at`; the newest first."""
        return self.filter(edition__article_id=article_id, at__lte=at).order_by("-at", "-pk")

    def begun(self, articles, at):
        """Those of several stories, story by story, whose edition has begun; the newest first."""
        found = self.filter(edition__article_id__in=articles, at__lte=at)
        return found.order_by("edition__article_id", "-at", "-pk")


class Correction(models.Model):
    """A dated notice, printed with the edition that corrects.

    Its date is that edition's; `at` is a copy, kept by the press, by which they are in order.
    """

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="correction"
    )
    at = models.DateTimeField(_("from"), editable=False)
    text = models.TextField(_("text"))
    sort = models.CharField(_("sort"), max_length=16, choices=Sort, default=Sort.CORRECTION)
    place = models.CharField(_("place"), max_length=8, choices=Place, default=Place.FOOT)
    thanks_readers = models.BooleanField(_("thanks to readers"), default=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_says_something")
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="correction_in_order")]

    def __str__(self):
        return self.text[:80]

    @property
    def thanks(self) -> str:
        """The words with which readers are thanked; "" if they are not."""
        return str(THANKS[Sort(self.sort)]) if self.thanks_readers else ""

    @property
    def whole(self) -> str:
        """The notice as machines get it, in one piece."""
        return f"{self.text} {self.thanks}".strip()

    def as_printed(self) -> dict[str, object]:
        """What the press was told of it."""
        return {
            "correction": self.text,
            "sort": self.sort,
            "place": self.place,
            "thanks_readers": self.thanks_readers,
        }
