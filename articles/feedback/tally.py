"""Totals of what readers say, kept in the transaction that changes them.

For each edition, week and part of the story one row says how often something was said. Sections,
people, tags and stories are sums over their editions. So nothing is ever counted by looking through
votes, and totals outlive the reports, whose words are not kept for ever.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import F, Q

from articles.editions.edition import Edition
from articles.editions.weekly import week_of
from articles.feedback.feedback import UNCOUNTED, Feedback, FeedbackMark, Mark

# So many totals in one query.
TOGETHER = 100


class What(models.TextChoices):
    """What is counted. Besides these, each reason: "reason:" and its code."""

    YES = "yes"
    NO = "no"
    # Votes that came in a surge, or are held or spam.
    YES_APART = "yes_apart"
    NO_APART = "no_apart"
    COMMENT = "comment"


class Tally(models.Model):
    """How often something was said of an edition, or of a part of it, in the week from a Monday.

    `part` is an anchor, "" for the story as a whole: who names a part is counted at both. `past`
    is how much of `count` came from reports that are no longer kept.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tallies")
    week = models.DateField()
    what = models.CharField(max_length=24)
    part = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField(default=0)
    past = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "tally"
        verbose_name_plural = "tallies"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "week", "what", "part"], name="tally_once")
        ]
        # Not with the edition and the count in it: of a million votes the page of a year would take
        # two thirds of the time, and each vote would write nine times as much.
        indexes = [models.Index(fields=["week", "what", "part"], name="tally_by_week")]

    def __str__(self):
        return f"{self.edition_id} {self.week} {self.what} {self.part}: {self.count}"


@dataclass(frozen=True, order=True)
class Place:
    """Where something is counted."""

    edition: int
    week: date
    what: str
    part: str = ""


def places_of(report: Feedback, reasons: Iterable[str] = ()) -> Iterator[Place]:
    """Where a report is counted, once each."""
    week = week_of(report.created_at)
    apart = not report.counts or report.state in UNCOUNTED
    parts = dict.fromkeys(["", report.part_anchor])
    for part in parts:
        yield Place(report.edition_id, week, f"{report.vote}_apart" if apart else report.vote, part)
        if apart:
            continue
        if report.comment:
            yield Place(report.edition_id, week, What.COMMENT, part)
        for reason in reasons:
            yield Place(report.edition_id, week, f"reason:{reason}", part)


def add(changes: Counter[Place]) -> None:
    """Change the totals by so much. One query for one total; for many three for every hundred."""
    _write(changes, ("count",))


def _write(changes: Counter[Place], columns: tuple[str, ...]) -> None:
    """Add to the columns of the rows of these places.

    Rows are made first and locked then, both in one order: so no two transactions wait for each
    other. Who writes a single one waits for nobody with a lock in hand.
    """
    places = sorted(place for place, change in changes.items() if change)
    if len(places) == 1 and _update(_rows(places), columns, changes[places[0]]):
        return
    batches = [places[n : n + TOGETHER] for n in range(0, len(places), TOGETHER)]
    for batch in batches:
        Tally.objects.bulk_create(map(_row, batch), ignore_conflicts=True)
    for batch in batches:
        rows = _rows(batch).order_by("edition_id", "week", "what", "part").select_for_update()
        by_change: dict[int, list[int]] = {}
        for row in rows:
            by_change.setdefault(changes[_place(row)], []).append(row.pk)
        for change, ids in by_change.items():
            _update(Tally.objects.filter(pk__in=ids), columns, change)


def _rows(places: Collection[Place]):
    these = Q()
    for each in places:
        these |= Q(edition=each.edition, week=each.week, what=each.what, part=each.part)
    return Tally.objects.filter(these)


def _row(place: Place) -> Tally:
    known = {"week": place.week, "what": place.what, "part": place.part}
    return Tally(edition_id=place.edition, **known)


def _place(row: Tally) -> Place:
    return Place(row.edition_id, row.week, row.what, row.part)


def _update(rows, columns: tuple[str, ...], change: int) -> int:
    return rows.update(**{column: F(column) + change for column in columns})


@contextmanager
def kept(feedback_ids: Collection[int]) -> Iterator[set[int]]:
    """Whatever is changed of these within is brought into the totals, and all of a report that is
    made within, if its id is added. To be used in a transaction, once: it locks the reports, then
    the totals. Four queries beside those of `add`.
    """
    ids = set(feedback_ids)
    before = _places(ids, locked=True)
    yield ids
    after = _places(ids)
    # What goes down must not be lost: a Counter's own minus would drop it.
    after.subtract(before)
    add(after)


def let_go(feedback_ids: Collection[int]) -> None:
    """These reports are about to be deleted: what they add to the totals stays, as what is past.

    To be used in the transaction that deletes them.
    """
    _write(_places(feedback_ids, locked=True), ("past",))


def forget_parts(edition_id: int) -> None:
    """Keep no total of a part of this edition: its anchor is made of words that are destroyed.

    To be used in the transaction that takes the parts from the reports; they are counted on for
    the story as a whole.
    """
    Tally.objects.filter(edition=edition_id).exclude(part="").delete()


def _places(feedback_ids, *, locked: bool = False) -> Counter[Place]:
    reports = Feedback.objects.filter(pk__in=feedback_ids).order_by("pk")
    if locked:
        reports = reports.select_for_update()
    return count(list(reports.only(*READ)))


READ = ("edition_id", "created_at", "counts", "state", "vote", "comment", "part_anchor")


def count(reports: Collection[Feedback]) -> Counter[Place]:
    """What these reports add up to. One query."""
    marks = FeedbackMark.objects.filter(feedback__in=[each.pk for each in reports])
    reasons: dict[int, list[str]] = {}
    for feedback_id, value in marks.filter(sort=Mark.REASON).values_list("feedback", "value"):
        reasons.setdefault(feedback_id, []).append(value)
    return Counter(place for each in reports for place in places_of(each, reasons.get(each.pk, ())))
