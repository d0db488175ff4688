"""Releasing: the verbs that move what belongs to a release together, or take something out of it.

None asks for rights: whoever calls has done so. Each is all or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness
from articles.editions import press
from articles.editions.arranging import NotArranged, Placement, arrange
from articles.editions.edition import Edition
from articles.editions.front import Front, FrontSlot
from articles.editions.release import Release, open_release
from articles.text.refusal import Refusal


class StaleRelease(Refusal):
    """Someone else has changed the release, or what belongs to it, since one looked at it."""

    code = "stale_release"


class ReleasePast(Refusal):
    """The time asked for has passed."""

    field = "at"
    code = "release_past"


class NotReleased(Refusal):
    """Some members cannot go along, so nothing was changed.

    `editions` and `slots` say why, by the ids of the editions and of the slots.
    """

    code = "not_released"

    def __init__(self, editions: dict[int, str], slots: dict[int, str]):
        self.editions, self.slots = editions, slots
        super().__init__(_("Nothing was changed: look at what is marked below."))


@dataclass(frozen=True)
class Rearranged:
    """A front that was arranged anew because a release was moved."""

    before: Front
    after: Front


def editions_of(release: Release) -> QuerySet[Edition]:
    """The editions that go with a release, or went with it."""
    return Edition.archive.filter(release=release).defer("document").order_by("pk")


def slots_of(release: Release, *, at) -> QuerySet[FrontSlot]:
    """What fronts show with a release at its moment, as they are arranged at `at` or were then."""
    found = FrontSlot.objects.standing(min(at, release.at)).filter(release=release)
    return found.select_related("front__section").order_by("front__section__path", "position", "pk")


@transaction.atomic
def plan(name: str, *, at, by, note: str = "") -> Release:
    """A release to which nothing belongs yet. Raises ReleasePast."""
    _ask_time(at)
    return Release.objects.create(name=name, at=at, note=note, made_by=by, changed_by=by)


@transaction.atomic
def describe(release_id: int, *, name: str, note: str, by, seen: int) -> None:
    """Give a release that is still to go out another name or note."""
    _begin(release_id, by=by, seen=seen)
    Release.objects.filter(pk=release_id).update(name=name, note=note)


@transaction.atomic
def move(release_id: int, *, at, by, seen: int) -> list[Rearranged]:
    """Let the release and all that belongs to it go out at `at`.

    `seen` is the version that one looked at. Raises ReleaseIsOver, StaleRelease, ReleasePast,
    NotReleased.
    """
    release = _begin(release_id, by=by, seen=seen)
    _ask_time(at)
    return _move(release, at=at, now=timezone.now(), by=by)


@transaction.atomic
def publish_now(release_id: int, *, by, seen: int) -> list[Rearranged]:
    """Let all of it go out at once. Raises ReleaseIsOver, StaleRelease, NotReleased."""
    release = _begin(release_id, by=by, seen=seen)
    now = timezone.now()
    return _move(release, at=now, now=now, by=by)


@transaction.atomic
def call_off(release_id: int, *, by, seen: int) -> list[Rearranged]:
    """Call off all that belongs to a release, and the release itself.

    Raises ReleaseIsOver, StaleRelease, NotReleased.
    """
    release = _begin(release_id, by=by, seen=seen)
    now = timezone.now()
    flaws = {}
    for pk in editions_of(release).values_list("pk", flat=True):
        try:
            with transaction.atomic():
                press.cancel(pk)
        except Refusal as refusal:
            flaws[pk] = str(refusal)
    fronts, slots = _rearrange(release, now=now, by=by, change=lambda _placement: None)
    if flaws or slots:
        raise NotReleased(flaws, slots)
    Release.objects.filter(pk=release_id).update(called_off_at=now)
    return fronts


@transaction.atomic
def join(edition_id: int, *, release_id: int, by) -> Edition:
    """Let an edition that waits at a time of its own go with the release instead.

    Raises ReleaseIsOver and what press.reschedule raises.
    """
    freshness.touch()
    release = _changed(open_release(release_id), by=by)
    edition = Edition.archive.filter(pk=edition_id).defer("document").get()
    if edition.live_from != release.at or edition.release_id:
        press.reschedule(edition_id, at=release.at)
    Edition.archive.filter(pk=edition_id).update(release=release)
    edition.refresh_from_db()
    return edition


@transaction.atomic
def leave(edition_id: int, *, by) -> Edition:
    """Take an edition out of its release; it keeps the time. Raises ReleaseIsOver."""
    freshness.touch()
    edition = Edition.archive.filter(pk=edition_id).defer("document").get()
    if edition.release_id:
        _changed(open_release(edition.release_id), by=by)
        Edition.archive.filter(pk=edition_id).update(release=None)
    return edition


@transaction.atomic
def take_out(slot_id: int, *, release_id: int, by, seen: int) -> list[Rearranged]:
    """Take what a slot shows out of the release; it keeps its time.

    Raises ReleaseIsOver, StaleRelease, NotReleased.
    """
    release = _begin(release_id, by=by, seen=seen)
    alone = slots_of(release, at=timezone.now()).filter(pk=slot_id).first()
    if alone is None:
        raise StaleRelease(_("This is no longer part of the release."))
    fronts, slots = _rearrange(
        release,
        now=timezone.now(),
        by=by,
        change=lambda placement: replace(
            placement,
            release_id=None if _is(placement, alone) else placement.release_id,
        ),
        only=alone.front_id,
    )
    if slots:
        raise NotReleased({}, slots)
    return fronts


def _begin(release_id: int, *, by, seen: int) -> Release:
    """The release, claimed by whoever saw it as it is; others wait until this is done."""
    freshness.touch()
    release = open_release(release_id)
    if release.version != seen:
        raise StaleRelease(
            _("The release was changed meanwhile, and is shown as it is now. Look, then decide.")
        )
    return _changed(release, by=by)


def _changed(release: Release, *, by) -> Release:
    Release.objects.filter(pk=release.pk).update(version=F("version") + 1, changed_by=by)
    return release


def _ask_time(at) -> None:
    if at <= timezone.now():
        raise ReleasePast(_("That time has passed. Choose a later one, or publish all of it now."))


def _move(release: Release, *, at, now, by) -> list[Rearranged]:
    flaws = {}
    try:
        with transaction.atomic():
            ids = list(editions_of(release).values_list("pk", flat=True))
            press.reschedule_together(ids, at=at)
    except press.NotMoved as refusal:
        flaws = refusal.flaws
    # Fronts ask the release when it goes out.
    Release.objects.filter(pk=release.pk).update(at=at)
    fronts, slots = _rearrange(release, now=now, by=by, change=lambda placement: placement)
    if flaws or slots:
        raise NotReleased(flaws, slots)
    return fronts


def _rearrange(
    release: Release,
    *,
    now,
    by,
    change: Callable[[Placement], Placement | None],
    only: int | None = None,
) -> tuple[list[Rearranged], dict[int, str]]:
    """Arrange anew each front that shows something with the release, which `change` says how.

    Also why slots forbid it, by their ids. Six queries or so for each front.
    """
    done, flaws = [], {}
    fronts = Front.objects.standing(now).filter(slots__release=release).distinct()
    for front in fronts.filter(pk=only) if only else fronts:
        slots = [
            slot
            for slot in FrontSlot.objects.of(front.section_id, now)
            if slot.article_id and (slot.live_until is None or slot.live_until > now)
        ]
        asked = []
        for slot in slots:
            placement = _placement(slot)
            if slot.release_id == release.pk:
                placement = change(placement)
            if placement:
                asked.append((slot, placement))
        try:
            with transaction.atomic():
                after = arrange(
                    front.section_id,
                    [placement for _slot, placement in asked],
                    by=by,
                    stand_ins=_stand_ins(front),
                    now=now,
                )
            done.append(Rearranged(front, after))
        except NotArranged as refusal:
            flaws |= {asked[flaw.number][0].pk: flaw.text for flaw in refusal.flaws}
    return done, flaws


def _placement(slot: FrontSlot) -> Placement:
    return Placement(
        slot.position,
        slot.article_id,
        slot.words,
        slot.live_from,
        slot.live_until,
        slot.release_id,
    )


def _is(placement: Placement, slot: FrontSlot) -> bool:
    """Whether a placement was made of that slot."""
    return (placement.position, placement.article_id) == (slot.position, slot.article_id)


def _stand_ins(front: Front) -> dict[int, str]:
    return dict(front.slots.exclude(stand_in="").values_list("position", "stand_in"))
