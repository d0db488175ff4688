"""What staff do with feedback: move it from state to state. Each move is an event, to be undone."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.feedback.feedback import Feedback, FeedbackEvent, State
from articles.text.refusal import Refusal


class MovedMeanwhile(Refusal):
    """The report is no longer where the moderator saw it."""

    code = "moved_meanwhile"


class AlreadyThere(Refusal):
    """The report is in that state, so there is nothing to move."""

    code = "already_there"


class NoSuchState(Refusal):
    """No report can be in that state."""

    code = "no_such_state"


@transaction.atomic
def move(feedback_id: int, *, to: str, by, note: str = "", seen: str = "") -> FeedbackEvent:
    """Move a report to the state `to`; `seen` is the state in which the moderator saw it, if told.

    Raises PermissionDenied, NoSuchState, AlreadyThere, MovedMeanwhile.
    """
    _check_right(by)
    if to not in State.values:
        raise NoSuchState(_("Choose one of the states: %s.") % ", ".join(map(str, State.labels)))
    state = Feedback.objects.values_list("state", flat=True).get(pk=feedback_id)
    if seen and seen != state:
        raise _moved_meanwhile(feedback_id)
    if to == state:
        raise AlreadyThere(_("It was %s already.") % State(to).label)
    return _write(feedback_id, moved_from=state, moved_to=to, by=by, note=note)


@transaction.atomic
def undo(event_id: int, *, by) -> FeedbackEvent:
    """Move a report back by a new event. Only its last move can be undone, an undoing included.

    Raises PermissionDenied, MovedMeanwhile.
    """
    _check_right(by)
    event = FeedbackEvent.objects.get(pk=event_id)
    if FeedbackEvent.objects.filter(feedback=event.feedback_id).last() != event:
        raise _moved_meanwhile(event.feedback_id)
    return _write(
        event.feedback_id,
        moved_from=event.moved_to,
        moved_to=event.moved_from,
        by=by,
        note=_("Undone"),
    )


def _check_right(by) -> None:
    if not by.has_perm("articles.moderate_feedback"):
        raise PermissionDenied


def _write(feedback_id: int, *, moved_from: str, moved_to: str, by, note: str) -> FeedbackEvent:
    """Move the report and write the event, unless someone else has moved it since it was read."""
    moved = Feedback.objects.filter(pk=feedback_id, state=moved_from).update(state=moved_to)
    if not moved:
        raise _moved_meanwhile(feedback_id)
    return FeedbackEvent.objects.create(
        feedback_id=feedback_id,
        moved_from=moved_from,
        moved_to=moved_to,
        by=by,
        at=timezone.now(),
        note=note,
    )


def _moved_meanwhile(feedback_id: int) -> MovedMeanwhile:
    """The refusal, with who moved it and to where."""
    events = FeedbackEvent.objects.filter(feedback=feedback_id).select_related("by")
    last = events.last()
    if last is None or last.by is None:
        return MovedMeanwhile(_("It has been moved meanwhile. Look again, then choose."))
    return MovedMeanwhile(
        _("%(who)s has moved it to %(state)s meanwhile. Look again, then choose.")
        % {"who": last.by.get_username(), "state": last.get_moved_to_display()}
    )
