"""How often each edition was read in each week, by which the votes of readers are measured.

Reads by the hour name stories. Which of a story's editions was read is known as they are written,
and a year of weeks is soon added up, for a section or a person as for the paper.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F
from django.utils.timezone import get_default_timezone, localdate

from articles.editions.edition import Edition

HOUR = timedelta(hours=1)


class ReadsInWeek(models.Model):
    """How often an edition was read in the week from a Monday."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "reads in a week"
        verbose_name_plural = "reads in weeks"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "week"], name="reads_in_week_once")
        ]
        indexes = [models.Index(fields=["week"], name="reads_in_week_by_week")]

    def __str__(self):
        return f"{self.edition_id} {self.week}: {self.reads}"


def week_of(moment) -> date:
    """The Monday of its week, in the time zone of the site, whatever that of who asks."""
    day = localdate(moment, get_default_timezone())
    return day - timedelta(days=day.weekday())


def add_to_weeks(reads: Mapping[tuple[int, datetime], int], *, at: datetime) -> None:
    """Write how often stories with an edition were read in which hour, as what their editions were
    read in that week.

    Two queries and one for each number. In one order, for the same reason as in `add_reads`.
    """
    begun = _begun({article_id for article_id, _hour in reads}, at=at)
    sums: Counter[tuple[int, date]] = Counter()
    for (article_id, hour), count in reads.items():
        sums[_read_in(hour, begun[article_id]), week_of(hour)] += count
    rows = [ReadsInWeek(edition_id=edition, week=week) for edition, week in sorted(sums)]
    ReadsInWeek.objects.bulk_create(rows, ignore_conflicts=True)
    for (edition, week), count in sorted(sums.items()):
        row = ReadsInWeek.objects.filter(edition=edition, week=week)
        row.update(reads=F("reads") + count)


def _begun(article_ids: Collection[int], *, at: datetime) -> dict[int, list[tuple[datetime, int]]]:
    """Of each story when its editions began, and their ids, in that order."""
    found = defaultdict(list)
    rows = Edition.archive.filter(article_id__in=article_ids, live_from__lte=at)
    rows = rows.order_by("live_from").values_list("article_id", "live_from", "pk")
    for article_id, moment, edition in rows:
        found[article_id].append((moment, edition))
    return found


def _read_in(hour: datetime, editions: list[tuple[datetime, int]]) -> int:
    """The last that had begun when the hour ended; the first, if none had."""
    begun = [edition for moment, edition in editions if moment < hour + HOUR]
    return begun[-1] if begun else editions[0][1]
