"""Taking in what readers say: a vote at once, more to it for half an hour. The only place that
writes it.

What is suspicious is held, never lost; whoever sends it is told the same as everyone else.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles import search
from articles.editions.edition import Edition
from articles.feedback import tally
from articles.feedback.feedback import (
    APART,
    DONE,
    Feedback,
    FeedbackEvent,
    FeedbackMark,
    Hold,
    Mark,
    Reason,
    State,
    keep_marks,
)
from articles.feedback.intake import NoAnswer
from articles.feedback.parts import Part
from articles.feedback.rate import count_vote, is_surging
from articles.feedback.slip import Slip

LONGEST_NOTE = FeedbackEvent._meta.get_field("note").max_length


@dataclass(frozen=True)
class Taken:
    """A vote as it stands now; `is_again` if the same reader had given one before."""

    report: Feedback
    is_again: bool = False


@dataclass(frozen=True)
class Said:
    """What a reader adds to a vote. `comment` is plain and masked; `masked` says what was.

    `doubts` are why it is to be held; what `is_blocked` goes to the spam (see `words.weighed`).
    """

    comment: str = ""
    reasons: tuple[str, ...] = ()
    part: Part | None = None
    masked: str = ""
    text_hash: str = ""
    is_watched: bool = False
    is_blocked: bool = False
    doubts: tuple[Hold, ...] = ()

    @property
    def is_something(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.comment or self.reasons or self.part)


@transaction.atomic
def take_vote(
    edition: Edition, *, vote: str, at: datetime, suspicions=(), fingerprints=()
) -> Taken:
    """Write a Yes or No down at once; held if anything is suspicious, but that many came from its
    connection: such a one is only counted apart. Raises NoAnswer.

    `fingerprints` are those of its reader, the newest first (see `fingerprint`): who has answered
    before changes the answer and gives no second one.
    """
    if vote not in Feedback.Vote.values:
        raise NoAnswer(_("It was neither Yes nor No. Go back to the story and choose one."))
    if known := _known(fingerprints):
        return _again(known, edition=edition, vote=vote, at=at)
    doubts = [each for each in suspicions if each not in APART]
    apart = [each for each in suspicions if each in APART]
    report = Feedback(
        **_of(edition),
        vote=vote,
        state=State.HELD if doubts else State.NEW,
        is_report=bool(doubts),
        fingerprint=fingerprints[0] if fingerprints else "",
        created_at=at,
    )
    try:
        # Both or neither: who has voted before is not counted again.
        with transaction.atomic():
            # One connection makes no surge: that would hold what everyone else says.
            if not apart and count_vote(edition.article_id, at=at):
                apart = [Hold.SURGE]
            report.counts = not apart
            report.save(force_insert=True)
    except IntegrityError:
        # The same reader's other press was a moment quicker.
        known = _known(fingerprints)
        if known is None:
            raise
        return _again(known, edition=edition, vote=vote, at=at)
    if held := [*doubts, *apart]:
        _mark(report, Mark.HOLD, held)
        keep_marks([report.pk])
    tally.add(tally.Counter(tally.places_of(report)))
    return Taken(report)


@transaction.atomic
def change_vote(slip: Slip, *, vote: str, at: datetime) -> Feedback:
    """Say Yes instead of No, or the other way round. Raises NoAnswer, Feedback.DoesNotExist."""
    if vote not in Feedback.Vote.values:
        raise NoAnswer(_("It was neither Yes nor No. Go back to the story and choose one."))
    with tally.kept([slip.feedback_id]):
        report = Feedback.objects.select_for_update().get(pk=slip.feedback_id)
        _change(report, vote=vote, at=at)
    return Feedback.objects.get(pk=slip.feedback_id)


@transaction.atomic
def take_word(slip: Slip, said: Said, *, at: datetime, suspicions=()) -> Feedback:
    """Add to a vote what its reader says, or replace it; hold it if anything is suspicious.

    A report that a moderator has meanwhile closed waits again, as its reader has said more; one
    put down as spam does not. Returns the report as it stands then. Raises Feedback.DoesNotExist.
    """
    suspicions = [each for each in suspicions if said.is_something or each not in APART]
    suspicions += said.doubts
    if said.comment and slip.is_quick:
        suspicions.append(Hold.QUICK)
    if not (said.is_something or suspicions):
        return Feedback.objects.get(pk=slip.feedback_id)
    # What is made within is counted with the rest, in one order with what others count.
    own = []
    if slip.is_again:
        # Their turn, before it is looked whether an earlier press has made one.
        Feedback.objects.select_for_update().get(pk=slip.feedback_id)
        own = _own_of(slip)
    with tally.kept([slip.feedback_id, *own]) as ids:
        report = Feedback.objects.select_for_update().get(pk=slip.feedback_id)
        if report.vote != slip.vote:
            # The page of an answer that was changed since: its boxes were for the other one.
            said = replace(said, reasons=(), part=None)
        if said.is_something:
            suspicions += _apart(report, at=at)
        if said.comment and slip.is_again and report.comment:
            report = _own(report, slip, at=at)
            ids.add(report.pk)
        _write(report, said, at=at, suspicions=suspicions)
    report = Feedback.objects.get(pk=report.pk)
    if said.comment or said.part:
        search.index(report)
    return report


def _write(report: Feedback, said: Said, *, at: datetime, suspicions: Collection[str]) -> None:
    state = _state_after(report.state, said, suspicions=suspicions)
    written: dict[str, object] = {"state": state, "is_report": True}
    if state != report.state:
        written |= {"resolution": "", "closed_at": None}
    if said.comment:
        written |= {
            "comment": said.comment,
            "commented_at": at,
            "masked": said.masked,
            "text_hash": said.text_hash,
            "is_watched": said.is_watched,
        }
    if said.part:
        written |= {"part_anchor": said.part.anchor, "part_heading": said.part.heading}
    Feedback.objects.filter(pk=report.pk).update(**written)
    if said.reasons:
        report.marks.filter(sort=Mark.REASON).delete()
        _mark(report, Mark.REASON, [each for each in Reason.values if each in said.reasons])
    _mark(report, Mark.HOLD, suspicions)
    keep_marks([report.pk])
    # Words on which someone may have decided stay known, though others take their place.
    replaced = report.comment if said.comment and report.looked_at else ""
    if state != report.state or replaced:
        FeedbackEvent.objects.create(
            feedback=report,
            what=FeedbackEvent.What.SAID_MORE,
            moved_from=report.state,
            moved_to=state,
            at=at,
            note=(_("Before: %s") % replaced)[:LONGEST_NOTE] if replaced else "",
        )


def _state_after(state: str, said: Said, *, suspicions) -> str:
    if state == State.SPAM or said.is_blocked:
        return State.SPAM
    if suspicions:
        return State.HELD
    if said.comment and state in DONE:
        return State.NEW
    return state


def _apart(report: Feedback, *, at: datetime) -> list[str]:
    """Why its vote was counted apart, or what is added to it comes in a surge."""
    came = report.marks.filter(sort=Mark.HOLD, value__in=APART).values_list("value", flat=True)
    why = [] if report.counts else list(came)
    return why or ([Hold.SURGE] if is_surging(report.article_id, at=at) else [])


def _own(report: Feedback, slip: Slip, *, at: datetime) -> Feedback:
    """A report of its own for the words of a slip. Behind one connection there may be several
    readers with the like browser: what one of them wrote is not overwritten by the next, and only
    by what the same slip brings again. Its vote does not count twice."""
    if there := _own_of(slip).first():
        return Feedback.objects.select_for_update().get(pk=there)
    edition = Edition.archive.defer("document").get(pk=slip.edition_id)
    own = Feedback(**_of(edition), vote=report.vote, counts=False, created_at=at)
    own.fingerprint = _mark_of(slip)
    own.save(force_insert=True)
    return own


def _own_of(slip: Slip):
    """The report that a slip has got of its own, if it has."""
    known = Feedback.objects.exclude(fingerprint="").filter(fingerprint=_mark_of(slip))
    return known.values_list("pk", flat=True)


def _mark_of(slip: Slip) -> str:
    """A fingerprint for what a second slip of one reader brings; it goes when theirs does."""
    return sha256(f"{slip.fingerprint} {slip.since}".encode()).hexdigest()


def _of(edition: Edition) -> dict[str, object]:
    """What a report knows of its edition."""
    return {
        "edition": edition,
        "article_id": edition.article_id,
        "section_id": edition.section_id,
        "language": edition.language,
    }


def _again(known: Feedback, *, edition: Edition, vote: str, at: datetime) -> Taken:
    """The answer of a reader who had given one: a bare vote is now one on what they read last."""
    with tally.kept([known.pk]):
        report = Feedback.objects.select_for_update().get(pk=known.pk)
        if report.edition_id != edition.pk and not report.is_report:
            Feedback.objects.filter(pk=report.pk).update(**_of(edition))
        _change(report, vote=vote, at=at)
    return Taken(Feedback.objects.get(pk=known.pk), is_again=True)


def _known(fingerprints) -> Feedback | None:
    if not fingerprints:
        return None
    # The index holds those that have one, and SQLite wants to be told so.
    known = Feedback.objects.exclude(fingerprint="").filter(fingerprint__in=fingerprints)
    return known.order_by("pk").first()


def _change(report: Feedback, *, vote: str, at: datetime) -> None:
    """The other vote, if it is another; what was said of the first one stays."""
    if report.vote == vote:
        return
    Feedback.objects.filter(pk=report.pk).update(vote=vote)
    if vote == Feedback.Vote.YES and report.is_report:
        # What let a reader down says nothing of a Yes.
        report.marks.filter(sort=Mark.REASON).delete()
        if report.part_anchor:
            Feedback.objects.filter(pk=report.pk).update(part_anchor="", part_heading="")
            report.part_anchor = report.part_heading = ""
            (search.index if report.comment else search.remove)(report)
    FeedbackEvent.objects.create(
        feedback=report,
        what=FeedbackEvent.What.CHANGED,
        moved_from=report.state,
        moved_to=report.state,
        at=at,
    )


def _mark(report: Feedback, sort: Mark, values) -> None:
    FeedbackMark.objects.bulk_create(
        [
            FeedbackMark(feedback=report, sort=sort, value=value, received=report.created_at)
            for value in dict.fromkeys(values)
        ],
        ignore_conflicts=True,
    )
