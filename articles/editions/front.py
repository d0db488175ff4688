"""Fronts: what stands where on the home page and on a section's front, from when to when.

A front is arranged as a whole, and each arrangement is kept as it was saved; the latest holds. So
what readers have had is never rewritten, and a front is known for any moment.

One rule decides what a slot shows: of its stories whose time has begun and not ended, the one that
began last and is live; if none is, what the slot has for a stand-in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.editions.edition import Edition, Kind
from articles.editions.listing import named
from articles.fields import no_control_characters
from articles.inquiry import Inquiry
from articles.library.section import Section

LEAD = 1
SECONDS = (2, 3, 4)
ROW = (5, 6, 7, 8)
# Among so many of the newest, one with a picture goes before the others.
PICTURED = 4


class StandIn(models.TextChoices):
    """What a slot shows while it has no live story of its own."""

    NEWEST = "newest", _("The newest story not on the front")
    NOTHING = "nothing", _("Nothing: the slot closes up")


def positions(section_id: int | None) -> tuple[int, ...]:
    """The slots of a front, in their order; the home page (None) has a row more."""
    return (LEAD, *SECONDS) if section_id else (LEAD, *SECONDS, *ROW)


def usual_stand_in(position: int) -> StandIn:
    """What stands in where nobody has chosen: the row is there only for what is put in it."""
    return StandIn.NOTHING if position in ROW else StandIn.NEWEST


class FrontQuerySet(models.QuerySet):
    """Arrangements; time is a parameter."""

    def of(self, section_id):
        """Those of one front, the latest first."""
        return self.filter(section_id=section_id).order_by("-number")

    def standing(self, at):
        """The one arrangement of each front that holds at `at`."""
        ends_later = Q(live_until__isnull=True) | Q(live_until__gt=at)
        return self.filter(ends_later, live_from__lte=at)


class Front(models.Model):
    """A front as it was arranged by one save; the next one ends it. None is ever changed."""

    section = models.ForeignKey(
        Section, verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE
    )
    number = models.PositiveIntegerField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    arranged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    # Beside what is placed, where reads are counted: see `most_read`.
    shows_most_read = models.BooleanField(default=True)

    objects = FrontQuerySet.as_manager()

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        # One right for all of it: arrangements are made by a verb and never changed or deleted.
        default_permissions = ()
        permissions = [("arrange_front", "Can arrange fronts")]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="front_number_once"),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(section__isnull=True),
                name="front_number_once_at_home",
            ),
        ]
        indexes = [models.Index(fields=["section", "live_until"], name="front_standing")]

    def __str__(self):
        return self.section.name if self.section_id else str(_("Home page"))


class FrontSlotQuerySet(models.QuerySet):
    """What slots hold."""

    def standing(self, at):
        """Those of all fronts as they are arranged at `at`."""
        return self.filter(front__in=Front.objects.standing(at))

    def of(self, section_id, at):
        """Those of one front as it is arranged at `at`; what is listed first goes first.

        Each knows whether it `is_outlived`: its story was withdrawn after that was arranged.
        """
        fronts = Front.objects.of(section_id).standing(at).order_by()
        withdrawn = Edition.archive.filter(
            article_id=OuterRef("article_id"),
            kind=Kind.WITHDRAWAL,
            live_from__gt=OuterRef("front__live_from"),
            live_from__lte=at,
        )
        found = self.filter(front__in=fronts).annotate(is_outlived=Exists(withdrawn))
        return found.order_by("pk")

    def worded_after(self, edition):
        """Those with a headline of their own that may have been made from what `edition` says.

        They are of its story, in an arrangement that held at some time while the edition did; a
        later arrangement may have taken the same words over. When a story's time in the slot
        begins and ends does not matter: words for tomorrow are written from what is there today.
        """
        own = self.filter(article_id=edition.article_id).exclude(headline="")
        then = own.filter(
            Q(front__live_until__isnull=True) | Q(front__live_until__gt=edition.live_from)
        )
        if edition.live_until:
            then = then.filter(front__live_from__lt=edition.live_until)
        return own.filter(headline__in=then.order_by().values("headline"))


class FrontSlot(models.Model):
    """A story in a slot of a front for a while; or, without a story, what stands in there."""

    front = models.ForeignKey(Front, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(
        "articles.Article", null=True, on_delete=models.CASCADE, related_name="+"
    )
    headline = models.CharField(max_length=200, blank=True, validators=[no_control_characters])
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    stand_in = models.CharField(max_length=8, choices=StandIn, blank=True)
    release = models.ForeignKey(
        "articles.Release", null=True, on_delete=models.PROTECT, related_name="slots"
    )

    objects = FrontSlotQuerySet.as_manager()
    is_outlived = False

    class Meta:
        verbose_name = _("front slot")
        verbose_name_plural = _("front slots")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, live_from__isnull=False, stand_in="")
                | (Q(article__isnull=True, live_from__isnull=True) & ~Q(stand_in="")),
                name="front_slot_story_or_stand_in",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name="front_slot_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.position}: {self.article_id or self.stand_in}"

    @property
    def words(self) -> str:
        """The headline of its own; none once the story has been withdrawn, even if it came back."""
        return "" if self.is_outlived else self.headline

    def holds(self, at: datetime) -> bool:
        """Whether this is a story whose time in the slot has begun and not ended."""
        if self.article_id is None or self.live_from > at:
            return False
        return self.live_until is None or self.live_until > at


@dataclass(frozen=True)
class Filled:
    """A slot and the live edition that it shows; `headline` is the front's own, or the story's."""

    position: int
    edition: Edition
    headline: str
    stands_in: bool


def front_at(
    section_id: int | None,
    *,
    at: datetime,
    newest: list[Edition],
    slots: Iterable[FrontSlot] | None = None,
) -> list[Filled]:
    """A front at a moment: its slots in their order, without those that show nothing.

    `newest` are the stories that may stand in, the newest first. `slots` is an arrangement that
    was not saved; without it this is the saved one. No story is there twice. The lead's edition
    comes with its document. Two queries.
    """
    slots = _slots(section_id, at=at) if slots is None else list(slots)
    held = sorted(
        (slot for slot in slots if slot.holds(at)), key=lambda slot: slot.live_from, reverse=True
    )
    free = _stand_ins(newest, held)
    leads = {slot.article_id for slot in held if slot.position == LEAD}
    leads |= {edition.article_id for edition in free[:1]}
    live = named({slot.article_id for slot in held} | leads, at=at, whole=leads)
    filled: dict[int, Filled] = {}
    shown: set[int] = set()
    for slot in held:
        edition = live.get(slot.article_id)
        if edition and slot.position not in filled and slot.article_id not in shown:
            headline = slot.words or edition.headline
            filled[slot.position] = Filled(slot.position, edition, headline, stands_in=False)
            shown.add(slot.article_id)
    chosen = {slot.position: slot.stand_in for slot in slots if slot.stand_in}
    for position in positions(section_id):
        stand_in = chosen.get(position, usual_stand_in(position))
        if position not in filled and stand_in == StandIn.NEWEST and free:
            edition = free.pop(0)
            edition = live.get(edition.article_id, edition)
            filled[position] = Filled(position, edition, edition.headline, stands_in=True)
    return [filled[position] for position in sorted(filled)]


def _slots(section_id: int | None, *, at: datetime) -> list[FrontSlot]:
    if section_id is None:
        return _slots_at_home(at=at)
    return _slots_of(section=section_id, at=at)


@Inquiry
def _slots_at_home(at):
    return FrontSlot.objects.of(None, at)


@Inquiry
def _slots_of(section, at):
    return FrontSlot.objects.of(section, at)


def _stand_ins(newest: list[Edition], held: list[FrontSlot]) -> list[Edition]:
    """Those of the newest that hold no slot; those with a picture lead, and head the seconds."""
    placed = {slot.article_id for slot in held}
    free = [edition for edition in newest if edition.article_id not in placed]
    pictured = next((edition for edition in free[:PICTURED] if edition.lead_image_id), None)
    if pictured:
        free.remove(pictured)
        free.insert(0, pictured)
    seconds = free[1:PICTURED]
    free[1:PICTURED] = sorted(seconds, key=lambda edition: edition.lead_image_id is None)
    return free


def next_change(at: datetime) -> datetime | None:
    """The next moment after `at` at which any front changes, or None.

    It does when a story's time in a slot begins or ends, and when it was arranged anew. When
    stories themselves begin and end is for editions to say.
    """
    found = FrontSlot.objects.standing(at).aggregate(
        begins=Min("live_from", filter=Q(live_from__gt=at)),
        ends=Min("live_until", filter=Q(live_until__gt=at)),
    )
    found |= Front.objects.filter(live_from__gt=at).aggregate(arranged=Min("live_from"))
    return min(filter(None, found.values()), default=None)


def last_change(at: datetime) -> datetime | None:
    """Likewise the last moment before `at`."""
    found = FrontSlot.objects.standing(at).aggregate(
        begun=Max("live_from", filter=Q(live_from__lt=at)),
        ended=Max("live_until", filter=Q(live_until__lt=at)),
    )
    found |= Front.objects.filter(live_from__lt=at).aggregate(arranged=Max("live_from"))
    return max(filter(None, found.values()), default=None)
