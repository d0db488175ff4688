"""For how long what readers say is kept: so many months with its words, then only its numbers."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from articles import search
from articles.feedback import tally
from articles.feedback.feedback import UNDONE, Feedback, FeedbackEvent, FeedbackMark

AT_A_TIME = 1_000
# A sweep does no more than this: what is left is done by the next.
A_SWEEP = 10_000
READ = ("comment", "part_heading", "state", "is_report")


@dataclass
class Purged:
    """What went: answers in all, those of them with words, and those with which nobody was done."""

    answers: int = 0
    with_words: int = 0
    undone: int = 0


def last_kept(*, at: datetime, months: int | None = None) -> datetime:
    """Whatever came before this moment is kept no longer at `at`."""
    here = localtime(at)
    months = settings.FEEDBACK_KEEP_MONTHS if months is None else months
    year, month = divmod(here.year * 12 + here.month - 1 - months, 12)
    day = min(here.day, monthrange(max(year, 1), month + 1)[1])
    return here.replace(year=max(year, 1), month=month + 1, day=day)


def over(*, at: datetime):
    """The answers whose time is over, the oldest first; also those with which nobody is done."""
    return Feedback.objects.filter(created_at__lt=last_kept(at=at)).order_by("created_at", "pk")


def look(*, at: datetime) -> Purged:
    """What a purge would take."""
    those = over(at=at)
    return Purged(
        answers=those.count(),
        with_words=those.exclude(comment="").count(),
        undone=those.reports().filter(state__in=UNDONE).count(),
    )


def purge(*, at: datetime, most: int | None = None) -> Purged:
    """Delete the answers whose time is over, with marks, events and what search knows of them;
    their totals stay. In batches, each for itself, so that it can be stopped and run again."""
    done = Purged()
    while most is None or done.answers < most:
        ids = list(over(at=at).values_list("pk", flat=True)[:AT_A_TIME])
        if not ids:
            break
        _delete(ids, done)
    return done


def sweep(*, at: datetime) -> None:
    """As much of a purge as a worker does in one go."""
    purge(at=at, most=A_SWEEP)


@transaction.atomic
def _delete(ids: list[int], done: Purged) -> None:
    tally.let_go(ids)
    # Of more columns nothing is asked: others may have deleted some of them meanwhile.
    reports = list(Feedback.objects.filter(pk__in=ids).only(*READ))
    for report in reports:
        if report.comment or report.part_heading:
            search.remove(report)
    FeedbackMark.objects.filter(feedback__in=ids).delete()
    FeedbackEvent.objects.filter(feedback__in=ids).delete()
    Feedback.objects.filter(pk__in=ids).delete()
    done.answers += len(reports)
    done.with_words += sum(bool(each.comment) for each in reports)
    done.undone += sum(each.is_report and each.state in UNDONE for each in reports)
