"""What readers say of a story, beside its form: what waits, and what its last edition answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window, prefetch_related_objects

from articles.desk.readers_reports import ANSWERING, in_short
from articles.editions.edition import Edition
from articles.feedback.feedback import Feedback
from articles.feedback.moderation import MODERATES, MOST

SHOWN = 5


@dataclass(frozen=True)
class Said:
    """One report in short; `is_older` if it is on an edition before the one that may answer it."""

    report: Feedback
    words: str
    is_older: bool


@dataclass(frozen=True)
class Readers:
    """What waits of a story: some of it, how many in all, and how many `edition` may answer."""

    said: tuple[Said, ...] = ()
    waiting: int = 0
    older: int = 0
    edition: Edition | None = None


def answering_of(editions: Iterable[Edition]) -> Edition | None:
    """The latest of these editions that answers readers; they have begun, the latest first."""
    told = (each for each in editions if each.kind in ANSWERING and not each.redacted_at)
    return next(told, None)


def answering_at(article_id: int, *, at) -> Edition | None:
    """Likewise of a story's editions that have begun at `at`. One query."""
    begun = Edition.archive.of(article_id).filter(live_from__lte=at, redacted_at=None)
    return begun.filter(kind__in=ANSWERING).defer("document").first()


def readers_of(article_id: int, edition: Edition | None, *, by) -> Readers | None:
    """What a person may see of the story's reports; None for who may not sort any. Two queries."""
    if not by.has_perm(MODERATES):
        return None
    older = Q(pk=None)
    if edition:
        older = Q(edition__live_from__lt=edition.live_from)
    waiting = Feedback.objects.for_user(by).waiting().filter(article_id=article_id)
    rows = list(
        waiting.annotate(
            all=Window(Count("pk")),
            older=Window(Count("pk", filter=older)),
            began=F("edition__live_from"),
        )[:SHOWN]
    )
    if not rows:
        return Readers(edition=edition)
    prefetch_related_objects([each for each in rows if not each.comment], "marks")
    said = tuple(
        Said(each, in_short(each), bool(edition) and each.began < edition.live_from)
        for each in rows
    )
    return Readers(said, rows[0].all, min(rows[0].older, MOST), edition)
