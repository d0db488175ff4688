"""How quickly staff come to what readers say, and what became of what was held."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median

from django.db.models import Count, Exists, Min, OuterRef
from django.utils.timezone import get_default_timezone, make_aware

from articles.feedback.feedback import UNCOUNTED, UNDONE, Feedback, FeedbackEvent, State
from articles.feedback.helpfulness import Helpfulness
from articles.feedback.numbers import Scope, Weeks

# So many of the latest reports are looked at: a median of more says nothing else.
MOST = 5_000


@dataclass(frozen=True)
class Times:
    """How long something took: with so many reports; half of them, and nine in ten, within."""

    count: int
    half: timedelta
    nine_in_ten: timedelta


@dataclass(frozen=True)
class Handling:
    """What became of the reports of some weeks. `is_cut` if there were more than were looked at.

    `approved` are those of the `decided` ones that were let through; `held` still wait.
    """

    reports: int
    is_cut: bool
    looked_at: Times | None
    addressed: Times | None
    held: int
    decided: int
    approved: int

    @property
    def let_through(self) -> Helpfulness:
        """The share of what was let through, of what was held and decided, as a rate."""
        return Helpfulness(self.approved, self.decided - self.approved)


def handling(scope: Scope, weeks: Weeks) -> Handling:
    """How the reports of these weeks were dealt with. One query, of narrow rows by an index."""
    events = FeedbackEvent.objects.filter(feedback=OuterRef("pk"), moved_from=State.HELD)
    left = Exists(events.exclude(moved_to=State.HELD))
    reports = _reports(scope).filter(
        created_at__gte=_begin(weeks.first), created_at__lt=_begin(weeks.last + timedelta(weeks=1))
    )
    rows = reports.annotate(left=left).order_by("-created_at", "-pk")
    found = list(rows.values_list("created_at", "looked_at", "closed_at", "state", "left")[:MOST])
    decided = [state for _came, _looked, _closed, state, left in found if left and state != "held"]
    return Handling(
        reports=len(found),
        is_cut=len(found) == MOST,
        looked_at=_times([looked - came for came, looked, *_rest in found if looked]),
        addressed=_times(
            [
                closed - came
                for came, _looked, closed, state, _left in found
                if closed and state == State.ADDRESSED
            ]
        ),
        held=sum(state == State.HELD for *_rest, state, _left in found),
        decided=len(decided),
        approved=sum(state not in UNCOUNTED for state in decided),
    )


@dataclass(frozen=True)
class Waiting:
    """How many reports wait, by state, and since when the oldest of them."""

    counts: dict[str, int]
    oldest: datetime | None

    @property
    def all(self) -> int:
        """How many in all."""
        return sum(self.counts.values())


def waiting(scope: Scope) -> Waiting:
    """What staff have yet to deal with. One query, by an index of the reports that wait."""
    reports = _reports(scope).filter(state__in=UNDONE).order_by()
    rows = list(reports.values_list("state").annotate(Count("pk"), Min("created_at")))
    return Waiting(
        counts={state: count for state, count, _oldest in rows},
        oldest=min((oldest for *_rest, oldest in rows), default=None),
    )


def _reports(scope: Scope):
    """The reports of these editions; a report knows its section itself."""
    reports = Feedback.objects.reports()
    if scope.sections is not None:
        reports = reports.filter(section__in=scope.sections)
    return Scope(list=scope.list, key=scope.key).within(reports)


def _begin(monday) -> datetime:
    return make_aware(datetime.combine(monday, time.min), get_default_timezone())


def _times(taken: Sequence[timedelta]) -> Times | None:
    if not taken:
        return None
    ordered = sorted(taken)
    return Times(len(ordered), median(ordered), ordered[math.ceil(len(ordered) * 0.9) - 1])
