"""Totals of what readers say, kept in the transaction that changes them.

For each edition, week and part of the story one row says how often something was said. Sections,
people, tags and stories are sums over their editions. So nothing is ever counted by looking through
votes, and totals outlive the reports, whose words are not kept for ever.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import localdate

from articles.editions.edition import Edition
from articles.feedback.feedback import UNCOUNTED, Feedback, FeedbackMark, Mark

AT_A_TIME = 2_000


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


def week_of(moment) -> date:
    """The Monday of its week, in the time zone of the site."""
    day = localdate(moment)
    return day - timedelta(days=day.weekday())


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
    """Change the totals by so much. Always in one order, so that no two transactions wait for each
    other."""
    for place in sorted(place for place, change in changes.items() if change):
        row = Tally.objects.filter(
            edition=place.edition, week=place.week, what=place.what, part=place.part
        )
        if row.update(count=F("count") + changes[place]):
            continue
        known = {"week": place.week, "what": place.what, "part": place.part}
        Tally.objects.bulk_create([Tally(edition_id=place.edition, **known)], ignore_conflicts=True)
        row.update(count=F("count") + changes[place])


@contextmanager
def kept(feedback_ids: Collection[int]) -> Iterator[None]:
    """Whatever is changed of these within is brought into the totals. Four queries and one for each
    total. To be used in a transaction; it locks the reports."""
    before = _places(feedback_ids, locked=True)
    yield
    after = _places(feedback_ids)
    # What goes down must not be lost: a Counter's own minus would drop it.
    after.subtract(before)
    add(after)


def _places(feedback_ids, *, locked: bool = False) -> Counter[Place]:
    reports = Feedback.objects.filter(pk__in=feedback_ids).order_by("pk")
    if locked:
        reports = reports.select_for_update()
    return _count(list(reports.only(*_READ)))


_READ = ("edition_id", "created_at", "counts", "state", "vote", "comment", "part_anchor")


def _count(reports: list[Feedback]) -> Counter[Place]:
    marks = FeedbackMark.objects.filter(feedback__in=[each.pk for each in reports])
    reasons: dict[int, list[str]] = {}
    for feedback_id, value in marks.filter(sort=Mark.REASON).values_list("feedback", "value"):
        reasons.setdefault(feedback_id, []).append(value)
    return Counter(place for each in reports for place in places_of(each, reasons.get(each.pk, ())))


@dataclass(frozen=True)
class Difference:
    """A total that is not what its reports add up to."""

    place: Place
    kept: int
    counted: int


def recount(*, mend: bool = False) -> tuple[int, list[Difference]]:
    """(how many totals there are, those that are wrong). With `mend` these are put right.

    Counts what is kept of every report, and adds what came from those that are no longer kept. One
    transaction on SQLite; on PostgreSQL one that sees a single moment.
    """
    with transaction.atomic():
        counted: Counter[Place] = Counter()
        last = 0
        while batch := list(
            Feedback.objects.filter(pk__gt=last).order_by("pk").only(*_READ)[:AT_A_TIME]
        ):
            counted += _count(batch)
            last = batch[-1].pk
        differences, count = [], 0
        for row in Tally.objects.iterator(chunk_size=AT_A_TIME):
            count += 1
            place = Place(row.edition_id, row.week, row.what, row.part)
            right = counted.pop(place, 0) + row.past
            if row.count != right:
                differences.append(Difference(place, row.count, right))
        differences += [Difference(place, 0, right) for place, right in counted.items()]
        if mend:
            add(Counter({each.place: each.counted - each.kept for each in differences}))
    return count, differences
