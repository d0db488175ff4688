"""Arranging a front: the one verb that changes what stands in its slots."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness
from articles.editions.edition import Edition
from articles.editions.front import LEAD, SECONDS, Front, FrontSlot, positions, usual_stand_in
from articles.editions.release import Release, joined_or_left
from articles.text.refusal import Refusal


@dataclass(frozen=True)
class Placement:
    """A story for a slot, as editors ask for it: from a time, or with a release, or from now on."""

    position: int
    article_id: int
    headline: str = ""
    live_from: datetime | None = None
    live_until: datetime | None = None
    release_id: int | None = None

    def overlaps(self, other: "Placement") -> bool:
        """Whether there is a moment at which both hold; both have a beginning."""
        return (self.live_until is None or other.live_from < self.live_until) and (
            other.live_until is None or self.live_from < other.live_until
        )


@dataclass(frozen=True)
class Flaw:
    """What is wrong with one of the placements asked for, by its number, and with which part."""

    number: int
    field: str
    text: str


class NotArranged(Refusal):
    """Some placements cannot be as they were asked for; `flaws` says which and why."""

    code = "not_arranged"

    def __init__(self, flaws: list[Flaw]):
        self.flaws = flaws
        super().__init__(_("Not saved yet; nothing is lost. Look at the marked places below."))


class StaleFront(Refusal):
    """Someone else has arranged the front since one began to."""

    code = "stale_front"


def name_of(position: int) -> str:
    """What a slot is called."""
    if position == LEAD:
        return _("Lead")
    if position in SECONDS:
        return _("Second story %(n)d") % {"n": position - LEAD}
    return _("Row %(n)d") % {"n": position - SECONDS[-1]}


@transaction.atomic
def arrange(
    section_id: int | None,
    placements: list[Placement],
    *,
    by,
    stand_ins: dict[int, str] | None = None,
    seen: int | None = None,
    shows_most_read: bool | None = None,
    now: datetime | None = None,
) -> Front:
    """From now on the front holds `placements` and nothing else; what it held stays on record.

    `seen` is the number of the arrangement that one began from (0: there was none), None if that
    does not matter; without `shows_most_read` that stays as it is; `now` is for a verb that does
    more at the same moment. Raises StaleFront, NotArranged.
    """
    freshness.touch()
    now = now or timezone.now()
    last = Front.objects.of(section_id).first()
    if seen is not None and seen != (last.number if last else 0):
        raise StaleFront(_("The front was arranged meanwhile."))
    slots = planned(section_id, placements, stand_ins=stand_ins, at=now)
    if shows_most_read is None:
        shows_most_read = last.shows_most_read if last else True
    joined_or_left(_changed(FrontSlot.objects.of(section_id, now), slots))
    front = Front.objects.create(
        section_id=section_id,
        number=last.number + 1 if last else 1,
        live_from=now,
        shows_most_read=shows_most_read,
        arranged_by=by,
    )
    if last:
        Front.objects.filter(pk=last.pk).update(live_until=now)
    for slot in slots:
        slot.front = front
    FrontSlot.objects.bulk_create(slots)
    return front


def planned(
    section_id: int | None,
    placements: list[Placement],
    *,
    at: datetime,
    stand_ins: dict[int, str] | None = None,
) -> list[FrontSlot]:
    """The unsaved slots that `placements` come to if they are arranged at `at`.

    What has begun keeps its beginning as long as it stays in its slot, and begins anew elsewhere:
    nothing can have stood before it was put there. What has ended since it was last saved is left
    out. Raises NotArranged.
    """
    before = [slot for slot in FrontSlot.objects.of(section_id, at) if slot.article_id]
    begun = {
        (slot.position, slot.article_id, _minute(slot.live_from)): slot
        for slot in before
        if slot.live_from <= at
    }
    wanted, over = [], []
    ids = {placement.release_id for placement in placements} - {None}
    moments = dict(Release.objects.in_time(at).filter(pk__in=ids).values_list("pk", "at"))
    placements = [
        replace(each, live_from=moments.get(each.release_id, each.live_from)) for each in placements
    ]
    for number, placement in enumerate(placements):
        stood = placement.live_from and begun.get(
            (placement.position, placement.article_id, _minute(placement.live_from))
        )
        if stood and _ended_as_saved(stood, placement, at):
            continue
        if placement.release_id and placement.release_id not in moments:
            # It has gone out meanwhile, which is well for what went with it.
            placement = replace(placement, release_id=None)
            if not stood:
                words = _("That release has gone out or was called off. Choose another, or a time.")
                over.append(Flaw(number, "release", words))
        begins = stood.live_from if stood else placement.live_from
        if begins is None or (begins <= at and not stood):
            begins = at
        wanted.append((number, replace(placement, live_from=begins)))
    if flaws := over + _flaws(section_id, wanted, placements, at=at, before=before):
        raise NotArranged(flaws)
    slots = [
        FrontSlot(
            position=placement.position,
            article_id=placement.article_id,
            headline=placement.headline,
            live_from=placement.live_from,
            live_until=placement.live_until,
            release_id=placement.release_id,
        )
        for _number, placement in wanted
    ]
    chosen = stand_ins or {}
    slots += [
        FrontSlot(position=position, stand_in=chosen.get(position) or usual_stand_in(position))
        for position in positions(section_id)
    ]
    return slots


def _changed(before, after) -> set[int]:
    """The releases that one of two arrangements has something with that the other has not."""
    members = [
        {(s.release_id, s.position, s.article_id) for s in slots if s.release_id}
        for slots in (before, after)
    ]
    return {release for release, *_rest in members[0] ^ members[1]}


def _ended_as_saved(slot: FrontSlot, placement: Placement, at: datetime) -> bool:
    if not slot.live_until or not placement.live_until or slot.live_until > at:
        return False
    return _minute(slot.live_until) == _minute(placement.live_until)


def _minute(moment: datetime) -> datetime:
    """As exact as a form is."""
    return moment.replace(second=0, microsecond=0)


def _flaws(section_id, wanted, asked, *, at, before) -> list[Flaw]:
    """What is wrong with each; `asked` has the times as they were typed."""
    known = {slot.article_id for slot in before}
    printed = _printed({p.article_id for _n, p in wanted} - known, at=at) | known
    outlived = {(slot.article_id, slot.headline) for slot in before if slot.is_outlived}
    flaws = []
    for n, (number, placement) in enumerate(wanted):
        if placement.headline and (placement.article_id, placement.headline) in outlived:
            words = _("The story was withdrawn after this was written. Write another, or none.")
            flaws.append(Flaw(number, "headline", words))
        if placement.position not in positions(section_id):
            flaws.append(Flaw(number, "slot", _("This front has no such slot. Choose another.")))
        if placement.article_id not in printed:
            words = _(
                "Readers cannot get this story: publish or schedule it first, or take it off."
            )
            flaws.append(Flaw(number, "article", words))
        typed, ends = asked[number].live_from, placement.live_until
        if typed and ends and ends <= typed:
            words = _("It would end before it begins. Choose a later end, or none.")
            flaws.append(Flaw(number, "live_until", words))
        elif ends and ends <= at:
            words = _("That time has passed. Choose a later end, or take the story off.")
            flaws.append(Flaw(number, "live_until", words))
        for _other, earlier in wanted[:n]:
            if flaw := _clash(placement, earlier):
                flaws.append(Flaw(number, *flaw))
                break
    return flaws


def _clash(placement: Placement, earlier: Placement) -> tuple[str, str] | None:
    """The part of a placement that another one forbids, and why."""
    if placement.article_id == earlier.article_id and placement.overlaps(earlier):
        words = _(
            "This story stands in “%(slot)s” at that time too. Take it off in one place, or let "
            "it end there before it begins here."
        )
        return "article", words % {"slot": name_of(earlier.position)}
    if (placement.position, placement.live_from) == (earlier.position, earlier.live_from):
        words = _(
            "Another story begins in this slot at that very time. Change one, or take it off."
        )
        return "live_from", words
    return None


def _printed(article_ids: set[int], *, at) -> set[int]:
    """Those of these stories that readers have now or will have."""
    later = Q(live_until__isnull=True) | Q(live_until__gt=at)
    found = Edition.archive.filter(later, article_id__in=article_ids, document__isnull=False)
    return set(found.values_list("article_id", flat=True))
