"""What staff do with feedback, one report or many. Each deed is an event for each report, and can
be undone as long as it is the last one.

Every verb asks for the right to moderate and leaves alone what stands in sections of others.
`seen` is how a moderator saw each (`Feedback.as_seen`, or its state alone): of what its reader has
said otherwise since, nothing is done, and what others have moved since is not moved.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editions.correction import Correction
from articles.feedback import tally
from articles.feedback.feedback import (
    APART,
    DONE,
    UNCOUNTED,
    Feedback,
    FeedbackEvent,
    Mark,
    Resolution,
    State,
    keep_marks,
)
from articles.library.section_right import works_on
from articles.text.refusal import Refusal

MODERATES = "articles.moderate_feedback"
# So many at once: each is locked until all are done.
MOST = 5_000

What = FeedbackEvent.What


class MovedMeanwhile(Refusal):
    """The report is no longer as the moderator saw it."""

    code = "moved_meanwhile"


class AlreadyThere(Refusal):
    """The report is so already, so there is nothing to do."""

    code = "already_there"


class NoSuchState(Refusal):
    """No report can be in that state."""

    code = "no_such_state"


class NoResolution(Refusal):
    """What is addressed has a resolution, and nothing else has."""

    field = "resolution"
    code = "no_resolution"


class NotADuplicate(Refusal):
    """A report is no duplicate of itself, of its own duplicates, or of one on another story."""

    code = "not_a_duplicate"


class TooManyReports(Refusal):
    """More than can be done at once."""

    code = "too_many_reports"


@dataclass(frozen=True)
class Deeds:
    """What was done together: the events, and why others were left alone, with how many."""

    batch: UUID
    events: list[FeedbackEvent] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


# Many


def move_all(
    ids: Collection[int],
    *,
    to: str,
    by,
    resolution: str = "",
    note: str = "",
    seen: Mapping[int, str] | None = None,
    correction: Correction | None = None,
) -> Deeds:
    """Move reports to the state `to`.

    What is addressed needs a `resolution`, and may have led to a `correction`. Raises
    PermissionDenied, NoSuchState, NoResolution, TooManyReports.
    """
    if to not in State.values:
        raise NoSuchState(_("Choose one of the states: %s.") % ", ".join(map(str, State.labels)))
    if (resolution in Resolution.values) != (to == State.ADDRESSED):
        raise NoResolution(_("Say what became of it: corrected, clarified, no change needed, …"))
    closed = timezone.now() if to in DONE else None
    written = {"state": to, "resolution": resolution, "closed_at": closed}
    if correction:
        written["correction_id"] = correction.pk

    def refusal(report: Feedback) -> str:
        if why := _moved_since(report, seen):
            return why
        if (report.state, report.resolution) == (to, resolution):
            return _("It was %s already.") % State(to).label
        return ""

    return _act(ids, by=by, what=What.MOVED, written=written, note=note, seen=seen, unless=refusal)


def assign_all(
    ids: Collection[int], *, to, by, note: str = "", seen: Mapping[int, str] | None = None
) -> Deeds:
    """Give reports to someone, or to nobody (None). Who may not moderate is given none, and nobody
    those of sections in which they do not work.

    Raises PermissionDenied, TooManyReports.
    """
    if to is not None and not to.has_perm(MODERATES):
        raise PermissionDenied
    name = _name(to)

    def refusal(report: Feedback) -> str:
        if to is not None and not works_on(to, report.section_id):
            return _("%s does not work in its section.") % name
        return ""

    return _act(
        ids,
        by=by,
        what=What.ASSIGNED,
        written={"assignee_id": to.pk if to else None},
        note=" ".join(filter(None, [f"→ {name}.", note])),
        seen=seen,
        unless=refusal,
    )


def escalate_all(
    ids: Collection[int],
    *,
    by,
    note: str = "",
    is_over: bool = False,
    seen: Mapping[int, str] | None = None,
) -> Deeds:
    """Say that someone above should see them; or that this is over."""
    what = What.CALMED if is_over else What.ESCALATED
    return _act(ids, by=by, what=what, written={"is_escalated": not is_over}, note=note, seen=seen)


@transaction.atomic
def call_duplicates(
    ids: Collection[int],
    *,
    of: int | None,
    by,
    note: str = "",
    seen: Mapping[int, str] | None = None,
) -> Deeds:
    """Say that reports say the same as another on the same story; None: that they do not.

    Raises PermissionDenied, NotADuplicate, TooManyReports.
    """
    if of is None:
        written = {"duplicate_of_id": None}
        return _act(ids, by=by, what=What.DISTINCT, written=written, note=note, seen=seen)
    # All of them at once and in one order, so that two who do the like never wait for each other.
    these = Feedback.objects.reports().for_user(by).filter(pk__in=[*ids, of]).order_by("pk")
    first = {each.pk: each for each in these.select_for_update(of=("self",))}.get(of)
    if first is None or of in ids or first.duplicate_of_id is not None:
        raise NotADuplicate(_("Choose another report on the same story, which is no duplicate."))

    def refusal(report: Feedback) -> str:
        if report.article_id != first.article_id:
            return _("It is about another story.")
        if report.duplicates.exists():
            return _("Others are duplicates of it.")
        return ""

    known = {"written": {"duplicate_of_id": of}, "seen": seen, "unless": refusal}
    note = " ".join(filter(None, [f"№ {of}.", note]))
    return _act(ids, by=by, what=What.DUPLICATE, note=note, **known)


def link_correction(ids: Collection[int], *, correction, by) -> Deeds:
    """Say which correction these reports led to."""
    return _act(ids, by=by, what=What.LINKED, written={"correction_id": correction.pk})


def keep_linked(ids: Collection[int], *, correction: Correction) -> None:
    """Go on naming a correction that was printed anew, and so is another row. Nobody did anything,
    so there is no event and no right to ask for.
    """
    Feedback.objects.filter(pk__in=ids).update(correction=correction)


def count_after_all(ids: Collection[int], *, by, note: str = "") -> Deeds:
    """Let the votes of a surge count like all others."""
    return _act(ids, by=by, what=What.REMARKED, written={"counts": True}, note=note)


def count_surge(article_id: int, *, by) -> int:
    """Let the votes that came in surges of answers to a story count; how many there were.

    Not those that are held or spam: to let these through is to let them count.

    Raises PermissionDenied.
    """
    _check_right(by)
    apart = Feedback.objects.for_user(by).in_surge(article_id)
    count = 0
    while ids := list(apart.order_by("pk").values_list("pk", flat=True)[:MOST]):
        count += len(count_after_all(ids, by=by, note=_("A surge that counts after all")).events)
    return count


@transaction.atomic
def undo_all(batch: UUID | str, *, by) -> Deeds:
    """Undo what was done together, by new events; what others did something with since stays.

    Raises PermissionDenied.
    """
    _check_right(by)
    events = list(
        FeedbackEvent.objects.filter(batch=batch, by=by).select_related("feedback").order_by("pk")
    )
    return _undo(events, by=by)


# One


def move(
    feedback_id: int, *, to: str, by, resolution: str = "", note: str = "", seen: str = ""
) -> FeedbackEvent:
    """Move one report, like `move_all`. Raises also AlreadyThere, MovedMeanwhile."""
    _check_right(by)
    known = {feedback_id: seen} if seen else None
    report = Feedback.objects.for_user(by).get(pk=feedback_id)
    if why := _said_since(report, known) or _moved_since(report, known):
        raise MovedMeanwhile(why)
    done = move_all([feedback_id], to=to, by=by, resolution=resolution, note=note, seen=known)
    return _only(done)


@transaction.atomic
def undo(event_id: int, *, by) -> FeedbackEvent:
    """Undo what was done last with a report, an undoing included.

    Raises PermissionDenied, MovedMeanwhile.
    """
    _check_right(by)
    event = FeedbackEvent.objects.select_related("feedback").get(pk=event_id)
    done = _undo([event], by=by)
    if not done.events:
        raise MovedMeanwhile(_told_meanwhile(event.feedback_id))
    return done.events[0]


def remark(feedback_id: int, *, by, note: str, seen: str = "") -> FeedbackEvent:
    """Leave a word for colleagues, and nothing else. Raises AlreadyThere."""
    known = {feedback_id: seen} if seen else None
    return _only(_act([feedback_id], by=by, what=What.REMARKED, written={}, note=note, seen=known))


def note_made(feedback_id: int, *, by, note: str = "") -> FeedbackEvent:
    """Record that a note on the story was made from a report, on which someone now works."""
    written = {"state": State.IN_PROGRESS, "resolution": "", "closed_at": None}
    return _only(_act([feedback_id], by=by, what=What.NOTED, written=written, note=note))


# How


def _name(account) -> str:
    return (account.get_full_name() or account.get_username()) if account else _("nobody")


def _check_right(by) -> None:
    if not by.has_perm(MODERATES):
        raise PermissionDenied


@transaction.atomic
def _act(
    ids: Collection[int],
    *,
    by,
    what: str,
    written: dict,
    note: str = "",
    seen: Mapping[int, str] | None = None,
    unless: Callable[[Feedback], str] = lambda report: "",
) -> Deeds:
    """Write the columns in each report that the person may see, with an event for each."""
    _check_right(by)
    if len(ids) > MOST:
        raise TooManyReports(_("At most %d reports at once. Nothing was done.") % MOST)
    done = Deeds(uuid4())
    with tally.kept(ids):
        reports = Feedback.objects.for_user(by).filter(pk__in=ids).order_by("pk")
        reports = reports.prefetch_related("marks") if seen else reports
        fitting = []
        for report in reports.select_for_update(of=("self",)):
            if why := _said_since(report, seen) or unless(report):
                done.refused[why] += 1
            else:
                fitting.append(report)
        _write(fitting, written, what=what, by=by, note=note, done=done)
    return done


def _write(reports, written, *, what, by, note, done, undo_of=None) -> None:
    now, chosen = timezone.now(), [each.pk for each in reports]
    rows = Feedback.objects.filter(pk__in=chosen)
    rows.filter(looked_at=None).update(looked_at=now)
    if written:
        rows.update(**written)
    if "state" in written:
        keep_marks(chosen)
    if written.get("state", State.HELD) not in UNCOUNTED:
        # Whoever lets one through that came in a surge or a crowd lets its vote count.
        apart = rows.filter(state=written["state"], counts=False)
        apart.filter(marks__sort=Mark.HOLD, marks__value__in=APART).update(counts=True)
    done.events.extend(
        FeedbackEvent.objects.bulk_create(
            FeedbackEvent(
                feedback=report,
                what=what,
                moved_from=report.state,
                moved_to=written.get("state", report.state),
                resolution=written.get("resolution", ""),
                by=by,
                at=now,
                note=note[: FeedbackEvent._meta.get_field("note").max_length],
                batch=done.batch,
                undo_of=undo_of,
                before=_before(report, written),
            )
            for report in reports
        )
    )


def _before(report: Feedback, written: dict) -> dict:
    found = {name: getattr(report, name) for name in written}
    if found.get("closed_at"):
        found["closed_at"] = found["closed_at"].isoformat()
    if "state" in written:
        found["counts"] = report.counts
    return found


def _undo(events: list[FeedbackEvent], *, by) -> Deeds:
    """Put the columns back as they were: at once for all that were alike."""
    done = Deeds(uuid4())
    ids = [event.feedback_id for event in events]
    seen = Feedback.objects.for_user(by).filter(pk__in=ids).order_by("pk")
    last = FeedbackEvent.objects.filter(feedback__in=ids).order_by().values_list("feedback")
    last_of = dict(last.annotate(last=Max("pk")))
    alike: dict[str, tuple[FeedbackEvent, list[Feedback]]] = {}
    with tally.kept(ids):
        reports = {each.pk: each for each in seen.select_for_update(of=("self",))}
        for event in events:
            report = reports.get(event.feedback_id)
            if report is None or last_of[event.feedback_id] != event.pk:
                done.refused[_told_meanwhile(event.feedback_id)] += 1
                continue
            before = event.before or {"state": event.moved_from}
            key = f"{event.what} {event.batch} {json.dumps(before, sort_keys=True)}"
            alike.setdefault(key, (event, []))[1].append(report)
        for event, found in alike.values():
            before = dict(event.before) or {"state": event.moved_from}
            note = _("Undone")
            if event.what == What.ASSIGNED:
                to = get_user_model().objects.filter(pk=before["assignee_id"]).first()
                note = f"→ {_name(to)}. {note}"
            known = {"by": by, "note": note, "done": done, "undo_of": event.batch}
            _write(found, before, what=event.what, **known)
    return done


def _only(done: Deeds) -> FeedbackEvent:
    if not done.events:
        raise AlreadyThere(next(iter(done.refused), _("There is no such report.")))
    return done.events[0]


def _said_since(report: Feedback, seen: Mapping[int, str] | None) -> str:
    """Why nothing is done if its reader has said more since it was seen; "" if not."""
    said = (seen or {}).get(report.pk, "").partition(".")[2]
    if said and said != report.as_seen.partition(".")[2]:
        return _("Its reader has said more meanwhile. Read it again, then choose.")
    return ""


def _moved_since(report: Feedback, seen: Mapping[int, str] | None) -> str:
    """Likewise if someone has moved it."""
    state = (seen or {}).get(report.pk, report.state).partition(".")[0]
    return _told_meanwhile(report.pk) if state != report.state else ""


def _told_meanwhile(feedback_id: int) -> str:
    """That someone else was there, with who it was and where the report is now."""
    events = FeedbackEvent.objects.filter(feedback=feedback_id).select_related("by")
    last = events.last()
    if last is None or last.by is None:
        return _("It has been moved meanwhile. Look again, then choose.")
    return _("%(who)s has moved it to %(state)s meanwhile. Look again, then choose.") % {
        "who": last.by.get_username(),
        "state": last.get_moved_to_display(),
    }
